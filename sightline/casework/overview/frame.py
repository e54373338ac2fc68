"""Reads what stands above every tab of a person's page; a page that says less of a missing child is not shown."""

from collections.abc import Sequence
from datetime import date

from sightline.casework.access.known_children import list_hidden_contents
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.missing.selectors import status_of
from sightline.casework.overview.pages import PersonFrame
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import summarise_one
from sightline.casework.same_person.whole_names import find_same_name
from sightline.model.rows.people import ServedSaidOfPerson
from sightline.model.when import years_on
from sightline.store.snapshot_reader import SnapshotReader


def make_frame(
    session: ReaderSession,
    *,
    store: SnapshotReader,
    person_id: str,
    said: Sequence[ServedSaidOfPerson],
    entries: int = 0,
) -> PersonFrame:
    """The frame of a person whom the reader may open; for a page that is audited by its own selector."""
    person = summarise_one(person_id, said, entries)
    return PersonFrame(
        person=person,
        ages=ages_of(person, clock.today()),
        sexes=tuple(dict.fromkeys(row["value"] for row in said if row["what"] == "sex")),
        same_name=len(find_same_name(store, person, session.sight)),
        missing=status_of(session, store, person_id=person_id),
        hidden_contents=list_hidden_contents(session, person_id=person_id),
    )


def ages_of(person: PersonSummary, today: date) -> tuple[int, ...]:
    """How old they are by each birth date that is recorded, the youngest first."""
    return tuple(sorted({years_on(born=born, day=today) for born in person.birth_dates}))
