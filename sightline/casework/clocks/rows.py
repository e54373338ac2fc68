"""Rows of clocks that an account may see: of the snapshot, and of concerns that no run has taken in; and their rules.

A concern's clocks are the snapshot's once a run has taken it in, and are then read there alone, where what stopped them
is known.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeGuard

from sightline import timescales
from sightline.casework.clocks.escalates import may_see_concern
from sightline.casework.concerns.clock_cache import EnteredClock, kept_rows
from sightline.casework.concerns.live_clocks import build_live_clocks
from sightline.casework.concerns.live_entries import concerns_above, undone_answers, visibility_of
from sightline.casework.core.house_reader import people_of, visibility
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLOCK
from sightline.casework.escalation.models import Item, ItemBasis, LiveClock
from sightline.model.rows.clocks import ServedClock

if TYPE_CHECKING:
    from sightline.timescales import ClockRule


def rules_here() -> "Mapping[str, ClockRule]":
    """The timescales by id, with the partnership's own values in them."""
    local = timescales.read_local(current_workspace().root / timescales.LOCAL_FILE)
    return {rule.id: rule for rule in timescales.merge_local(_national(), local)}


@cache
def _national() -> "tuple[ClockRule, ...]":
    return timescales.load_clock_rules()


def find_row(session: ReaderSession, *, clock_id: str) -> ServedClock | None:
    """One clock of the snapshot, or of a concern entered since; None where there is none for the account."""
    with session.open_current() as opened:
        sight = session.sight
        row = opened[1].conclusions.clock(clock_id=clock_id, sight=sight) if opened else None
    return row or next((one for one in entered_rows(session, clock_id=clock_id) if one["clock_id"] == clock_id), None)


def entered_rows(session: ReaderSession, *, clock_id: str = "") -> list[EnteredClock]:
    """Clocks of concerns that the account may see and no run has taken in; of one clock's concern where given."""
    return list(
        session.once(("entered_rows", session.actor, clock_id), lambda: tuple(_entered_rows(session, clock_id)))
    )


def _entered_rows(session: ReaderSession, clock_id: str) -> list[EnteredClock]:
    waiting = concerns_above(session, session.snapshot)
    if not waiting:
        return []
    build_live_clocks(session, newest=waiting[-1].sequence)
    known = LiveClock.objects.filter(concern__in=[one.pk for one in waiting])
    with_clocks = set((known.filter(clock_id=clock_id) if clock_id else known).values_list("concern_id", flat=True))
    seen = [one for one in waiting if one.pk in with_clocks and may_see_concern(session, one)]
    undone = undone_answers(session) if seen else frozenset()
    people = people_of(session, [one.about_mention_id for one in seen if one.sequence not in undone])
    return [
        {**row, "person_id": people.get(row["concern"].about_mention_id, ""), "stopped_by_record_id": ""}
        for row in kept_rows(session, seen)
    ]


def items_of_records(session: ReaderSession, record_ids: Iterable[str]) -> list[Item]:
    """Items of clocks that run from these records: a page asks once for each. Who may know of it is asked after."""
    kept: dict[str, list[Item]] = session.once("items_of_clocks_by_record", dict)
    wanted = sorted(set(record_ids))
    missing: dict[str, list[Item]] = {one: [] for one in wanted if one not in kept}
    if missing:
        for item in Item.objects.filter(source=CLOCK, record_id__in=list(missing)).order_by("pk"):
            missing[item.record_id].append(item)
    kept.update(missing)
    return [item for one in wanted for item in kept[one]]


def is_entered(row: ServedClock) -> TypeGuard[EnteredClock]:
    """Whether the clock is of a concern that no run has taken in."""
    return "concern" in row


def basis_of_row(session: ReaderSession, *, row: ServedClock) -> list[ItemBasis]:
    """The records that a clock rests on, as an item would keep them; the account may see them all."""
    if is_entered(row):
        seen = {row["record_id"]: visibility_of(session, row["concern"])}
    else:
        with session.open_current() as opened:
            sight = session.sight
            rows = opened[1].conclusions.basis(clock_ids=[row["clock_id"]], sight=sight) if opened else []
        seen = {one["record_id"]: visibility(one) for one in rows}
    return [
        ItemBasis(
            record_id=record_id,
            agency=one.agency,
            organisation=one.organisation,
            layout=one.layout,
            restricted=one.restricted,
            sealed=one.sealed,
        )
        for record_id, one in seen.items()
    ]
