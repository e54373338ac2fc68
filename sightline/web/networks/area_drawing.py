"""Draws the map of small areas as SVG: shade and number by area, arrows between middles of areas, a small map a month.

Nothing on it is an address. Areas, arrows and months have their numbers in the tables of the page; red stands for no
place and no person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from sightline.casework.networks.pages.maps import AreaMap
from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, Canvas, KeyGlyph, Point, number, text_box
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.maps.ground import EDGE, KINDS, MapGround, lay_ground
from sightline.pictures.palette import INK, PAPER, QUIET, RULE
from sightline.pictures.picture import Picture, PictureTable
from sightline.translation.messages import gettext_noop, join_shown
from sightline.translation.numbers import counted
from sightline.web.core.whens import month_in_short
from sightline.web.networks.area_shades import EPISODES, Shading

EDGE_OF_SHADE: Final = "#7a4a10"
MAIN: Final = (660, 640)
SMALL, ACROSS, NOTE = (190, 104), 2, 16
MOST_MONTHS: Final = 12
BEND, SHORT, HEAD, BADGE = 0.16, 16, 13, 12
LOOP: Final = 18  # the radius of the mark of children who were found in their home area
DOT: Final = 3
BASE_WORDS: Final = {
    "park": gettext_noop("park"),
    "street": gettext_noop("street"),
    "river": gettext_noop("water"),
    "railway": gettext_noop("railway"),
}


@dataclass(frozen=True, slots=True)
class MapSheet:
    """What the map is drawn on: its ground, and how numbers are shaded."""

    ground: MapGround
    shading: Shading

    @property
    def canvas(self) -> Canvas:
        """The sheet itself."""
        return self.ground.canvas


def draw_areas(read: AreaMap, *, title: str, sentences: Sequence[str], shading: Shading = EPISODES) -> Picture:
    """The map, its small maps, its key and its day."""
    canvas = Canvas(WIDE, 0)
    top = draw_head(canvas, title, sentences)
    room = MAIN if _has_small_maps(read) else (WIDE - 2 * MARGIN, MAIN[1])
    sheet = MapSheet(_ground(canvas, read, (MARGIN, top), room), shading)
    _draw_main(sheet, read)
    low = max(top + MAIN[1], _draw_months(canvas, read, top, shading))
    low = _draw_not_known(canvas, read, low, shading)
    foot = _draw_notes(canvas, draw_key(canvas, low + 12, _key(read, shading)), _notes(read))
    draw_foot(canvas, foot, up_to=read.as_at, says=_("A lead to check, not evidence. A place is not a suspect."))
    finding = _("%(title)s. %(join)s The tables show the same.") % {"title": title, "join": join_shown(" ", sentences)}
    return Picture("area-map", title, finding, canvas, PictureTable((), ()))


def _has_small_maps(read: AreaMap) -> bool:
    """Whether there is a small map for each month: of more than one month, and no more than a year."""
    return 1 < len(read.months) <= MOST_MONTHS


def _ground(canvas: Canvas, read: AreaMap, corner: Point, room: tuple[int, int]) -> MapGround:
    """All areas in the middle of a room."""
    points = [point for area in read.areas for ring in area.rings for point in ring]
    return lay_ground(canvas, points, corner=corner, room=room)


def _draw_main(sheet: MapSheet, read: AreaMap) -> None:
    canvas, ground, shade_of = sheet.canvas, sheet.ground, sheet.shading.shade_of
    ground.draw_land()
    for area in read.areas:
        ground.draw_outline(area.rings, fill=shade_of(area.found), stroke=EDGE, thick=2)
    ground.draw_base((one.kind, one.points) for one in read.base)
    for area in read.areas:
        if area.found and shade_of(area.found) != PAPER:
            ground.draw_outline(area.rings, fill="none", stroke=EDGE_OF_SHADE, thick=2)
    middles = {area.name: ground.place(area.middle) for area in read.areas}
    arrows = [one for one in read.journeys if one.origin != one.to and {one.origin, one.to} <= middles.keys()]
    loops = [one for one in read.journeys if one.origin == one.to and one.to in middles]
    for one in arrows:
        _arrow(canvas, middles[one.origin], middles[one.to], thick=sheet.shading.thick_of(one.episodes))
    for one in loops:
        _loop(canvas, middles[one.to], LOOP, thick=sheet.shading.thick_of(one.episodes))
    badges = [_bent(middles[one.origin], middles[one.to])[0] for one in arrows]
    badges += [(middles[one.to][0] + LOOP * 2 + 4, middles[one.to][1]) for one in loops]
    held = [Box(x - BADGE, y - BADGE, x + BADGE, y + BADGE) for x, y in badges]
    held += [_around(_tip(middles[one.origin], middles[one.to]), HEAD) for one in arrows]
    held += [_around(middles[one.origin], DOT) for one in arrows]
    held += [_around((middles[one.to][0] + LOOP, middles[one.to][1]), LOOP + 3) for one in loops]
    held += ground.draw_scale()
    _draw_names(sheet, read, middles, held)
    for (x, y), one in zip(badges, [*arrows, *loops], strict=True):
        canvas.circle(x, y, BADGE, fill=PAPER, stroke=INK, thick=1.5)
        canvas.text(x, y + 5, str(one.episodes), size=14, bold=True, anchor="middle")


def _draw_not_known(canvas: Canvas, read: AreaMap, top: float, shading: Shading) -> float:
    """Episodes that have no place on the map, in a dotted box of their own; where the next thing may begin.

    Those in an area whose number is hidden are counted with them: apart, they would give that number.
    """
    ends = (
        (read.no_area, _("%(number)s: not known where found, or in an area with %(few)s")),
        (read.no_origin, _("%(number)s: no known home area, so no arrow (also counted above or on the map)")),
    )
    lines = [said % {"number": number, "few": shading.few_words} for number, said in ends if number]
    if not lines:
        return top
    tall = 34 + 18 * len(lines)
    canvas.add(
        "rect", x=MARGIN, y=top + 10, width=WIDE - 2 * MARGIN, height=tall, rx=6, fill=PAPER, stroke=QUIET,
        stroke_width=1.5, stroke_dasharray="2 4",
    )  # fmt: skip
    title = _("Not on the map, of the %(episodes)s") % {"episodes": counted(read.episodes, "episode")}
    canvas.text(MARGIN + 14, top + 31, title, bold=True)
    for nth, line in enumerate(lines):
        canvas.text(MARGIN + 14, top + 51 + 18 * nth, line)
    return top + 10 + tall


def _draw_names(sheet: MapSheet, read: AreaMap, middles: Mapping[str, Point], held: list[Box]) -> None:
    """Each area's name and number, where there is room; those with a number first, so that they always have theirs."""
    canvas, shading = sheet.canvas, sheet.shading
    for area in sorted(read.areas, key=lambda one: (-(one.found if one.found is not None else 1), one.name)):
        x, y = middles[area.name]
        lines = [(line, True) for line in wrap(area.name, most=120, bold=True)]
        lines += [(said, False) for said in (shading.in_words(area.found),) if said]
        lines += (
            [(_("%(places)s of concern") % {"places": counted(area.concern, "place")}, False)] if area.concern else []
        )
        for down in (0.0, 18.0, -18.0, 36.0, -36.0, 54.0, -54.0):
            begin = y + down - 8 * len(lines) + 12
            boxes = [
                text_box(x, begin + 16 * n, line, bold=bold, anchor="middle") for n, (line, bold) in enumerate(lines)
            ]
            if not any(box.grown(3, 1).hits(other) for box in boxes for other in held):
                break
        else:
            continue  # no room: the table has it
        held += boxes
        for n, (line, bold) in enumerate(lines):
            canvas.text(
                x, begin + 16 * n, line, bold=bold, anchor="middle", ground=shading.shade_of(area.found), halo=True
            )


