"""The lane of the child's own words: whole and word for word in a bubble, or a number that the table explains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Box
from sightline.pictures.glyphs import draw_agency, draw_bubble
from sightline.pictures.palette import QUIET, WORDS_EDGE, WORDS_FILL, agency_ink
from sightline.pictures.timeline.facts import OwnWords
from sightline.pictures.timeline.sheet import LEFT, RIGHT, TimelineSheet
from sightline.translation.dates import long_day, short_day
from sightline.translation.messages import gettext as _
from sightline.translation.numbers import counted

WIDEST, MOST_LINES, SIZE, LEAD, NEAR_WALL = 216, 2, 14, 16, 12
TAIL, ROWS, ROW, SHIFTS = 14, 3, 76, (0.5, 0.25, 0.75, 0.1, 0.9)
NEAR_WALL = 12
SMALL_ROWS, SMALL_ROW, SMALL_SHIFTS = 3, 28, (0.5, 0.0, 1.0, -0.4, 1.4, -1.0, 2.0)  # its tail may slant


@dataclass(frozen=True, slots=True)
class _Bubble:
    quote: OwnWords = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    box: Box
    x: float
    is_whole: bool

    @property
    def tail(self) -> Box:
        """The room of its tail, which slants where the bubble is not above its day."""
        foot = min(max(self.x, self.box.left + 10), self.box.right - 10)
        return Box(min(foot, self.x) - 3, self.box.bottom, max(foot, self.x) + 3, 0, "tail")


@dataclass(frozen=True, slots=True)
class _Shape:
    lines: tuple[str, ...] = field(repr=False)
    wide: float
    tall: float
    rows: int
    row_tall: int
    is_whole: bool


def in_order(quotes: Sequence[OwnWords]) -> list[OwnWords]:
    """Quotations by time; the place is the number in the table."""
    return sorted(quotes, key=lambda one: (one.on, one.agency, one.quoted))


def draw_quotes(sheet: TimelineSheet, top: float) -> float:
    """The lane; where it ends."""
    quotes = in_order(sheet.story.quotes)
    many = len(quotes)
    sub = [_("%(quotations)s, word for word") % {"quotations": counted(many, "quotation")}]
    sub += [_("number or line: words in the table")] if many > 1 else []
    name_foot = sheet.open_lane(top, _("The child’s own words"), sub)
    placed: list[_Bubble] = []
    for place, quote in enumerate(quotes, 1):
        found = _place(sheet, quote, place, placed)
        placed += [found] if found else []
    placed = _put_in_order(placed)
    highest = min((one.box.top for one in placed), default=0.0)
    foot = max(top + 10 - highest, name_foot + 4)
    for place, one in enumerate(placed):
        _draw(sheet, one, foot, place)
    whole = [one.quote for one in placed]
    for place, quote in enumerate(quotes):
        if quote not in whole:
            _draw_line(sheet, quote, foot, place)
    return foot + 4


def _draw_line(sheet: TimelineSheet, quote: OwnWords, foot: float, place: int) -> None:
    """A short line on the day of words that have no room between others; the table has them."""
    x = sheet.scale.x(quote.on)
    order = sheet.order(quote.on, place)
    with sheet.canvas.linked(quote.href, name=_name(quote), order=order, around=(x, foot - 3)):
        sheet.canvas.line((x, foot - 9), (x, foot + 3), stroke=WORDS_EDGE, thick=3)


def _name(quote: OwnWords) -> str:
    return _("%(day)s, %(label)s, the child’s own words: %(quoted)s") % {
        "day": long_day(quote.on),
        "label": agency_ink(quote.agency).label,
        "quoted": quote.quoted,
    }


def _place(sheet: TimelineSheet, quote: OwnWords, number: int, placed: Sequence[_Bubble]) -> _Bubble | None:
    """Whole where it finds a place; else its number where that finds one; else the table alone has it."""
    lines = tuple(wrap(f"“{quote.quoted}”", most=WIDEST, size=SIZE, bold=True))
    if len(lines) <= MOST_LINES:
        wide = max(*(width(line, size=SIZE, bold=True) for line in lines), 32 + width(short_day(quote.on)), 0) + 16
        shape = _Shape(lines, wide, LEAD * len(lines) + 30, ROWS, ROW, True)
        for one in _candidates(sheet, quote, shape):
            if _is_free(sheet, one, placed):
                return one
    small = _Shape((str(number),), 16 + width(str(number), bold=True), 22, SMALL_ROWS, SMALL_ROW, False)
    return next((one for one in _candidates(sheet, quote, small) if _is_free(sheet, one, placed)), None)


def _put_in_order(placed: Sequence[_Bubble]) -> list[_Bubble]:
    """The same, with the numbers of days that are near each other from left to right."""
    ordered = [one for one in placed if one.is_whole]
    group: list[_Bubble] = []
    for one in (*(one for one in placed if not one.is_whole), None):
        if group and (one is None or one.x - group[0].x > NEAR_WALL):
            boxes = sorted((each.box for each in group), key=lambda box: (box.left, -box.bottom))
            ordered += [replace(each, box=box) for each, box in zip(group, boxes, strict=True)]
            group = []
        group += [one] if one else []
    return ordered


def _candidates(sheet: TimelineSheet, quote: OwnWords, shape: _Shape) -> Iterator[_Bubble]:
    x = min(max(sheet.scale.x(quote.on), LEFT + 10), RIGHT - 4)
    for row in range(shape.rows):
        bottom = -TAIL - row * shape.row_tall
        for shift in SHIFTS if shape.is_whole else SMALL_SHIFTS:
            left = min(max(x - shape.wide * shift, LEFT), RIGHT + 8 - shape.wide)
            if left + 9 <= x <= left + shape.wide - 9 or not shape.is_whole:
                box = Box(left, bottom - shape.tall, left + shape.wide, bottom, "words")
                yield _Bubble(quote, shape.lines, box, x, shape.is_whole)
        for left in _beside_walls(sheet, x, shape):
            box = Box(left, bottom - shape.tall, left + shape.wide, bottom, "words")
            yield _Bubble(quote, shape.lines, box, x, shape.is_whole)


def _beside_walls(sheet: TimelineSheet, x: float, shape: _Shape) -> Iterator[float]:
    """Left edges of words said on a day of the bracket or near it: beside its line, and their tail slants."""
    for wall in sheet.walls if shape.is_whole else ():
        if abs(x - (wall.left + wall.right) / 2) < NEAR_WALL:
            yield from (
                left for left in (wall.left - 5 - shape.wide, wall.right + 5) if LEFT <= left <= RIGHT + 8 - shape.wide
            )


def _is_free(sheet: TimelineSheet, one: _Bubble, placed: Sequence[_Bubble]) -> bool:
    near = one.box.grown(4, 4)
    if any(near.hits(wall) for wall in sheet.walls):
        return False
    return not any(near.hits(other.box) or near.hits(other.tail) or one.tail.hits(other.box) for other in placed)


def _draw(sheet: TimelineSheet, one: _Bubble, foot: float, place: int) -> None:
    canvas, quote, box = sheet.canvas, one.quote, one.box.moved(foot)
    order, tail = sheet.order(quote.on, place), (one.x, box.bottom)
    with canvas.linked(quote.href, name=_name(quote), order=order, around=tail, radius=14):
        draw_bubble(canvas, box, (one.x, foot))
        if not one.is_whole:
            canvas.text(
                (box.left + box.right) / 2, box.top + 15.5, one.lines[0], bold=True, ink=WORDS_EDGE, anchor="middle",
                ground=WORDS_FILL,
            )  # fmt: skip
            return
        for row, line in enumerate(one.lines):
            canvas.text(box.left + 8, box.top + 17 + row * LEAD, line, size=SIZE, bold=True, ground=WORDS_FILL)
        wide = draw_agency(canvas, box.left + 8, box.bottom - 23, quote.agency, tall=17)
        said_on = short_day(quote.on)
        canvas.text(box.left + 14 + wide, box.bottom - 10, said_on, ink=QUIET, ground=WORDS_FILL)
