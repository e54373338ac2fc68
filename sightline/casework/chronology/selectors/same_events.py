"""Reads the events of a person that several agencies may tell of."""

from dataclasses import replace

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.event_verdicts import read_event_verdicts
from sightline.casework.chronology.pages.same_events import SharedEvent, SharedEventsPage
from sightline.casework.chronology.rights import can_decide_events
from sightline.casework.chronology.selectors.chronology import as_entry, every_entry
from sightline.casework.chronology.shared_days import find_shared_days
from sightline.casework.chronology.shared_events import count_of_kinds, find_shared_events
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of
from sightline.casework.people.pages.people import Entry
from sightline.casework.people.selectors import summarise_one
from sightline.casework.protection.selectors.current import redact_said
from sightline.store.snapshot_reader import SnapshotReader


def read_shared_events(session: ReaderSession, *, person_id: str) -> SharedEventsPage:
    """Every event that two records, both of which the reader sees, may tell of; NotHere if there is no such person."""
    with audited(session, action="read_shared_events") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_, store):
            said = said_of(store, person_id, session.sight)
            events, entries = find_events_of(session, store, person_id)
            days, register_days = find_shared_days(store, entries, events, sight=session.sight)
        trail.add("record", [one for event in (*events, *days) for one in event.record_ids])
    kinds = {one.record_id: one.kind for one in entries}
    return SharedEventsPage(
        summarise_one(person_id, said, len(kinds)),
        events,
        count_of_kinds(kinds, [(one.record_ids, one.state) for one in events]),
        can_decide_events(actor=session.actor),
        days,
        register_days,
    )


def find_events_of(
    session: ReaderSession, store: SnapshotReader, person_id: str
) -> tuple[tuple[SharedEvent, ...], list[Entry]]:
    """The events and the entries of a person whom the reader may open; for what is audited by itself."""
    entries = [as_entry(row) for row in every_entry(store, person_id, session.sight)]
    verdicts = read_event_verdicts(here={one.record_id for one in entries})
    events = find_shared_events(store, entries, verdicts, sight=session.sight)
    shown = [replace(one, words=redact_said(session, one.words, record_ids=one.record_ids)) for one in events]
    return tuple(shown), entries
