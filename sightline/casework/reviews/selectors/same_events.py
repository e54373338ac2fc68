"""Reads which events several agencies tell, and what people wrote about one event."""

from collections.abc import Iterable

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.event_groups import count_contacts, find_groups, remarks_of
from sightline.casework.reviews.events import list_events, with_imports
from sightline.casework.reviews.frozen_data import open_frozen
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.pages.ages import say_ages
from sightline.casework.reviews.pages.events import AnyEvent
from sightline.casework.reviews.pages.same_events import SameEventsPage, TellingPage
from sightline.casework.reviews.people_names import births_of
from sightline.casework.reviews.selectors.terms import open_audited
from sightline.casework.reviews.tellings import parts_of


def read_same_events(session: ReaderSession, *, review_id: str) -> SameEventsPage:
    """Every group of tellings of a review; NotHere where the account may not read it."""
    with audited(session, action="read_review_same_events") as trail:
        found = open_audited(session, trail, review_id)
        with open_frozen(session, found) as frozen:
            events = with_imports(session, found, list_events(frozen, found))
            groups = find_groups(session, found, frozen, events)
        shown = {one for group in groups for one in group.event_ids}
        trail.add("record", sorted(one.event_id for one in events if one.event_id in shown))
        contacts = count_contacts(events, [(one.event_ids, one.state) for one in groups])
        return SameEventsPage(line_of(session, found), groups, contacts, found.closed is None)


def read_telling(session: ReaderSession, *, review_id: str, key: str) -> TellingPage:
    """One event by its key, with what people wrote about it; NotHere where this reader sees no such event."""
    with audited(session, action="read_review_telling") as trail:
        found = open_audited(session, trail, review_id)
        with open_frozen(session, found) as frozen:
            event = need_event(with_imports(session, found, list_events(frozen, found)), key)
            says, births = parts_of(frozen, event), births_of(frozen, found.children)
        trail.add("record", [event.event_id])
        return TellingPage(
            line=line_of(session, found),
            key=key,
            event=event,
            age=say_ages(event.called, births, event.first_on),
            says=says,
            remarks=tuple(remarks_of(session, found).get(event.event_id, ())),
            agencies=tuple(found.opened.agencies),
            may_write=found.closed is None,
        )


def need_event(events: Iterable[AnyEvent], key: str) -> AnyEvent:
    """The event of that key; NotHere where there is none."""
    event = next((one for one in events if one.key == key), None)
    if event is None:
        raise NotHere
    return event
