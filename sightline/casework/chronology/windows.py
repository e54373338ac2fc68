"""Reads the entries of one person that fit a filter, in order, as far as a page needs; all of them for a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import merge as merge_sorted

from sightline.casework.chronology.note_search import keeps_words
from sightline.casework.chronology.pages import WEEKLY, is_week
from sightline.casework.concerns.live_entries import EnteredEntry, count_rows, fitting, merge
from sightline.casework.people.pages import ChronologyFilter
from sightline.model.rows.people import ServedChronologyLine, ServedCountedEntries, ServedPagedEntry
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.rulebook.key_facts import read_key_facts
from sightline.store.snapshot_reader import EntryQuery, SnapshotReader

LARGEST_PAGE = 500
READ_AT_ONCE = 100
NO_KIND = "none"
# Room on a phone, in letters: a box around words, a named gap, an entry without its text, a month, school weeks.
BOX, GAP, ENTRY, MONTH, WEEKS = 100, 200, 170, 90, 160


@dataclass(frozen=True, slots=True)
class Window:
    """The rows of one page, and the first that tells something after them; None where these are the last."""

    rows: tuple[ServedChronologyLine, ...]
    following: ServedChronologyLine | None

    @property
    def next_after(self) -> str:
        """The cursor of the next page; "" for none."""
        return f"{self.rows[-1]['sort_key']} {self.rows[-1]['entry_id']}" if self.following and self.rows else ""


@dataclass(frozen=True, slots=True)
class EntrySource:
    """Whose entries are read, with which rights, and the concerns that the snapshot does not hold yet."""

    store: SnapshotReader
    sight: RowFilter
    person_id: str
    entered: tuple[EnteredEntry, ...]
    added: Mapping[str, str] = field(default_factory=dict, repr=False)  # what authors added, by record; for a search

    def rows(self, chosen: ChronologyFilter) -> Iterator[ServedChronologyLine]:
        """Every row that fits, from the cursor on, in the order asked for."""
        query = as_query(self.person_id, chosen)
        added = merge([], fitting(self.entered, query), replace(query, size=LARGEST_PAGE))
        held = walk_entries(self.store, query, self.sight)
        both = merge_sorted(held, added, key=_place, reverse=not chosen.oldest_first)
        keeps = keeps_words(chosen.search, added=self.added) if chosen.search else None
        return (row for row in both if keeps is None or keeps(row))

    def counts(self) -> list[ServedCountedEntries]:
        """All entries that may be seen, whatever the filter, by body, kind and month."""
        held = self.store.entry_counts(person_id=self.person_id, sight=self.sight)
        return [*held, *count_rows(self.entered)]

    def count(self, chosen: ChronologyFilter) -> tuple[int, int]:
        """How many rows fit in all that tell something, and how many school weeks."""
        whole = replace(chosen, after="")
        if chosen.search:
            weekly = [is_week(row["kind"]) for row in self.rows(whole)]
            return weekly.count(False), weekly.count(True)
        query = as_query(self.person_id, whole)
        rows = self.store.count_entries(query=query, sight=self.sight) + len(fitting(self.entered, query))
        weeks = self._count_weeks(query)
        return rows - weeks, weeks

    def _count_weeks(self, query: EntryQuery) -> int:
        kinds = tuple(kind for kind in query.kinds if is_week(kind)) if query.kinds else (WEEKLY,)
        return self.store.count_entries(query=replace(query, kinds=kinds), sight=self.sight) if kinds else 0


def walk_entries(store: SnapshotReader, query: EntryQuery, sight: RowFilter) -> Iterator[ServedPagedEntry]:
    """Rows of the snapshot that fit, some at a time."""
    after = query.after
    while True:
        rows = store.entries(query=replace(query, after=after, size=READ_AT_ONCE), sight=sight)
        yield from rows
        if len(rows) < READ_AT_ONCE:
            return
        after = rows[-1]["cursor"]


def take_window(rows: Iterator[ServedChronologyLine], *, size: int, letters: int) -> Window:
    """The first rows: of `size` records that tell something, and the school weeks after; fewer where they are long."""
    taken: list[ServedChronologyLine] = []
    records = length = 0
    last: ServedChronologyLine | None = None
    for row in rows:
        if len(taken) >= LARGEST_PAGE:
            return Window(tuple(taken), row)
        goes_on = bool(taken) and _is_folded(row, taken[-1])
        room = 0 if goes_on and is_week(row["kind"]) else _room(row, last, goes_on=goes_on)
        if not is_week(row["kind"]):
            if not goes_on:
                if records >= size or (letters and records and length + room > letters):
                    return Window(tuple(taken), row)
                records += 1
            last = row
        length += room
        taken.append(row)
    return Window(tuple(taken), None)


def _is_folded(row: ServedChronologyLine, before: ServedChronologyLine) -> bool:
    """Whether a row stands in the line of the one before it: school weeks, or what one record tells."""
    if is_week(row["kind"]) or is_week(before["kind"]):
        return is_week(row["kind"]) and is_week(before["kind"])
    return row["record_id"] == before["record_id"]


def _room(row: ServedChronologyLine, last: ServedChronologyLine | None, *, goes_on: bool) -> int:
    """How much room a row takes, in letters: its texts, a box around a person's words, a gap or a month before it."""
    if is_week(row["kind"]):
        return WEEKS
    words = len(row["childs_words"]) + BOX if row["childs_words"] else 0
    texts = len(row["what"]) + sum(map(len, row["present"] or ()))
    above = (GAP if last and _is_far(row, last) else 0) + (0 if last and _month(row) == _month(last) else MONTH)
    return texts + words + above + (0 if goes_on else ENTRY)


def _month(row: ServedChronologyLine) -> str:
    return str(london_day(row["occurred_from"]))[:7] if row["occurred_from"] else ""


def _is_far(row: ServedChronologyLine, last: ServedChronologyLine) -> bool:
    """Whether a gap is named between two entries."""
    if not row["occurred_from"] or not last["occurred_from"]:
        return False
    days = (london_day(row["occurred_from"]) - london_day(last["occurred_from"])).days
    return abs(days) > read_key_facts().chronology.gap_days


def as_query(person_id: str, chosen: ChronologyFilter) -> EntryQuery:
    """The reader's choice as the store asks for it."""
    return EntryQuery(
        person_id=person_id,
        agencies=chosen.agencies,
        kinds=_kinds(chosen),
        from_on=chosen.from_on.isoformat() if chosen.from_on else "",
        to_on=chosen.to_on.isoformat() if chosen.to_on else "",
        words_only=chosen.childs_words_only,
        oldest_first=chosen.oldest_first,
        after=chosen.after,
        size=max(1, min(chosen.size, LARGEST_PAGE)),
    )


def _kinds(chosen: ChronologyFilter) -> tuple[str, ...]:
    """The kinds chosen; of key events alone those that the nation's file names."""
    if not chosen.key_events_only:
        return chosen.kinds
    significant = read_key_facts().significant.kinds
    if not chosen.kinds:
        return significant
    both = [kind for kind in chosen.kinds if kind in significant or kind.partition("/")[0] in significant]
    return tuple(both) or (NO_KIND,)


def _place(row: ServedChronologyLine) -> tuple[str, str]:
    return row["sort_key"], row["entry_id"]
