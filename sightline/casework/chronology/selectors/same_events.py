"""Reads the events of a person that several agencies may tell of."""

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.pages.same_events import SharedEventsPage
from sightline.casework.chronology.selectors.chronology import as_entry, every_entry
from sightline.casework.chronology.shared_events import find_shared_events
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of
from sightline.casework.people.selectors import summarise_one


def read_shared_events(session: ReaderSession, *, person_id: str) -> SharedEventsPage:
    """Every event that two records, both of which the reader sees, may tell of; NotHere if there is no such person."""
    with audited(session, action="read_shared_events") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_, store):
            said = said_of(store, person_id, session.sight)
            entries = [as_entry(row) for row in every_entry(store, person_id, session.sight)]
            events = find_shared_events(store, entries, sight=session.sight)
        trail.add("record", [one.entry.record_id for event in events for one in event.tellings])
    return SharedEventsPage(summarise_one(person_id, said, len({one.record_id for one in entries})), events)
