"""Signs at one place for three children, no two of whom live together.

Here settings and places that many people use count, because a place is measured by itself. Only official buildings are
left out, and a sign at a child's own home is no sign for that child.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any, TypedDict, TypeVar

import pyarrow as pa

from sightline.known_facts.dated_facts import EVER
from sightline.known_facts.homes import OWN_SLOTS, PLACE_FACTS, Homes
from sightline.known_facts.rows import FACT_PIECE, human_of, piece_of
from sightline.model.analysis_tables.pattern_instances import PLACE_PERSON
from sightline.model.columns import VISIBILITY
from sightline.patterns.confirmed_names import PlaceSignRow, sign_of, signs_in_notes
from sightline.patterns.instances import Condition, CountedFact, Instance, Window, Windows
from sightline.patterns.new_instances import ALL, MAY_BE_ONE, STRUCTURED, About, NewInstance, look
from sightline.patterns.places.types import types_of_places
from sightline.patterns.rules import Pattern, read_patterns
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows

PLACE_RULE = "place_of_repeated_concern"
SIGN_ROLES = ("VICTIM", "NAMED", "FOUND WITH")
SIGNS = f"""
SELECT {FACT_PIECE}, fact.event_on, place.thing_id,
       person.person_id, person.born, person.taken_as_child
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id) JOIN pattern_thing AS place USING (row_id)
WHERE fact.event_on IS NOT NULL AND place.slot = 'place' AND (
    (fact.layout = 'police_missing' AND fact.name = 'found' AND person.slot = 'subject')
    OR (fact.layout = 'police_occurrences' AND fact.name = 'occurrence' AND person.slot = 'nominal'
        AND person.role IN {SIGN_ROLES}))
"""
OF_SEVERAL = "SELECT * FROM ({}) QUALIFY count(DISTINCT person_id) OVER (PARTITION BY thing_id) > 2"


AT_PLACES = f"""
SELECT DISTINCT fact.record_id, place.thing_id AS place_id, person.person_id, fact.event_on
FROM pattern_thing AS place JOIN pattern_person AS person USING (row_id) JOIN pattern_fact AS fact USING (row_id)
WHERE place.slot = 'place' AND (fact.layout, fact.name) IN {PLACE_FACTS} AND person.slot IN {OWN_SLOTS}
  AND fact.known_until = DATE '{EVER}'
"""
WITH_VISIBILITY = """
SELECT stands.*, record.agency, record.organisation, record.layout, record.restricted, record.markings
FROM pattern_at_place_now AS stands JOIN agency_record AS record USING (record_id) WHERE record.latest
"""


Sign = TypeVar("Sign", bound=PlaceSignRow)
Apart = Callable[[str, str], bool]


class AtPlaceRow(TypedDict):
    """A person at a place by a record."""

    record_id: str
    place_id: str
    person_id: str
    event_on: date | None


class PlacePerson(TypedDict):
    """A row of PLACE_PERSON without what the filter reads."""

    record_id: str
    place_id: str
    place_type: str
    person_id: str
    occurred_on: date | None
    is_sign: bool


def holds_sign(*, layout: str, slot: str, role: str) -> bool:
    """Whether a record's naming of a child, in a slot and role as written, is a sign where that record happened."""
    if layout == "police_missing":
        return slot == "subject"
    return layout == "police_occurrences" and slot.startswith("nominal") and role.strip().upper() in SIGN_ROLES


def days_of_signs(as_at: date) -> int:
    """Within how many days signs are close in time: the number of the rule on places; 0 where it is not in force."""
    return next((one.number("within_days") for one in read_patterns(day=as_at) if one.id == PLACE_RULE), 0)


def find_places(*, engine: Engine, homes: Homes, pattern: Pattern, as_at: date) -> Iterator[NewInstance]:
    """Every place with signs for so many children of different households within so many days.

    A place that a note names in one sentence with such a sign counts, once somebody confirmed which place it is.
    """
    signs = _by_place(read_rows(engine, PlaceSignRow, OF_SEVERAL.format(SIGNS)), homes, _sign)
    for place, counted in sorted(signs.items()):
        yield from _look(place, counted, homes, pattern, as_at)
    in_notes = signs_in_notes(engine=engine, indicators=pattern.words("indicators"))
    noted = _by_place([one for one in in_notes if not homes.is_called_official(one["written"])], homes, sign_of)
    if not noted:
        return
    given = _by_place(read_rows(engine, PlaceSignRow, SIGNS), homes, _sign)
    for place, counted in sorted(noted.items()):
        known = {(one.who, one.pieces[0].record_id) for one in given.get(place, ())}
        added = [one for one in counted if (one.who, one.pieces[0].record_id) not in known]
        yield from _look(place, [*given.get(place, ()), *added], homes, pattern, as_at, confirmed=True)


