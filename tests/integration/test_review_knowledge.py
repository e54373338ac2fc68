"""What agencies knew of a child on an earlier day: for those who may open the child, from records that they may see."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, CurrentSnapshot
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.review.knowledge import FactOfDay
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "cli")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "cli")
COUNCILLOR = Actor(Reader("councillor", Role.ELECTED_MEMBER, ""), "cli")
BLUE_CAR = "older people in a blue car"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("knowledge"), roles=["practitioner"])


@pytest.fixture(scope="module")
def wren(built: Path) -> str:
    """The girl whom five agencies know."""
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM person WHERE list_contains(names, 'Wren Ashdown')"
        ((person_id,),) = engine.connection.execute(sql).fetchall()
    finally:
        engine.close()
    return str(person_id)


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    return point_at(built, settings)


def said(facts: tuple[FactOfDay, ...]) -> str:
    return "\n".join(f"{one.label}: {one.what} {one.childs_words}" for one in facts)


@pytest.mark.usefixtures("served")
def test_a_record_is_known_from_the_day_its_agency_recorded_it(wren: str) -> None:
    before = read_knowledge(session_of(OFFICER), person_id=wren, on=date(2024, 6, 13))
    after = read_knowledge(session_of(OFFICER), person_id=wren, on=date(2024, 6, 14))
    assert BLUE_CAR not in said(before.facts) and BLUE_CAR in said(after.known)
    assert max(one.known_from for one in before.facts) <= date(2024, 6, 13)
    assert {one.agency for one in after.facts} == {"police", "childrens_services", "school", "health"}
    assert not after.cannot_tell, "each of these rows says when it was recorded"


@pytest.mark.usefixtures("served")
def test_an_agency_alone_knew_its_own_records(wren: str) -> None:
    alone = read_knowledge(session_of(OFFICER), person_id=wren, on=date(2024, 6, 14), holders=["school", "health"])
    assert {one.agency for one in alone.facts} == {"school", "health"}
    assert read_knowledge(session_of(OFFICER), person_id=wren, on=date(2022, 1, 1)).facts == ()


@pytest.mark.usefixtures("served")
def test_restricted_records_stay_hidden_on_an_earlier_day(wren: str) -> None:
    day = date(2024, 8, 1)
    officer, nurse = (
        said(read_knowledge(session_of(actor), person_id=wren, on=day).facts) for actor in (OFFICER, NURSE)
    )
    assert small.RESTRICTED_POLICE in officer and small.RESTRICTED_HEALTH not in officer
    assert small.RESTRICTED_HEALTH in nurse and small.RESTRICTED_POLICE not in nurse


@pytest.mark.usefixtures("served")
def test_who_may_not_open_the_child_is_told_nothing(wren: str) -> None:
    with pytest.raises(NotHere):
        read_knowledge(session_of(OFFICER), person_id="nobody", on=date(2024, 6, 14))
    with pytest.raises(Refused):
        read_knowledge(session_of(COUNCILLOR), person_id=wren, on=date(2024, 6, 14))
    with pytest.raises(Usage, match="in the future"):
        read_knowledge(session_of(OFFICER), person_id=wren, on=date(2099, 1, 1))
    with pytest.raises(Usage, match="no agency"):
        read_knowledge(session_of(OFFICER), person_id=wren, on=date(2024, 6, 14), holders=["circus"])


def test_a_replay_concludes_from_that_day_and_leaves_nothing_behind(served: Workspace, wren: str) -> None:
    day = date(2024, 6, 13)
    page = read_knowledge(session_of(OFFICER), person_id=wren, on=day, with_conclusions=True)
    assert page.conclusions is not None and page.conclusions.people == 1
    assert page.conclusions.found and all(one.since <= day for one in page.conclusions.found)
    shown = {record for one in page.conclusions.found for record in one.record_ids}
    assert shown and shown <= {one.record_id for one in page.facts}
    (kept,) = served.snapshots.iterdir()
    assert CurrentSnapshot.objects.get().snapshot_id == kept.name
    entry = AuditEntry.objects.filter(action="read_knowledge").latest("sequence")
    assert entry.details["on"] == "2024-06-13" and entry.details["replayed"] is True


@pytest.mark.usefixtures("served")
def test_the_command_prints_a_report_and_json_lines(built: Path, wren: str) -> None:
    asked = [
        "-w",
        str(built),
        "--as",
        small.username("practitioner"),
        "review",
        "knowledge",
        wren,
        "--on",
        "2024-06-13",
        "--agency",
        "police",
    ]
    text, lines = (small.run_commands([each], typed=small.TYPED) for each in (asked, [*asked, "--json"]))
    assert "Recorded by 2024-06-13, police: 2 records" in text
    facts = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    assert {one["agency"] for one in facts} == {"police"} and len({one["record_id"] for one in facts}) == 2
