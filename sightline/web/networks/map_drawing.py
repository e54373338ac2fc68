"""The map as an SVG: outlines, a scale, and marks of one size, with the numbers of the table beside it.

A mark never grows, and no colour tells anything. Places whose marks would lie on each other share one, which leads to
their lines in the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.networks.map_pages import MappedPlace, PlacesMap

WIDTH, MOST_HEIGHT = 300, 420  # units of the picture; on a narrow phone one is about a pixel
EDGE = 20
MARK_WIDTH, MARK_HEIGHT, GAP = 32, 24, 2
LEAST_METRES = 1000.0  # across: a single place is not drawn as large as a town
LENGTHS = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)  # metres
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MapMarker:
    """A mark at its middle: what stands in it, what it is called, where it leads."""

    x: float
    y: float
    text: str = field(repr=False)
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The bar that tells how far: its length in units, and in words."""

    length: float
    words: str


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """What is drawn. `outlines` are the paths of an SVG; `shown_with` is, by place, the number whose mark it shares.

    That is 0 for a place that has its own mark, or none.
    """

    height: int
    outlines: tuple[str, ...]
    marks: tuple[MapMarker, ...]
    scale: Scale
    shown_with: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    per_metre: float
    height: int

    def place(self, at: Point) -> Point:
        """Where metres east and north lie in the picture; north is up."""
        x, y = EDGE + (at[0] - self.left) * self.per_metre, EDGE + (self.top - at[1]) * self.per_metre
        return round(x, 1), round(y, 1)


def draw_map(read: PlacesMap) -> MapDrawing | None:
    """The map of these places, numbered from 1 in their order; None where there is nothing to draw."""
    numbered = [(number, place) for number, place in enumerate(read.places, start=1) if place.at]
    points = [*(place.at for _, place in numbered if place.at), *(point for line in read.outlines for point in line)]
    if not points:
        return None
    frame = _frame(points)
    shared = _share(numbered, frame)
    first = {number: some[0][0] for _, some in shared for number, _ in some[1:]}
    return MapDrawing(
        frame.height,
        tuple(_path([frame.place(point) for point in line]) for line in read.outlines if line),
        tuple(_mark(at, some) for at, some in shared),
        _scale(frame),
        tuple(first.get(number, 0) for number, _ in enumerate(read.places, start=1)),
    )


def _frame(points: Sequence[Point]) -> _Frame:
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    across, down = max(max(easts) - min(easts), LEAST_METRES), max(max(norths) - min(norths), LEAST_METRES)
    per_metre = min((WIDTH - 2 * EDGE) / across, (MOST_HEIGHT - 2 * EDGE) / down)
    left = (min(easts) + max(easts) - (WIDTH - 2 * EDGE) / per_metre) / 2
    top = (min(norths) + max(norths) + down) / 2
    return _Frame(left, top, per_metre, round(down * per_metre + 2 * EDGE))


def _share(
    numbered: Sequence[tuple[int, MappedPlace]], frame: _Frame
) -> list[tuple[Point, list[tuple[int, MappedPlace]]]]:
    """Where the marks lie, and the places of each; none lies on another."""
    marks: list[tuple[Point, list[tuple[int, MappedPlace]]]] = []
    for number, place in numbered:
        x, y = frame.place(place.at or (0, 0))
        near = [some for at, some in marks if abs(at[0] - x) < MARK_WIDTH + GAP and abs(at[1] - y) < MARK_HEIGHT + GAP]
        if near:
            near[0].append((number, place))
        else:
            marks.append(((x, y), [(number, place)]))
    return marks


def _mark(at: Point, some: Sequence[tuple[int, MappedPlace]]) -> MapMarker:
    number, place = some[0]
    if len(some) == 1:
        url = reverse("network", args=["place", place.node.node_id])
        return MapMarker(*at, str(number), f"{number}: {place.node.label}", url)
    title = "; ".join(f"{each}: {one.node.label}" for each, one in some)
    return MapMarker(*at, f"{number}+", _("In the table, %(title)s") % {"title": title}, f"#place-{number}")


def _path(points: Sequence[Point]) -> str:
    """A line as an SVG path; points nearer than a unit to the one before are left out, the last never."""
    kept = [points[0]]
    for point in points[1:-1]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= 1:
            kept.append(point)
    return "M" + "L".join(f"{x} {y}" for x, y in (*kept, *points[1:][-1:]))


def _scale(frame: _Frame) -> Scale:
    longest = max((one for one in LENGTHS if one * frame.per_metre <= WIDTH / 3), default=LENGTHS[0])
    words = _("%(value)s km") % {"value": longest // 1000} if longest >= 1000 else f"{longest} m"
    return Scale(round(longest * frame.per_metre, 1), words)
