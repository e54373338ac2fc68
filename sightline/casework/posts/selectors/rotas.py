"""Rotas for their pages: who is on duty now, every shift, the hours that nobody covers, and every change."""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.duty import (
    LOOK_AHEAD_DAYS,
    ORDER,
    OnDuty,
    UncoveredShift,
    ladders_with_rota,
    needs_rota,
    on_duty,
    post_words,
    uncovered_hours,
)
from sightline.casework.posts.pages import HoldingKind
from sightline.casework.posts.rota_models import RotaShift
from sightline.casework.posts.selectors.posts import may_set
from sightline.casework.posts.services.rotas import ADDED, ENDED

MOST_GAPS = 12


@dataclass(frozen=True, slots=True)
class RotaLine:
    """The rota of one first post: who is on duty now, and how many spans of hours ahead nobody covers."""

    ladder: str
    post: str
    needed: bool
    now: tuple[OnDuty, ...]
    uncovered: tuple[UncoveredShift, ...]
    shifts: int


@dataclass(frozen=True, slots=True)
class RotasPage:
    """Every first post. `days`: how far ahead hours are looked at."""

    lines: tuple[RotaLine, ...]
    days: int


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One shift. `is_over`: its last day is past."""

    number: int
    holding: str
    username: str
    organisation: str
    days: tuple[str, ...]
    begins: str
    ends: str
    from_on: date
    to_on: date | None
    ended: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class RotaChange:
    """One decision on the rota, as it was made."""

    number: int
    at: str
    by: str
    kind: str
    shift: int
    username: str
    holding: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RotaPage:
    """One rota. `changes` are for those who may change it."""

    line: RotaLine
    shifts: tuple[ShiftLine, ...]
    over: tuple[ShiftLine, ...]
    changes: tuple[RotaChange, ...]
    may_set: bool
    days: int
    more_uncovered: int


def list_rotas(session: ReaderSession) -> RotasPage:
    """Every first post with who is on duty now and the hours ahead that nobody covers."""
    with audited(session, action="list_rotas"):
        refuse_elected(session.actor)
        return RotasPage(tuple(_make_rota_line(ladder) for ladder in ladders_with_rota()), LOOK_AHEAD_DAYS)


def read_rota(session: ReaderSession, *, ladder: str) -> RotaPage:
    """One rota; NotHere where the ladder's first post has none."""
    with audited(session, action="read_rota") as trail:
        refuse_elected(session.actor)
        if ladder not in ladders_with_rota():
            raise NotHere
        trail.details = {"ladder": ladder}
        line, shifts = _make_rota_line(ladder), _shifts(ladder)
        return RotaPage(
            line=line,
            shifts=tuple(one for one in shifts if not one.is_over),
            over=tuple(one for one in shifts if one.is_over),
            changes=_changes(ladder) if may_set(session.actor) else (),
            may_set=may_set(session.actor),
            days=LOOK_AHEAD_DAYS,
            more_uncovered=max(0, len(line.uncovered) - MOST_GAPS),
        )


def _make_rota_line(ladder: str) -> RotaLine:
    today, needed = clock.today(), needs_rota(ladder)
    shifts = RotaShift.objects.filter(ladder=ladder).count()
    looked_at = needed or shifts
    return RotaLine(
        ladder=ladder,
        post=post_words(ladder),
        needed=needed,
        now=on_duty(ladder=ladder, organisation="", at=clock.now_at()),
        uncovered=uncovered_hours(from_on=today, ladders=(ladder,)) if looked_at else (),
        shifts=shifts,
    )


def _shifts(ladder: str) -> list[ShiftLine]:
    today = clock.today()
    rows = RotaShift.objects.filter(ladder=ladder).select_related("account").order_by("from_on", "pk")
    return [
        ShiftLine(
            number=row.decision,
            holding=row.holding,
            username=row.account.username,
            organisation=row.organisation,
            days=tuple(row.days),
            begins=row.begins,
            ends=row.ends,
            from_on=row.from_on,
            to_on=row.to_on,
            ended=row.ended_by is not None,
            is_over=row.to_on is not None and row.to_on < today,
        )
        for row in sorted(rows, key=lambda row: (row.organisation, ORDER[HoldingKind(row.holding)]))
    ]


def _changes(ladder: str) -> tuple[RotaChange, ...]:
    shifts = {row.decision: row for row in RotaShift.objects.filter(ladder=ladder).select_related("account")}
    rows = Decision.objects.of_kind(ADDED, ENDED).newest_first()
    found = ((row, int(row.body.get("shift", row.sequence))) for row in rows)
    return tuple(
        RotaChange(
            row.sequence,
            row.at,
            row.by,
            row.kind,
            shift,
            shifts[shift].account.username,
            shifts[shift].holding,
            row.why,
        )
        for row, shift in found
        if shift in shifts
    )
