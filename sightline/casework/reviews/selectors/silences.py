"""Finds the silences of a review: expected contacts that a deadline gives, with no record in data that reach past it.

What received data cannot tell is no silence. A deadline counts only where the reader may see all that it is based on,
and a record in the chronology began it: a contact in a record that is kept from the reader is never called a silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sightline import timescales
from sightline.casework.clocks.rows import rules_here
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.frozen_data import FrozenReader, day_of, need_frozen
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.events import AnyEvent, ReviewEvent
from sightline.casework.reviews.pages.silences import SilenceRow, Silences
from sightline.model.calendar import end_of_day
from sightline.model.nouns import ClockState
from sightline.model.rows.clocks import ServedClockBasis, ServedPagedClock
from sightline.model.when import london_day
from sightline.review.rules import read_silence_rules
from sightline.store.serve.clocks import ClocksWanted
from sightline.store.snapshots import Snapshot

if TYPE_CHECKING:
    from sightline.review.opportunities.data_spans import DataSpans
    from sightline.timescales import ClockRule

OVER = (ClockState.BREACHED, ClockState.MET_LATE, ClockState.NOT_KNOWN)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Ended:
    """A deadline of a child that is over and was not met in time, with what it is based on and what began it."""

    called: str
    row: ServedPagedClock
    rule: "ClockRule"
    state: ClockState
    basis: Sequence[ServedClockBasis]
    begun_by: ReviewEvent
    begun_number: int

    @property
    def due_on(self) -> date:
        """Its last day."""
        return london_day(self.row["due_at"])

    @property
    def counted(self) -> tuple[str, str, str]:
        """What it is counted as: several rules of one record may be one thing."""
        return self.rule.counted_with or self.rule.id, self.row["record_id"], self.called


def find_silences(
    session: ReaderSession,
    found: ReviewHistory,
    frozen: FrozenReader,
    events: Sequence[AnyEvent],
    *,
    by: date = date.max,
) -> Silences:
    """The silences of the period, of children and agencies of the terms; for what is audited by itself.

    `events` are those of the whole chronology in their order. `by` a day: those alone that records made by then show.
    """
    up_to = day_of(found.frozen.snapshot_id)
    received = _received_data(need_frozen(found), by)
    ended = sorted(_ended(session, found, frozen, events, up_to), key=lambda one: bool(one.rule.counted_with))
    silent: dict[tuple[str, str, str], SilenceRow] = {}
    unclear = set[tuple[str, str, str]]()
    for one in ended:
        if one.state is ClockState.NOT_KNOWN or not _reaches(received, one):
            unclear.add(one.counted)
            continue
        reach = received.reach(layouts=_layouts_of(one), agency=one.row["answering_agency"])
        row = _row_of(one, last=min(up_to, found.to_on), period_to=found.to_on, reach=reach)
        if row.from_on <= row.to_on:
            silent.setdefault(one.counted, row)
    rows = sorted(silent.values(), key=lambda one: (one.from_on, one.called, one.rule.id, one.clock_id))
    return Silences(tuple(rows), len(unclear - silent.keys()))


def _ended(
    session: ReaderSession, found: ReviewHistory, frozen: FrozenReader, events: Sequence[AnyEvent], up_to: date
) -> Iterator[_Ended]:
    begun = {one.event_id: (one, number) for number, one in enumerate(events, 1) if isinstance(one, ReviewEvent)}
    rules = {
        rule_id: rule
        for rule_id, rule in rules_here().items()
        if rule_id in read_silence_rules().timescales and rule_id not in session.withdrawn
    }
    for called in found.children:
        rows = [
            one for one in _clocks_of(frozen, frozen.people.get(called, ""), tuple(rules)) if one["record_id"] in begun
        ]
        basis = _basis_of(frozen, [one["clock_id"] for one in rows])
        for row in rows:
            state, based = _state_of(row, up_to), basis.get(row["clock_id"], ())
            in_terms = row["answering_agency"] in found.opened.agencies and all(
                one["agency"] in found.opened.agencies and one["record_id"] not in session.disputed for one in based
            )
            event, number = begun[row["record_id"]]
            is_in_period = found.from_on <= london_day(row["due_at"]) < min(found.to_on, up_to)
            if state in OVER and in_terms and is_in_period and called in event.called:
                yield _Ended(called, row, rules[row["rule_id"]], state, based, event, number)


def _clocks_of(frozen: FrozenReader, person_id: str, rule_ids: tuple[str, ...]) -> Iterator[ServedPagedClock]:
    """Every deadline of a person by these rules, of which the reader may see the whole basis."""
    wanted, after = ClocksWanted(person_id=person_id, rule_ids=rule_ids), ""
    while person_id and rule_ids:
        rows = frozen.store.conclusions.clocks(wanted=wanted, sight=frozen.sight, after=after)
        yield from rows
        if not rows:
            return
        after = rows[-1]["cursor"]


def _basis_of(frozen: FrozenReader, clock_ids: Sequence[str]) -> Mapping[str, Sequence[ServedClockBasis]]:
    based: dict[str, list[ServedClockBasis]] = {}
    for start in range(0, len(clock_ids), 500):  # SQLite takes so many ids at once
        some = clock_ids[start : start + 500]
        for row in frozen.store.conclusions.basis(clock_ids=some, sight=frozen.sight):
            based.setdefault(row["conclusion_id"], []).append(row)
    return based


def _state_of(row: ServedPagedClock, up_to: date) -> ClockState:
    """How it stands at the end of the day up to which the review reads data."""
    return timescales.read_state(
        due_at=row["due_at"],
        stopped_at=row["stopped_at"],
        known_through=row["known_through"],
        now=end_of_day(up_to),
        was_due_at=row["was_due_at"],
        reached_at=row["reached_at"],
    )


def _reaches(received: "DataSpans", one: _Ended) -> bool:
    """Whether data that would show the contact were received from its beginning until after its last day.

    The same test as for possible missed opportunities.
    """
    start = next((each for each in one.basis if each["record_id"] == one.row["record_id"]), None)
    is_own = start is not None and start["agency"] == one.row["answering_agency"]
    return received.covers(
        layouts=_layouts_of(one),
        agency=one.row["answering_agency"],
        organisation=start["organisation"] if start and is_own else "",
        since=min(london_day(one.row["started_at"]), london_day(one.row["known_from"])),
        until=one.due_on,
    )


def _layouts_of(one: _Ended) -> list[str]:
    """The layouts whose data would show the contact."""
    return sorted({layout for stop in one.rule.stops for layout in stop.layout})


@lru_cache(maxsize=64)
def _received_data(snapshot: Snapshot, by: date) -> "DataSpans":
    """From when and until when each layout and organisation was received: days of layouts, of nobody's records."""
    from sightline.review.opportunities.data_spans import (
        find_received,
    )  # not at the top: pages without silences do without
    from sightline.review.opportunities.rules import read_afterwards
    from sightline.store import DuckDBEngine

    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine:
        return find_received(engine=engine, rules=read_afterwards(), by=by)


def _row_of(one: _Ended, *, last: date, period_to: date, reach: date) -> SilenceRow:
    """The row. `last`: the last day that it can have; `period_to`: what came later is outside the terms."""
    row, came = one.row, one.row["stopped_at"]
    came_on = london_day(came) if came and one.state is ClockState.MET_LATE else None
    ends = [last, *([came_on - DAY] if came_on else [])]
    if came_on is None and row["known_through"]:
        ends.append(london_day(row["known_through"]))
    limit = one.rule.limit_at(london_day(row["started_at"]))
    is_shown = came_on is not None and came_on <= period_to
    return SilenceRow(
        clock_id=row["clock_id"],
        called=(one.called,),
        agency=row["answering_agency"],
        rule=one.rule.rule,
        limit=str(limit) if limit else "",
        due_on=one.due_on,
        from_on=one.due_on + DAY,
        to_on=min(ends),
        reach=reach,
        came_on=came_on if is_shown else None,
        begun_by=one.begun_by,
        begun_number=one.begun_number,
        record_ids=(
            row["record_id"],
            *([row["stopped_by_record_id"]] if is_shown and row["stopped_by_record_id"] else []),
        ),
        behind=tuple(sorted({each["record_id"] for each in one.basis})),
    )
