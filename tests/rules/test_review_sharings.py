"""What shows that an agency was told: a record that says so, or the first contact after it. Nothing else does."""

from datetime import date
from pathlib import Path

import pytest
from support.patterned import AS_AT, read_notes, write_rows

from sightline.patterns import build_together
from sightline.review.sharings import HandoverTrace, TraceIn, find_traces
from sightline.store import DuckDBEngine

NELL = {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
Told = tuple[DuckDBEngine, str, dict[str, str]]


def youth(ref: str, day: str, **more: str) -> dict[str, str]:
    return NELL | {"layout": "youth_service_contacts", "Contact Ref": ref, "Date": day, "Entered On": day} | more


def social_care(kind: str, day: str, source: str) -> dict[str, str]:
    said = {"Event Type": kind, "Event Date": day, "Entered On": day, "Source Agency": source, "Source": "By telephone"}
    return NELL | {"layout": "childrens_services_events", "Person ID": "P1"} | said


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A youth worker tells the police and a school; a school writes a concern between three contacts of others."""
    rows = [
        youth("Y1", "05/03/2024", **{"Shared With": "Police, Elm School", "Shared On": "07/03/2024"}),
        youth("Y2", "06/03/2024"),
        NELL
        | {"layout": "school_concerns", "School": "Elm School", "Incident ID": "S1", "Text": "She was upset."}
        | {"Incident Date": "10/03/2024", "Logged On": "10/03/2024"},
        social_care("CONTACT", "01/03/2024", "School"),
        social_care("CONTACT", "11/03/2024", "Police"),
        social_care("REFERRAL", "20/03/2024", "School"),
        social_care("VISIT", "12/03/2024", "School"),
        NELL
        | {"layout": "return_interviews", "Person ID": "P1", "Misper Ref": "M1", "Returned Date": "02/03/2024"}
        | {"Entered On": "02/03/2024", "Shared With Police On": "04/03/2024"},
    ]
    engine: DuckDBEngine = read_notes(write_rows(rows, tmp_path_factory.mktemp("told")))
    build_together(engine=engine, as_at=AS_AT)
    engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record")
    ((person_id,),) = engine.connection.execute(
        "SELECT DISTINCT person_id FROM resolved WHERE person_id <> ''"
    ).fetchall()
    keys = engine.connection.execute(
        "SELECT layout || ' ' || strftime(min(occurred_from::TIMESTAMP), '%d/%m'), record_id FROM agency_record GROUP BY layout, record_id"
    ).fetchall()
    return engine, str(person_id), dict(keys)


def find(told: Told, record: str, holder: str) -> tuple[HandoverTrace, ...]:
    engine, person_id, keys = told
    return find_traces(engine=engine, person_id=person_id, handovers=[(keys[record], holder)])


@pytest.mark.parametrize(
    ("record", "holder", "on"),
    [
        ("youth_service_contacts 05/03", "police", date(2024, 3, 7)),
        ("youth_service_contacts 05/03", "school: Elm School", date(2024, 3, 7)),
        ("youth_service_contacts 05/03", "school: Oak School", None),
        ("youth_service_contacts 05/03", "health", None),
        ("youth_service_contacts 06/03", "police", None),
        ("return_interviews 02/03", "police", date(2024, 3, 4)),
        ("return_interviews 02/03", "health", None),
    ],
)
def test_a_record_says_with_whom_it_was_shared(told: Told, record: str, holder: str, on: date | None) -> None:
    found = find(told, record, holder)
    assert [(one.by, one.on) for one in found] == ([(TraceIn.RECORD, on)] if on else [])
    assert all(one.said_in == one.record_id == told[2][record] for one in found)


def test_the_first_later_contact_of_the_records_own_agency_is_named(told: Told) -> None:
    (one,) = find(told, "school_concerns 10/03", "childrens_services")
    assert (one.by, one.on) == (TraceIn.CONTACT, date(2024, 3, 20))
    assert one.said_in == told[2]["childrens_services_events 20/03"]
    assert (
        find(told, "school_concerns 10/03", "police")
        == ()
        == find(told, "youth_service_contacts 06/03", "childrens_services")
    )


def test_a_meeting_that_a_record_has_does_not_say_who_attended(tmp_path: Path) -> None:
    """A strategy discussion after the concern: it is named, and shows nothing. One before it is no answer to it."""
    rows = [
        NELL
        | {"layout": "school_concerns", "School": "Elm School", "Incident ID": "S1", "Text": "She was upset."}
        | {"Incident Date": "10/03/2024", "Logged On": "10/03/2024"},
        social_care("STRATEGY DISCUSSION", "01/03/2024", "School"),
        social_care("STRATEGY DISCUSSION", "12/03/2024", "School"),
        social_care("VISIT", "11/03/2024", "School"),
    ]
    engine: DuckDBEngine = read_notes(write_rows(rows, tmp_path))
    build_together(engine=engine, as_at=AS_AT)
    engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record")
    ((person_id,),) = engine.connection.execute(
        "SELECT DISTINCT person_id FROM resolved WHERE person_id <> ''"
    ).fetchall()
    ((concern,),) = engine.connection.execute(
        "SELECT DISTINCT record_id FROM agency_record WHERE agency = 'school'"
    ).fetchall()
    (one,) = find_traces(engine=engine, person_id=str(person_id), handovers=[(concern, "police")])
    assert (one.by, one.on) == (TraceIn.NOT_SAID, date(2024, 3, 12)) and one.said_in not in ("", concern)
