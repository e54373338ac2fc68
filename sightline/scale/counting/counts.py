"""Counts children by a rule of named lists: who is on which, since when that was known, and since when it could be.

A child on two lists is one child. Harmed goes before at risk; and who met patterns alone, classified by nobody, is
neither, but a backlog with an age.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from sightline.model.visibility import RowFilter
from sightline.scale.counting.listing import list_children
from sightline.scale.counting.rules import CountRule, ListMeaning
from sightline.scale.counting.wording import describe_list
from sightline.store import Engine

UNDATED = date.max


@dataclass(frozen=True, slots=True)
class ListedChild:
    """A child on a list, and from when that was known; None where no date says."""

    person_id: str
    list_id: str
    known_on: date | None


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many are on a list, and in words what puts a child on it."""

    id: str
    label: str
    agency: str
    means: str
    people: int
    definition: str


@dataclass(frozen=True, slots=True)
class Month:
    """How many were known by the end of a month: harmed, at risk, to each agency; and how many could have been."""

    month: str
    harmed: int
    at_risk: int
    by_agency: Mapping[str, int]
    could: int


@dataclass(frozen=True, slots=True)
class Unclassified:
    """Children who met patterns and whom nobody has classified: how many, and for how many days."""

    people: int
    oldest_days: int | None
    median_days: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """A count by a rule over a snapshot. `together` is, by lists (of those named), how many are on exactly these.

    `by_month` is the same by the month in which each was first known; empty where somebody's is not known.
    """

    as_at: date
    lists: tuple[ListCount, ...]
    harmed: int
    at_risk: int
    backlog: Unclassified
    together: tuple[tuple[tuple[str, ...], int], ...]
    growth: tuple[Month, ...]
    undated: int
    no_birth_date: int
    by_month: tuple[tuple[tuple[str, ...], str, int], ...] = ()

    @property
    def known(self) -> int:
        """Harmed and at risk together."""
        return self.harmed + self.at_risk


def count_children(*, engine: Engine, rule: CountRule, as_at: date, sight: RowFilter) -> Count:
    """Count by a rule over the snapshot's tables that the engine holds, through the filter."""
    rows = list_children(engine=engine, rule=rule, sight=sight)
    listed = [ListedChild(row["person_id"], row["list_id"], row["known_on"]) for row in rows]
    ageless = len({row["person_id"] for row in rows if not row["has_birth_date"]})
    return sum_up(listed=listed, rule=rule, as_at=as_at, no_birth_date=ageless)


def sum_up(*, listed: Sequence[ListedChild], rule: CountRule, as_at: date, no_birth_date: int = 0) -> Count:
    """The count of who is listed."""
    means = {one.id: one.means for one in rule.lists}
    agency = {one.id: str(one.agency) for one in rule.lists}
    harmed = {one.person_id for one in listed if means[one.list_id] is ListMeaning.HARMED}
    at_risk = {one.person_id for one in listed if means[one.list_id] is ListMeaning.AT_RISK} - harmed
    met = {one.person_id for one in listed if means[one.list_id] is ListMeaning.PATTERNS}
    sizes = Counter(one.list_id for one in listed)
    known = harmed | at_risk
    named = [one for one in listed if means[one.list_id] is not ListMeaning.PATTERNS]
    undated = len(known - {one.person_id for one in listed if one.known_on})
    return Count(
        as_at=as_at,
        lists=tuple(
            ListCount(one.id, one.label, str(one.agency), str(one.means), sizes[one.id], describe_list(one))
            for one in rule.lists
        ),
        harmed=len(harmed),
        at_risk=len(at_risk),
        backlog=_backlog([one for one in listed if one.person_id in met - known], as_at),
        together=_together(named),
        growth=tuple(grow(listed=listed, means=means, agency=agency, as_at=as_at)),
        undated=undated,
        no_birth_date=no_birth_date,
        by_month=_by_month(named),
    )


def grow(
    *, listed: Sequence[ListedChild], means: Mapping[str, ListMeaning], agency: Mapping[str, str], as_at: date
) -> Iterable[Month]:
    """Each month from the first in which anything was known to that of `as_at`, with how many were known by its end.

    A child is at risk until known as harmed. One could have been known from the first day that is of any list.
    """
    named = [one for one in listed if means[one.list_id] is not ListMeaning.PATTERNS]
    known = _first_days((one.person_id, one.known_on) for one in named)
    harmed = _first_days((one.person_id, one.known_on) for one in named if means[one.list_id] is ListMeaning.HARMED)
    could = _first_days((one.person_id, one.known_on) for one in listed if one.person_id in known)
    first_days = _first_days(((one.person_id, agency[one.list_id]), one.known_on) for one in named)
    agencies = sorted({agency[name] for name, meant in means.items() if meant is not ListMeaning.PATTERNS})
    if not known:
        return
    for month in months_through(min(could.values()), as_at):
        now_harmed = _through(harmed.values(), month)
        yield Month(
            month=month,
            harmed=now_harmed,
            at_risk=_through(known.values(), month) - now_harmed,
            by_agency={
                who: _through((on for (_, by), on in first_days.items() if by == who), month) for who in agencies
            },
            could=_through(could.values(), month),
        )


def months_through(first: date, last: date) -> list[str]:
    """The months from one day to another."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _through(days: Iterable[date], month: str) -> int:
    return sum(f"{day:%Y-%m}" <= month for day in days)


def _first_days(pairs: Iterable[tuple[Any, date | None]]) -> dict[Any, date]:
    first: dict[Any, date] = {}
    for key, day in pairs:
        if day is not None:
            first[key] = min(first.get(key, UNDATED), day)
    return first


def _lists_of(listed: Iterable[ListedChild]) -> dict[str, tuple[str, ...]]:
    of_person: dict[str, set[str]] = {}
    for one in listed:
        of_person.setdefault(one.person_id, set()).add(one.list_id)
    return {person: tuple(sorted(lists)) for person, lists in of_person.items()}


def _by_month(named: Sequence[ListedChild]) -> tuple[tuple[tuple[str, ...], str, int], ...]:
    first = _first_days((one.person_id, one.known_on) for one in named)
    lists = _lists_of(named)
    if len(first) < len(lists):
        return ()
    counted = Counter((on, f"{first[person]:%Y-%m}") for person, on in lists.items())
    return tuple((on, month, people) for (on, month), people in sorted(counted.items()))


def _together(listed: Iterable[ListedChild]) -> tuple[tuple[tuple[str, ...], int], ...]:
    counted = Counter(_lists_of(listed).values())
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _backlog(waiting: Sequence[ListedChild], as_at: date) -> Unclassified:
    first = _first_days((one.person_id, one.known_on) for one in waiting)
    days = [(as_at - day).days for day in first.values()]
    people = len({one.person_id for one in waiting})
    return Unclassified(people, max(days, default=None), round(median(days)) if days else None)
