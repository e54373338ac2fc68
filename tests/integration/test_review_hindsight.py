"""What Sightline concludes of a past day with hindsight: apart, on request, and with what came later and its day."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import reviewed, worried
from support import small_partnership as small
from support.sessions import leaving, session_of
from support.small_served import point_at

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import Trail
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.casework.earlier_knowledge.services.days import run_day_again
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.review_reports.material import gather_material
from sightline.casework.reviews.histories import need_review
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.day_conclusions import (
    DayConclusionKind,
    DayConclusions,
    HindsightConclusion,
    HindsightMaker,
)
from sightline.cli.reviewing.commands import write_knowledge
from sightline.review.report.whole_draft import make_draft
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)
NELL = {"Nominal Ref": "N1", "Surname": "Ashdown", "Forenames": "Nell", "DOB": "04/05/2009"}
IVY = {"Nominal Ref": "N2", "Surname": "Birchall", "Forenames": "Ivy", "DOB": "11/09/2009"}
PIKE = IVY | {"Nominal Ref": "N9", "Surname": "Pike", "Forenames": "Sorrel"}
DECIDED = date(2026, 11, 26)  # the rule of repeatedly closed contacts


def missing(who: dict[str, str], key: str, day: str, entered: str = "") -> dict[str, str]:
    times = {"Missing From Date": day, "Missing From Time": "08:00", "Found Date": day, "Found Time": "22:00"}
    return who | times | {"Misper Ref": key, "Entered On": entered or day}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nell is missing three times, and the third is entered in July. Ivy is too, once by another name until August."""
    folder = tmp_path_factory.mktemp("hindsight")
    files = folder / "files"
    files.mkdir()
    rows = [
        missing(NELL, "M1", "01/03/2024"), missing(NELL, "M2", "01/04/2024"),
        missing(NELL, "M3", "01/05/2024", entered="01/07/2024"),
        missing(IVY, "M4", "02/03/2024"), missing(IVY, "M5", "02/04/2024"), missing(PIKE, "M6", "02/05/2024"),
        missing(IVY | {"Nominal Ref": "N9"}, "M7", "01/08/2024"),
    ]  # fmt: skip
    small.sheet(files / "police_missing.csv", rows)
    nell = {"Person ID": "P1", "Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009", "Outcome": "NFA"}
    contacts = [
        nell | {"Event Type": "CONTACT", "Event Date": day, "Entered On": day, "Decision Date": day}
        for day in ("05/02/2024", "05/03/2024", "08/04/2024")
    ]
    small.sheet(files / "childrens_services_events.csv", contacts)
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    return folder / "workspace"


@pytest.fixture
def review_id(built: Path, settings: Any) -> str:
    """A review of both, Nell as child A."""
    return review_of_both(built, settings)


def first_of(folder: Path, sql: str, value: str) -> Any:
    """The first value that the frozen data answer with."""
    (snapshot,) = Workspace(folder).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        return engine.connection.execute(sql, [value]).fetchall()[0][0]
    finally:
        engine.close()


def review_of_both(folder: Path, settings: Any) -> str:
    point_at(folder, settings)
    sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE surname = ? GROUP BY 1"
    return reviewed.review_of([str(first_of(folder, sql, name)) for name in ("Ashdown", "Birchall")])


def run_again(review_id: str, person: str) -> DayConclusions:
    session = session_of(reviewed.author())
    run_day_again(session, review_id=review_id, person=person, on=DAY)
    found = read_knowledge(session, person=person, review_id=review_id, on=DAY, with_hindsight=True).conclusions
    assert found is not None and found.hindsight is not None
    return found


def of_rule(found: DayConclusions, rule_id: str) -> list[HindsightConclusion]:
    return [one for one in found.hindsight or () if one.concluded.rule_id == rule_id]


