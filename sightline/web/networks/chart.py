"""Draws a chart as SVG on the server: for print, for readers without scripts, and as a file.

It stands where the script puts it, so that print and screen agree. It carries its own title, key and day, because it is
copied alone. No line has an arrow, and nothing marks anybody but the one whose chart it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, Canvas, Point, text_box
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import draw_agency
from sightline.pictures.kind_glyphs import glyph_of
from sightline.pictures.palette import INK, PAPER, QUIET, RULE, SOFT
from sightline.pictures.picture import Picture, PictureTable
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.networks.chart_key import DASHES, LINE_INK, PALE_INK, draw_numbered, key_entries, thickness
from sightline.web.networks.drawing import Drawing, DrawnLink, PlacedNode, says_below
from sightline.web.networks.glyphs import INK as GLYPH_INK
from sightline.web.networks.glyphs import RADIUS
from sightline.web.networks.link_labels import (
    LINE_HIGH,
    PAD,
    SIZE,
    ChartPlaces,
    LinkCourse,
    LinkLabel,
    PlacedLabel,
    add_labels,
    find_course,
    make_label,
    place_labels,
)
from sightline.web.networks.link_words import SAME
from sightline.web.networks.presenters import node_in_words
from sightline.web.networks.rows_layout import LABELLED, NAME_AT, NAME_ROOM

ABOVE: Final = 50  # how far a line between two of one band is bent
SAYS: Final = (
    gettext_lazy(
        "Every line is at least one record. Position on the chart has no meaning beyond the bands. "
        "Being on this chart does not make anyone a suspect."
    ),
)
OF_CENTRE: Final = gettext_lazy(
    "The chart shows words on the lines of %(name)s first. The table has the words of every line."
)
OF_STRONGEST: Final = gettext_lazy(
    "The chart shows words on new lines first, then on those with most records. The table has the words of every line."
)
NAME: Final = "network-chart"


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What a chart says around it: its title, more sentences, and its day; and whose chart it is."""

    title: str
    up_to: date
    more: tuple[str, ...] = ()
    centre: str = ""


def draw_chart(drawing: Drawing, *, words: ChartWords) -> Picture:
    """The chart of a drawing in bands."""
    canvas = Canvas(WIDE, 0)
    said = (*SAYS, *words.more, *_which_have_words(drawing, words.centre))
    top = draw_head(canvas, words.title, said) + (ABOVE if drawing.same else 0)
    places = _draw_all(canvas, drawing, top, words.centre)
    for placed in (*places.labels.values(), *places.same_labels):
        _draw_label(canvas, placed)
    numbered = [
        (n, link) for n, link in enumerate(drawing.links, start=1) if n in places.labels and places.labels[n].as_number
    ]
    low = draw_numbered(canvas, top + drawing.height + 10, numbered)
    foot = draw_key(canvas, low, key_entries(drawing, has_pale=len(places.labels) < len(drawing.links)))
    draw_foot(canvas, foot, up_to=words.up_to)
    finding = _("%(title)s. %(says)s The table shows the same.") % {"title": words.title, "says": SAYS[0]}
    return Picture(NAME, words.title, finding, canvas, PictureTable((), ()))


def label_places(drawing: Drawing, *, centre: str) -> ChartPlaces:
    """How lines run and where labels stand, for the script: the same as on the printed chart."""
    return _draw_all(Canvas(WIDE, 0), drawing, 0, centre)


def _draw_all(canvas: Canvas, drawing: Drawing, top: float, centre: str) -> ChartPlaces:
    """Draws nodes, and beneath them lines and bands; gives where labels have room. Lines without words are paler."""
    for one in drawing.placed:
        _draw_node(canvas, one, says_below(one, drawing), top, is_centre=one.node.node_id == centre)
    courses = _courses(drawing, [(link.one, link.other) for link in drawing.links], top)
    same = tuple(_courses(drawing, drawing.same, top).values())
    for band in drawing.bands:
        _write_on_soft(canvas, MARGIN, top + band.top + 18, str(band.label), bold=True, ink=QUIET)
    room = Box(4, top - (ABOVE + 12 if drawing.same else 0), WIDE - 4, top + drawing.height)
    placed = _place_all(drawing, courses, same, centre, taken=canvas.solids, room=room)
    places = ChartPlaces(
        courses,
        {one.label.number: one for one in placed if one.label.number},
        same,
        tuple(one for one in placed if not one.label.number),
    )
    with canvas.beneath():
        _draw_bands(canvas, drawing, top)
        for has_words in (False, True):
            for number, link in enumerate(drawing.links, start=1):
                if (number in places.labels) is has_words:
                    _trace_link(canvas, link, courses[number], ink=LINE_INK if has_words else PALE_INK)
        for course in same:
            _trace(canvas, course, stroke=INK, thick=3, dash=DASHES["same"])
    return places