def _bent(one: Point, other: Point) -> tuple[Point, Point]:
    """The middle of an arrow, and the point that it is bent towards."""
    across, down = other[0] - one[0], other[1] - one[1]
    bend = ((one[0] + other[0]) / 2 - down * BEND * 2, (one[1] + other[1]) / 2 + across * BEND * 2)
    middle = ((one[0] + 2 * bend[0] + other[0]) / 4, (one[1] + 2 * bend[1] + other[1]) / 4)
    return middle, bend


def _around(at: Point, room: float) -> Box:
    return Box(at[0] - room, at[1] - room, at[0] + room, at[1] + room)


def _tip(one: Point, other: Point) -> Point:
    """Where an arrow ends: short of the middle of the area that it leads to."""
    _, bend = _bent(one, other)
    across, down = other[0] - bend[0], other[1] - bend[1]
    length = hypot(across, down) or 1.0
    return other[0] - across / length * SHORT, other[1] - down / length * SHORT


def _arrow(canvas: Canvas, one: Point, other: Point, *, thick: float) -> None:
    """From the middle of an area nearly to that of another, with a white edge, so that it is seen on any shade."""
    _, bend = _bent(one, other)
    across, down = other[0] - bend[0], other[1] - bend[1]
    length = hypot(across, down) or 1.0
    x, y = across / length, down / length
    tip = _tip(one, other)
    foot = (tip[0] - x * HEAD, tip[1] - y * HEAD)
    course = (
        f"M{number(one[0])} {number(one[1])}Q{number(bend[0])} {number(bend[1])} {number(foot[0])} {number(foot[1])}"
    )
    canvas.path(course, stroke=PAPER, thick=thick + 3)
    canvas.path(course, stroke=INK, thick=thick)
    wide = HEAD * 0.55
    canvas.polygon(
        [tip, (foot[0] - y * wide, foot[1] + x * wide), (foot[0] + y * wide, foot[1] - x * wide)], fill=INK, stroke=INK
    )
    canvas.circle(*one, DOT, fill=INK)