def write_places(*, engine: Engine, homes: Homes) -> None:
    """Write PLACE_PERSON: who stands at which place by which record as it is known now, and whose is a sign."""
    types = types_of_places(engine=engine, homes=homes)
    signs = {
        (counted.pieces[0].record_id, place, counted.who)
        for place, some in _by_place(read_rows(engine, PlaceSignRow, SIGNS), homes, _sign).items()
        for counted in some
        if all(piece.known_until == EVER for piece in counted.pieces)
    }
    rows: dict[tuple[str, str, str], PlacePerson] = {}
    for row in read_rows(engine, AtPlaceRow, AT_PLACES):
        key = (row["record_id"], row["place_id"], row["person_id"])
        if row["place_id"] in types and (key not in rows or str(row["event_on"]) < str(rows[key]["occurred_on"])):
            rows[key] = {
                "record_id": row["record_id"], "place_id": row["place_id"], "place_type": types[row["place_id"]],
                "person_id": row["person_id"], "occurred_on": row["event_on"], "is_sign": key in signs,
            }  # fmt: skip
    hidden = {column.name for column in VISIBILITY}
    schema = pa.schema([field for field in arrow_schema(PLACE_PERSON) if field.name not in hidden])
    engine.load("pattern_at_place_now", pa.Table.from_pylist([rows[key] for key in sorted(rows)], schema=schema))
    engine.write(PLACE_PERSON, WITH_VISIBILITY)


def _look(
    place: str,
    counted: Sequence[CountedFact],
    homes: Homes,
    pattern: Pattern,
    as_at: date,
    *,
    confirmed: bool = False,
) -> Iterator[NewInstance]:
    """What holds though those who may be one are one. Where nothing does, what holds if they are two, marked so."""
    needs, within = pattern.number("needs"), pattern.number("within_days")
    certain: Apart = homes.are_apart

    def found(apart: Apart) -> list[NewInstance]:
        return list(look(
            pattern=pattern,
            about=About(entity_kind="place", entity_id=place),
            counted=counted,
            condition=Condition(_windows(apart, needs, within), reach=within, in_order=True),
            as_at=as_at,
            more=lambda instance: _children(instance) | {MAY_BE_ONE: apart is not certain},
            basis=ALL if confirmed else STRUCTURED,
            only_confirmed=confirmed,
        ))  # fmt: skip

    yield from found(certain) or (found(homes.are_other_households) if homes.any_may_be_one(_whose(counted)) else ())


def _by_place(rows: Iterable[Sign], homes: Homes, tell: Callable[[Sign], CountedFact]) -> dict[str, list[CountedFact]]:
    """Signs of children by place, without official buildings, protected homes and the child's own."""
    signs: dict[str, list[CountedFact]] = defaultdict(list)
    for row in rows:
        place, child = row["thing_id"], row["person_id"]
        left_out = place in homes.official | homes.protected or homes.is_home(child, place)
        if not left_out and human_of(row).is_child(row["event_on"]):
            signs[place].append(tell(row))
    return signs


def _sign(row: PlaceSignRow) -> CountedFact:
    return CountedFact(row["person_id"], row["event_on"], (piece_of(row),), "sign")


def _children(instance: Instance) -> dict[str, Any]:
    return {"people": sorted({counted.who for counted in instance.window.counted})}


def _whose(counted: Iterable[CountedFact]) -> list[str]:
    return sorted({one.who for one in counted})


def _windows(apart: Apart, needs: int, within: int) -> Windows:
    """Stretches with so many children of different households, by the day on which they end, then begin."""

    def windows(now: Sequence[CountedFact]) -> Iterator[Window]:
        ordered = sorted(now, key=lambda one: one.order)
        days = sorted({one.on for one in ordered})
        for last in days:
            for first in (day for day in days if 0 <= (last - day).days <= within):
                counted = [one for one in ordered if first <= one.on <= last]
                if _apart(counted, first, last, apart, needs):
                    yield Window(first, last, tuple(counted))

    return windows


def _apart(counted: Sequence[CountedFact], first: date, last: date, apart: Apart, needs: int) -> bool:
    """Whether so many children, no two of one household, are among them: one on the first day, one on the last."""
    days: dict[str, set[date]] = defaultdict(set)
    for one in counted:
        days[one.who].add(one.on)
    if len(days) < needs:
        return False
    for some in combinations(sorted(days), needs):
        on = {day for who in some for day in days[who]}
        if {first, last} <= on and all(apart(a, b) for a, b in combinations(some, 2)):
            return True
    return False
