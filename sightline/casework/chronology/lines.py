"""Folds entries to the lines of a chronology: a record to one line, school weeks too, and days without a record.

Entries come in the order of the page, those of a record together. A gap is named between records that tell something,
never beside a filter, and never on days over which an earlier line of the list goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise, zip_longest

from sightline.casework.chronology.attendance import read_week
from sightline.casework.chronology.pages.lines import (
    WEEKLY,
    AgencyReach,
    ChronologyLine,
    GapLine,
    SchoolWeeksLine,
    TellingLine,
    is_week,
)
from sightline.casework.people.pages.people import Entry
from sightline.model.when import london_day
from sightline.rulebook.key_facts import read_key_facts

MONTH_LENGTH = 7
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GapRule:
    """What a gap is named by: how far each agency's data go, and today, if the newest entry begins the page."""

    reaches: tuple[AgencyReach, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CoveredDays:
    """From which to which day the lines of a list tell something."""

    first: date
    last: date


def fold_entries(
    entries: Sequence[Entry],
    *,
    gaps: GapRule | None = None,
    following: Entry | None = None,
    passed: Sequence[Entry] = (),
) -> tuple[ChronologyLine, ...]:
    """The lines of a page; without `gaps` none is named.

    `following` is the entry after its last, on the next page, and `passed` are those of the pages before.
    """
    runs = [tuple(run) for _, run in groupby(entries, key=_run)]
    after = _dated([*entries, *([following] if following else [])])
    before = {one.entry_id: other for one, other in pairwise(after)}
    lines: list[ChronologyLine] = []
    covered = _widen(None, _dated(passed))
    if gaps and gaps.until and after:
        lines += _open_gap(after[0], gaps, weeks=is_week(entries[0].kind))
    for run, then in zip_longest(runs, runs[1:]):
        weeks_follow = bool(then) and is_week(then[0].kind)
        lines.append(_weeks(run) if is_week(run[0].kind) else TellingLine(run))
        dated = _dated(run)
        covered = _widen(covered, dated)
        other = before.get(dated[-1].entry_id) if dated else None
        if gaps and other and covered:
            lines += _gap(covered, other, gaps, weeks=weeks_follow)
    return tuple(_with_months(lines))


def _run(entry: Entry) -> str:
    """What is folded together: weeks of a register, or what one record tells."""
    return WEEKLY if is_week(entry.kind) else entry.record_id


def _dated(entries: Iterable[Entry]) -> list[Entry]:
    """Those that tell something and whose day is known: a gap is named between these alone."""
    return [entry for entry in entries if entry.occurred_from and not is_week(entry.kind)]


def _weeks(run: Sequence[Entry]) -> SchoolWeeksLine:
    days = sorted(london_day(entry.occurred_from) for entry in run if entry.occurred_from)
    first, last = (days[0], days[-1]) if days else (None, None)
    return SchoolWeeksLine(tuple(read_week(entry) for entry in run), first, last)


def _open_gap(newest: Entry, gaps: GapRule, *, weeks: bool) -> list[GapLine]:
    ended = _end_of(newest)
    if ended is None or gaps.until is None:
        return []
    return _name_gaps(ended + ONE, gaps.until, gaps.reaches, is_open=True, weeks=weeks)


def _widen(covered: CoveredDays | None, entries: Iterable[Entry]) -> CoveredDays | None:
    for entry in entries:
        day = london_day(entry.occurred_from or "")
        ended = _end_of(entry) or day
        covered = CoveredDays(min(covered.first, day), max(covered.last, ended)) if covered else CoveredDays(day, ended)
    return covered


def _gap(covered: CoveredDays, other: Entry, gaps: GapRule, *, weeks: bool) -> list[GapLine]:
    """Between all days that are covered and what follows, whichever is the older; none where they overlap."""
    ended, begun = _end_of(other), london_day(other.occurred_from or "")
    if ended and ended < covered.first:
        first, last = ended + ONE, covered.first - ONE
    elif begun > covered.last:
        first, last = covered.last + ONE, begun - ONE
    else:
        return []
    return _name_gaps(first, last, gaps.reaches, is_open=False, weeks=weeks)


def _name_gaps(first: date, last: date, reaches: Iterable[AgencyReach], *, is_open: bool, weeks: bool) -> list[GapLine]:
    if (last - first).days + 1 < read_key_facts().chronology.gap_days:
        return []
    known = tuple(reaches)
    awaited = tuple(one for one in known if not one.until or one.until <= last)
    later = tuple(one for one in known if one.since and one.since > first)
    arrived = tuple(one for one in known if one not in awaited and one.since and one.since <= first)
    return [GapLine(first, last, is_open, weeks, arrived, awaited, later)]


def _end_of(entry: Entry) -> date | None:
    """The last day that an entry may tell of; None where its day is not known."""
    if not entry.occurred_from or entry.date_precision == "unknown":
        return None
    day = london_day(entry.occurred_to or entry.occurred_from)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE if entry.date_precision == "month" else day


def _with_months(lines: Iterable[ChronologyLine]) -> Iterator[ChronologyLine]:
    """The first entry of each month gets the month, to stand above it."""
    month = ""
    for line in lines:
        if isinstance(line, TellingLine):
            own = str(london_day(line.entry.occurred_from))[:MONTH_LENGTH] if line.entry.occurred_from else ""
            if own != month:
                month = own
                yield TellingLine(line.entries, own)
                continue
        yield line
