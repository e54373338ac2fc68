"""Puts together which of a person's records may tell of one event, of those alone that the reader may see."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from sightline.casework.chronology.event_verdicts import RecordVerdict, read_event_verdicts
from sightline.casework.chronology.pages.same_events import ContactCount, OtherAgencies, RecordTelling, SharedEvent
from sightline.casework.people.pages.people import Entry
from sightline.chronology.same_events import (
    SameState,
    SettledGroup,
    SharedBy,
    TellingPart,
    count_events,
    is_of,
    read_same_event_rules,
    settle_groups,
)
from sightline.known_facts.event_verdicts import join_pairs
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
    """By record the other agencies that tell of its event, confirmed or proposed, of entries that the reader sees."""
    agency_of = {one.record_id: one.agency for one in entries}
    found: dict[str, OtherAgencies] = {}
    for group in _settle(_pairs(store, agency_of, sight), read_event_verdicts(here=agency_of)):
        is_confirmed = group.state is SameState.CONFIRMED
        for one in group.event_ids if group.state is not SameState.SEPARATE else ():
            others = sorted({agency_of[other] for other in group.event_ids} - {agency_of[one]})
            if is_confirmed or one not in found:
                found[one] = OtherAgencies(key_of(group.event_ids), tuple(others), is_confirmed)
    return found


def find_shared_events(
    store: SnapshotReader, entries: Sequence[Entry], verdicts: Sequence[RecordVerdict], *, sight: RowFilter
) -> tuple[SharedEvent, ...]:
    """Each event that several agencies may tell of, of a person's entries that the reader sees: the newest first.

    Those to answer come before those that people confirmed, and these before those that they keep separate.
    """
    by_record: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        by_record[one.record_id].append(one)
    pairs = _pairs(store, by_record, sight)
    events = [_event(store, by_record, group, pairs, sight) for group in _settle(pairs, verdicts)]
    newest = sorted(events, key=lambda one: (telling_place(one.tellings[0]), one.key), reverse=True)
    return tuple(sorted(newest, key=lambda one: list(SameState).index(one.state)))


def count_of_kinds(kinds: Mapping[str, str], groups: Sequence[tuple[Collection[str], SameState]]) -> ContactCount:
    """Contacts by the rule's kinds, of records with their kind: those that people confirmed as one event count once."""
    contacts = [one for one, kind in kinds.items() if is_of(kind, read_same_event_rules().contacts.kinds)]
    return _count(contacts, groups)


def count_events_of(
    store: SnapshotReader, record_ids: Collection[str], *, here: Collection[str], sight: RowFilter
) -> ContactCount:
    """Of some records how many events they tell of. `here` is every record of the same people that the reader sees."""
    groups = _settle(_pairs(store, here, sight), read_event_verdicts(here=here))
    return _count(record_ids, [(one.event_ids, one.state) for one in groups])


def _count(contacts: Collection[str], groups: Sequence[tuple[Collection[str], SameState]]) -> ContactCount:
    by_state = {state: [ids for ids, each in groups if each is state] for state in SameState}
    confirmed = by_state[SameState.CONFIRMED]
    events = count_events(contacts, same=confirmed)
    # Events that are proposed as one may share a record with a confirmed one: then the three may be one.
    joined = join_pairs([pair for ids in (*confirmed, *by_state[SameState.PROPOSED]) for pair in pairwise(sorted(ids))])
    return ContactCount(len(contacts), events, events - count_events(contacts, same=joined))


def _pairs(store: SnapshotReader, record_ids: Iterable[str], sight: RowFilter) -> list[ServedSameEventSide]:
    return store.same_events.pairs_of(record_ids=sorted(record_ids), sight=sight)


def _settle(
    pairs: Iterable[ServedSameEventSide], verdicts: Sequence[RecordVerdict]
) -> list[SettledGroup[RecordVerdict]]:
    here = {one for said in verdicts for one in said.event_ids}
    return settle_groups([(row["record_id"], row["other_id"]) for row in pairs], verdicts, here=here)


def key_of(record_ids: Iterable[str]) -> str:
    """The key of an event, by its records."""
    return make_id("shared event", *sorted(record_ids))


def _event(
    store: SnapshotReader,
    by_record: dict[str, list[Entry]],
    group: SettledGroup[RecordVerdict],
    pairs: Iterable[ServedSameEventSide],
    sight: RowFilter,
) -> SharedEvent:
    own = [row for row in pairs if {row["record_id"], row["other_id"]} <= set(group.event_ids)]
    shared = {one for row in own for one in json.loads(row["shared"])}
    differs = {one for row in own for one in json.loads(row["differs"])}
    tellings = [make_telling(store, by_record[one], sight) for one in group.event_ids]
    said = group.verdict
    # Of records that people joined and no rule proposes, the run compared nothing.
    parts = differs if own else set(differing(one.says for one in tellings))
    return SharedEvent(
        key=key_of(group.event_ids),
        state=group.state,
        tellings=tuple(sorted(tellings, key=telling_place)),
        shared=tuple(one for one in SharedBy if one in shared),
        differs=tuple(one for one in TellingPart if one in parts),
        by=said.by if said else "",
        at=said.at if said else "",
        words=said.words if said else "",
    )


def make_telling(store: SnapshotReader, entries: Sequence[Entry], sight: RowFilter) -> RecordTelling:
    """What one record tells, and what it says in the parts that are compared."""
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


def differing(said: Iterable[Mapping[TellingPart, str]]) -> tuple[TellingPart, ...]:
    """The parts in which two tellings say something else; one that does not say it contradicts nobody."""
    every = list(said)
    return tuple(
        part
        for part in TellingPart
        if len({text.casefold() for one in every if (text := one.get(part, "").strip())}) > 1
    )


def telling_place(telling: RecordTelling) -> tuple[str, str, str]:
    """Its place among the tellings of an event: by time, agency and record."""
    return telling.entry.occurred_from or "", telling.agency, telling.entry.record_id