def _place_all(
    drawing: Drawing,
    courses: Mapping[int, LinkCourse],
    same: Sequence[LinkCourse],
    centre: str,
    *,
    taken: Sequence[Box],
    room: Box,
) -> list[PlacedLabel]:
    """First the labels of lines that must have one; then of others, where there is room for their words."""
    must, may = words_first(drawing, centre)
    labels = {number: _label(drawing.links[number - 1], courses[number], number) for number in (*must, *may)}
    held = [*(courses[number] for number in must), *same]
    first = [make_label(course, says=SAME) for course in same] + [labels[number] for number in must]
    placed = place_labels(first, taken=taken, courses=held, room=room)
    more = add_labels(placed, [labels[number] for number in may], taken=taken, courses=held, room=room)
    return [*placed, *islice(more, max(0, LABELLED - len(must)))]


def _draw_bands(canvas: Canvas, drawing: Drawing, top: float) -> None:
    for band in drawing.bands:
        canvas.rect(MARGIN / 2, top + band.top, WIDE - MARGIN, band.bottom - band.top, fill=SOFT, round_by=6)


def _write_on_soft(canvas: Canvas, x: float, y: float, line: str, *, bold: bool, ink: str) -> None:
    """A line of text on a ground of its own, so that no line of the chart is seen through it."""
    box = text_box(x, y, line, bold=bold)
    canvas.rect(box.left - 2, box.top - 1, box.right - box.left + 4, box.bottom - box.top + 2, fill=SOFT)
    canvas.text(x, y, line, bold=bold, ink=ink, ground=SOFT)
    canvas.solid(box)


def _courses(drawing: Drawing, pairs: Iterable[tuple[PlacedNode, PlacedNode]], top: float) -> dict[int, LinkCourse]:
    """The way of each line, by its number: past everybody who is not at one of its ends."""
    nodes = [(one.x, one.y + top) for one in drawing.placed]
    room = Box(4, top - ABOVE, WIDE - 4, top + drawing.height)
    return {
        number: find_course(_course(one, other, top), nodes=nodes, room=room)
        for number, (one, other) in enumerate(pairs, start=1)
    }


def _course(one: PlacedNode, other: PlacedNode, top: float) -> LinkCourse:
    """Straight from band to band; within one bent upwards."""
    begin, end = (one.x, one.y + top), (other.x, other.y + top)
    if abs(one.y - other.y) > RADIUS * 3:
        return LinkCourse(begin, end)
    bend = ((one.x + other.x) / 2, min(begin[1], end[1]) - ABOVE * 2 - abs(one.x - other.x) / 12)
    return LinkCourse(begin, end, bend)


def _trace_link(canvas: Canvas, link: DrawnLink, course: LinkCourse, *, ink: str = LINE_INK) -> None:
    if link.added:
        _trace(canvas, course, stroke=ink, thick=6)
        _trace(canvas, course, stroke=PAPER, thick=2.5)
        return
    dash = DASHES.get("missing" if link.missing else "weak" if link.weak else "unsure" if link.unsure else "")
    is_dark = link.on_path or link.is_new
    ink, thick = (INK, thickness(link.records) + 2) if is_dark else (ink, thickness(link.records))
    _trace(canvas, course, stroke=ink, thick=thick, dash=dash)


def _trace(canvas: Canvas, course: LinkCourse, *, stroke: str, thick: float, dash: str | None = None) -> None:
    if course.bend is None:
        canvas.line(course.begin, course.end, stroke=stroke, thick=thick, dash=dash)
        return
    (x1, y1), (bx, by), (x2, y2) = course.begin, course.bend, course.end
    canvas.path(f"M{x1:.0f} {y1:.0f}Q{bx:.0f} {by:.0f} {x2:.0f} {y2:.0f}", stroke=stroke, thick=thick, dash=dash)


