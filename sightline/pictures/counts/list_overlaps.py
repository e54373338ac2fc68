"""Who is on which lists: a column for each combination, as high as it has people, its lists marked below.

Source of the form: Lex and others 2014, IEEE Trans. Vis. Comput. Graph. 20:1983-1992 (UpSet). A hidden number is a
dashed box of one height, and hidden columns stand in the order of the lists, so that neither says how large they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Box, Canvas, KeyGlyph
from sightline.pictures.counts.facts import Overlap, OverlapStory
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.palette import BAR, DEEP, INK, PAPER, QUIET, RULE, SOFT
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy

TALL, NAMES, LINE, HIDDEN_TALL, DOT = 150, 260, 16, 12, 6
NARROWEST, WIDEST = 34, 64
COUNTS_SAY = gettext_lazy("Counts, not evidence. They say nothing about any child.")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand: the ground of the columns, their width, and the middle of each list's row."""

    ground: float
    wide: float
    rows: tuple[float, ...]
    most: int

    def x(self, place: int) -> float:
        """The middle of a column."""
        return MARGIN + NAMES + self.wide * (place + 0.5)


def draw_overlaps(story: OverlapStory) -> Picture:
    """A column for each combination of lists, as many as have room; the table has all."""
    canvas = Canvas(WIDE, 0)
    title = _("Who is on which lists: %(about)s") % {"about": story.about}
    wide = _column_width(story.overlaps)
    drawn = story.overlaps[: int((WIDE - 2 * MARGIN - NAMES) / wide)]
    sentences = [_finding(story), *_left_out(story, drawn)]
    ground = draw_head(canvas, title, sentences) + 26 + TALL
    names = [wrap(name, most=NAMES - 20) for name in story.lists]
    sheet = _Sheet(ground, wide, tuple(_place_rows(ground + 10, names)), max(one.people.number or 0 for one in drawn))
    bottom = _draw_rows(canvas, sheet, names, len(drawn))
    for place, one in enumerate(drawn):
        _draw_column(canvas, sheet, place, one)
    draw_foot(canvas, draw_key(canvas, bottom + 6, _key()) + 2, up_to=story.up_to, says=COUNTS_SAY)
    rows = [(Cell(_names(story, one)), Cell(one.people.shown)) for one in story.overlaps]
    table = PictureTable((_("On exactly these lists"), _("How many")), tuple(rows))
    return Picture(story.key, title, join_shown(" ", sentences), canvas, table)


def _names(story: OverlapStory, one: Overlap) -> str:
    return join_shown("; ", (story.lists[place] for place in one.lists))


def _finding(story: OverlapStory) -> str:
    most = story.overlaps[0]
    if most.people.number is None:
        return _("Each number is under 5, or hidden because it would reveal a number under 5.")
    return _("The most, %(number)s, are on exactly: %(lists)s.") % {
        "number": most.people.shown,
        "lists": _names(story, most),
    }


def _left_out(story: OverlapStory, drawn: Sequence[Overlap]) -> list[str]:
    if len(drawn) == len(story.overlaps):
        return []
    said = _("%(drawn)s of %(all)s combinations are drawn, the largest first. The table has all.")
    return [said % {"drawn": len(drawn), "all": len(story.overlaps)}]


def _column_width(overlaps: Sequence[Overlap]) -> float:
    """How wide a column is: its number fits, and few columns do not stand far apart."""
    numbers = max(
        (width(one.people.shown, bold=True) for one in overlaps if one.people.number is not None), default=0.0
    )
    room = (WIDE - 2 * MARGIN - NAMES) / len(overlaps)
    return max(NARROWEST, numbers + 8, min(WIDEST, room))


def _place_rows(top: float, names: Sequence[Sequence[str]]) -> list[float]:
    """The middle of each list's row, as tall as its name."""
    middles, y = [], top
    for lines in names:
        tall = LINE * len(lines) + 8
        middles.append(y + tall / 2)
        y += tall
    return middles


def _draw_rows(canvas: Canvas, sheet: _Sheet, names: Sequence[Sequence[str]], many: int) -> float:
    """The names of the lists, each on its stripe; where the last one ends."""
    right = sheet.x(many) - sheet.wide / 2
    canvas.line((MARGIN + NAMES, sheet.ground), (right, sheet.ground), stroke=RULE)
    bottom = sheet.ground
    for place, (lines, middle) in enumerate(zip(names, sheet.rows, strict=True)):
        tall = LINE * len(lines) + 8
        ground = PAPER if place % 2 else SOFT
        canvas.rect(MARGIN, middle - tall / 2, right - MARGIN, tall, fill=ground)
        for number, line in enumerate(lines):
            y = middle - LINE * len(lines) / 2 + LINE * (number + 0.5) + 4.5
            canvas.text(MARGIN + NAMES - 14, y, line, anchor="end", ground=ground)
        bottom = middle + tall / 2
    return bottom


def _draw_column(canvas: Canvas, sheet: _Sheet, place: int, one: Overlap) -> None:
    """Its bar with the number, and a dot for each list: filled where they are on it."""
    x, bar = sheet.x(place), sheet.wide * 0.6
    if one.people.number is None:
        canvas.rect(
            x - bar / 2, sheet.ground - HIDDEN_TALL, bar, HIDDEN_TALL, fill=PAPER, stroke=DEEP, thick=1, dash="2 2"
        )
    else:
        tall = max(2.0, TALL * one.people.number / max(sheet.most, 1))
        canvas.rect(x - bar / 2, sheet.ground - tall, bar, tall, fill=BAR)
        canvas.solid(Box(x - bar / 2, sheet.ground - tall, x + bar / 2, sheet.ground, "bar"))
        canvas.text(x, sheet.ground - tall - 5, one.people.shown, bold=place == 0, anchor="middle")
    first, last = min(one.lists), max(one.lists)
    if first != last:
        canvas.line((x, sheet.rows[first]), (x, sheet.rows[last]), stroke=INK, thick=3)
    for row, y in enumerate(sheet.rows):
        _draw_dot(canvas, x, y, on=row in one.lists)


def _draw_dot(canvas: Canvas, x: float, y: float, *, on: bool) -> None:
    if on:
        canvas.circle(x, y, DOT, fill=INK)
    else:
        canvas.circle(x, y, 3, fill=PAPER, stroke=QUIET, thick=1)


def _key() -> list[tuple[KeyGlyph, str]]:
    return [
        (lambda canvas, x, y: canvas.rect(x - 8, y - 7, 14, 14, fill=BAR), _("on exactly the lists marked below it")),
        (_key_hidden, _("hidden: under 5, or it would show a number under 5")),
        (lambda canvas, x, y: _draw_dot(canvas, x, y, on=True), _("on the list")),
        (lambda canvas, x, y: _draw_dot(canvas, x, y, on=False), _("not on it")),
    ]


def _key_hidden(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 6, 14, HIDDEN_TALL, fill=PAPER, stroke=DEEP, thick=1, dash="2 2")
