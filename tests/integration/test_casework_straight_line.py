"""The straight line: told on arrival, passed on while nobody claims it, over Christmas; old events wait until 8am."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from support.climbing import fill_ladder, person, set_clock, thing
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.escalation.engine import Candidate, calendar
from sightline.casework.escalation.models import Item, ItemEvent, Step
from sightline.casework.escalation.scopes import ME
from sightline.casework.escalation.selectors import list_items
from sightline.casework.escalation.services.responses import acknowledge_item
from sightline.casework.escalation.straight_rules import discussion_due, straight_rules, telling_rule, told_from
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.posts.models import Post
from sightline.casework.posts.services.rotas import Shift, add_shift
from sightline.casework.straight_line.models import Telling
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.calendar import Unit
from sightline.model.errors import Usage
from sightline.model.nouns import Role
from sightline.rulebook.files import read_toml_folder
from sightline.timescales import load_clock_rules

pytestmark = pytest.mark.django_db(transaction=True)
ARRIVED = "2026-12-24T16:55:00Z"  # Christmas Eve, a Thursday; the 25th and the 28th are bank holidays
AGENCIES = ("police", "childrens_services")
WEEK, FREE = ("mon", "tue", "wed", "thu", "fri"), ("sat", "sun", "holiday")
EVERY = (*WEEK, *FREE)
# Told at once, and no strategy discussion is due.
TOLD_ALONE = ("reported_document", "exposed_address", "emergency_holder", "two_officers_holder", "blind_question")


def at(moment: str, candidates: Iterable[Candidate]) -> None:
    report = tick(session_of(house_actor()), as_at=moment, sources=[lambda _session, _now: list(candidates)])
    assert report.went_wrong == 0


def suspicion(**more: Any) -> list[Candidate]:
    """A constable's suspicion as it arrives: an item for each of the two agencies."""
    line = {"straight": True, "arrived_at": ARRIVED}
    return [thing(ARRIVED, agency=agency, nth=agency, **(line | more)) for agency in AGENCIES]


def tellings(agency: str) -> list[tuple[str, str, list[str], str]]:
    rows = Telling.objects.filter(item__agency=agency).order_by("number")
    return [(row.at, row.holding, row.told, row.why) for row in rows]


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    """Both agencies' ladders filled, and a rota for each: a desk until five, a night team, a control room."""
    set_clock(monkeypatch, "2026-12-01T09:00:00Z")
    found = {}
    for agency in AGENCIES:
        fill_ladder(agency)
        for name, holding, shifts in (
            ("desk", "day", ((WEEK, "08:00", "17:00"),)),
            ("night", "out_of_hours", ((WEEK, "17:00", "08:00"), (FREE, "08:00", "08:00"))),
            ("control", "control_room", ((EVERY, "08:00", "20:00"), (EVERY, "20:00", "08:00"))),
        ):
            found[f"{agency} {name}"] = person(f"{agency}_{name}", Role.PRACTITIONER, agency)
            for days, begins, ends in shifts:
                shift = Shift(
                    ladder=agency, holding=holding, username=f"{agency}_{name}", days=days, begins=begins, ends=ends,
                    from_on=date(2026, 12, 1),
                )  # fmt: skip
                add_shift(session_of(house_actor()), shift=shift, why="December rota, as agreed")
    set_clock(monkeypatch, ARRIVED)
    return found


def test_christmas_eve_at_five_to_five(people: dict[str, Actor]) -> None:
    arriving = suspicion()
    at("2026-12-24T16:56:00Z", arriving)
    for agency in AGENCIES:
        assert tellings(agency) == [(ARRIVED, "day", [f"{agency}_desk"], "arrived")], "police and children's services"
    at("2026-12-25T09:00:00Z", arriving)
    holder = "police_practitioner_holder"
    assert tellings("police") == [
        (ARRIVED, "day", ["police_desk"], "arrived"),
        ("2026-12-24T17:00:00Z", "out_of_hours", ["police_night"], "unclaimed"),  # the desk has gone home
        ("2026-12-24T17:30:00Z", "control_room", ["police_control"], "unclaimed"),
        ("2026-12-24T18:00:00Z", "holder", [holder], "unclaimed"),
        ("2026-12-24T20:00:00Z", "control_room", ["police_control"], "on_duty"),  # the next shift of it
        ("2026-12-25T08:00:00Z", "out_of_hours", ["police_night"], "on_duty"),
        ("2026-12-25T08:30:00Z", "control_room", ["police_control"], "unclaimed"),
    ]
    at("2027-01-08T00:00:01Z", arriving)
    for agency in AGENCIES:
        steps = Step.objects.filter(item__agency=agency).order_by("number").values_list("stage", "due_at")
        assert list(steps) == [
            ("practitioner", ARRIVED),
            ("team_manager", "2026-12-29T23:59:59Z"),  # the first working day after the 25th and the 28th
            ("head_of_service", "2026-12-30T23:59:59Z"),
            ("chief_officer", "2026-12-31T23:59:59Z"),
            ("lead_safeguarding_partners", "2027-01-05T23:59:59Z"),  # New Year's Day is no working day
            ("chair_and_scrutineer", "2027-01-07T23:59:59Z"),
        ]


