"""Finds whom a tour of invented data shows: the first child whom the reader's own first page lists as missing."""

from dataclasses import dataclass

from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.home.missing_part import list_missing_children
from sightline.casework.home.panels import at_desk
from sightline.store.snapshot_reader import EntryQuery


@dataclass(frozen=True, slots=True)
class TourExample:
    """A child, and the newest record about the child that the reader may see."""

    person_id: str
    record_id: str


def find_tour_example(session: ReaderSession) -> TourExample | None:
    """None where nobody is missing whom the reader may open. Asked in a training workspace alone: all are invented."""
    check_people(actor=session.actor)
    with at_desk(session, action="find_tour_example") as desk:
        first = next(iter(list_missing_children(desk, size=1).now), None)
        if first is None or desk.store is None:
            return None
        newest = EntryQuery(first.person.person_id, oldest_first=False, size=1)
        rows = desk.store.entries(query=newest, sight=desk.sight)
        desk.trail.add("record", [row["record_id"] for row in rows])
        return TourExample(first.person.person_id, rows[0]["record_id"]) if rows else None
