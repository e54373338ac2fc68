"""What type a place is of, so that it is compared with its like; and the numbers of that comparison.

A type is read from a name and from the licensing register alone. It says nothing of a place but with which others it is
fair to compare it.
"""

import re
from dataclasses import dataclass
from functools import cache

from sightline.known_facts.homes import Homes
from sightline.known_facts.places import has_kind
from sightline.known_facts.row_types import WrittenPlaceRow
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Positive, Text, Written, WrittenPart, must_be_known, read_table
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

FILE = ("england", "patterns", "place_types.toml")
HOUSE = re.compile(r"\s*((flat|unit|apartment|room)\s*)?\d", re.IGNORECASE)

WRITTEN = """
SELECT thing_id, min(written) AS written, bool_or(layout = 'licensing_register') AS is_licensed
FROM pattern_thing WHERE slot = 'place' GROUP BY thing_id
"""


class PlaceType(Written, frozen=True):
    """One type, and the words in a place's name by which it is known."""

    id: Text
    label: Text
    words: tuple[str, ...]


class WrittenPlaceTypes(WrittenPart, frozen=True):
    """What `place_types.toml` says."""

    types: tuple[PlaceType, ...]
    premises: Text
    house: Text
    least_places: Positive
    least_people: Positive
    stretches: Positive
    rare_hundredths: Positive

    def __post_init__(self) -> None:
        """Refuse a name for premises or houses that is no type."""
        must_be_known((self.premises, self.house), (one.id for one in self.types), what="types")


@dataclass(frozen=True, slots=True)
class PlaceTypes:
    """The types in the order in which they are tried, with their words; labels by id; and the numbers."""

    words: tuple[tuple[str, tuple[str, ...]], ...]
    labels: dict[str, str]
    premises: str
    house: str
    least_places: int
    least_people: int
    stretches: int
    rare: float

    def type_of(self, written: str, *, is_setting: bool = False, is_licensed: bool = False) -> str:
        """The id of a place's type."""
        if is_setting:
            return self.words[0][0]
        found = next((one for one, words in self.words if words and has_kind(written, words)), "")
        if found or is_licensed:
            return found or self.premises
        return self.house if HOUSE.match(written) else self.premises


@cache
def read_place_types() -> PlaceTypes:
    """The types as the rules give them."""
    said = read_table(WrittenPlaceTypes, read_toml(*FILE), where="/".join(FILE))
    return PlaceTypes(
        words=tuple((one.id, one.words) for one in said.types),
        labels={one.id: one.label for one in said.types},
        premises=said.premises,
        house=said.house,
        least_places=said.least_places,
        least_people=said.least_people,
        stretches=said.stretches,
        rare=said.rare_hundredths / 100,
    )


class NamedPlaceRow(WrittenPlaceRow):
    """A place by its name, and whether the licensing register gives it."""

    is_licensed: bool


def types_of_places(*, engine: Engine, homes: Homes) -> dict[str, str]:
    """The type of every place that a record gives; without official buildings and protected addresses."""
    types = read_place_types()
    left_out = homes.official | homes.protected
    return {
        row["thing_id"]: types.type_of(
            row["written"], is_setting=row["thing_id"] in homes.settings, is_licensed=row["is_licensed"]
        )
        for row in read_rows(engine, NamedPlaceRow, WRITTEN)
        if row["thing_id"] not in left_out
    }