def _draw_node(canvas: Canvas, one: PlacedNode, below: str, top: float, *, is_centre: bool) -> None:
    """Its shape, its icon and its whole name beside it; it leads to its page."""
    x, y, glyph = one.x, one.y + top, glyph_of(one.shape)
    name = f"{node_in_words(one.node)}: {one.node.label}"
    with canvas.linked(one.url, name=name, order=(one.y, one.x), around=(x, y), radius=RADIUS + 5):
        here = f"translate({x} {y:.0f})"
        dash = "7 5" if glyph.dashed or one.node.as_kind else None
        canvas.add(
            "path", d=glyph.outline, transform=here, fill=PAPER, stroke=GLYPH_INK, stroke_width=5 if is_centre else 2.5,
            stroke_dasharray=dash,
        )  # fmt: skip
        canvas.add("path", d=glyph.icon, transform=here, fill=GLYPH_INK, fill_rule="evenodd")
        canvas.solid(Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS))
        _draw_name(canvas, one, below, (x + NAME_AT, y))


def _draw_name(canvas: Canvas, one: PlacedNode, below: str, at: Point) -> None:
    lines = wrap(one.node.label, most=NAME_ROOM, bold=True)
    quiet = wrap(below, most=NAME_ROOM)
    y = at[1] - LINE_HIGH * (len(lines) + len(quiet)) / 2 + 12
    for line in lines:
        _write_on_soft(canvas, at[0], y, line, bold=True, ink=INK)
        y += LINE_HIGH
    for line in quiet:
        _write_on_soft(canvas, at[0], y, line, bold=False, ink=QUIET)
        y += LINE_HIGH


def words_first(drawing: Drawing, centre: str) -> tuple[list[int], list[int]]:
    """The numbers of the lines whose label must be drawn, and of those that may have one, the first to come first.

    Up to LABELLED all must. Above it, those at the centre or on a path; then the new ones, and those of most records.
    """
    numbered = list(enumerate(drawing.links, start=1))
    if len(numbered) <= LABELLED:
        return [number for number, _link in numbered], []
    near = [n for n, link in numbered if link.on_path or centre in (link.one.node.node_id, link.other.node.node_id)]
    order = sorted(numbered, key=lambda one: (not one[1].on_path, not one[1].is_new, -one[1].records, one[0]))
    must = [number for number, _link in order if number in near][:LABELLED]
    return must, [number for number, _link in order if number not in must]


def _which_have_words(drawing: Drawing, centre: str) -> tuple[str, ...]:
    """Of a chart with more lines than LABELLED: on which of them words are."""
    if len(drawing.links) <= LABELLED:
        return ()
    name = next((one.node.label for one in drawing.placed if one.node.node_id == centre), "")
    return (f"{OF_CENTRE}" % {"name": name} if name else f"{OF_STRONGEST}",)


def _label(link: DrawnLink, course: LinkCourse, number: int) -> LinkLabel:
    return make_label(course, says=link.says, days=link.days, agencies=link.agencies, number=number)


def _draw_label(canvas: Canvas, placed: PlacedLabel) -> None:
    box, label = placed.box, placed.label
    canvas.rect(box.left, box.top, box.right - box.left, box.bottom - box.top, fill=PAPER, stroke=RULE, round_by=4)
    if placed.as_number:
        canvas.text((box.left + box.right) / 2, box.bottom - 7, str(label.number), bold=True, anchor="middle")
        return
    x, y = box.left + PAD, box.top + LINE_HIGH - 1
    for line in label.words:
        canvas.text(x, y, line, size=SIZE, bold=True)
        y += LINE_HIGH
    if label.days:
        canvas.text(x, y, label.days, size=SIZE, ink=QUIET)
        x = text_box(x, y, label.days, size=SIZE).right + 4
    _draw_letters(canvas, label.agencies, (x, y - 12))


def _draw_letters(canvas: Canvas, agencies: Sequence[str], at: Point) -> None:
    x = at[0]
    for agency in agencies:
        x += draw_agency(canvas, x, at[1], agency, tall=16) + 4
