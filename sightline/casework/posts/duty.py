"""Who is on duty for a post at a moment, and which hours nobody covers: worked out from its shifts.

A bank holiday counts as a holiday whatever weekday it is: a weekday's shift does not begin on it. A shift that began
the evening before runs to its end. An account that is closed covers no hour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sightline.casework.core import clock
from sightline.casework.posts.pages import HOLIDAY, WEEKDAYS, HoldingKind
from sightline.casework.posts.rota_models import RotaShift
from sightline.escalation import Ladder, read_ladder, read_ladders
from sightline.model.when import london_day, moment
from sightline.rulebook.calendar import read_calendar

NEEDED = ("police", "childrens_services")
LOOK_AHEAD_DAYS = 28


ORDER = {holding: number for number, holding in enumerate(HoldingKind)}


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One account on duty, from when until when. `until_at` is the first second after the duty."""

    holding: HoldingKind
    username: str
    since_at: str
    until_at: str


@dataclass(frozen=True, slots=True)
class UncoveredShift:
    """Hours in which nobody is on duty for the first post of a ladder. `until_at` is the first second after them."""

    ladder: str
    organisation: str
    from_at: str
    until_at: str


def on_duty(*, ladder: str, organisation: str, at: str) -> tuple[OnDuty, ...]:
    """Who is on duty at a moment, in the order in which they are told. A body's own rota stands before its agency's."""
    found = duties_of(ladder=ladder, organisation=organisation, from_at=at, to_at=at)
    return tuple(sorted(found, key=lambda one: (ORDER[one.holding], one.since_at, one.username)))


def duties_of(*, ladder: str, organisation: str, from_at: str, to_at: str) -> list[OnDuty]:
    """Every duty that runs at some moment from one to another, both included, the earliest first."""
    first, last = london_day(from_at) - timedelta(days=1), london_day(to_at)
    found = _duties(_shifts(ladder, organisation), from_on=first, to_on=last)
    return [one for one in found if one.since_at <= to_at and one.until_at > from_at]


def duty_held(*, account_id: int, on: date, after: int = 0) -> tuple[tuple[str, str], ...]:
    """The ladders and bodies for whose first post an account is on duty at some hour of a day.

    Only by shifts that a later decision than `after` added.
    """
    first, last = moment(on, time.min), moment(on + timedelta(days=1), time.min)
    shifts = (
        RotaShift.objects.filter(account_id=account_id, decision__gt=after).select_related("account").order_by("pk")
    )
    found = {
        (shift.ladder, shift.organisation): None
        for shift in shifts
        for one in _duties([shift], from_on=on - timedelta(days=1), to_on=on)
        if one.since_at < last and one.until_at > first
    }
    return tuple(found)


def uncovered_hours(
    *, from_on: date, days: int = LOOK_AHEAD_DAYS, ladders: Iterable[str] = NEEDED
) -> tuple[UncoveredShift, ...]:
    """The hours of the days ahead in which nobody is on duty for the first post of a ladder, or of a body of it.

    An hour that is over is none of them: of today only what is left counts.
    A post without a rota is uncovered throughout. It hinders going live: see docs/how-to/keep-a-rota.md.
    """
    first = max(moment(from_on, time.min), clock.now_at())
    last = moment(from_on + timedelta(days=days), time.min)
    found: list[UncoveredShift] = []
    for ladder in ladders:
        for organisation in ("", *_bodies(ladder)):
            shifts = _shifts(ladder, organisation)
            duties = _duties(shifts, from_on=from_on - timedelta(days=1), to_on=from_on + timedelta(days=days))
            found += [UncoveredShift(ladder, organisation, *gap) for gap in _gaps(duties, first, last)]
    return tuple(found)


def first_post(ladder: Ladder) -> tuple[str, str]:
    """The stage and the seat of a ladder's first post."""
    return ladder.first.value, ladder.rung(ladder.first).seats[0].id


def ladders_with_rota() -> tuple[str, ...]:
    """The ladders whose first post may have a rota: all that begin with a post of their own, the needed first."""
    own = [name for name, ladder in read_ladders().items() if ladder.rungs[0].belongs_to == name]
    return (*NEEDED, *(name for name in sorted(own) if name not in NEEDED))


def needs_rota(ladder: str) -> bool:
    """Whether an hour that nobody covers hinders going live."""
    return ladder in NEEDED


def post_words(ladder: str) -> str:
    """What the first post of a ladder is called."""
    found = read_ladder(ladder)
    return found.rung(found.first).seats[0].post


def kind_of_day(day: date) -> str:
    """`holiday` on a bank holiday, else the weekday."""
    return HOLIDAY if day in read_calendar().holidays else WEEKDAYS[day.weekday()]


def _bodies(ladder: str) -> list[str]:
    rows = RotaShift.objects.filter(ladder=ladder).exclude(organisation="")
    return sorted(set(rows.values_list("organisation", flat=True)))


def _shifts(ladder: str, organisation: str) -> list[RotaShift]:
    found = RotaShift.objects.filter(ladder=ladder, organisation__in=("", organisation)).select_related("account")
    shifts = list(found.order_by("pk"))
    return [one for one in shifts if one.organisation == organisation] or shifts


def _duties(shifts: Sequence[RotaShift], *, from_on: date, to_on: date) -> list[OnDuty]:
    """Each duty that begins on one of these days, the earliest first."""
    days = [from_on + timedelta(days=number) for number in range((to_on - from_on).days + 1)]
    found = [
        _duty(shift, day)
        for shift in shifts
        if shift.account.is_active
        for day in days
        if _begins_on(shift, day)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.since_at, ORDER[one.holding], one.username))


def _begins_on(shift: RotaShift, day: date) -> bool:
    runs = shift.from_on <= day and (shift.to_on is None or day <= shift.to_on)
    account_ends = shift.account.ends_on
    return runs and kind_of_day(day) in shift.days and (account_ends is None or day <= account_ends)


def _duty(shift: RotaShift, day: date) -> OnDuty:
    begins, ends = time.fromisoformat(shift.begins), time.fromisoformat(shift.ends)
    last = day if ends > begins else day + timedelta(days=1)
    return OnDuty(HoldingKind(shift.holding), shift.account.username, moment(day, begins), moment(last, ends))


def _gaps(duties: Sequence[OnDuty], first: str, last: str) -> Iterable[tuple[str, str]]:
    """The spans between two moments that no duty covers. Duties come the earliest first."""
    covered = first
    for duty in duties:
        if duty.since_at >= last:
            break
        if duty.since_at > covered:
            yield covered, duty.since_at
        covered = max(covered, duty.until_at)
    if covered < last:
        yield covered, last
