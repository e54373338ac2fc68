"""Folds entries to the lines of a chronology: school weeks to one line, and a line where days have no record.

Entries come in the order of the page. A gap is named between two entries that tell something, never beside a filter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise, zip_longest

from sightline.casework.chronology.attendance import read_week
from sightline.casework.chronology.pages import (
    WEEKLY,
    AgencyReach,
    ChronologyLine,
    GapLine,
    SchoolWeeksLine,
    TellingLine,
    is_week,
)
from sightline.casework.people.pages import Entry
from sightline.model.when import london_day
from sightline.rulebook.key_facts import read_key_facts

MONTH_LENGTH = 7
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GapRule:
    """What a gap is named by: how far each agency's data go, and today, if the newest entry begins the page."""

    reaches: tuple[AgencyReach, ...]
    until: date | None = None


def fold_entries(
    entries: Sequence[Entry], *, gaps: GapRule | None = None, following: Entry | None = None
) -> tuple[ChronologyLine, ...]:
    """The lines of a page. `following` is the entry after its last, on the next page; without `gaps` none is named."""
    runs = [tuple(run) for _, run in groupby(entries, key=_run)]
    after = _dated([*entries, *([following] if following else [])])
    before = {one.entry_id: other for one, other in pairwise(after)}
    lines: list[ChronologyLine] = []
    if gaps and gaps.until and after:
        lines += _open_gap(after[0], gaps, weeks=is_week(entries[0].kind))
    for run, then in zip_longest(runs, runs[1:]):
        weeks_follow = bool(then) and is_week(then[0].kind)
        lines.append(_weeks(run) if is_week(run[0].kind) else TellingLine(run))
        other = before.get(run[-1].entry_id)
        if gaps and other:
            lines += _gap(run[-1], other, gaps, weeks=weeks_follow)
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
    return _named(ended + ONE, gaps.until, gaps.reaches, is_open=True, weeks=weeks)


def _gap(one: Entry, other: Entry, gaps: GapRule, *, weeks: bool) -> list[GapLine]:
    """Between two entries that follow each other on the page, whichever is the older."""
    older, newer = sorted((one, other), key=lambda entry: entry.occurred_from or "")
    ended = _end_of(older)
    begun = london_day(newer.occurred_from or "")
    return _named(ended + ONE, begun - ONE, gaps.reaches, is_open=False, weeks=weeks) if ended else []


def _named(first: date, last: date, reaches: Iterable[AgencyReach], *, is_open: bool, weeks: bool) -> list[GapLine]:
    if (last - first).days + 1 < read_key_facts().chronology.gap_days:
        return []
    arrived = tuple(one for one in reaches if one.until and one.until > last)
    awaited = tuple(one for one in reaches if one not in arrived)
    return [GapLine(first, last, is_open, weeks, arrived, awaited)]


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
