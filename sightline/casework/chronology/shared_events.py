"""Puts together which of a person's records may tell of one event, of those alone that the reader may see."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sightline.casework.chronology.pages.same_events import OtherAgencies, RecordTelling, SharedEvent
from sightline.casework.people.pages.people import Entry
from sightline.chronology.same_events import SharedBy, TellingPart, join_pairs
from sightline.model.ids import make_id
from sightline.model.nouns import EntityKind
from sightline.model.rows.records import ServedSameEventSide
from sightline.model.visibility import PROTECTED_WORDS, RowFilter
from sightline.model.when import DATE_LENGTH, london_day, london_time
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.dates import long_day
from sightline.translation.messages import join_shown


def find_other_agencies(
    store: SnapshotReader, entries: Iterable[Entry], *, sight: RowFilter
) -> dict[str, OtherAgencies]:
    """By record the other agencies that may tell of its event, of a person's entries that the reader sees."""
    agency_of = {one.record_id: one.agency for one in entries}
    found = {}
    for some in _join(_pairs(store, agency_of, sight)):
        for one in some:
            others = sorted({agency_of[other] for other in some} - {agency_of[one]})
            found[one] = OtherAgencies(_key(some), tuple(others))
    return found


def find_shared_events(store: SnapshotReader, entries: Sequence[Entry], *, sight: RowFilter) -> tuple[SharedEvent, ...]:
    """Each event that several agencies may tell of, the newest first, of a person's entries that the reader sees."""
    by_record: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        by_record[one.record_id].append(one)
    pairs = _pairs(store, by_record, sight)
    events = [_event(store, by_record, some, pairs, sight) for some in _join(pairs)]
    return tuple(sorted(events, key=lambda one: (_place(one.tellings[0]), one.key), reverse=True))


def _pairs(store: SnapshotReader, record_ids: Iterable[str], sight: RowFilter) -> list[ServedSameEventSide]:
    return store.same_events.pairs_of(record_ids=sorted(record_ids), sight=sight)


def _join(pairs: Iterable[ServedSameEventSide]) -> list[tuple[str, ...]]:
    return join_pairs((row["record_id"], row["other_id"]) for row in pairs)


def _key(record_ids: Iterable[str]) -> str:
    return make_id("shared event", *sorted(record_ids))


def _event(
    store: SnapshotReader,
    by_record: dict[str, list[Entry]],
    record_ids: Sequence[str],
    pairs: Iterable[ServedSameEventSide],
    sight: RowFilter,
) -> SharedEvent:
    own = [row for row in pairs if row["record_id"] in record_ids]
    shared = {one for row in own for one in json.loads(row["shared"])}
    differs = {one for row in own for one in json.loads(row["differs"])}
    tellings = [_telling(store, by_record[one], sight) for one in record_ids]
    return SharedEvent(
        _key(record_ids),
        tuple(sorted(tellings, key=_place)),
        shared=tuple(one for one in SharedBy if one in shared),
        differs=tuple(one for one in TellingPart if one in differs),
    )


def _telling(store: SnapshotReader, entries: Sequence[Entry], sight: RowFilter) -> RecordTelling:
    first = entries[0]
    moment = first.occurred_from or ""
    named = store.record_namings(record_id=first.record_id, sight=sight)
    places = {
        row["text"]
        for row in named
        if row["entity_kind"] == EntityKind.PLACE and not row["slot"].startswith("home")
        if PROTECTED_WORDS not in row["text"]
    }
    said = {
        TellingPart.DAY: long_day(london_day(moment)) if moment else "",
        TellingPart.TIME: f"{london_time(moment):%H:%M}" if len(moment) > DATE_LENGTH else "",
        TellingPart.PLACE: join_shown("; ", sorted(places)),
        TellingPart.PEOPLE: join_shown("; ", first.present),
    }
    return RecordTelling(tuple(entries), {part: text for part, text in said.items() if text})


def _place(telling: RecordTelling) -> tuple[str, str, str]:
    return telling.entry.occurred_from or "", telling.agency, telling.entry.record_id
