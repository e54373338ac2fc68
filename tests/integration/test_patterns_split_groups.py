"""A group whose count of children rests on two who may be one: told once, at once, in both readings, and never lost.

Nell and Nela Ashdown share a surname and a birth date, and two men, a flat, a garage and a car are around both.
"""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from support import kept
from support.climbing import fill_ladder, person, set_clock
from support.grouped import BETH, CAR, DEAN, FLAT, GARAGE, NELL, PAUL, occurrence
from support.patterned import write_rows
from support.sessions import session_of
from support.worried import client_of

from sightline import ingest
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
RULE = "group_around_children"
ARRIVED, SOON = "2024-07-04T09:00:00Z", "2024-07-04T09:05:00Z"
NEXT_RUN, AFTER = "2024-07-05T03:00:00Z", "2024-07-05T03:05:00Z"
NELA = (NELL[0], "Nela", NELL[2])
BOTH = "Two children, or one whose records are split."


def met(number: str, day: str, child: tuple[str, str, str], man: tuple[str, str, str]) -> list[dict[str, str]]:
    """A child and a man at the flat, and again at the garage, with the car."""
    return [
        row
        for letter, place in (("F", FLAT), ("G", GARAGE))
        for row in (
            occurrence(letter + number, day, child, "VICTIM", **place),
            occurrence(letter + number, day, man, "SUSPECT", **place, **CAR),
        )
    ]


TWO = [*met("1", "01/06/2024", NELL, DEAN), *met("2", "02/06/2024", NELA, DEAN), *met("3", "03/06/2024", NELL, PAUL)]
THIRD = met("4", "04/06/2024", BETH, DEAN)


def take(workspace: Workspace, rows: list[dict[str, str]], folder: Path) -> None:
    folder.mkdir()
    batch = open_batch(workspace)
    for path in write_rows(rows, folder):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=ARRIVED)
    close_batch(workspace, batch, now=ARRIVED)


def run(workspace: Workspace, at: str) -> Snapshot:
    made = kept.build(workspace, as_at=date.fromisoformat(at[:10]), judgements=judgements_in_force())
    CurrentSnapshot.objects.update_or_create(id=1, defaults={"snapshot_id": made.id, "changed_at": at})
    return made


@pytest.fixture
def started(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    take(workspace, TWO, tmp_path / "first")
    run(workspace, ARRIVED)
    set_clock(monkeypatch, SOON)
    for ladder in ("childrens_services", "police"):
        fill_ladder(ladder)
    RuleSwitch.objects.create(rule_id=RULE, on=True, at=ARRIVED, decision=0)
    return workspace


def items_at(moment: str, monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    set_clock(monkeypatch, moment)
    tick(session_of(house_actor()), as_at=moment)
    return list(Item.objects.filter(rule_id=RULE).order_by("agency"))


def answer(said: str) -> Actor:
    """An analyst's answer to the possible match of Nell and Nela."""
    analyst = person("analyst", Role.ANALYST, "police")
    snapshot = house_session().snapshot
    assert snapshot is not None
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    (pair,) = engine.query("SELECT mention_id_a AS a, mention_id_b AS b FROM question").to_pylist()
    engine.close()
    answer_same_person(
        session_of(analyst), mention_id_a=pair["a"], mention_id_b=pair["b"], answer=said, why="The school was asked."
    )
    return analyst


def page_of(item: Item) -> str:
    worker = person("worker", Role.MANAGER, "police")
    return client_of(worker).get(reverse("recognised", args=[item.about_id])).content.decode()


def test_it_is_told_at_once_in_both_readings_with_the_question_and_then_the_same_closes_it(
    started: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = items_at(SOON, monkeypatch)
    assert [one.agency for one in items] == ["childrens_services", "police"]
    assert all(one.about.endswith(BOTH) and not one.mention_ids for one in items)
    page = page_of(items[0])
    assert f"{BOTH} This does not wait for the possible match" in page and "Answer the possible match" in page
    answer("same")
    run(started, NEXT_RUN)
    items = items_at(AFTER, monkeypatch)
    assert len(items) == 2 and all(one.closed_at for one in items)


def test_the_same_before_it_is_told_holds_it_back(started: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    answer("same")
    assert items_at(SOON, monkeypatch) == []
    run(started, NEXT_RUN)
    assert items_at(AFTER, monkeypatch) == []


def test_two_people_leaves_the_one_item_and_tells_nobody_again(
    started: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = items_at(SOON, monkeypatch)
    answer("not_same")
    run(started, NEXT_RUN)
    again = items_at(AFTER, monkeypatch)
    assert [one.item_id for one in again] == [one.item_id for one in first]
    assert not any(one.closed_at for one in again)
    assert BOTH not in page_of(again[0])


def test_a_third_child_makes_it_certain_and_its_item_goes_on(
    started: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And then it stays, whatever is answered about the two."""
    first = items_at(SOON, monkeypatch)
    take(started, THIRD, tmp_path / "third")
    run(started, NEXT_RUN)
    again = items_at(AFTER, monkeypatch)
    assert [one.item_id for one in again] == [one.item_id for one in first]
    assert [one.about_id for one in again] != [one.about_id for one in first]
    assert BOTH not in page_of(again[0])
    answer("same")
    run(started, "2024-07-06T03:00:00Z")
    last = items_at("2024-07-06T03:05:00Z", monkeypatch)
    assert [one.item_id for one in last] == [one.item_id for one in first] and not any(one.closed_at for one in last)
