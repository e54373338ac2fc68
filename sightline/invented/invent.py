"""Invents a partnership: people, a planted group, then ordinary lives, a block of a hundred children at a time.

A block needs nothing of the block before it but the running numbers, so that memory does not grow with the number of
children.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Final

from sightline.agreements.drafts import write_invented
from sightline.invented.area import Area, Place, make_area
from sightline.invented.block import FIRST_LOOK_BEGAN, make_block, write_block
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk
from sightline.invented.files.sink import Sink
from sightline.invented.late_rows import write_registers
from sightline.invented.lately import RecentRecords, write_lately
from sightline.invented.mapping import write_map
from sightline.invented.planted.stories import FIRST_LOOK
from sightline.invented.population.fair_names import FairNames
from sightline.invented.population.names import load_names
from sightline.invented.population.people import BLOCK, USUAL, Person, PopulationSettings
from sightline.invented.years import Years, years_before
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.model.progress import SILENT, Progress
from sightline.store.arrivals import leave_out

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
REGISTER: Final = "school_attendance.csv"
LATELY: Final = 21  # days before the day for which recent records are invented: the three years end before them
FIRST_LOOK_DAYS: Final = timedelta(days=340)  # from the beginning of the first child's story to the end of the years


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
    """What was written, and where. `at_risk`: true ids of children whom agencies list, and around whom is no group."""

    out: Path
    seed: int
    children: int
    rows: dict[str, int]
    look_first: LookFirst
    lately: RecentRecords = NOTHING_LATELY
    at_risk: tuple[str, ...] = ()


def invent(
    *,
    children: int,
    seed: int,
    out: Path,
    progress: Progress = SILENT,
    lately_at: date | None = None,
    settings: PopulationSettings = USUAL,
) -> Invented:
    """Write the thirteen files of an invented partnership into `out`, and the truth about them into `out`/truth.

    Its map goes into `out`/map, its agreements into `out`/agreements. With `lately_at` its three years end three weeks
    before that day, with the story of the child to look at first; and what came in those weeks goes into `out`/lately.
    """
    if not 1 <= children <= MOST_CHILDREN:
        raise Usage(f"{children} children cannot be invented.", code="children_out_of_range",
                    what_to_do=f"Ask for 1 to {MOST_CHILDREN}.")  # fmt: skip
    area, numbers, places, fair = make_area(children), dict[str, int](), dict[str, Place](), FairNames(load_names())
    years = years_before(lately_at - timedelta(days=LATELY)) if lately_at else Years()
    began_on = years.last - FIRST_LOOK_DAYS if lately_at else FIRST_LOOK_BEGAN
    sizes = [min(BLOCK, children - start) for start in range(0, children, BLOCK)]
    blocks = (
        make_block(number=number, wanted=wanted, seed=seed, years=years, settings=settings)
        for number, wanted in enumerate(sizes)
    )
    progress.stage("Inventing a partnership", total=children)
    opening = next(blocks)
    first, lately, at_risk = opening.households[0].children[0], NOTHING_LATELY, list[Person]()
    with Sink(out, watched=first.true_id) as sink:
        for block in chain([opening], blocks):
            desk = Desk(sink, area, seed, chance_for(seed, "lives", block.number), numbers, places, years, fair)
            own = first if block is opening else None
            write_block(desk=desk, block=block, first=own, began_on=began_on, more_at_risk=bool(lately_at))
            at_risk += block.at_risk
            if lately_at and block is opening:
                lately = write_lately(desk=desk, homes=block.households, as_at=lately_at, out=out / "lately")
            progress.advance(sizes[block.number])
    if lately_at and lately.deliveries:
        leave_out(out / "lately")
        newest = lately.deliveries[-1].folder
        write_registers(register=out / REGISTER, out=newest, years=years, until=lately_at)
    write_invented(out, all_records=True)
    leave_out(out / "map")
    write_map(places=places.values(), seed=seed, folder=out / "map")
    return Invented(out, seed, children, dict(sink.rows), describe_first(sink, area, first), lately,
                    tuple(child.true_id for child in at_risk))  # fmt: skip


def describe_first(sink: Sink, area: Area, first: Person) -> LookFirst:
    """Count the agencies whose own rows name the child, and the months of the story."""
    agencies = {AGENCY_OF[name] for name in sink.files_of_watched if name in AGENCY_OF}
    days = FIRST_LOOK[-1][0] - FIRST_LOOK[0][0]
    school = area.secondaries[first.serial // 7 % len(area.secondaries)]
    return LookFirst(first.name, first.true_id, len(agencies), round(days / 30.4), school.text)
