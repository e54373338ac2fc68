"""What a page is given of places by month and on a map: frozen, filtered for the reader, audited.

A place without a spot is no place that nobody went to. It stands in the table, and `at` is None because nobody has said
where it is.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.people.pages.nodes import Node


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
    `homes`: how many are not among them, because somebody lives or lived there, or because they are houses or flats.
    `areas` and `base` are what a map of areas is drawn upon; no area has a number here.
    """

    places: tuple[MappedPlace, ...]
    outlines: tuple[tuple[tuple[float, float], ...], ...] = ()
    problems: tuple[str, ...] = ()
    has_places: bool = False
    left_out: int = 0
    homes: int = 0
    areas: tuple["AreaOnMap", ...] = ()
    base: tuple["BaseOnMap", ...] = ()
    as_at: date | None = None

    @property
    def without_spot(self) -> int:
        """How many of these places have no known position on the map."""
        return sum(place.at is None for place in self.places)


@dataclass(frozen=True, slots=True)
class AreaOnMap:
    """A small area: how many missing episodes ended in it, 0 where fewer than three did, and its busy places.

    On a map of counts it is children, and None where fewer than five. `concern`: its places of repeated concern.
    """

    name: str = field(repr=False)
    rings: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    middle: tuple[float, float]
    found: int | None = 0
    concern: int = 0


@dataclass(frozen=True, slots=True)
class Journey:
    """From which home area on the police report to where children were found, three times or more.

    In which months is not told: with the total these would give numbers under three.
    """

    origin: str
    to: str
    episodes: int


@dataclass(frozen=True, slots=True)
class MonthOnMap:
    """A month: how many episodes began in it, and in which areas children were found, with how many in each.

    An area is named only where three or more of these ended in it. `no_area`: how many of the episodes are in none of
    these, with those of which no file says where.
    """

    month: str
    episodes: int
    areas: tuple[tuple[str, int], ...]
    no_area: int = 0


@dataclass(frozen=True, slots=True)
class BaseOnMap:
    """A street, a river, a railway or a park."""

    kind: str
    points: tuple[tuple[float, float], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AreaCount:
    """A small area: how many children were found in it, to the nearest five, and in the twelve months before.

    None where there were fewer than five.
    """

    name: str = field(repr=False)
    rings: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    middle: tuple[float, float]
    now: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """What those who see counts only are told of areas. `children`: of all areas, a child counted once.

    `begin` and `end` are the first and the last day that is counted.
    """

    areas: tuple[AreaCount, ...]
    base: tuple[BaseOnMap, ...]
    children: int | None
    as_at: date
    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class AreaMap:
    """Missing episodes of some days by small area. `has_few`: there are ways that were made fewer than three times.

    `no_origin`: episodes of which no file says the home area. `no_area`: those of which no file says in which area they
    ended, and those in an area with fewer than three, together: apart, they would give a hidden number. `months` is
    empty where they would give one. `concern`: places of repeated concern, each with its area, empty where none is
    known. `homes`: how many more are homes, houses or flats, which are named in no map and no table.
    """

    areas: tuple[AreaOnMap, ...]
    base: tuple[BaseOnMap, ...]
    journeys: tuple[Journey, ...]
    months: tuple[MonthOnMap, ...]
    concern: tuple[tuple[Node, str], ...]
    episodes: int
    children: int
    has_few: bool
    no_origin: int
    no_area: int
    as_at: date
    problems: tuple[str, ...] = ()
    homes: int = 0
