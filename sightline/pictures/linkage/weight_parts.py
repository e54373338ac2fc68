"""Why one pair weighs what it does: each comparison begins where the one above it ended, down to the weight of all.

What points to one person leads right and is filled. What points to two people leads left and is open.
"""

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, Canvas, KeyGlyph
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.linkage.facts import WeightPartFact, WeightPartsStory
from sightline.pictures.palette import BAR, DEEP, LATE, PAPER, QUIET, RULE
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.translation.messages import gettext as _

NAMES, NUMBERS, LINE, GAP, BAR_TALL = 330, 90, 16, 12, 18


def draw_weight_parts(story: WeightPartsStory) -> Picture:
    """A bar a comparison, and the weight in the last row."""
    canvas = Canvas(WIDE, 0)
    title = _("How the weight of this pair adds up")
    finding = _finding(story)
    parts = [WeightPartFact(_("Before any comparison: two records chosen at random"), story.prior), *story.parts]
    y = first = draw_head(canvas, title, [finding]) + 8
    reached, ends = 0.0, [0.0]
    for part in parts:
        reached += part.bits
        ends.append(reached)
    low, high = min(*ends, story.threshold), max(*ends, story.threshold)
    for part, begin, end in zip(parts, ends, ends[1:], strict=False):
        y = _draw_row(canvas, y, part, (_x(begin, low, high), _x(end, low, high)))
    weight = WeightPartFact(_("Weight of the pair"), story.weight)
    y = _draw_row(canvas, y, weight, (_x(0.0, low, high), _x(story.weight, low, high)), is_sum=True)
    for bits, ink, dash in ((0.0, RULE, None), (story.threshold, LATE, "4 3")):
        canvas.line((_x(bits, low, high), first), (_x(bits, low, high), y), stroke=ink, thick=1.5, dash=dash)
    draw_foot(canvas, draw_key(canvas, y + 4, _key()) + 2, up_to=story.up_to)
    rows = [(Cell(one.says), Cell(in_bits(one.bits))) for one in (*parts, weight)]
    return Picture(story.key, title, finding, canvas, PictureTable((_("Comparison"), _("Bits")), tuple(rows)))


def in_bits(bits: float) -> str:
    """Bits with their sign, to one decimal."""
    return f"{round(bits, 1) + 0.0:+.1f}".replace("-", "\N{MINUS SIGN}")


def _finding(story: WeightPartsStory) -> str:
    said = {"weight": in_bits(story.weight), "threshold": f"{story.threshold:g}"}
    if story.weight >= story.threshold:
        return _("The weight is %(weight)s bits. The threshold of %(threshold)s bits is reached.") % said
    return _("The weight is %(weight)s bits. The threshold of %(threshold)s bits is not reached.") % said


def _x(bits: float, low: float, high: float) -> float:
    left, right = MARGIN + NAMES, WIDE - MARGIN - NUMBERS
    return left + (right - left) * (bits - low) / max(high - low, 1.0)


def _draw_row(
    canvas: Canvas, y: float, part: WeightPartFact, between: tuple[float, float], *, is_sum: bool = False
) -> float:
    """The words, the bar from one end to the other, and the bits; where the next row begins."""
    lines = wrap(part.says, most=NAMES - 24, bold=is_sum)
    tall = LINE * len(lines) + GAP
    middle = y + tall / 2
    for number, line in enumerate(lines):
        canvas.text(MARGIN, middle - LINE * len(lines) / 2 + LINE * (number + 0.5) + 4.5, line, bold=is_sum)
    left, right = min(between), max(between)
    _draw_bar(canvas, (left, middle - BAR_TALL / 2), max(right - left, 1.5), bits=part.bits, is_sum=is_sum)
    canvas.solid(Box(left, middle - BAR_TALL / 2, right, middle + BAR_TALL / 2, "bar"))
    canvas.text(WIDE - MARGIN, middle + 4.5, in_bits(part.bits), bold=is_sum, anchor="end")
    canvas.line((MARGIN, y + tall), (WIDE - MARGIN, y + tall), stroke=RULE, thick=0.5)
    return y + tall


def _draw_bar(
    canvas: Canvas, at: tuple[float, float], wide: float, *, bits: float, is_sum: bool = False, tall: float = BAR_TALL
) -> None:
    if is_sum:
        canvas.rect(*at, wide, tall, fill=DEEP)
    elif bits < 0:
        canvas.rect(*at, wide, tall, fill=PAPER, stroke=QUIET, thick=2)
    else:
        canvas.rect(*at, wide, tall, fill=BAR)


def _key() -> list[tuple[KeyGlyph, str]]:
    return [
        (lambda canvas, x, y: _draw_bar(canvas, (x - 8, y - 7), 14, bits=1, tall=14), _("points to one person")),
        (lambda canvas, x, y: _draw_bar(canvas, (x - 8, y - 7), 14, bits=-1, tall=14), _("points to two people")),
        (lambda canvas, x, y: _draw_bar(canvas, (x - 8, y - 7), 14, bits=1, is_sum=True, tall=14), _("weight")),
        (
            lambda canvas, x, y: canvas.line((x, y - 8), (x, y + 8), stroke=LATE, thick=1.5, dash="4 3"),
            _("threshold: matched from here"),
        ),
    ]
