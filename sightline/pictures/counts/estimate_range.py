"""What each method gives: a line between its limits, its number, and the range over those that count.

It answers how sure the number is, not which method is right. A line that reaches far beyond the range ends in an arrow,
and its limits are written beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, Canvas, KeyGlyph
from sightline.pictures.counts.facts import RangeStory, ShownMethod
from sightline.pictures.counts.list_overlaps import COUNTS_SAY
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.palette import DEEP, INK, PAPER, QUIET, RULE, SOFT
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown

NAMES, NUMBERS, LINE, GAP = 270, 230, 16, 12
FURTHEST = 2.5  # how far beyond the range a line is drawn, as a share of it
UNITS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Numbers from nought to the most, from left to right."""

    most: float
    left: float = MARGIN + NAMES
    right: float = WIDE - MARGIN - NUMBERS

    def x(self, value: float) -> float:
        """Where a number stands; one beyond the most stands at the edge."""
        return self.left + (self.right - self.left) * min(max(value, 0.0), self.most) / self.most

    def ticks(self) -> Iterator[int]:
        """Round numbers, at most seven."""
        apart = next(
            unit * 10**power for power in range(12) for unit in UNITS if self.most / (unit * 10**power) <= 6
        )  # fmt: skip
        yield from range(0, int(self.most) + 1, apart)


def draw_range(story: RangeStory) -> Picture:
    """The lines of the methods that have limits; the table has all."""
    canvas = Canvas(WIDE, 0)
    title = _("How many there may be in all, by method: %(about)s") % {"about": story.about}
    finding = _finding(story)
    said = [finding, *_without_limits(story)]
    top = draw_head(canvas, title, said) + 8
    scale = _Scale(_most(story))
    names = [wrap(one.method, most=NAMES - 20) for one in story.drawn]
    ground = top + 44 + sum(LINE * len(lines) + GAP for lines in names)
    _draw_ground(canvas, scale, story, top, ground)
    y = top + 44
    for one, lines in zip(story.drawn, names, strict=True):
        tall = LINE * len(lines) + GAP
        _draw_method(canvas, scale, one, lines, y + tall / 2)
        y += tall
    draw_foot(canvas, draw_key(canvas, ground + 28, _key()) + 2, up_to=story.up_to, says=COUNTS_SAY)
    return Picture(story.key, title, join_shown(" ", said), canvas, _table(story))


def _finding(story: RangeStory) -> str:
    seen = _("%(seen)s were seen on the lists.") % {"seen": story.seen.shown.capitalize()}
    if story.found is None:
        return seen + " " + _("How many there are in all cannot be estimated.")
    lower, upper = story.found
    return (
        seen
        + " "
        + _("In all there may be between %(lower)s and %(upper)s.") % {"lower": f"{lower:,}", "upper": f"{upper:,}"}
    )


def _without_limits(story: RangeStory) -> list[str]:
    """That some methods have no line."""
    if len(story.drawn) == len(story.methods):
        return []
    return [_("A method without limits has no line: it is in the table.")]


def _most(story: RangeStory) -> float:
    """The largest number of the scale."""
    largest = max([one.upper or 0.0 for one in story.drawn] + [story.seen.number or 1.0])
    return (min(largest, story.found[1] * FURTHEST) if story.found else largest) * 1.05


def _draw_ground(canvas: Canvas, scale: _Scale, story: RangeStory, top: float, ground: float) -> None:
    """The range behind all, round numbers below, and how many were seen."""
    if story.found:
        left, right = map(scale.x, story.found)
        canvas.rect(left, top + 40, right - left, ground - top - 40, fill=SOFT)
        for x in (left, right):
            canvas.line((x, top + 40), (x, ground), stroke=QUIET, dash="1 3")
        canvas.text(
            min(max((left + right) / 2, scale.left + 90), scale.right - 90), top + 12,
            _("range: %(lower)s to %(upper)s") % {"lower": f"{story.found[0]:,}", "upper": f"{story.found[1]:,}"},
            bold=True, anchor="middle",
        )  # fmt: skip
    canvas.line((scale.left, ground), (scale.right, ground), stroke=RULE)
    for tick in scale.ticks():
        canvas.line((scale.x(tick), ground), (scale.x(tick), ground + 5), stroke=QUIET)
        canvas.text(scale.x(tick), ground + 20, f"{tick:,}", ink=QUIET, anchor="middle")
    if story.seen.number is not None:
        x = scale.x(story.seen.number)
        canvas.line((x, top + 36), (x, ground), thick=2)
        canvas.text(x, top + 31, _("seen: %(seen)s") % {"seen": story.seen.shown}, anchor="middle")


def _draw_method(canvas: Canvas, scale: _Scale, one: ShownMethod, lines: list[str], y: float) -> None:
    """Its name, its line with the number on it, and both in figures."""
    for number, line in enumerate(lines):
        canvas.text(MARGIN, y - LINE * len(lines) / 2 + LINE * (number + 0.5) + 4.5, line, bold=one.counts)
    lower, upper = one.lower or 0.0, one.upper or 0.0
    _draw_line(canvas, scale.x(lower), scale.x(upper), y, counts=one.counts)
    if upper > scale.most:
        x = scale.x(upper)
        canvas.polygon([(x, y - 5), (x + 8, y), (x, y + 5)], fill=DEEP if one.counts else QUIET)
    x = scale.x(one.number or 0.0)
    canvas.circle(x, y, 5, fill=DEEP if one.counts else PAPER, stroke=DEEP if one.counts else QUIET, thick=2)
    canvas.solid(Box(scale.x(lower), y - 4, scale.x(upper), y + 4, "line"))
    said = _("%(number)s (%(limits)s)") % {"number": one.in_all, "limits": one.limits}
    canvas.text(scale.right + 20, y + 4.5, said, bold=one.counts)


def _draw_line(canvas: Canvas, left: float, right: float, y: float, *, counts: bool) -> None:
    if counts:
        canvas.line((left, y), (right, y), stroke=DEEP, thick=4)
    else:
        canvas.line((left, y), (right, y), stroke=QUIET, thick=2, dash="5 4")


def _key() -> list[tuple[KeyGlyph, str]]:
    return [
        (lambda canvas, x, y: _draw_line(canvas, x - 10, x + 12, y, counts=True), _("included in the range")),
        (lambda canvas, x, y: _draw_line(canvas, x - 10, x + 12, y, counts=False), _("not included in the range")),
        (lambda canvas, x, y: canvas.circle(x, y, 5, fill=DEEP), _("the method’s number; its line ends at its limits")),
        (lambda canvas, x, y: canvas.line((x, y - 8), (x, y + 8), stroke=INK, thick=2), _("seen on the lists")),
    ]


def _table(story: RangeStory) -> PictureTable:
    head = (_("Method"), _("In all"), _("95% limits"), _("Counts as"), _("Because"))
    rows = [tuple(map(Cell, (one.method, one.in_all, one.limits, one.counts_as, one.because))) for one in story.methods]
    return PictureTable(head, tuple(rows))
