"""Which records something that is written in a working file may rest on: the file's own, and the newest beside them.

A newcomer would get this wrong: of a place, a vehicle or a phone these are the records that name it, whoever they are
about. Each is offered only to whoever may open it, as everywhere.
"""

from sightline.casework.actors import Actor
from sightline.casework.audit import audited
from sightline.casework.chronologies import read_person
from sightline.casework.concerned_models import Concerned
from sightline.casework.concerned_rights import need_file
from sightline.casework.concerned_things import mentions_of_thing, things_of
from sightline.casework.meeting_rights import seen_records
from sightline.casework.reading import ChronologyFilter
from sightline.casework.reading_unanswered import RestsOn

NEWEST = 30


def list_records_to_name(*, actor: Actor, file_id: str) -> tuple[RestsOn, ...]:
    """The records of a file, and the newest that name whom or what it is about, of those that the account may open."""
    with audited(actor=actor, action="offer_records_of_file") as trail:
        trail.add("working_file", [file_id])
        opened = need_file(actor=actor, file_id=file_id)
        named = newest_of_person(actor, opened.person_id) if opened.person_id else newest_of_thing(actor, opened.file)
        found = {one.record_id: one for one in (*opened.seen.values(), *named)}
        trail.add("record", found)
        return tuple(found.values())


def newest_of_person(actor: Actor, person_id: str) -> tuple[RestsOn, ...]:
    """The newest records that name a person."""
    page = read_person(actor=actor, person_id=person_id, chosen=ChronologyFilter(oldest_first=False, size=NEWEST))
    return _newest(actor, [entry.record_id for entry in page.entries])


def newest_of_thing(actor: Actor, file: Concerned) -> tuple[RestsOn, ...]:
    """The newest records that name the place, vehicle or phone of a file; none of a group."""
    things = set(things_of(file.mention_ids).values())
    return _newest(actor, [record_id for thing in sorted(things) for record_id in mentions_of_thing(thing).values()])


def _newest(actor: Actor, record_ids: list[str]) -> tuple[RestsOn, ...]:
    seen = seen_records(actor=actor, record_ids=record_ids).values()
    return tuple(sorted(seen, key=lambda one: (one.occurred_from or "", one.record_id), reverse=True)[:NEWEST])
