"""Which records that name no child of a review come in beside it, for its reader, and what the reader is told of each."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import reviewed
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.audit.trail import audited
from sightline.casework.earlier_knowledge.opened_tables import find_joinable, open_tables
from sightline.casework.earlier_knowledge.pages import StatementDays
from sightline.casework.earlier_knowledge.scopes import find_scope
from sightline.casework.earlier_knowledge.selectors.earliest import read_earliest
from sightline.casework.review_reports.selectors import read_report_draft
from sightline.casework.review_reports.services.drafts import make_report_draft
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
FLAT = {"Location": "7 Quay Lane, Tarrowby", "Location Postcode": "ZZ4 1AB"}
PREMISES = {"Premises": FLAT["Location"], "Postcode": FLAT["Location Postcode"]}
NELL = {"Surname": "Ashdown", "Forenames": "Nell", "DOB": "04/05/2009", "Role": "NAMED", "Nominal Ref": "N1"}
IVY = {"Surname": "Birchall", "Forenames": "Ivy", "DOB": "11/09/2009", "Role": "NAMED", "Nominal Ref": "N2"}
GUS = {"Surname": "Hallam", "Forenames": "Gus", "DOB": "05/06/2010", "Role": "NAMED", "Nominal Ref": "N3"}
DEAN = {"Surname": "Marlow", "Forenames": "Dean", "DOB": "01/01/1985", "Role": "SUSPECT", "Nominal Ref": "N4"}
PAUL = {"Surname": "Norcott", "Forenames": "Paul", "DOB": "02/02/1987", "Role": "NAMED", "Nominal Ref": "N5"}
TENANT = {"Tenant Surname": "Norcott", "Tenant Forename": "Paul", "Tenant DOB": "02/02/1987"}
CAR = {"VRM": "UA15 KDT"}


def police(number: str, day: str, *people: dict[str, str]) -> list[dict[str, str]]:
    when = {
        "Occurrence No": number,
        "Occurrence Type": "CONCERN",
        "Reported Date": day,
        "From Date": day,
        "Entered On": day,
    }
    return [when | one for one in people]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The children's own records show one thing with three people; two police stops of men show two more."""
    folder = tmp_path_factory.mktemp("joined")
    files = folder / "files"
    files.mkdir()
    rows = [
        *police("O1", "01/02/2024", NELL | FLAT, DEAN | FLAT | CAR),
        *police("O2", "01/03/2024", IVY | FLAT, DEAN | FLAT),
        *police("H1", "10/03/2024", PAUL | FLAT | CAR),
        *police("O3", "15/03/2024", DEAN, PAUL),
        *police(
            "O6",
            "12/03/2024",
            {"Surname": "Sayer", "Forenames": "Kit", "Role": "NAMED", "Nominal Ref": "N6"} | FLAT | CAR,
        ),
        *police("O4", "05/03/2024", GUS | FLAT, PAUL | FLAT | CAR),  # a child who is not in the terms
        *police("O5", "05/03/2019", DEAN | FLAT, PAUL | FLAT),  # before the period
    ]
    small.sheet(files / "police_occurrences.csv", rows)
    complaint = {
        "Complaint No": "C1",
        "Received Date": "09/03/2024",
        "Entered On": "09/03/2024",
        "Text": "Noise.",
        **PREMISES,
    }
    small.sheet(files / "housing_complaints.csv", [complaint | TENANT | CAR])
    attended = {"Surname": "Norcott", "Forename": "Paul", "DOB": "02/02/1987", "Service": "ED", "Attended Date": "09/03/2024",
                "Address": FLAT["Location"], "Postcode": FLAT["Location Postcode"], "Entered On": "09/03/2024"}  # fmt: skip
    small.sheet(files / "health_attendances.csv", [attended])
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    small.make_accounts(folder / "workspace", ["reviewer", "information_governance"])
    return folder / "workspace"


@pytest.fixture(scope="module")
def children(built: Path) -> list[str]:
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename IN ('Nell', 'Ivy') GROUP BY 1"
        return [one for (one,) in engine.connection.execute(sql).fetchall()]
    finally:
        engine.close()


@pytest.fixture
def served(built: Path, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = False
    point_at(built, settings)


def review_of(children: list[str], **more: Any) -> str:
    return reviewed.review_of(children, **{"from_on": date(2020, 1, 1), "to_on": date(2024, 12, 31), **more})


def group_of(review_id: str) -> StatementDays:
    page = read_earliest(session_of(reviewed.author()), person="A", review_id=review_id)
    return {one.statement_id: one for one in page.statements}["organised_abuse"]


def joinable(review_id: str) -> set[str]:
    session = session_of(reviewed.author())
    with audited(session, action="read_earliest") as trail:
        scope = find_scope(session, trail, person="A", review_id=review_id)
        with open_tables(scope) as engine:
            records = sorted(find_joinable(engine, scope))
            sql = (
                "SELECT split_part(source_key, ' ', 1) FROM agency_record WHERE latest AND list_contains(?, record_id)"
            )
            return {one for (one,) in engine.connection.execute(sql, [records]).fetchall()}


@pytest.mark.usefixtures("served")
def test_the_day_is_that_of_all_records_and_each_joined_record_says_how_it_came_in(children: list[str]) -> None:
    found = group_of(review_of(children))
    assert found.days is not None and found.days.together == date(2024, 3, 15)
    assert sorted((one.entity_kind, str(one.known_from)) for one in found.joined) == [
        ("adult", "2024-03-15"),
        ("place", "2024-03-10"),
    ]
    assert {one.record_id for one in found.joined} < set(found.days.sets[0]) and len(found.days.sets[0]) == 4


@pytest.mark.usefixtures("served")
def test_no_record_comes_in_that_the_terms_or_the_bounds_keep_out(children: list[str]) -> None:
    assert joinable(review_of(children)) == {"H1", "O3"}, (
        "no other child, nobody of unknown age, no care or housing, no other years"
    )
    until = review_of(children, to_on=date(2024, 3, 14))
    assert joinable(until) == {"H1"} and group_of(until).days is None


@pytest.mark.usefixtures("served")
def test_the_draft_report_says_it_and_its_reader_still_may_read_it(children: list[str]) -> None:
    review_id, session = review_of(children), session_of(reviewed.author())
    joined = group_of(review_id).joined
    draft_id = make_report_draft(session, review_id=review_id, why=reviewed.WHY)
    read = read_report_draft(session, review_id=review_id, draft_id=draft_id)
    said = {line.record_ids: line.text for part in read.draft.parts for line in part.lines if "/joined/" in line.key}
    assert said.keys() == {(one.record_id, one.by_record) for one in joined}
    assert {one.record_id for one in joined} <= read.draft.numbers.keys(), "they are among the sources"
    assert any("has the same place as the second. Both were known on 10 March 2024." in text for text in said.values())
    assert read.left_out == 0
