"""Rotas: who is on duty at which hour, over a Christmas with bank holidays; hours that nobody covers; changes kept."""

from datetime import date

import pytest
from support.climbing import LADDER, person, set_clock
from support.sessions import session_of

from sightline.casework.backlog.services import set_go_live
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Decision
from sightline.casework.operations import health
from sightline.casework.operations.pages import HealthCheck
from sightline.casework.posts.duty import on_duty, uncovered_hours
from sightline.casework.posts.rota_models import RotaShift
from sightline.casework.posts.selectors.rotas import read_rota
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.posts.services.rotas import Shift, add_shift, end_shift
from sightline.escalation import Stage
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = ("mon", "tue", "wed", "thu", "fri")
FREE = ("sat", "sun", "holiday")
EVERY = (*WEEK, *FREE)
FROM = date(2026, 12, 1)
WHY = "December rota, agreed by the head of service"


def put(holding: str, who: str, days: tuple[str, ...], begins: str, ends: str, ladder: str = LADDER) -> int:
    shift = Shift(ladder=ladder, holding=holding, username=who, days=days, begins=begins, ends=ends, from_on=FROM)
    return add_shift(session_of(house_actor()), shift=shift, why=WHY)


@pytest.fixture
def rota(monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    """A day desk, an out-of-hours team and a control room, from December on."""
    set_clock(monkeypatch, "2026-12-01T09:00:00Z")
    people = {name: person(name, Role.PRACTITIONER, LADDER) for name in ("desk", "night", "control")}
    put("day", "desk", WEEK, "08:00", "17:00")
    put("out_of_hours", "night", WEEK, "17:00", "08:00")
    put("out_of_hours", "night", FREE, "08:00", "08:00")
    put("control_room", "control", EVERY, "00:00", "00:00")
    return people


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-12-24T16:55:00Z", ["desk", "control"]),  # a Thursday
        ("2026-12-24T17:00:00Z", ["night", "control"]),
        ("2026-12-25T07:59:59Z", ["night", "control"]),  # Thursday's shift runs into Christmas Day
        ("2026-12-25T10:00:00Z", ["night", "control"]),  # a Friday, and a bank holiday: no desk
        ("2026-12-28T10:00:00Z", ["night", "control"]),  # the Monday in place of Boxing Day
        ("2026-12-29T08:00:00Z", ["desk", "control"]),
        ("2027-06-01T07:30:00Z", ["desk", "control"]),  # 8:30 in London, summer time
    ],
)
def test_who_is_on_duty(rota: dict[str, Actor], at: str, told: list[str]) -> None:
    assert [one.username for one in on_duty(ladder=LADDER, organisation="", at=at)] == told


def test_hours_that_nobody_covers_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-12-01T09:00:00Z")
    person("desk", Role.PRACTITIONER, LADDER)
    put("day", "desk", WEEK, "08:00", "17:00")
    found = uncovered_hours(from_on=date(2026, 12, 24), days=6, ladders=(LADDER,))
    assert [(one.from_at, one.until_at) for one in found] == [
        ("2026-12-24T00:00:00Z", "2026-12-24T08:00:00Z"),
        ("2026-12-24T17:00:00Z", "2026-12-29T08:00:00Z"),
        ("2026-12-29T17:00:00Z", "2026-12-30T00:00:00Z"),
    ]
    police = uncovered_hours(from_on=date(2026, 12, 24), days=1)
    assert [one.ladder for one in police if one.ladder == "police"] == ["police"], "no rota covers no hour"


def test_a_whole_rota_leaves_no_hour_uncovered_and_a_closed_account_covers_none(rota: dict[str, Actor]) -> None:
    assert uncovered_hours(from_on=date(2026, 12, 20), ladders=(LADDER,)) == ()
    for name in ("night", "control"):
        shift = RotaShift.objects.filter(account__username=name).first()
        assert shift is not None
        shift.account.is_active = False
        shift.account.save()
    found = uncovered_hours(from_on=date(2026, 12, 23), days=1, ladders=(LADDER,))
    assert [(one.from_at[11:16], one.until_at[11:16]) for one in found] == [("00:00", "08:00"), ("17:00", "00:00")]


def test_who_is_on_duty_that_day_holds_the_first_post_and_nobody_else_does(rota: dict[str, Actor]) -> None:
    night, desk = rota["night"], rota["desk"]
    for actor, on, holds in (
        (night, date(2026, 12, 25), True), (desk, date(2026, 12, 25), False), (desk, date(2026, 12, 24), True)
    ):  # fmt: skip
        held = posts_held(session_of(actor), on=on)
        assert [one.stage for one in held] == ([Stage.PRACTITIONER] if holds else []), (actor.reader.username, on)


