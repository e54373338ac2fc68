"""Counts as bars beside their names, in the order given. A hidden number is a dashed box of one width."""

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, Canvas, KeyGlyph
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.linkage.facts import BarsStory
from sightline.pictures.linkage.weights import COUNTS_SAY
from sightline.pictures.palette import BAR, DEEP, PAPER, RULE
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.trend_facts import ShownNumber
from sightline.translation.messages import gettext as _

NAMES, NUMBERS, LINE, GAP, BAR_TALL, HIDDEN_WIDE = 330, 100, 16, 12, 18, 12


def draw_count_bars(story: BarsStory) -> Picture:
    """A bar a name, and the table."""
    canvas = Canvas(WIDE, 0)
    y = first = draw_head(canvas, story.title, [story.finding]) + 8
    most = max([number.number or 0 for _name, number in story.bars] + [1])
    for name, number in story.bars:
        lines = wrap(name, most=NAMES - 24)
        tall = LINE * len(lines) + GAP
        for place, line in enumerate(lines):
            canvas.text(MARGIN, y + GAP / 2 + LINE * (place + 0.5) + 4.5, line)
        _draw_bar(canvas, y + tall / 2, number, most)
        y += tall
    canvas.line((MARGIN + NAMES, first), (MARGIN + NAMES, y), stroke=RULE)
    draw_foot(canvas, draw_key(canvas, y + 4, _key(story)) + 2, up_to=story.up_to, says=COUNTS_SAY)
    rows = tuple((Cell(name), Cell(number.shown)) for name, number in story.bars)
    return Picture(story.key, story.title, story.finding, canvas, PictureTable(story.head, rows))


def _draw_bar(canvas: Canvas, middle: float, number: ShownNumber, most: int) -> None:
    left = MARGIN + NAMES
    if number.number is None:
        wide = float(HIDDEN_WIDE)
        canvas.rect(left, middle - BAR_TALL / 2, wide, BAR_TALL, fill=PAPER, stroke=DEEP, thick=1, dash="2 2")
    else:
        wide = (WIDE - MARGIN - NUMBERS - left) * number.number / most
        if wide:
            canvas.rect(left, middle - BAR_TALL / 2, wide, BAR_TALL, fill=BAR)
            canvas.solid(Box(left, middle - BAR_TALL / 2, left + wide, middle + BAR_TALL / 2, "bar"))
    canvas.text(left + wide + 8, middle + 4.5, number.shown)


def _key(story: BarsStory) -> list[tuple[KeyGlyph, str]]:
    return [
        (lambda canvas, x, y: canvas.rect(x - 8, y - 7, 14, 14, fill=BAR), story.head[1]),
        (
            lambda canvas, x, y: canvas.rect(x - 8, y - 7, 12, 14, fill=PAPER, stroke=DEEP, thick=1, dash="2 2"),
            _("hidden: under 5, or it would show a number under 5"),
        ),
    ]
