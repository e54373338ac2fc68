"""Finds who else has the name of a person, for whoever reads the person's page."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.permissions import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of
from sightline.casework.people.pages import PersonSummary
from sightline.casework.people.search import count_entries, summarise, summarise_one
from sightline.casework.same_person.name_pages import SameName
from sightline.casework.same_person.whole_names import MOST_SHOWN, find_same_name
from sightline.model.visibility import RowFilter
from sightline.store.serve import ServeReader


def list_same_name(session: ReaderSession, *, person_id: str) -> SameName:
    """Other people with the whole name of one, those with most entries first; NotHere where there is no such person."""
    with audited(session, action="list_same_name") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sees = session.sight
        with session.need_current() as (_, serve):
            person = describe_person(serve, person_id, sees)
            found = find_same_name(serve, person, sees)
            others = summarise(serve, found[:MOST_SHOWN], sees)
        trail.add("person", [one.person_id for one in others])
    ordered = sorted(others, key=lambda one: (-one.entries, one.person_id))
    return SameName(person, tuple(ordered), len(found) > MOST_SHOWN)


def describe_person(serve: ServeReader, person_id: str, sees: RowFilter) -> PersonSummary:
    """A person in a line; NotHere where there is no such person for this reader."""
    said = said_of(serve, person_id, sees)
    return summarise_one(person_id, said, count_entries(serve, person_id, sees))
