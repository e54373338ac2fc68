"""One late line a child and post: what it lists, who is told of it, and that each is still an item of its own."""

from dataclasses import replace
from typing import Any

import pytest
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.escalation.engine import Candidate, close_by_fact
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.selectors import list_items
from sightline.casework.escalation.step_notices import is_led
from sightline.casework.late.children import as_late
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.timekeeping import scheduler as escalation_scheduler
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.model.ids import make_id
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
RULE, NOW = "single_assessment", "2026-11-26T09:00:00Z"
CHILD, DUE = make_id("person", "the child"), "2026-11-25T23:59:59Z"


def late(number: int, *, due_at: str = DUE, **more: Any) -> Candidate:
    one = thing(due_at, number=number, rule_id=RULE, person_id=CHILD, urgent=False, always=False)
    return replace(one, **{"late": True, **more})


@pytest.fixture(autouse=True)
def people(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    set_clock(monkeypatch, NOW)
    RuleSwitch.objects.create(rule_id=RULE, on=True, at="2026-11-01T09:00:00Z", decision=0)
    fill_ladder("police")
    return fill_ladder()


def tick(*found: Candidate) -> None:
    escalation_scheduler.tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: found])


def on_list(who: Actor) -> set[str]:
    shown = {line.item_id for line in list_items(session_of(who)).items}
    return set(Item.objects.filter(item_id__in=shown).values_list("about_id", flat=True))


def test_each_is_an_item_and_the_post_is_told_of_one_that_lists_the_rest(people: dict[str, Actor]) -> None:
    first, *rest = late(1, due_at="2026-11-25T12:00:00Z"), late(2), late(3)
    tick(first, *rest)
    assert Item.objects.count() == 3, "however the files come, the same is unanswered"
    worker = people["practitioner"]
    assert on_list(worker) == {first.about_id}
    assert [is_led(one, stage=one.stage) for one in Item.objects.order_by("pk")] == [False, True, True]
    view = read_item_view(session_of(worker), item_id=first.item_id)
    assert {line.item_id for line in view.late_with} == {one.item_id for one in rest}


def test_another_child_another_agency_and_what_is_urgent_are_told_apart(people: dict[str, Actor]) -> None:
    other, urgent = late(2, person_id=make_id("person", "another")), late(4, urgent=True)
    tick(late(1), other, late(3, agency="police"), urgent)
    assert on_list(people["practitioner"]) == {late(1).about_id, other.about_id, urgent.about_id}


def test_once_the_first_is_closed_the_next_one_is_told_and_listed(people: dict[str, Actor]) -> None:
    first, second = late(1, due_at="2026-11-25T12:00:00Z"), late(2)
    tick(first, second)
    close_by_fact(session_of(house_actor()), item_id=first.item_id, record_id="", now=NOW)
    assert on_list(people["practitioner"]) == {second.about_id}


def test_what_did_not_arrive_late_is_a_line_of_its_own(people: dict[str, Actor]) -> None:
    tick(late(1), late(2, late=False))
    assert len(on_list(people["practitioner"])) == 2


@pytest.mark.parametrize(
    ("row", "is_late"),
    [
        ({"known_through": "2026-11-20T07:00:00Z", "arrived_late": True}, True),
        ({"known_through": "2026-11-20T07:00:00Z", "arrived_late": False}, False),
        ({"known_through": "9999-12-31T23:59:59Z", "arrived_late": True}, False),
    ],
)
def test_what_is_answered_here_is_a_line_of_its_own(row: dict[str, object], is_late: bool) -> None:
    assert as_late(row, late(1)).late is is_late
