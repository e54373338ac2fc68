"""Two children, or one whose records are split: what a pattern does while "same person?" is open between its people.

Nell and Nela Ashdown share a surname and a birth date, and Dean Marlow stands on the records of both. Their records
arrive on a Thursday, so that the two working days that it waits end on Monday night.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from support import kept
from support.climbing import fill_ladder, person, set_clock
from support.grouped import DEAN, NELL, occurrence
from support.patterned import write_rows
from support.sessions import session_of
from support.worried import client_of

from sightline import ingest
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.core.session import house_session
from sightline.casework.escalation.engine import MATCH, Candidate
from sightline.casework.escalation.models import Item, Step
from sightline.casework.patterns.escalates import patterns_in_snapshot
from sightline.casework.patterns.selectors import list_awaited_answers, list_recognised
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.casework.same_person.selectors.questions import list_questions
from sightline.casework.same_person.services.answers import answer_same_person, undo_answer
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
RULE = "shared_adult"
ARRIVED, SUNDAY = "2024-07-04T09:00:00Z", "2024-07-07T12:00:00Z"
MONDAY_NIGHT, LAST_SECOND, TUESDAY = "2024-07-08T22:59:58Z", "2024-07-08T22:59:59Z", "2024-07-08T23:00:00Z"
NELA = (NELL[0], "Nela", NELL[2])
ROWS = [
    occurrence("O1", "01/06/2024", NELL, "VICTIM"),
    occurrence("O1", "01/06/2024", DEAN, "SUSPECT"),
    occurrence("O2", "02/06/2024", NELA, "VICTIM"),
    occurrence("O2", "02/06/2024", DEAN, "SUSPECT"),
]
BOTH = "Two children, or one whose records are split."


def serve(made: Snapshot, at: str) -> None:
    CurrentSnapshot.objects.update_or_create(id=1, defaults={"snapshot_id": made.id, "changed_at": at})


@pytest.fixture
def snapshot(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    batch = open_batch(workspace)
    for path in write_rows(ROWS, tmp_path):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=ARRIVED)
    close_batch(workspace, batch, now=ARRIVED)
    made = kept.build(workspace, as_at=date(2024, 7, 4))
    serve(made, ARRIVED)
    set_clock(monkeypatch, SUNDAY)
    fill_ladder("childrens_services")
    RuleSwitch.objects.create(rule_id=RULE, on=True, at=ARRIVED, decision=0)
    return made


@pytest.fixture
def analyst() -> Actor:
    return person("analyst", Role.ANALYST, "police")


def found_at(moment: str) -> list[Candidate]:
    return [one for one in patterns_in_snapshot(house_session(), moment) if one.rule_id == RULE]


def answer(analyst: Actor, said: str) -> int:
    """The analyst's answer to the only question."""
    (line,) = list_questions(session_of(analyst)).questions
    engine = DuckDBEngine(need_snapshot(), read_only=True)
    (pair,) = engine.query("SELECT mention_id_a AS a, mention_id_b AS b FROM question").to_pylist()
    engine.close()
    assert {line.a.name, line.b.name} == {"Nell Ashdown", "Nela Ashdown"}
    why = "Both schools were asked."
    return answer_same_person(session_of(analyst), mention_id_a=pair["a"], mention_id_b=pair["b"], answer=said, why=why)


def need_snapshot() -> Path:
    """The analysis of the snapshot that is served."""
    snapshot = house_session().snapshot
    assert snapshot is not None
    return snapshot.analysis


def run_anew(workspace: Workspace, at: str) -> None:
    """The next run, with the answers in force, is served from a moment on."""
    serve(kept.build(workspace, as_at=date.fromisoformat(at[:10]), judgements=judgements_in_force()), at)


