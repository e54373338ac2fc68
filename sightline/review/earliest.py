"""The first day on which a statement about a child could be seen, by each holder of records, two and all together.

A holder is an agency, or one organisation of an agency that has several.

Beside each day is the reverse question: for how many other children it was also true then. No day is given without it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Protocol

from sightline.known_facts.holders import NO_HOLDER

WEEKS = 52
SHOWN_SETS = 3


class StatementEvidence(Protocol):
    """Something that makes a statement true of some people, and when."""

    @property
    def people(self) -> tuple[str, ...]:
        """Those of whom it is true."""

    @property
    def unread(self) -> frozenset[str]:
        """The records that count only by what Sightline read in a note, and no person confirmed."""

    @property
    def holders(self) -> frozenset[str]:
        """Those who can hold some of it alone."""

    def days(self, *, holders: Collection[str] = (), without: Collection[str] = ()) -> list[date]:
        """The first day of each time that it was true, on what these holders had, or all."""

    def smallest(self, *, on: date) -> tuple[tuple[str, ...], ...]:
        """The sets of the fewest records from which it follows; none where there were too many to try."""

    def records(self, *, on: date, holders: Collection[str] = (), without: Collection[str] = ()) -> Collection[str]:
        """Every record that it counts on the day, of what these holders had, or all."""


LeftOut = Callable[[StatementEvidence, str], frozenset[str]]
"""The records of something that are left out for a person whom it is about."""


@dataclass(frozen=True, slots=True)
class EarliestDays:
    """The first day by each holder alone, by each two, and by all together: absent where never.

    `sure` is that of all together without records that likeness alone joins to the child. `sure_by` is the same by
    holders, one or two, where it is another day; None where it is never. `sets` are three of the `sets_in_all` smallest
    sets of records; with `too_many_to_try`, of those that were tried, or none. `behind` are by holders, none for all
    together, every record that their day is worked out from; `behind_sure` those of `sure`, and `behind_sure_by` those
    of `sure_by`. `read` is the day of all together without readings of notes that no person confirmed, and
    `behind_read` its records.
    """

    alone: Mapping[str, date]
    pairs: Mapping[tuple[str, str], date]
    together: date
    sure: date | None
    sets: tuple[tuple[str, ...], ...]
    sets_in_all: int
    behind: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    behind_sure: tuple[str, ...] = ()
    sure_by: Mapping[tuple[str, ...], date | None] = field(default_factory=dict)
    behind_sure_by: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    read: date | None = None
    behind_read: tuple[str, ...] = ()
    too_many_to_try: bool = False

    @property
    def needed(self) -> tuple[str, ...]:
        """The records without which the day of all together may not be told: a smallest set, or all."""
        return self.sets[0] if self.sets else self.behind.get((), ())

    @property
    def earlier_pairs(self) -> Mapping[tuple[str, str], date]:
        """The first day by each two that saw it earlier than each of them alone."""
        return {two: day for two, day in self.pairs.items() if all(day < self.alone.get(one, date.max) for one in two)}

    @property
    def by_holders(self) -> Mapping[tuple[str, ...], date]:
        """The days that are told of holders: of each one alone, then of each two that saw it earlier."""
        alone: list[tuple[tuple[str, ...], date]] = [((one,), day) for one, day in self.alone.items()]
        return dict([*alone, *self.earlier_pairs.items()])

    @property
    def records(self) -> frozenset[str]:
        """Every record that a day or a set is worked out from."""
        every = (*self.sets, *self.behind.values(), *self.behind_sure_by.values(), self.behind_sure, self.behind_read)
        return frozenset(one for some in every for one in some)


@dataclass(frozen=True, slots=True)
class OtherChildren:
    """For how many other children it was true on the day, and what is recorded of them afterwards."""

    children: int
    harmed_later: int
    nothing_later: int
    not_known: int
    new_in_year: int

    @property
    def items_a_week(self) -> float:
        """How many children a week the rule would have brought up in the year before the day."""
        return self.new_in_year / WEEKS


@dataclass(frozen=True, slots=True)
class AfterDay:
    """What is recorded of a child after a day: whether there is anything, and whether harm is."""

    recorded: bool
    harmed: bool


def find_earliest(
    *, evidence: Iterable[StatementEvidence], person_id: str, unsure: Collection[str]
) -> EarliestDays | None:
    """The earliest days for a child; None where it was never true. `unsure`: records that likeness alone joins."""
    mine = [one for one in evidence if person_id in one.people]
    together = _first(mine)
    if together is None:
        return None
    holders = sorted({holder for one in mine for holder in one.holders})
    alone = {holder: day for holder in holders if (day := _first(mine, holders=(holder,)))}
    pairs = {two: day for two in combinations(holders, 2) if (day := _first(mine, holders=two))}
    then = [one for one in mine if together in one.days()]
    tried = [one.smallest(on=together) for one in then]
    sets = sorted({some for each in tried for some in each}, key=lambda some: (len(some), some))
    fewest = [some for some in sets if len(some) == len(sets[0])]
    sure = _first(mine, without=unsure)
    days = EarliestDays(alone, pairs, together, sure, tuple(fewest[:SHOWN_SETS]), len(fewest))
    sayable = {(): together, **days.by_holders}
    sure_by = {some: _first(mine, holders=some, without=unsure) for some in days.by_holders}
    sure_by = {some: first for some, first in sure_by.items() if first != sayable[some]}
    read = min((day for one in mine for day in one.days(without=one.unread)), default=None)
    behind_read = (record for one in mine if read for record in _behind([one], read, without=one.unread))
    return replace(
        days,
        read=read,
        behind_read=tuple(sorted(set(behind_read))),
        sure_by=sure_by,
        behind_sure_by={
            some: _behind(mine, first, holders=some, without=unsure) for some, first in sure_by.items() if first
        },
        behind={some: _behind(mine, day, holders=some) for some, day in sayable.items()},
        behind_sure=_behind(mine, sure, without=unsure) if sure else (),
        too_many_to_try=not all(tried),
    )


def _first(
    evidence: Sequence[StatementEvidence], *, holders: Collection[str] = (), without: Collection[str] = ()
) -> date | None:
    return min((day for one in evidence for day in one.days(holders=holders, without=without)), default=None)


def _behind(
    evidence: Sequence[StatementEvidence], on: date, *, holders: Collection[str] = (), without: Collection[str] = ()
) -> tuple[str, ...]:
    """The records of all that makes the statement true on its first day."""
    made = (one for one in evidence if on in one.days(holders=holders, without=without))
    return tuple(sorted({record for one in made for record in one.records(on=on, holders=holders, without=without)}))


def find_others(
    *,
    evidence: Iterable[StatementEvidence],
    without: Collection[str],
    on: date,
    open_days: int,
    holders: Collection[str] = (),
    left_out: LeftOut | None = None,
) -> dict[str, list[date]]:
    """By person the days on which it became true in the `open_days` up to the day; `without` some people.

    On what these `holders` had, or all, and without the records that are `left_out` for the person.
    """
    since = on - timedelta(days=open_days)
    found: dict[str, list[date]] = {}
    for one in evidence:
        if holders and one.holders.isdisjoint(holders):
            continue
        asked: dict[frozenset[str], list[date]] = {}
        for who in set(one.people).difference(without):
            records = left_out(one, who) if left_out else frozenset[str]()
            if records not in asked:
                days = one.days(holders=holders, without=records)
                asked[records] = [day for day in days if since < day <= on]
            if asked[records]:
                found.setdefault(who, []).extend(asked[records])
    return found


def count_others(*, others: Mapping[str, Sequence[date]], after: Mapping[str, AfterDay], on: date) -> OtherChildren:
    """The reverse question in counts. `after` has what is recorded of each of them later."""
    year = on - timedelta(days=7 * WEEKS)
    harmed = sum(after[who].harmed for who in others)
    silent = sum(after[who].recorded and not after[who].harmed for who in others)
    return OtherChildren(
        children=len(others),
        harmed_later=harmed,
        nothing_later=silent,
        not_known=len(others) - harmed - silent,
        new_in_year=sum(any(day > year for day in days) for days in others.values()),
    )


def missing_handovers(*, records: Sequence[str], holder_of: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each record of a set and the holder of another of them that would have had to get it: record, holder.

    Where nothing says who holds a record, no hand-over of it is named, and none to them.
    """
    holders = sorted({holder_of[record] for record in records} - {NO_HOLDER})
    return tuple(
        (record, holder) for record in records for holder in holders if holder_of[record] not in (holder, NO_HOLDER)
    )
