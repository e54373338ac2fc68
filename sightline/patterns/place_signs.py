"""Signs at one place for three children, no two of whom live together.

A newcomer would get this wrong: here settings and places that many people use count, because a place is measured by
itself. Only official buildings are left out, and a sign at a child's own home is no sign for that child.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from sightline.known.homes import Homes
from sightline.known.rows import FACT_PIECE, ask, human_of, piece_of
from sightline.patterns.found import About, Found, look
from sightline.patterns.instances import Condition, Instance, Told, Window
from sightline.patterns.rules import Pattern
from sightline.store.engine import Engine

SIGNS = f"""
SELECT {FACT_PIECE}, fact.event_on, place.thing_id,
       person.person_id, person.born, person.taken_as_child
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id) JOIN pattern_thing AS place USING (row_id)
WHERE fact.event_on IS NOT NULL AND place.slot = 'place' AND (
    (fact.layout = 'police_missing' AND fact.name = 'found' AND person.slot = 'subject')
    OR (fact.layout = 'police_occurrences' AND fact.name = 'occurrence' AND person.slot = 'nominal'
        AND person.role IN ('VICTIM', 'NAMED', 'FOUND WITH')))
QUALIFY count(DISTINCT person.person_id) OVER (PARTITION BY place.thing_id) > 2
"""


def find_places(*, engine: Engine, homes: Homes, pattern: Pattern, as_at: date) -> Iterator[Found]:
    """Every place with signs for so many children of different households within so many days."""
    signs: dict[str, list[Told]] = defaultdict(list)
    for row in ask(engine, SIGNS):
        place, child = row["thing_id"], row["person_id"]
        if (
            place in homes.official | homes.protected
            or homes.is_home(child, place)
            or not human_of(row).is_child(row["event_on"])
        ):
            continue
        signs[place].append(Told(child, row["event_on"], (piece_of(row),), "sign"))
    within = pattern.number("within_days")
    windows = _windows(homes, pattern.number("needs"), within)
    for place, told in sorted(signs.items()):
        about = About(entity_kind="place", entity_id=place)
        condition = Condition(windows, reach=within)
        yield from look(pattern=pattern, about=about, told=told, condition=condition, as_at=as_at, more=_children)


def _children(instance: Instance) -> dict[str, Any]:
    return {"people": sorted({told.who for told in instance.window.told})}


def _windows(homes: Homes, needs: int, within: int) -> Callable[[Sequence[Told]], list[Window]]:
    """The first stretch to end, and of those the first to begin, that has so many children of different households."""

    def windows(now: Sequence[Told]) -> list[Window]:
        ordered = sorted(now, key=lambda one: one.order)
        days = sorted({one.on for one in ordered})
        for last in days:
            for first in (day for day in days if 0 <= (last - day).days <= within):
                told = [one for one in ordered if first <= one.on <= last]
                if _apart(told, first, last, homes, needs):
                    return [Window(first, last, tuple(told))]
        return []

    return windows


def _apart(told: Sequence[Told], first: date, last: date, homes: Homes, needs: int) -> bool:
    """Whether so many children, no two of one household, are among them: one on the first day, one on the last."""
    days: dict[str, set[date]] = defaultdict(set)
    for one in told:
        days[one.who].add(one.on)
    if len(days) < needs:
        return False
    for some in combinations(sorted(days), needs):
        on = {day for who in some for day in days[who]}
        if {first, last} <= on and not any(homes.is_household(a, b) for a, b in combinations(some, 2)):
            return True
    return False
