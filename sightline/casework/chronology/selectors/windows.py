"""Reads the records of one person that fit a filter, in order, as far as a page needs; all of them for a file.

A record is one line, with everything that it tells of the person: where one entry of it fits, it is shown whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sightline.casework.chronology.pages.lines import is_week
from sightline.casework.chronology.selectors.note_search import keeps_words
from sightline.casework.concerns.live_entries import EnteredEntry, fitting
from sightline.casework.people.pages.people import ChronologyFilter
from sightline.model.rows.people import ServedChronologyLine, ServedPagedEntry
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.rulebook.key_facts import read_key_facts
from sightline.store.snapshot_reader import EntryQuery, SnapshotReader

LARGEST_PAGE = 500
READ_AT_ONCE = 500
NO_KIND = "none"
# Room on a phone, in letters: a box around words, a named gap, an entry without its text, a month, school weeks.
BOX, GAP, ENTRY, MONTH, WEEKS = 100, 200, 170, 90, 160

RecordRows = tuple[ServedChronologyLine, ...]


@dataclass(frozen=True, slots=True)
class ChronologyPage:
    """The rows of one page, the first of the record after them (None where these are the last), and its cursor."""

    rows: RecordRows
    following: ServedChronologyLine | None
    next_after: str


@dataclass(frozen=True, slots=True)
class EntrySource:
    """Every entry of a person that a reader may see, the oldest first, and what authors added, by record."""

    rows: RecordRows
    added: Mapping[str, str] = field(default_factory=dict, repr=False)  # for a search

    def records(self, chosen: ChronologyFilter) -> list[RecordRows]:
        """The rows of each record that fits, in the order asked for, whatever the page.

        A record stands where the first of its rows does: the newest first by its last day, else by its first.
        """
        keeps = keeps_words(chosen.search, added=self.added) if chosen.search else None
        fit = fitting(self.rows, as_query("", chosen))
        wanted = {row["record_id"] for row in fit if keeps is None or keeps(row)}
        found: dict[str, list[ServedChronologyLine]] = {}
        for row in self.rows if chosen.oldest_first else reversed(self.rows):
            if row["record_id"] in wanted:
                found.setdefault(row["record_id"], []).append(row)
        return [tuple(rows) for rows in found.values()]

    def heads(self, *, oldest_first: bool) -> list[ServedChronologyLine]:
        """One row a record, of all that may be seen: that by which it stands in its place."""
        return [rows[0] for rows in self.records(ChronologyFilter(oldest_first=oldest_first))]


def read_source(
    store: SnapshotReader, sight: RowFilter, person_id: str, entered: Sequence[EnteredEntry]
) -> EntrySource:
    """A person's entries in the snapshot, with the concerns that it does not hold yet."""
    held = walk_entries(store, EntryQuery(person_id, oldest_first=True), sight)
    return EntrySource(tuple(sorted([*held, *entered], key=_place)))


def walk_entries(store: SnapshotReader, query: EntryQuery, sight: RowFilter) -> Iterator[ServedPagedEntry]:
    """Rows of the snapshot that fit, some at a time."""
    after = query.after
    while True:
        rows = store.entries(query=replace(query, after=after, size=READ_AT_ONCE), sight=sight)
        yield from rows
        if len(rows) < READ_AT_ONCE:
            return
        after = rows[-1]["cursor"]


def split_at(
    records: Sequence[RecordRows], *, after: str, oldest_first: bool
) -> tuple[list[RecordRows], list[RecordRows]]:
    """The records up to a cursor, and those that come after it."""
    if not after:
        return [], list(records)
    sort_key, _, entry_id = after.partition(" ")
    place = (sort_key, entry_id)
    passed = [_place(rows[0]) <= place if oldest_first else _place(rows[0]) >= place for rows in records]
    number = sum(passed)  # they are in order: those that were shown come first
    return list(records[:number]), list(records[number:])


def take_window(records: Sequence[RecordRows], *, size: int, letters: int) -> ChronologyPage:
    """The first `size` records that tell something, and the school weeks after them; fewer where they are long."""
    taken: list[RecordRows] = []
    number = length = rows_taken = 0
    last: ServedChronologyLine | None = None
    for rows in records:
        weekly = is_week(rows[0]["kind"])
        room = _room(rows, last, taken[-1] if taken else None)
        too_long = bool(letters and number and length + room > letters)
        if taken and (rows_taken + len(rows) > LARGEST_PAGE or (not weekly and (number >= size or too_long))):
            return ChronologyPage(tuple(row for one in taken for row in one), rows[0], " ".join(_place(taken[-1][0])))
        number += not weekly
        last = last if weekly else rows[0]
        length += room
        rows_taken += len(rows)
        taken.append(rows)
    return ChronologyPage(tuple(row for one in taken for row in one), None, "")


def _room(rows: RecordRows, last: ServedChronologyLine | None, before: RecordRows | None) -> int:
    """How much room a record takes, in letters: its texts, a box around a person's words, a gap or month before it."""
    if is_week(rows[0]["kind"]):
        return 0 if before and is_week(before[0]["kind"]) else WEEKS
    words = sum(len(row["childs_words"]) + BOX for row in rows if row["childs_words"])
    texts = sum(len(row["what"]) + sum(map(len, row["present"] or ())) for row in rows)
    first = rows[0]
    above = (GAP if last and _is_far(first, last) else 0) + (0 if last and _month(first) == _month(last) else MONTH)
    return texts + words + above + ENTRY


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