def test_a_record_that_was_entered_later_makes_a_pattern_of_hindsight_with_its_day(review_id: str) -> None:
    found = run_again(review_id, "A")
    assert not any(one.rule_id == "repeat_missing" for one in found.found)
    (one,) = of_rule(found, "repeat_missing")
    (cause,) = one.causes
    assert (cause.by, cause.on) == (HindsightMaker.RECORD, date(2024, 7, 1))
    assert len(one.concluded.record_ids) == 3 and set(cause.record_ids) < set(one.concluded.record_ids)
    known = {one.record_ids for one in found.found if one.rule_id == "return_interview"}
    later = of_rule(found, "return_interview")
    assert len(known) == 2 and [each.causes for each in later] == [(cause,)], "of the third alone"


def test_a_rule_that_was_decided_later_makes_hindsight_and_is_not_told_as_of_the_day(review_id: str) -> None:
    found = run_again(review_id, "A")
    (one,) = of_rule(found, "threshold_bouncing")
    (cause,) = one.causes
    assert (cause.by, cause.on, cause.record_ids) == (HindsightMaker.RULE, DECIDED, ())
    assert one.concluded.since == date(2024, 4, 8)
    assert not any(one.rule_id == "threshold_bouncing" for one in found.found)


def test_a_match_that_a_later_record_made_is_hindsight_with_the_day_of_that_record(review_id: str) -> None:
    found = run_again(review_id, "B")
    assert found.people == 2, "what the day knew did not match them"
    assert not any(one.rule_id == "repeat_missing" for one in found.found)
    (one,) = of_rule(found, "repeat_missing")
    assert one.concluded.since <= DAY, "each record was known by then"
    (cause,) = one.causes
    assert (cause.by, cause.on) == (HindsightMaker.MATCH, date(2024, 8, 1))
    assert not set(cause.record_ids) <= set(one.concluded.record_ids), "the record that joined them is another one"


def test_hindsight_is_given_on_request_alone_and_kept_with_its_records(review_id: str) -> None:
    session = session_of(reviewed.author())
    found = run_again(review_id, "B")
    (one,) = of_rule(found, "repeat_missing")
    plain = read_knowledge(session, person="A", review_id=review_id, on=DAY, with_conclusions=True)
    assert plain.conclusions is not None and plain.conclusions.hindsight is None
    row = ReviewEntry.objects.get(kind="concluded")
    assert set(one.record_ids) <= set(row.record_ids), "erasure finds them"
    joining = hash_id(next(iter(set(one.record_ids) - set(one.concluded.record_ids))))
    assert SharedRecord.objects.filter(action="read_knowledge", record_id=joining).exists()


def page_of(review_id: str, query: str) -> str:
    client = worried.client_of(reviewed.author())
    got = client.get(reverse("review_known", args=[review_id]) + f"?on={DAY}{query}")
    assert got.status_code == 200
    return str(got.content.decode())


def test_the_page_has_conclusions_of_hindsight_apart_and_only_when_asked(review_id: str) -> None:
    before = page_of(review_id, "&person=A&hindsight=1")
    assert "To see conclusions with hindsight, run this day again." in before
    run_again(review_id, "A")
    plain, asked = page_of(review_id, "&person=A"), page_of(review_id, "&person=A&hindsight=1")
    known, _, apart = asked.partition("Conclusions seen with hindsight</h3>")
    for label in ("Missing again and again", "Contacts closed repeatedly"):
        assert label in apart and label not in known and label not in plain
    assert "Recorded or corrected later: 1 July 2024" in apart
    assert re.search(r'#event-\w+">Police, 1 May 2024</a> <span class="sl-quiet">\(record ', apart)
    assert re.search(r'#event-\w+">Police, 1 March 2024</a>', known), "a deadline of the day"
    assert "By a rule made later, not in force then: 26 November 2026" in apart
    assert "Hindsight</strong>" in apart and "Hindsight" not in plain.partition("</form>")[2]


