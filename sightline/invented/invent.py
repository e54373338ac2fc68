"""Invents a partnership: people, a planted group, then ordinary lives, a block of a hundred children at a time.

A block needs nothing of the block before it but the running numbers, so that memory does not grow with the number of
children.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from sightline.invented.area import Area, Place, make_area
from sightline.invented.block import make_block, write_block
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk
from sightline.invented.lately import RecentRecords, write_lately
from sightline.invented.mapping import write_map
from sightline.invented.people import BLOCK, Person
from sightline.invented.sink import Sink
from sightline.invented.stories import FIRST_LOOK
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.model.progress import SILENT, Progress

MOST_CHILDREN: Final = 100_000
AGENCY_OF: Final = {
    "police_occurrences.csv": Agency.POLICE, "police_intelligence.csv": Agency.POLICE,
    "police_missing.csv": Agency.POLICE,
    "return_interviews.csv": Agency.CHILDRENS_SERVICES, "childrens_services_events.csv": Agency.CHILDRENS_SERVICES,
    "childrens_services_family.csv": Agency.CHILDRENS_SERVICES, "school_concerns.csv": Agency.SCHOOL,
    "school_attendance.csv": Agency.SCHOOL, "health_attendances.csv": Agency.HEALTH,
    "youth_service_contacts.csv": Agency.YOUTH_SERVICE,
}  # fmt: skip


NOTHING_LATELY: Final = RecentRecords((), ())


@dataclass(frozen=True, slots=True)
class LookFirst:
    """The child whose page shows what the software is for."""

    name: str = field(repr=False)
    true_id: str
    agencies: int
    months: int
    school: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invented:
    """What was written, and where."""

    out: Path
    seed: int
    children: int
    rows: dict[str, int]
    look_first: LookFirst
    lately: RecentRecords = NOTHING_LATELY


def invent(
    *, children: int, seed: int, out: Path, progress: Progress = SILENT, lately_at: date | None = None
) -> Invented:
    """Write the thirteen files of an invented partnership into `out`, and the truth about them into `out`/truth.

    Its map goes into `out`/map. With `lately_at` also what came in the three weeks before that day, into `out`/lately.
    """
    if not 1 <= children <= MOST_CHILDREN:
        raise Usage(f"{children} children cannot be invented.", code="children_out_of_range",
                    what_to_do=f"Ask for 1 to {MOST_CHILDREN}.")  # fmt: skip
    area, numbers, places = make_area(children), dict[str, int](), dict[str, Place]()
    sizes = [min(BLOCK, children - start) for start in range(0, children, BLOCK)]
    blocks = (make_block(number=number, wanted=wanted, seed=seed) for number, wanted in enumerate(sizes))
    progress.stage("Inventing a partnership", total=children)
    opening = next(blocks)
    first, lately = opening.households[0].children[0], NOTHING_LATELY
    with Sink(out, watched=first.true_id) as sink:
        for block in chain([opening], blocks):
            desk = Desk(sink, area, seed, chance_for(seed, "lives", block.number), numbers, places)
            write_block(desk=desk, block=block, first=first if block is opening else None)
            if lately_at and block is opening:
                lately = write_lately(desk=desk, homes=block.households, as_at=lately_at, out=out / "lately")
            progress.advance(sizes[block.number])
    write_map(places=places.values(), seed=seed, folder=out / "map")
    return Invented(out, seed, children, dict(sink.rows), describe_first(sink, area, first), lately)


def describe_first(sink: Sink, area: Area, first: Person) -> LookFirst:
    """Count the agencies whose own rows name the child, and the months of the story."""
    agencies = {AGENCY_OF[name] for name in sink.files_of_watched if name in AGENCY_OF}
    days = FIRST_LOOK[-1][0] - FIRST_LOOK[0][0]
    school = area.secondaries[first.serial // 7 % len(area.secondaries)]
    return LookFirst(first.name, first.true_id, len(agencies), round(days / 30.4), school.text)
