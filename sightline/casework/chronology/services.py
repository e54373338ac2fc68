"""Records whether records of several agencies tell of one event. No record is ever changed or merged."""

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.event_verdicts import SAME, SEPARATE
from sightline.casework.chronology.rights import check_decides_events
from sightline.casework.chronology.selectors.same_events import find_events_of
from sightline.casework.chronology.shared_days import find_shared_days
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.people.agency_views import said_of
from sightline.casework.same_person.services.answers import decide


def decide_shared_event(session: ReaderSession, *, person_id: str, key: str, is_same: bool, words: str) -> int:
    """Say that the records of an event tell of one event, or do not; the decision's number. The last answer counts."""
    with audited(session, action="decide_shared_event") as trail:
        check_decides_events(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_, store):
            said_of(store, person_id, session.sight)
            events, entries = find_events_of(session, store, person_id)
            days, _ = find_shared_days(store, entries, events, sight=session.sight)
        event = next((one for one in (*events, *days) if one.key == key), None)
        if event is None:
            raise NotHere
        why = read_words(words)
        trail.add("record", event.record_ids)
        body = {"record_ids": list(event.record_ids)}
        kind = SAME if is_same else SEPARATE
        return decide(session.actor, trail, action="decide_shared_event", kind=kind, why=why, body=body)
