"""What a page is given of places by month and on a map: frozen, filtered for the reader, audited.

A place without a spot is no place that nobody went to. It stands in the table, and `at` is None because nobody has said
where it is.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.people.nodes import Node


@dataclass(frozen=True, slots=True)
class PlaceMonths:
    """A place, and for each month how many children's records give it: (month, children, records)."""

    node: Node
    months: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class MappedPlace:
    """A place over some days, and where it is in metres east and north; None where nobody has said."""

    node: Node
    children: int
    records: int
    first_on: date
    last_on: date
    at: tuple[float, float] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """The places of some days, the newest first, with the partnership's own outlines and what its files get wrong.

    `has_places`: the partnership has given a file of places. `left_out`: how many more there were than are shown.
    """

    places: tuple[MappedPlace, ...]
    outlines: tuple[tuple[tuple[float, float], ...], ...] = ()
    problems: tuple[str, ...] = ()
    has_places: bool = False
    left_out: int = 0

    @property
    def without_spot(self) -> int:
        """How many of these places have no spot on the map."""
        return sum(place.at is None for place in self.places)
