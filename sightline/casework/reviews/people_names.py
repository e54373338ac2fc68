"""Names the people of a review as the records that a reader sees name them."""

from collections.abc import Iterable
from datetime import date

from sightline.casework.audit.trail import Trail
from sightline.casework.core.errors import NotHere
from sightline.casework.people.agency_views import said_of
from sightline.casework.people.selectors import summarise_one
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.pages.terms import ReviewPerson


def name_own(frozen: FrozenReader, called: str, trail: Trail) -> ReviewPerson:
    """Somebody of the review; without a name where the reader sees no record of them."""
    person_id = frozen.people[called]
    try:
        said = said_of(frozen.store, person_id, frozen.sight)
    except NotHere:
        return ReviewPerson(called)
    if called.isdigit():  # an adult, by what records say that name a child of the review too
        children = {one for name, one in frozen.people.items() if not name.isdigit()}
        named = frozen.store.people_on(record_ids=sorted({row["record_id"] for row in said}))
        said = [row for row in said if children & {*named.get(row["record_id"], ())}]
    if not said:
        return ReviewPerson(called)
    trail.add("person", [person_id])
    whole = summarise_one(person_id, said, 0)
    return ReviewPerson(called, whole.name, whole.birth_dates)


def births_of(frozen: FrozenReader, called: Iterable[str]) -> dict[str, tuple[date, ...]]:
    """The birth dates that frozen data give of these people, by how the review calls them; for what is audited."""
    return {one: name_own(frozen, one, Trail()).birth_dates for one in called}
