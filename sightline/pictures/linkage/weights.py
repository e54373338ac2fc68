"""How sure the matches are: pairs by weight, one panel for each kind of pair, at one scale of bits.

Each panel has its own height. A number that may not be shown is a dashed box of one height.
"""

from collections.abc import Sequence

from sightline.pictures.arial import width
from sightline.pictures.canvas import Box, Canvas, KeyGlyph
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.linkage.facts import WeightsStory
from sightline.pictures.palette import BAR, DEEP, LATE, PAPER, QUIET, RULE
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.trend_facts import ShownNumber
from sightline.translation.messages import gettext as _
from sightline.translation.messages import lazy as gettext_lazy

TALL, LOW, FEW_PANELS, HIDDEN_TALL, SIZE, HEADING = 120, 70, 2, 12, 12, 52
COUNTS_SAY = gettext_lazy("These are counts. They say nothing about any person.")


def draw_weights(story: WeightsStory) -> Picture:
    """Each panel with the threshold, and the table of all bands."""
    canvas = Canvas(WIDE, 0)
    top = draw_head(canvas, story.title, [story.finding]) + 4
    tall = TALL if len(story.panels) <= FEW_PANELS else LOW
    for panel in story.panels:
        ground = top + HEADING + tall
        canvas.text(MARGIN, top + 16, panel.heading, size=15, bold=True)
        _draw_panel(canvas, story, panel.numbers, (ground, tall))
        top = _write_bits(canvas, story, ground) + 10
    draw_foot(canvas, draw_key(canvas, top, _key(story)) + 2, up_to=story.up_to, says=COUNTS_SAY)
    rows = [
        (Cell(band_in_words(story, place)), *(Cell(panel.numbers[place].shown) for panel in story.panels))
        for place in range(len(story.leasts))
    ]
    head = (_("Weight in bits"), *(panel.heading for panel in story.panels))
    return Picture(story.key, story.title, story.finding, canvas, PictureTable(head, tuple(rows)))


def band_in_words(story: WeightsStory, place: int) -> str:
    """The bits of a band: below, from and to, or above."""
    least = story.leasts[place]
    if place == 0:
        return _("below %(bits)s") % {"bits": least + story.bits}
    if place == len(story.leasts) - 1:
        return _("%(bits)s or more") % {"bits": least}
    return _("%(least)s to %(most)s") % {"least": least, "most": least + story.bits}


def _x(story: WeightsStory, bits: float) -> float:
    """Where a weight is on the line."""
    first, across = story.leasts[0], len(story.leasts) * story.bits
    return MARGIN + (WIDE - 2 * MARGIN) * min(max((bits - first) / across, 0.0), 1.0)


def _draw_panel(canvas: Canvas, story: WeightsStory, numbers: Sequence[ShownNumber], at: tuple[float, int]) -> None:
    ground, most_tall = at
    most = max([one.number or 0 for one in numbers] + [1])
    for bits, dash in ((story.threshold, None), (story.near_until, "4 3")):
        x = _x(story, bits)
        canvas.line((x, ground - most_tall - 24), (x, ground), stroke=LATE, thick=2, dash=dash)
    canvas.line((MARGIN, ground), (WIDE - MARGIN, ground), stroke=RULE)
    for least, number in zip(story.leasts, numbers, strict=True):
        left, right = _x(story, least) + 3, _x(story, least + story.bits) - 3
        if number.number is None:
            top = ground - HIDDEN_TALL
            canvas.rect(left, top, right - left, HIDDEN_TALL, fill=PAPER, stroke=DEEP, thick=1, dash="2 2")
        elif number.number:
            tall = max(1.5, most_tall * number.number / most)
            canvas.rect(left, ground - tall, right - left, tall, fill=BAR)
            canvas.solid(Box(left, ground - tall, right, ground, "bar"))
            if width(number.shown, size=SIZE) < right - left + 4:
                middle = (left + right) / 2
                canvas.text(middle, ground - tall - 5, number.shown, size=SIZE, anchor="middle", halo=True)


def _write_bits(canvas: Canvas, story: WeightsStory, ground: float) -> float:
    """The bits below the bars."""
    for least in story.leasts[1:]:
        canvas.text(_x(story, least), ground + 17, str(least), size=SIZE, ink=QUIET, anchor="middle")
    canvas.text(WIDE - MARGIN, ground + 34, _("bits"), size=SIZE, ink=QUIET, anchor="end")
    return ground + 34


def _key(story: WeightsStory) -> list[tuple[KeyGlyph, str]]:
    return [
        (lambda canvas, x, y: canvas.rect(x - 8, y - 7, 14, 14, fill=BAR), story.unit),
        (
            lambda canvas, x, y: canvas.line((x, y - 8), (x, y + 8), stroke=LATE, thick=2),
            _("threshold: matched from here"),
        ),
        (
            lambda canvas, x, y: canvas.line((x, y - 8), (x, y + 8), stroke=LATE, thick=2, dash="4 3"),
            _("weak matches end here"),
        ),
        (
            lambda canvas, x, y: canvas.rect(
                x - 8, y - 6, 14, HIDDEN_TALL, fill=PAPER, stroke=DEEP, thick=1, dash="2 2"
            ),
            _("hidden: under 5, or it would show a number under 5"),
        ),
    ]