def items_at(moment: str, monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """The items of the rule once the tick of a moment is done."""
    set_clock(monkeypatch, moment)
    tick(session_of(house_actor()), as_at=moment)
    return list(Item.objects.filter(rule_id=RULE))


def page_of(snapshot: Snapshot, who: Actor) -> str:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    sql = "SELECT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = 'Nell'"
    (row,) = engine.query(sql).to_pylist()
    engine.close()
    lines = [one for one in list_recognised(session_of(who), person_id=row["person_id"]) if one.pattern_id == RULE]
    assert len(lines) == 1
    return client_of(who).get(reverse("recognised", args=[lines[0].instance_key])).content.decode()


def test_it_waits_over_the_weekend_to_the_last_second_of_the_second_working_day(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment in (ARRIVED, SUNDAY, MONDAY_NIGHT, LAST_SECOND):
        assert items_at(moment, monkeypatch) == []
    (item,) = items_at(TUESDAY, monkeypatch)
    assert item.about.endswith(BOTH) and item.opened_at == LAST_SECOND
    assert len(items_at("2024-07-09T09:00:00Z", monkeypatch)) == 1, "it is told once"


def test_a_run_of_every_night_does_not_begin_the_wait_anew(
    snapshot: Snapshot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (5, 6, 7, 8):
        run_anew(workspace, f"2024-07-0{day}T03:00:00Z")
        assert items_at(f"2024-07-0{day}T03:05:00Z", monkeypatch) == []
    (item,) = items_at(TUESDAY, monkeypatch)
    assert item.about.endswith(BOTH)


def test_it_is_shown_as_waiting_and_then_in_both_readings_with_the_question(
    snapshot: Snapshot, analyst: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = person("worker", Role.PRACTITIONER, "childrens_services")
    page = page_of(snapshot, worker)
    assert f"{BOTH} Sightline waits until the end of 8 July 2024" in page
    assert "Answer the possible match" not in page, "a practitioner does not answer it"
    assert "Answer the possible match" in page_of(snapshot, analyst)
    set_clock(monkeypatch, TUESDAY)
    page = page_of(snapshot, worker)
    assert f"{BOTH} No one answered the possible match in time" in page


def test_the_question_goes_up_with_it_to_a_post_that_may_answer_it(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first post sees both readings; the manager, to whom it goes next, is led to the question itself."""
    (item,) = items_at(TUESDAY, monkeypatch)
    (item,) = items_at("2024-07-12T09:00:00Z", monkeypatch)
    assert item.highest_stage != "practitioner"
    manager = fill_ladder("childrens_services")["team_manager"]
    assert "Answer the possible match" in page_of(snapshot, manager)


def test_different_tells_it_at_once_as_two_children(
    snapshot: Snapshot, analyst: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert items_at(SUNDAY, monkeypatch) == []
    answer(analyst, "not_same")
    (item,) = items_at("2024-07-07T12:05:00Z", monkeypatch)
    assert BOTH not in item.about and item.opened_at == SUNDAY
    assert BOTH not in page_of(snapshot, analyst)


def test_cannot_tell_leaves_it_open_and_it_is_told_in_both_readings(
    snapshot: Snapshot, analyst: Actor, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(analyst, "cannot_tell")
    assert items_at("2024-07-07T12:05:00Z", monkeypatch) == []
    run_anew(workspace, "2024-07-08T03:00:00Z")
    (item,) = items_at(TUESDAY, monkeypatch)
    assert item.about.endswith(BOTH)


def test_same_holds_it_back_and_it_is_gone_by_the_next_run(
    snapshot: Snapshot, analyst: Actor, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(analyst, "same")
    assert items_at(TUESDAY, monkeypatch) == []
    run_anew(workspace, "2024-07-09T03:00:00Z")
    assert items_at("2024-07-09T03:05:00Z", monkeypatch) == [] == found_at("2025-01-01T00:00:00Z")


def test_same_that_is_taken_back_loses_nothing(
    snapshot: Snapshot, analyst: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo_answer(session_of(analyst), sequence=answer(analyst, "same"), why="It was the other pair.")
    (item,) = items_at(TUESDAY, monkeypatch)
    assert item.about.endswith(BOTH)


def test_same_after_it_was_told_closes_its_item_with_the_next_run(
    snapshot: Snapshot, analyst: Actor, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (item,) = items_at(TUESDAY, monkeypatch)
    assert item.closed_at is None
    answer(analyst, "same")
    run_anew(workspace, "2024-07-09T03:00:00Z")
    (item,) = items_at("2024-07-09T03:05:00Z", monkeypatch)
    assert item.closed_at is not None


def match_at(moment: str, monkeypatch: pytest.MonkeyPatch) -> Item:
    """The item of the possible match once the tick of a moment is done."""
    items_at(moment, monkeypatch)
    return Item.objects.get(source=MATCH)


def test_the_possible_match_is_an_action_with_a_role_that_may_answer_it_and_a_deadline(
    snapshot: Snapshot, analyst: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = match_at(SUNDAY, monkeypatch)
    assert (item.agency, item.stage, item.opened_at) == ("childrens_services", "team_manager", ARRIVED)
    assert item.deadline_at == LAST_SECOND
    manager = fill_ladder("childrens_services")["team_manager"]
    assert Step.objects.get(item=item).told == [manager.reader.username]
    client = client_of(manager)
    home = client.get("/", follow=True).content.decode()
    assert "Answer a possible match: a pattern depends on it" in home
    page = client.get(reverse("item", args=[item.item_id])).content.decode()
    (question_id,) = re.findall(r'href="/same-person/(\w+)/"[^>]*>Answer the possible match', page)
    assert "answer by the end of 8 July 2024" in page, "the pattern that depends on it"
    listed = client.get(reverse("same_person")).content.decode()
    assert "First: a pattern depends on the answer" in listed and listed.count(f"/same-person/{question_id}/") == 1
    assert "answer by the end of 8 July 2024" in listed
    asked = client.get(reverse("question", args=[question_id])).content.decode()
    assert "A pattern depends on this answer" in asked and reverse("item", args=[item.item_id]) in asked
    worker = person("worker", Role.PRACTITIONER, "childrens_services")
    page = client_of(worker).get(reverse("item", args=[item.item_id])).content.decode()
    assert "Tell one of them what you know" in page and question_id not in page
    with pytest.raises(Refused):
        list_awaited_answers(session_of(worker))
    assert list_awaited_answers(session_of(analyst), question_ids=["another"]) == {}


def test_whoever_has_the_possible_match_learns_of_each_stage_of_the_pattern_and_both_pages_lead_to_the_other(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_at(SUNDAY, monkeypatch)
    (item,) = items_at(TUESDAY, monkeypatch)
    posts = fill_ladder("childrens_services")
    (first,) = Step.objects.filter(item=item)
    assert first.told == sorted(posts[stage].reader.username for stage in ("practitioner", "team_manager"))
    (item,) = items_at("2024-07-11T09:00:00Z", monkeypatch)
    match = Item.objects.get(source=MATCH)
    (second,) = Step.objects.filter(item=item, number=2)
    assert (item.stage, match.stage) == ("team_manager", "head_of_service")
    assert second.told == sorted(posts[stage].reader.username for stage in ("team_manager", "head_of_service"))
    page = client_of(posts["team_manager"]).get(reverse("item", args=[item.item_id])).content.decode()
    assert BOTH in page and "Answer the possible match" in page
    (question_id,) = set(re.findall(r"/same-person/(\w+)/", page))
    asked = client_of(posts["team_manager"]).get(reverse("question", args=[question_id])).content.decode()
    assert "depends on this answer" in asked and reverse("item", args=[item.item_id]) in asked


@pytest.mark.parametrize("said", ["same", "not_same", "cannot_tell"])
def test_its_action_closes_with_the_answer_and_not_with_cannot_tell(
    snapshot: Snapshot, analyst: Actor, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    match_at(SUNDAY, monkeypatch)
    number = answer(analyst, said)
    closed = match_at("2024-07-07T12:05:00Z", monkeypatch).closed_at is not None
    assert closed is (said != "cannot_tell")
    if said == "same":
        undo_answer(session_of(analyst), sequence=number, why="It was the other pair.")
        items_at("2024-07-07T12:10:00Z", monkeypatch)
        assert [one.closed_at is None for one in Item.objects.filter(source=MATCH).order_by("pk")] == [False, True]


def test_a_run_of_every_night_leaves_the_one_action_of_the_possible_match(
    snapshot: Snapshot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = match_at(ARRIVED.replace("09:00", "09:05"), monkeypatch)
    for day in (5, 6):
        run_anew(workspace, f"2024-07-0{day}T03:00:00Z")
        assert match_at(f"2024-07-0{day}T03:05:00Z", monkeypatch).item_id == first.item_id
    assert match_at("2024-07-09T09:00:00Z", monkeypatch).stage == "head_of_service", "it is escalated by itself"


EASTER, LAST_OF_EASTER, OVER = "2024-03-28T09:00:00Z", "2024-04-03T22:59:59Z", "2024-04-03T23:00:00Z"
SECOND_DAY = "2024-04-03T10:00:00Z"


@pytest.mark.parametrize("said", ["", "same", "not_same"])
def test_good_friday_and_easter_monday_are_no_working_days_and_an_answer_on_the_second_day_counts(
    workspace: Workspace, analyst: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """The records arrive on Maundy Thursday: the two days are Tuesday and Wednesday, and summer time began between."""
    rows = [row | {name: row[name].replace("/06/", "/03/") for name in row if "/06/" in row[name]} for row in ROWS]
    batch = open_batch(workspace)
    for path in write_rows(rows, tmp_path):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=EASTER)
    close_batch(workspace, batch, now=EASTER)
    serve(kept.build(workspace, as_at=date(2024, 3, 28)), EASTER)
    set_clock(monkeypatch, SECOND_DAY)
    fill_ladder("childrens_services")
    RuleSwitch.objects.create(rule_id=RULE, on=True, at=EASTER, decision=0)
    assert items_at(SECOND_DAY, monkeypatch) == []
    assert match_at(SECOND_DAY, monkeypatch).deadline_at == LAST_OF_EASTER
    if said:
        answer(analyst, said)
    at_once = items_at("2024-04-03T10:05:00Z", monkeypatch)
    assert [BOTH in item.about for item in at_once] == ([False] if said == "not_same" else [])
    assert len(items_at(LAST_OF_EASTER, monkeypatch)) == (said == "not_same")
    over = items_at(OVER, monkeypatch)
    assert [item.about.endswith(BOTH) for item in over] == {"": [True], "same": [], "not_same": [False]}[said]