def test_ticking_often_or_once_gives_the_same_tellings(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving = suspicion()
    for moment in ("16:55:30", "16:59:00", "17:00:00", "17:29:59", "17:30:00", "18:01:00", "19:59:00", "20:00:00"):
        at(f"2026-12-24T{moment}Z", arriving)
    assert [row[0] for row in tellings("police")] == [
        ARRIVED, *(f"2026-12-24T{moment}:00Z" for moment in ("17:00", "17:30", "18:00", "20:00"))
    ]  # fmt: skip
    assert tellings("police") == [(a, b, [c[0].replace("childrens_services", "police")], d)
                                  for a, b, c, d in tellings("childrens_services")]  # fmt: skip


def test_who_is_told_has_a_notice_and_may_open_it_and_who_is_not_has_none(people: dict[str, Actor]) -> None:
    at("2026-12-24T16:56:00Z", suspicion())
    desk, night = people["police desk"], people["police night"]
    assert [line.mine for line in list_items(session_of(desk), scope=ME).items] == [True]
    assert list_notices(session_of(desk)).unread == 1
    assert list_notices(session_of(night)).lines == ()
    at("2026-12-24T17:00:00Z", suspicion())
    assert list_notices(session_of(night)).unread == 1


def test_claimed_by_one_agency_it_is_passed_on_no_more_there_and_goes_on_in_the_other(people: dict[str, Actor]) -> None:
    arriving = suspicion()
    at("2026-12-24T16:56:00Z", arriving)
    item = Item.objects.get(agency="police")
    acknowledge_item(session_of(people["police desk"]), item_id=item.item_id)
    at("2026-12-24T18:00:00Z", arriving)
    assert len(tellings("police")) == 1
    assert len(tellings("childrens_services")) == 4


def test_without_a_rota_the_holder_is_told_then_the_deputy(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, ARRIVED)
    fill_ladder("police")
    deputy = person("stands_in", Role.PRACTITIONER, "police")
    Post.objects.filter(ladder="police", stage="practitioner").update(deputy=deputy.account_id)
    at("2026-12-24T20:00:00Z", suspicion()[:1])
    assert [row[:3] for row in tellings("police")] == [
        (ARRIVED, "holder", ["police_practitioner_holder"]), ("2026-12-24T17:25:00Z", "deputy", ["stands_in"])
    ]  # fmt: skip


def test_where_nobody_can_be_told_it_goes_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, ARRIVED)
    fill_ladder("police")
    Post.objects.filter(ladder="police", stage="practitioner").delete()
    at("2026-12-24T16:56:00Z", suspicion()[:1])
    assert [(step.stage, step.told) for step in Step.objects.order_by("number")][1] == (
        "team_manager", ["police_team_manager_holder"]
    )  # fmt: skip
    assert ItemEvent.objects.get().kind == "nobody"


@pytest.mark.parametrize(("missing", "first"), [(False, "2026-12-25T08:00:00Z"), (True, "2026-12-24T23:30:00Z")])
def test_an_old_event_waits_until_eight_unless_the_child_is_missing(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, missing: bool, first: str
) -> None:
    monkeypatch.setattr("sightline.casework.straight_line.services.happened_at", lambda _session, _item: "2026-12-14")
    monkeypatch.setattr("sightline.casework.straight_line.services.is_missing", lambda _session, _item: missing)
    arriving = [thing("2026-12-24T23:30:00Z", agency="police", nth="police")]
    at("2026-12-25T07:59:00Z", arriving)
    assert len(tellings("police")) == (3 if missing else 0)
    assert Step.objects.get().due_at == "2026-12-24T23:30:00Z", "its stages count from arrival all the same"
    at("2026-12-25T08:00:00Z", arriving)
    assert tellings("police")[0][:3] == (first, "out_of_hours", ["police_night"])


def test_an_event_that_cannot_be_dated_is_told_on_arrival(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, ARRIVED)
    fill_ladder("police")

    def fail(*_: object) -> str:
        raise Usage("The record cannot be read.", code="no_workspace")

    monkeypatch.setattr("sightline.casework.straight_line.services.happened_at", fail)
    at("2026-12-24T16:56:00Z", suspicion()[:1])
    assert [row[:2] for row in tellings("police")] == [(ARRIVED, "holder")]


@pytest.mark.parametrize("example", telling_rule().examples, ids=lambda example: example["says"])
def test_each_example_of_the_rule(example: dict[str, Any]) -> None:
    told = told_from(
        arrived_at=example["arrived_at"], happened_at=example["happened_at"], missing=example["missing"]
    )  # fmt: skip
    assert told == example["told_at"]


def test_the_rules_on_the_line_are_rules() -> None:
    known = {
        name for folder in ("timescales", "patterns", "escalation") for name in read_toml_folder("england", folder)
    }
    assert straight_rules() <= known


def test_the_strategy_discussion_is_due_by_the_limit_of_the_rules_own_clock() -> None:
    arrived_at, clocks = "2026-12-07T10:00:00Z", {rule.id: rule for rule in load_clock_rules()}
    timed = straight_rules() & clocks.keys()
    assert timed == {"suspicion_answered", "account_followed_up"}
    for rule_id in TOLD_ALONE:
        assert discussion_due(rule_id=rule_id, arrived_at=arrived_at, calendar=calendar()) == ""
    for rule_id in straight_rules() - {*TOLD_ALONE}:
        limit = clocks[rule_id].limit_at(date(2026, 12, 7)) if rule_id in timed else None
        amount = limit.amount if limit else 2
        due = calendar().due_at(started=arrived_at, amount=amount or 0, unit=Unit.WORKING_DAYS)
        assert discussion_due(rule_id=rule_id, arrived_at=arrived_at, calendar=calendar()) == due
    named = {value.name for value in telling_rule().values if value.name.startswith("strategy_discussion")}
    assert named == {"strategy_discussion group_around_children"}, "no limit stands in two places"
