"""Who stands on one record with which adult, vehicle, phone or place: what connections and groups are made of.

A newcomer would get this wrong: a thing of the child's own household connects nobody. Nor does a place that many people
use, an organisation's telephone, or a statement graded unreliable or false that stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.known import EVER, Homes, Human, Piece, Records
from sightline.known.rows import human_of, piece_of

KINDS = ("adult", "vehicle", "phone", "place")


@dataclass(frozen=True, slots=True)
class Touch:
    """One record on which a person and an adult or a thing stand together."""

    person_id: str
    is_child: bool
    entity_kind: str
    entity_id: str
    on: date
    pieces: tuple[Piece, ...]
    low: bool

    @property
    def record_id(self) -> str:
        """The record."""
        return self.pieces[0].record_id

    @property
    def known_from(self) -> date:
        """The day from which it was known."""
        return max(piece.known_from for piece in self.pieces)


def gather_touches(*, records: Records, homes: Homes, as_at: date) -> list[Touch]:
    """Every touch that counts: of children with outside adults and things, and of outside adults with each other's."""
    found: dict[tuple[Any, ...], Touch] = {}
    for kind in KINDS:
        for row in (*records.children_with(kind), *records.adults_with(kind)):
            touch = _touch(row, kind, homes)
            if touch and touch.known_from <= as_at and all(piece.known_until == EVER for piece in touch.pieces):
                key = (touch.person_id, touch.entity_id, touch.record_id)
                if key not in found or touch.known_from < found[key].known_from:
                    found[key] = touch
    return sorted(_supported(found.values()), key=lambda one: (one.on, one.record_id, one.person_id, one.entity_id))


def _touch(row: dict[str, Any], kind: str, homes: Homes) -> Touch | None:
    human, on, entity = human_of(row), row["event_on"], row["entity_id"]
    child, adult = human.is_child(on), human.is_adult(on)
    if (row["outside"] and not adult) or (not row["outside"] and not child):
        return None
    if kind == "adult":
        other = Human(entity, row["adult_born"], taken_as_child=False)
        at_home = row["role"] != "SUSPECT" and homes.is_household(human.person_id, entity)
        if at_home or not other.is_adult(on):
            return None
    elif (child and not _is_outside(human.person_id, entity, kind, homes)) or not homes.is_small(entity, kind):
        return None
    pieces = tuple(dict.fromkeys((piece_of(row), piece_of(row, "other_"))))
    return Touch(human.person_id, child, kind, entity, on, pieces, row["low"])


def _is_outside(child: str, entity: str, kind: str, homes: Homes) -> bool:
    return not homes.is_home(child, entity) if kind == "place" else not homes.is_own(child, entity)


def _supported(touches: Iterable[Touch]) -> list[Touch]:
    """Leaves out pairs that only statements graded unreliable or false put together."""
    of_pair: dict[tuple[str, str], list[Touch]] = defaultdict(list)
    for one in touches:
        of_pair[one.person_id, one.entity_id].append(one)
    return [one for some in of_pair.values() if not all(each.low for each in some) for one in some]
