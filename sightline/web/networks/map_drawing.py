"""Draws the map of places: streets and small areas, and for each place a marker of one size with its number.

A marker never grows, and no colour tells anything. Markers that would lie on each other stand apart, each with a line
to its place; where there is no room, places share one marker, which leads to their lines in the table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.networks.pages.maps import MappedPlace, PlacesMap
from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, Canvas, KeyGlyph, Point, text_box
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.maps.ground import EDGE, LAND, MapGround, lay_ground
from sightline.pictures.palette import DEEP, PAPER, QUIET
from sightline.pictures.picture import Picture, PictureTable
from sightline.pictures.place_names import without_street
from sightline.translation.messages import join_shown

ROOM: Final = (WIDE - 2 * MARGIN, 560)
INSIDE, LEAST_METRES = 60, 1000.0  # room around the outermost place; a single place is not drawn as large as a town
MARKER_WIDTH, MARKER_HEIGHT, GAP, DOT = 34, 22, 3, 3
RINGS, ROUND = (34, 60), 12  # how far from its place a marker may stand, and in how many directions
DOWN: Final = (0.0, 26.0, -26.0, 52.0, -52.0)  # how far from its middle the name of an area may stand


@dataclass(frozen=True, slots=True)
class MapMarker:
    """A marker: its middle, the spot of its first place, and the places that it stands for, by their numbers."""

    x: float
    y: float
    spot: Point
    places: tuple[tuple[int, MappedPlace], ...] = field(repr=False)

    @property
    def box(self) -> Box:
        """The room of the marker."""
        return _marker_box((self.x, self.y), self.text)

    @property
    def text(self) -> str:
        """`3`; `3+` where others share it."""
        return f"{self.places[0][0]}{'+' if len(self.places) > 1 else ''}"

    @property
    def title(self) -> str:
        """What it is called for those who hear the map."""
        said = join_shown("; ", (f"{number}: {place.node.label}" for number, place in self.places))
        return said if len(self.places) == 1 else _("In the table, %(title)s") % {"title": said}

    @property
    def url(self) -> str:
        """The page of its place, or the line in the table of the first of several."""
        number, place = self.places[0]
        return reverse("network", args=["place", place.node.node_id]) if len(self.places) == 1 else f"#place-{number}"


@dataclass(frozen=True, slots=True)
class PlacesDrawing:
    """The picture, its markers, and by place the number whose marker it shares: 0 for a marker of its own, or none."""

    picture: Picture
    markers: tuple[MapMarker, ...]
    shown_with: tuple[int, ...]


def draw_places(read: PlacesMap, *, title: str, sentences: Sequence[str]) -> PlacesDrawing | None:
    """The map of these places, numbered from 1 in their order; None where there is nothing to draw."""
    numbered = [(number, place) for number, place in enumerate(read.places, start=1) if place.at]
    rings = [*read.outlines, *(ring for area in read.areas for ring in area.rings)]
    points = [*(place.at for _number, place in numbered if place.at), *(point for ring in rings for point in ring)]
    if not points:
        return None
    canvas = Canvas(WIDE, 0)
    top = draw_head(canvas, title, sentences)
    ground = lay_ground(canvas, points, corner=(MARGIN, top), room=ROOM, edge=INSIDE, least=LEAST_METRES)
    _draw_land(ground, read)
    held = ground.draw_scale()
    markers = _place_markers(numbered, ground, held)
    _draw_markers(ground, markers, held)
    _write_areas(ground, read, held)
    foot = draw_key(canvas, top + ROOM[1] + 12, _key(markers))
    draw_foot(canvas, foot, up_to=read.as_at, says=_("A lead to check, not evidence. A place is not a suspect."))
    finding = join_shown(" ", (f"{title}.", *sentences, _("The table shows the same.")))
    first = {number: one.places[0][0] for one in markers for number, _place in one.places[1:]}
    shared = tuple(first.get(number, 0) for number in range(1, len(read.places) + 1))
    return PlacesDrawing(Picture("places-map", title, finding, canvas, PictureTable((), ())), tuple(markers), shared)


def _draw_land(ground: MapGround, read: PlacesMap) -> None:
    ground.draw_land()
    for area in read.areas:
        ground.draw_outline(area.rings, fill=PAPER, stroke=EDGE, thick=1.5)
    ground.draw_base((one.kind, one.points) for one in read.base)
    for line in read.outlines:
        if line:
            ground.draw_line(line, stroke=QUIET, thick=1.5)


def _marker_box(at: Point, what: str = "") -> Box:
    x, y = at
    return Box(x - MARKER_WIDTH / 2, y - MARKER_HEIGHT / 2, x + MARKER_WIDTH / 2, y + MARKER_HEIGHT / 2, what)


def _place_markers(
    numbered: Sequence[tuple[int, MappedPlace]], ground: MapGround, held: Sequence[Box]
) -> list[MapMarker]:
    """A free spot for each marker: on its place, near it, or with the nearest that has one."""
    spots = {number: ground.place(place.at or (0, 0)) for number, place in numbered}
    dots = [_around(spot, DOT + 1) for spot in spots.values()]
    markers: list[MapMarker] = []
    for number, place in numbered:
        spot = spots[number]
        taken = [*(one.box for one in markers), *held]
        free = next((at for at in _tries(spot) if _is_free(at, spot, taken, dots, ground.box)), None)
        if free:
            markers.append(MapMarker(*free, spot, ((number, place),)))
            continue
        near = min(markers, key=lambda one: (one.spot[0] - spot[0]) ** 2 + (one.spot[1] - spot[1]) ** 2)
        place_of = markers.index(near)
        markers[place_of] = MapMarker(near.x, near.y, near.spot, (*near.places, (number, place)))
    return markers


def _tries(spot: Point) -> Iterator[Point]:
    yield spot
    for ring in RINGS:
        for turn in (2 * pi * nth / ROUND for nth in range(ROUND)):
            yield round(spot[0] + ring * cos(turn), 1), round(spot[1] - ring * sin(turn), 1)


def _is_free(at: Point, spot: Point, taken: Sequence[Box], dots: Sequence[Box], inside: Box) -> bool:
    box = _marker_box(at)
    near, own = box.grown(GAP, GAP), _around(spot, DOT + 1)
    return (
        _lies_in(box, inside)
        and not any(near.hits(one) for one in taken)
        and not any(box.hits(one) for one in dots if one != own)
    )


def _around(at: Point, room: float) -> Box:
    return Box(at[0] - room, at[1] - room, at[0] + room, at[1] + room)


def _draw_markers(ground: MapGround, markers: Sequence[MapMarker], held: list[Box]) -> None:
    """Lines to places first, then markers, then the names that find room beside them."""
    canvas = ground.canvas
    for one in markers:
        for _number, place in one.places:
            x, y = ground.place(place.at or (0, 0))
            if (x, y) != (one.x, one.y):
                canvas.line((x, y), (one.x, one.y), stroke=DEEP, thick=1)
                canvas.circle(x, y, DOT, fill=DEEP)
                held.append(_around((x, y), DOT))
    held += [one.box for one in markers]
    for order, one in enumerate(markers):
        with canvas.linked(one.url, name=one.title, order=(order,), around=(one.x, one.y), radius=22):
            _draw_marker(canvas, one.x, one.y, one.text)
        canvas.solid(one.box)
    for one in markers:
        _write_name(ground, one, held)


def _draw_marker(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.rect(
        x - MARKER_WIDTH / 2,
        y - MARKER_HEIGHT / 2,
        MARKER_WIDTH,
        MARKER_HEIGHT,
        fill=DEEP,
        stroke=PAPER,
        thick=1.5,
        round_by=4,
    )
    canvas.text(x, y + 4.5, text, bold=True, ink=PAPER, anchor="middle", ground=DEEP)


def _write_name(ground: MapGround, one: MapMarker, held: list[Box]) -> None:
    """What the place is called, without its street, where there is room beside its marker; the table has all of it."""
    if len(one.places) > 1:
        return
    name = without_street(one.places[0][1].node.label)
    for x, anchor in ((one.x + MARKER_WIDTH / 2 + 5, "start"), (one.x - MARKER_WIDTH / 2 - 5, "end")):
        box = text_box(x, one.y + 4.5, name, anchor=anchor)
        if _has_room(box, held, ground.box):
            held.append(box)
            ground.canvas.text(x, one.y + 4.5, name, anchor=anchor, ground=LAND, halo=True)
            return


def _write_areas(ground: MapGround, read: PlacesMap, held: list[Box]) -> None:
    """The name of each small area, where there is room near its middle."""
    for area in read.areas:
        x, y = ground.place(area.middle)
        lines = list(enumerate(wrap(area.name, most=140)))
        for foot in (y + down for down in DOWN):
            boxes = [text_box(x, foot + 16 * n, line, anchor="middle") for n, line in lines]
            if all(_has_room(box, held, ground.box) for box in boxes):
                held += boxes
                for n, line in lines:
                    ground.canvas.text(x, foot + 16 * n, line, ink=QUIET, anchor="middle", ground=PAPER, halo=True)
                break


def _has_room(box: Box, held: Sequence[Box], inside: Box) -> bool:
    """Whether a label lies within the map and on nothing."""
    return _lies_in(box, inside) and not any(box.grown(2, 1).hits(at) for at in held)


def _lies_in(box: Box, inside: Box) -> bool:
    return inside.left < box.left and box.right < inside.right and inside.top < box.top and box.bottom < inside.bottom


def _key(markers: Sequence[MapMarker]) -> list[tuple[KeyGlyph, str]]:
    key: list[tuple[KeyGlyph, str]] = [(_key_marker("1"), _("a place, by its number in the table"))]
    if any((one.x, one.y) != one.spot for one in markers):
        key.append((_key_leader, _("a line leads to where the place is")))
    if any(len(one.places) > 1 for one in markers):
        key.append((_key_marker("1+"), _("several places near each other")))
    return [*key, (_nothing, _("Homes and protected addresses: not on any map"))]


def _key_marker(text: str) -> KeyGlyph:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect(x - 14, y - 9, 28, 18, fill=DEEP, round_by=4)
        canvas.text(x, y + 4.5, text, bold=True, ink=PAPER, anchor="middle", ground=DEEP)

    return draw


def _key_leader(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x - 8, y), (x + 10, y), stroke=DEEP)
    canvas.circle(x - 8, y, DOT, fill=DEEP)


def _nothing(_canvas: Canvas, _x: float, _y: float) -> None:
    """Words that need no marker."""
