"""Puts together the events of a review: what the frozen records of its period and agencies tell of its people.

A record that names several of them is one event. Of others whom it names nothing is listed. An adult's record is read
only where it names a child of the terms too.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sightline.casework.chronology.selectors.chronology import as_day, as_entry
from sightline.casework.chronology.selectors.windows import walk_entries
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import Entry
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.agreed_chronologies import restricted_rows, shown_imports
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.kept_rows import rows_of
from sightline.casework.reviews.pages.events import AnyEvent, ImportedEvent, ReviewEvent
from sightline.casework.reviews.pages.rows import ImportState
from sightline.model.when import london_day
from sightline.store.snapshot_reader import EntryQuery


def list_events(frozen: FrozenReader, found: ReviewHistory) -> list[ReviewEvent]:
    """Every event of the frozen data, in no order."""
    by_record: dict[str, dict[tuple[str, ...], Entry]] = {}
    for person_id in sorted({one for one in frozen.people.values() if one}):
        query = EntryQuery(person_id, agencies=found.opened.agencies, oldest_first=True)
        for row in walk_entries(frozen.store, query, frozen.sight):
            entry = as_entry(row)
            if is_in_period(entry, from_on=found.from_on, to_on=found.to_on):
                alike = (entry.what, entry.childs_words, entry.occurred_from or "")
                entries = by_record.setdefault(entry.record_id, {})
                entries[alike] = min(entries.get(alike, entry), entry, key=_known_first)
    named = frozen.store.named_from(record_ids=sorted(by_record))
    called = {person_id: name for name, person_id in frozen.people.items() if person_id}
    about = {
        record_id: {called[one]: as_day(day) for one, day in named.get(record_id, {}).items() if one in called}
        for record_id in by_record
    }
    return [
        ReviewEvent(_in_order(about[record_id]), tuple(rows.values()), about[record_id])
        for record_id, rows in by_record.items()
        if any(one in found.children for one in about[record_id])
    ]


def _known_first(entry: Entry) -> date:
    """Of rows that say the same of several people the one that was known first."""
    return entry.known_from or date.max


def is_in_period(entry: Entry, *, from_on: date, to_on: date) -> bool:
    """Whether some of an entry's days are in the period, or its day is not known."""
    if not entry.occurred_from:
        return True
    first = london_day(entry.occurred_from)
    last = london_day(entry.occurred_to) if entry.occurred_to else first
    return first <= to_on and last >= from_on


def place_of(event: AnyEvent) -> tuple[date, int, str, int, str, str]:
    """Where an event is in the one order of a chronology: by day, place in the day, time; what has no day is last.

    A year or a month comes before the day with which it begins.
    """
    days = (event.last_on - event.first_on).days if event.first_on and event.last_on else 0
    return event.first_on or date.max, event.place, event.clock, -days, event.agency, event.event_id


def _in_order(called: Iterable[str]) -> tuple[str, ...]:
    """Children by their letters, then adults by their numbers."""
    return tuple(sorted(called, key=lambda one: (one.isdigit(), len(one), one)))


def with_imports(
    session: ReaderSession, found: ReviewHistory, held: Sequence[ReviewEvent], *, leaves: bool = False
) -> list[AnyEvent]:
    """Events of the frozen data and rows of agencies' own chronologies, in one order. `leaves`: for a file."""
    events: list[AnyEvent] = list(held)
    imports = shown_imports(session, found, leaves=leaves)
    rows, hidden = rows_of(session, found, imports), restricted_rows(session, found, leaves=leaves)
    texts = Texts(session, [row.text_sha for row in imports])
    for one in imports:
        name = texts.of(one.text_sha).what
        events += [
            ImportedEvent(one.agency, kept.entry_id, kept.row, one.entry_id, name, kept.record_ids)
            for kept in rows[one.entry_id]
            if kept.row.state is not ImportState.NOT_IMPORTED and kept.entry_id not in hidden
        ]
    return sorted(events, key=place_of)