def test_every_change_is_a_decision_with_who_and_why_and_a_shift_is_never_removed(rota: dict[str, Actor]) -> None:
    number = RotaShift.objects.filter(holding="day").values_list("decision", flat=True).get()
    end_shift(session_of(house_actor()), number=number, last_on=date(2026, 12, 23), why="Left the team in December")
    assert [one.username for one in on_duty(ladder=LADDER, organisation="", at="2026-12-24T16:55:00Z")] == ["control"]
    page = read_rota(session_of(house_actor()), ladder=LADDER)
    assert next((one.kind, one.shift, one.why) for one in page.changes) == (
        "rota_shift_ended", number, "Left the team in December"
    )  # fmt: skip
    assert Decision.objects.filter(kind="rota_shift_added").count() == RotaShift.objects.count() == 4
    with pytest.raises(Refused, match="has already ended"):
        end_shift(session_of(house_actor()), number=number, last_on=date(2026, 12, 24), why="Once more, to be sure")


def test_a_shift_is_not_ended_in_the_past_nor_kept_by_whoever_may_not(rota: dict[str, Actor]) -> None:
    number = RotaShift.objects.filter(holding="day").values_list("decision", flat=True).get()
    with pytest.raises(Refused, match="in the past"):
        end_shift(session_of(house_actor()), number=number, last_on=date(2026, 11, 1), why="Was never there at all")
    shift = Shift(
        ladder=LADDER, holding="day", username="desk", days=("mon",), begins="08:00", ends="17:00", from_on=FROM
    )
    with pytest.raises(Refused, match="name responsible people"):
        add_shift(session_of(rota["desk"]), shift=shift, why=WHY)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [({"begins": "8"}, "begins"), ({"days": ()}, "days"), ({"days": ("monday",)}, "days"),
     ({"to_on": date(2026, 11, 30)}, "to_on"), ({"holding": "boss"}, ""), ({"ladder": "nobody"}, "")],
)  # fmt: skip
def test_a_shift_that_cannot_be_is_refused_in_words(
    rota: dict[str, Actor], wrong: dict[str, object], where: str
) -> None:
    said: dict[str, object] = {"ladder": LADDER, "holding": "day", "username": "desk", "days": ("mon",),
                               "begins": "08:00", "ends": "17:00", "from_on": FROM}  # fmt: skip
    with pytest.raises(Usage) as refused:
        add_shift(session_of(house_actor()), shift=Shift(**(said | wrong)), why=WHY)  # type: ignore[arg-type]
    assert refused.value.where == where


def test_a_time_is_kept_alike_however_it_was_typed(rota: dict[str, Actor]) -> None:
    shift = Shift(
        ladder=LADDER, holding="day", username="desk", days=("mon",), begins="8.30am", ends="5 pm", from_on=FROM
    )
    number = add_shift(session_of(house_actor()), shift=shift, why=WHY)
    assert RotaShift.objects.values_list("begins", "ends").get(decision=number) == ("08:30", "17:00")


@pytest.mark.usefixtures("workspace")
def test_hours_that_nobody_covers_hinder_going_live(rota: dict[str, Actor]) -> None:
    def live(agency: str, **more: bool) -> int:
        day, why = date(2026, 12, 7), "Daily files begin on that Monday."
        return set_go_live(session_of(house_actor()), agency=agency, layout="", day=day, reason=why, **more)

    for name in ("first", "second"):
        person(name, Role.INFORMATION_GOVERNANCE, "")

    live(LADDER)
    with pytest.raises(Refused, match="from midnight on 7 December 2026 to midnight on 4 January 2027") as refused:
        live("police")
    assert refused.value.code == "hours_not_covered"
    live("police", despite_uncovered=True)
    live("health")
    bodies = [one.body for one in Decision.objects.filter(kind="go_live_set").order_by("pk")]
    assert [("uncovered_from" in body) for body in bodies] == [False, True, False]


@pytest.mark.usefixtures("workspace")
def test_an_agency_goes_live_on_the_first_day_of_its_rota_though_hours_of_that_day_are_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rota begins at 8 in the morning at best: what was before it is over, and nobody can cover it any more."""
    set_clock(monkeypatch, "2026-12-01T09:00:00Z")
    for name in ("first", "second"):
        person(name, Role.INFORMATION_GOVERNANCE, "")
    person("control", Role.PRACTITIONER, LADDER)
    put("control_room", "control", EVERY, "08:00", "08:00")
    assert uncovered_hours(from_on=FROM, ladders=(LADDER,)) == ()
    live = {"agency": LADDER, "layout": "", "reason": "Daily files begin today, as agreed."}
    assert set_go_live(session_of(house_actor()), day=FROM, **live)
    set_clock(monkeypatch, "2026-12-01T07:00:00Z")
    (early,) = uncovered_hours(from_on=FROM, ladders=(LADDER,))
    assert (early.from_at, early.until_at) == ("2026-12-01T07:00:00Z", "2026-12-01T08:00:00Z")


def test_doctor_says_hours_that_a_kept_rota_leaves_uncovered(rota: dict[str, Actor]) -> None:
    assert health._check_rotas() == HealthCheck(
        "A person is on duty in every hour of the next 28 days",
        True,
        "No rota is kept for: police. Sightline tells the first responsible person.",
    )
    put("day", "desk", WEEK, "08:00", "17:00", ladder="police")
    said = health._check_rotas()
    assert not said.in_order and "police from 5pm on 1 December 2026 to 8am on 2 December 2026" in said.what_to_do