def _loop(canvas: Canvas, middle: Point, radius: float, *, thick: float) -> None:
    """Nearly a ring to the right of the middle of an area, with a head that leads back to it."""
    (x, y), across, down = middle, radius * 0.14, radius * 0.5
    course = (
        f"M{number(x + across)} {number(y - down)}"
        f"A{number(radius)} {number(radius)} 0 1 1 {number(x + across)} {number(y + down)}"
    )
    canvas.path(course, stroke=PAPER, thick=thick + 3)
    canvas.path(course, stroke=INK, thick=thick)
    head, ahead, up = HEAD * min(1.0, radius / LOOP), -0.5, -0.87
    foot = (x + across - ahead * 2, y + down - up * 2)
    tip, wide = (foot[0] + ahead * head, foot[1] + up * head), head * 0.55
    sides = [(foot[0] - up * wide, foot[1] + ahead * wide), (foot[0] + up * wide, foot[1] - ahead * wide)]
    canvas.polygon([tip, *sides], fill=INK, stroke=INK)


def _draw_months(canvas: Canvas, read: AreaMap, top: float, shading: Shading) -> float:
    """A small map a month, all at one scale and in the shades of the large map, and how many episodes began."""
    low = top
    for place, one in enumerate(read.months if _has_small_maps(read) else ()):
        x = MARGIN + MAIN[0] + 24 + (place % ACROSS) * (SMALL[0] + 16)
        y = top + (place // ACROSS) * (SMALL[1] + 4)
        canvas.rect(x, y, *SMALL, fill=PAPER, stroke=RULE, thick=1)
        canvas.text(x + 6, y + 16, month_in_short(one.month), bold=True)
        said = counted(one.episodes, "episode")
        canvas.text(x + SMALL[0] - 6, y + 16, said, ink=QUIET, anchor="end")
        ground = _ground(canvas, read, (x, y + 20), (SMALL[0], SMALL[1] - 22 - NOTE))
        if one.no_area:
            note = _("%(number)s not on the map") % {"number": one.no_area}
            canvas.text(x + SMALL[0] / 2, y + SMALL[1] - 6, note, ink=QUIET, anchor="middle")
        found = dict(one.areas)
        for area in read.areas:
            fill = shading.shade_of(found.get(area.name))
            stroke, thick = (RULE, 0.7) if fill == PAPER else (EDGE_OF_SHADE, 1.0)
            ground.draw_outline(area.rings, fill=fill, stroke=stroke, thick=thick)
        low = y + SMALL[1]
    return low


def _key(read: AreaMap, shading: Shading) -> list[tuple[KeyGlyph, str]]:
    entries: list[tuple[KeyGlyph, str]] = [(_swatch(PAPER), str(shading.none_words))]
    classes = reversed(shading.classes)
    entries += [(_swatch(shade), gettext("%(words)s found") % {"words": words}) for _, shade, words in classes]
    if any(one.origin != one.to for one in read.journeys):
        entries.append((_key_arrow, gettext("from the home area on the police report to where found (3 or more)")))
    if any(one.origin == one.to for one in read.journeys):
        entries.append((_key_loop, gettext("found in the home area on the police report (3 or more)")))
    kinds = {one.kind for one in read.base}
    return [*entries, *((_key_base(kind), gettext(words)) for kind, words in BASE_WORDS.items() if kind in kinds)]


def _notes(read: AreaMap) -> list[str]:
    """What the words of the map mean, below its key: none of them has a mark."""
    said = [_("Protected addresses are not on any map.")]
    if _has_small_maps(read):
        said.insert(0, _("Small maps use the same shades for the episodes of that month."))
    if any(area.concern for area in read.areas):
        said.insert(0, _("Place of concern: a pattern was found there again and again."))
    return said


def _draw_notes(canvas: Canvas, top: float, notes: Sequence[str]) -> float:
    for note in notes:
        top += 18
        canvas.text(MARGIN, top, note)
    return top + 8


def _key_base(kind: str) -> KeyGlyph:
    """Streets, water, railways and parks as they are drawn below the areas."""
    colour, thick = KINDS[kind]

    def draw(canvas: Canvas, x: float, y: float) -> None:
        if kind == "park":
            canvas.rect(x - 8, y - 7, 22, 14, fill=colour)
        else:
            dash = "7 4" if kind == "railway" else None
            canvas.line((x - 9, y), (x + 13, y), stroke=colour, thick=min(thick, 10), dash=dash)

    return draw


def _key_arrow(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x - 10, y), (x + 6, y), thick=3)
    canvas.polygon([(x + 14, y), (x + 5, y - 6), (x + 5, y + 6)], fill=INK)


def _key_loop(canvas: Canvas, x: float, y: float) -> None:
    _loop(canvas, (x - 6, y), 8, thick=2.5)


def _swatch(fill: str) -> KeyGlyph:
    return lambda canvas, x, y: canvas.rect(x - 8, y - 7, 22, 14, fill=fill, stroke=EDGE_OF_SHADE)