def test_json_lines_have_hindsight_by_its_own_name_and_only_when_asked(
    review_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    session = leaving(reviewed.author())
    kinds = {}
    for asked in (False, True):
        write_knowledge(
            read_knowledge(
                session, person="A", review_id=review_id, on=DAY, with_conclusions=True, with_hindsight=asked,
                why=reviewed.WHY,
            )
        )  # fmt: skip
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()[1:]]
        kinds[asked] = {one["kind"] for one in lines}
        for one in lines:
            if one["kind"] == "fact":
                assert one["known_from"] <= str(DAY)
    assert not any(one.startswith("hindsight") for one in kinds[False])
    assert kinds[True] - kinds[False] == {"hindsight_fact", "hindsight_conclusion"}


def test_a_draft_has_the_conclusions_of_days_that_were_run_again_with_their_records(review_id: str) -> None:
    found = run_again(review_id, "A")
    session = session_of(reviewed.author())
    draft = make_draft(gather_material(session, need_review(session, review_id=review_id), Trail()))
    (part,) = [one for one in draft.parts if one.part_id == "conclusions"]
    (table,) = part.lists
    assert len(table.rows) == len(found.found) + len(found.hindsight or ())
    said = dict(zip(table.rows, table.records_of_rows, strict=True))
    later = [row for row in said if row[3] == "Pattern: Missing again and again"]
    (row,) = later
    day, person = "1 June 2024", "Child A"
    assert row[:3] == (day, person, "All agencies together")
    hindsight = "Hindsight: a record made or corrected later (1 July 2024)"
    assert row[4] == f"{hindsight}. Not without unconfirmed matches"
    assert len(set(said[row])) == 3 and all(record in draft.numbers for record in said[row])
    (bouncing,) = [each for each in said if each[3] == "Pattern: Contacts closed repeatedly"]
    assert bouncing[4] == "Hindsight: a rule made later, not in force then (26 November 2026)"
    assert any(each[4].startswith("By records and rules of that day") for each in said)


FLAT = {
    "Location": "7 Quay Lane, Tarrowby",
    "Location Postcode": "ZZ4 1AB",
    "VRM": "UA15 KDT",
    "Telephone": "07700900461",
}
SUSPECT = {"Nominal Ref": "N4", "Surname": "Marlow", "Forenames": "Dean", "DOB": "01/01/1985", "Role": "SUSPECT"}


@pytest.fixture(scope="module")
def built_together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nell and Ivy are seen with one man at one flat in spring; most records of Ivy are of autumn."""
    folder = tmp_path_factory.mktemp("together")
    files = folder / "files"
    files.mkdir()
    rows = [
        who | FLAT | {"Occurrence No": key, "Occurrence Type": "CONCERN", "Reported Date": day, "From Date": day, "Entered On": day}
        for key, day, child in (("O1", "01/02/2024", NELL), ("O2", "01/03/2024", IVY))
        for who in (child | {"Role": "NAMED"}, SUSPECT)
    ]  # fmt: skip
    small.sheet(files / "police_occurrences.csv", rows)
    autumn = [missing(IVY, f"M{day}", f"{day:02}/10/2024") for day in range(1, 29)]
    small.sheet(files / "police_missing.csv", autumn)
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    return folder / "workspace"


def test_a_group_that_the_day_knew_is_told_of_the_day_whichever_mention_names_the_other_child(
    built_together: Path, settings: Any
) -> None:
    review_id = review_of_both(built_together, settings)
    (ivy,) = ReviewEntry.objects.filter(kind="child", review_id=review_id).order_by("-pk")[:1]
    sql = "SELECT occurred_on FROM mention WHERE mention_id = ?"
    assert first_of(built_together, sql, ivy.mention_id) > DAY, "the terms name Ivy by a mention of autumn"
    found = run_again(review_id, "A")
    (group,) = [one for one in found.found if one.kind is DayConclusionKind.GROUP]
    assert group.since == date(2024, 3, 1) and len(group.record_ids) == 2
    assert not [one for one in found.hindsight or () if one.concluded.kind is DayConclusionKind.GROUP]
