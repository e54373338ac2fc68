"""Finds when a condition first held, on which records, and who could have seen it alone: the same for every pattern.

A condition is asked of what was *known* on a day, not of what had happened by then. A row entered late can complete it
for an event long past, and a corrected row can take away what an earlier version said.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from sightline.known_facts.dated_facts import EVER, DatedFact
from sightline.known_facts.scoped_verdicts import EventVerdicts, ScopedVerdicts, events_on

STAYS_OPEN = timedelta(days=365)
# Of something told: the event that it tells of, where people had confirmed that others tell of it too.
EVENT = "event"


@dataclass(frozen=True, slots=True)
class CountedFact:
    """What a condition counts: somebody, a day, and every piece that it cannot be told without."""

    who: str = field(repr=False)
    on: date
    pieces: tuple[DatedFact, ...]
    kind: str = ""
    more: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def known_from(self) -> date:
        """The first day on which all of it was known."""
        return max(piece.known_from for piece in self.pieces)

    @property
    def known_until(self) -> date:
        """The day on which the first part of it was known no more."""
        return min(piece.known_until for piece in self.pieces)

    def is_known(self, day: date) -> bool:
        """Whether it was known on a day."""
        return self.known_from <= day < self.known_until

    @property
    def order(self) -> tuple[Any, ...]:
        """By event date, then where its rows stand, then in full: two that stand in one place are never alike."""
        return (self.on, tuple(piece.place for piece in self.pieces), self.who, self.kind, self.pieces)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days in which a condition holds, and what was told in it."""

    first_on: date
    last_on: date
    counted: tuple[CountedFact, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """One time that a pattern was met: since when it could be seen, what completed it, and on what it rests."""

    number: int
    first_true_on: date
    completing: DatedFact
    window: Window
    by_agency: dict[str, date]

    @property
    def pieces(self) -> tuple[DatedFact, ...]:
        """Every row that it rests on, in the order of events, each once."""
        ordered = sorted(self.window.counted, key=lambda counted: counted.order)
        return tuple(dict.fromkeys(piece for counted in ordered for piece in counted.pieces))


Windows = Callable[[Sequence[CountedFact]], Iterable[Window]]
"""Every stretch in which a condition holds, of what was known."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a pattern holds. `reach`: no stretch is longer than so many days, and more told never ends one; 0: not so.

    `until`: nothing begins to hold on or after this day (a place that many people use). `alone`: the same for one
    agency alone, where that is another condition. `in_order`: stretches come by the day on which they end, then begin,
    so that the first will do. `verdicts`: what people said of records that may tell of one event.
    `used`: records of an earlier instance. What tells of an event of theirs is used too.
    """

    windows: Windows
    reach: int = 0
    in_order: bool = False
    until: date = EVER
    alone: Windows | None = None
    verdicts: ScopedVerdicts = ()
    used: frozenset[str] = frozenset()

    def holding(self, now: Sequence[CountedFact], *, on: date) -> Iterable[Window]:
        """Every stretch in which it holds, of what was known on a day and answered by then."""
        events = events_on(self.verdicts, on) if self.verdicts else {}
        if not events:
            return self.windows(now)
        used = {events[one] for one in self.used if one in events}
        named = (_with_event(one, events) for one in now)
        return self.windows([one for one in named if one.more.get(EVENT) not in used])


def _with_event(one: CountedFact, events: Mapping[str, str]) -> CountedFact:
    event = events.get(one.pieces[0].record_id)
    return replace(one, more={**one.more, EVENT: event}) if event else one


def verdicts_about(verdicts: EventVerdicts, counted: Iterable[CountedFact]) -> ScopedVerdicts:
    """What people answered of the records that are counted here."""
    return verdicts.about(one.pieces[0].record_id for one in counted)


def one_an_event(counted: Iterable[CountedFact]) -> list[CountedFact]:
    """Of several that tell of one event the first alone."""
    first: dict[str | int, CountedFact] = {}
    for place, one in enumerate(counted):
        first.setdefault(one.more.get(EVENT, place), one)
    return list(first.values())


def find_instances(*, counted: Sequence[CountedFact], condition: Condition, as_at: date) -> list[Instance]:
    """Every instance that could be seen by the day `as_at`, jointly, each with the agencies that could see it alone.

    Of stretches that end and begin on the same days, the one of the first rows counts, in whatever order they are told.
    """
    counted = sorted(counted, key=lambda one: one.order)
    together = _follow(counted, condition, as_at)
    if not together:
        return []
    own = replace(condition, windows=condition.alone or condition.windows)
    agencies = sorted({piece.agency for one in counted for piece in one.pieces})
    alone = {
        agency: [found[0] for found in _follow(_only(counted, agency), own, as_at)]
        for agency in agencies
        if agency != "partnership"
    }
    instances = []
    for place, (first, completing, window) in enumerate(together):
        until = together[place + 1][0] if place + 1 < len(together) else EVER
        by_agency = {a: next((day for day in days if first <= day < until), None) for a, days in alone.items()}
        seen = {agency: day for agency, day in by_agency.items() if day is not None}
        instances.append(Instance(place + 1, first, completing, window, seen))
    return instances


def list_windows(
    *, counted: Sequence[CountedFact], condition: Condition, as_at: date
) -> list[tuple[date, tuple[CountedFact, ...]]]:
    """The first day of each instance in turn, on what is counted here, and what was counted of it."""
    found = _follow(sorted(counted, key=lambda one: one.order), condition, as_at)
    return [(day, window.counted) for day, _, window in found]


def _only(counted: Sequence[CountedFact], agency: str) -> list[CountedFact]:
    return [one for one in counted if all(piece.agency == agency for piece in one.pieces)]


def _follow(counted: Sequence[CountedFact], condition: Condition, as_at: date) -> list[tuple[date, DatedFact, Window]]:
    """First true day, completing piece and evidence of each instance in turn.

    The next uses no record of an earlier one. What was known before that closed takes part, and never completes it.
    """
    found: list[tuple[date, DatedFact, Window]] = []
    usable, closes = list(counted), date.min
    while first := _first_true(usable, condition, as_at, closes):
        found.append(first)
        closes = closes_on(last_on=first[2].last_on, first_true_on=first[0])
        used = frozenset(piece.record_id for one in first[2].counted for piece in one.pieces)
        usable = [one for one in usable if not _rests_on(one, used)]
        condition = replace(condition, used=condition.used | used)
    return found


def closes_on(*, last_on: date, first_true_on: date) -> date:
    """The day from which an instance takes no more records: a year after its last, or the day after it came to be."""
    closes = last_on + STAYS_OPEN
    return closes if closes >= first_true_on else first_true_on + timedelta(days=1)


def _rests_on(one: CountedFact, records: Collection[str]) -> bool:
    return any(piece.record_id in records for piece in one.pieces)


def _first_true(
    counted: Sequence[CountedFact], condition: Condition, as_at: date, since: date
) -> tuple[date, DatedFact, Window] | None:
    """`since`: something that became known on or after this day must be in it."""

    def holding(now: Sequence[CountedFact], today: date) -> Iterator[Window]:
        found = condition.holding(now, on=today)
        return (one for one in found if any(each.known_from >= since for each in one.counted))

    spans = [(one, one.known_from, one.known_until) for one in counted]
    days = {begins for _, begins, _ in spans} | {ends for _, _, ends in spans if ends < EVER}
    days |= {one.verdict.given_on for one in condition.verdicts}
    for today in sorted(day for day in days if since <= day <= as_at and day < condition.until):
        now = [one for one, begins, ends in spans if begins <= today < ends]
        if condition.reach and not condition.verdicts:  # records that people part lie anywhere
            now = _near(now, condition.reach, today)
        evidence = _earliest(holding(now, today), in_order=condition.in_order)
        if evidence:
            return today, _completing(now, partial(holding, today=today), today), evidence
    return None


def _earliest(windows: Iterator[Window], *, in_order: bool) -> Window | None:
    if in_order:
        return next(windows, None)
    return min(windows, key=lambda window: (window.last_on, window.first_on), default=None)


def _near(now: Sequence[CountedFact], reach: int, today: date) -> list[CountedFact]:
    """What lies near enough to something that became known today: on the days before it was not yet true."""
    new = [one.on for one in now if one.known_from == today]
    if not new:
        return []
    first, last = min(new) - timedelta(days=reach), max(new) + timedelta(days=reach)
    return [one for one in now if first <= one.on <= last]


def _completing(
    now: Sequence[CountedFact], holding: Callable[[Sequence[CountedFact]], Iterator[Window]], today: date
) -> DatedFact:
    """Of the rows with a fact known from this day, the first without which it is not true; else the first that does."""
    new = sorted({piece for one in now for piece in one.pieces if piece.known_from == today})
    by_row = [(place, list(pieces)) for place, pieces in groupby(new, key=lambda piece: piece.place)]
    for place, pieces in by_row:
        if not any(holding([one for one in now if not _needs(one, {place}, today)])):
            return pieces[0]
    for place, pieces in by_row:
        others = {other for other, _ in by_row if other != place}
        if any(holding([one for one in now if not _needs(one, others, today)])):
            return pieces[0]
    return new[0] if new else min(piece for one in now for piece in one.pieces)


def _needs(one: CountedFact, places: set[tuple[str, int]], today: date) -> bool:
    """Whether it cannot be told without a fact that one of these rows made known today."""
    return any(piece.place in places and piece.known_from == today for piece in one.pieces)


def count_windows(*, counted: Iterable[CountedFact], needs: int, within_days: int) -> list[Window]:
    """Each stretch that holds `needs` of these within so many days. Each counts once: they are one a thing counted."""
    ordered = sorted(counted, key=lambda one: one.order)
    found = []
    for place in range(len(ordered) - needs + 1):
        first, last = ordered[place].on, ordered[place + needs - 1].on
        if (last - first).days <= within_days:
            found.append(Window(first, last, tuple(one for one in ordered if first <= one.on <= last)))
    return found
