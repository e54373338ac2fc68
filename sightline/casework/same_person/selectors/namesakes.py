"""Finds who else has the name of a person, for whoever reads the person's page."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import count_entries, summarise, summarise_one
from sightline.casework.same_person.name_pages import SameName
from sightline.casework.same_person.whole_names import MOST_SHOWN, find_same_name
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader


def list_same_name(session: ReaderSession, *, person_id: str) -> SameName:
    """Other people with the whole name of one, those with most entries first; NotHere where there is no such person."""
    with audited(session, action="list_same_name") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.need_current() as (_, store):
            person = describe_person(store, person_id, sight)
            found = find_same_name(store, person, sight)
            others = summarise(store, found[:MOST_SHOWN], sight)
        trail.add("person", [one.person_id for one in others])
    ordered = sorted(others, key=lambda one: (-one.entries, one.person_id))
    return SameName(person, tuple(ordered), len(found) > MOST_SHOWN)


def describe_person(store: SnapshotReader, person_id: str, sight: RowFilter) -> PersonSummary:
    """A person in a line; NotHere where there is no such person for this reader."""
    said = said_of(store, person_id, sight)
    return summarise_one(person_id, said, count_entries(store, person_id, sight))
