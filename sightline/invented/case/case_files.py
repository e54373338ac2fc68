"""Writes the case into the exports of its agencies, among the ordinary lives of six years."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from sightline.agreements.drafts import write_invented
from sightline.invented.agencies.care import write_relation
from sightline.invented.area import Place, make_area
from sightline.invented.block import make_block, tell_person, write_block
from sightline.invented.case.case_rows import tell_all
from sightline.invented.case.cast import Cast, make_cast, read_case
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk
from sightline.invented.files.sink import Sink
from sightline.invented.mapping import write_map
from sightline.invented.population.fair_names import FairNames
from sightline.invented.population.names import load_names
from sightline.invented.years import LENGTH, Years
from sightline.model.progress import SILENT, Progress
from sightline.store.arrivals import leave_out

EARLIER: Final = Years(date(2019, 9, 1))
LATER: Final = Years(EARLIER.first + LENGTH)
CASE_FROM: Final = EARLIER.first
CASE_TO: Final = LATER.last
OTHERS: Final = 60  # other children, in each half of the years


@dataclass(frozen=True, slots=True)
class InventedCase:
    """What was written, and the six girls and four men: name and birth date of each, in order."""

    out: Path
    rows: dict[str, int] = field(repr=False)
    school: str = field(repr=False)
    girls: tuple[tuple[str, date], ...] = field(repr=False)
    adults: tuple[tuple[str, date], ...] = field(repr=False)


def invent_case(*, out: Path, seed: int = 1, others: int = OTHERS, progress: Progress = SILENT) -> InventedCase:
    """Write the files of the agencies into `out`, the truth into `out`/truth and the agreements into `out`/agreements.

    `others`: how many other children live in the town in each half of the six years, with lives of their own.
    """
    area, places, cast = make_area(others), dict[str, Place](), make_cast()
    numbers, fair = dict[str, int](), FairNames(load_names())
    progress.stage("Inventing the case", total=2)
    with Sink(out, watched="") as sink:
        desks = [
            Desk(sink, area, seed, chance_for(seed, "lives", number), numbers, places, years, fair)
            for number, years in ((0, EARLIER), (40, LATER))
        ]
        for number, desk in zip((0, 40), desks, strict=True):
            block = make_block(number=number, wanted=others, seed=seed, years=desk.years)
            write_block(desk=desk, block=block, first=None)
            progress.advance(1)
        tell_all(cast, read_case()["told"], desk_of=lambda day: desks[day >= LATER.first], seed=seed)
        _write_families(replace(desks[0], chance=chance_for(seed, "families of the case")), cast)
    write_invented(out, all_records=True)
    leave_out(out / "map")
    write_map(places=places.values(), seed=seed, folder=out / "map")
    girls = tuple((girl.person.name, girl.person.born) for girl in cast.girls.values())
    adults = tuple((adult.name, adult.born) for adult in cast.adults.values())
    return InventedCase(out, dict(sink.rows), area.secondaries[0].text, girls, adults)


def _write_families(desk: Desk, cast: Cast) -> None:
    for girl in cast.girls.values():
        write_relation(desk=desk, child=girl.person, related=girl.carer, relationship=girl.kind, known=True)
        tell_person(desk, girl.person)
        tell_person(desk, girl.carer)
    for adult in cast.adults.values():
        tell_person(desk, adult)
