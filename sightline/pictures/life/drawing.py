"""The life line of a child: where it lived, which schools, which workers, which plans and legal status, and when.

It answers one question: what changed around the child, and when? Where no record says so, the line is dotted.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sightline.pictures.arial import wrap
from sightline.pictures.axis import AXIS, draw_axis
from sightline.pictures.canvas import Canvas, KeyGlyph
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import draw_agency, draw_not_known
from sightline.pictures.life.facts import LifeLane, LifeSpan, LifeStory, SpanEnd
from sightline.pictures.palette import INK, PAPER, QUIET, RULE, agency_ink
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.scales import DayScale, months_before
from sightline.translation.dates import long_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy

KEY, LEFT, RIGHT = "life-line", 300.0, 1092.0
LABEL, LABEL_ROOM, LINE, BAR, HEAD_ROOM, AGE_ROOM = 62.0, 224, 16, 14, 28, 24
LEAST = 4.0
NOBODY = gettext_lazy("no record says so")
HEAD = (
    gettext_lazy("About"),
    gettext_lazy("What"),
    gettext_lazy("Agency"),
    gettext_lazy("From"),
    gettext_lazy("To"),
    gettext_lazy("Records"),
)
FOOT_SAYS = gettext_lazy("A lead to check, not evidence. Homes have numbers, and no address is on this chart.")


def draw_life(story: LifeStory) -> Picture:
    """The picture of one child's life line, with its table."""
    canvas, finding = Canvas(WIDE, 0), finding_of(story)
    title = _("%(about)s: homes, schools, lead workers and legal status") % {"about": story.about}
    scale = DayScale(months_before(story.first, 0), story.up_to + timedelta(days=1), LEFT, RIGHT)
    top = draw_head(canvas, title, [finding])
    y = top + AXIS
    ages = list(story.birthdays())
    if ages:
        y = _draw_ages(canvas, scale, ages, y)
    for place, lane in enumerate(LifeLane):
        y = _draw_lane(canvas, scale, story, lane, y, place)
    canvas.line((MARGIN, y), (RIGHT, y), stroke=RULE)
    with canvas.beneath():
        draw_axis(canvas, scale, top, y)
    draw_foot(canvas, draw_key(canvas, y, list(_key(story))) + 4, up_to=story.up_to, says=str(FOOT_SAYS))
    return Picture(KEY, title, finding, canvas, PictureTable(tuple(map(str, HEAD)), tuple(_list_rows(story))))


def finding_of(story: LifeStory) -> str:
    """What the picture shows, in words."""
    homes, schools, workers = (len(story.of(one)) for one in (LifeLane.HOME, LifeLane.SCHOOL, LifeLane.WORKER))
    said = _("Known by %(day)s: homes %(homes)s, schools %(schools)s, lead workers %(workers)s.") % {
        "day": long_day(story.up_to), "homes": homes, "schools": schools, "workers": workers
    }  # fmt: skip
    open_ones = [one.label for one in story.of(LifeLane.STATUS) if one.ends is SpanEnd.NOT_RECORDED]
    if not open_ones:
        return said
    return join_shown(" ", [said, _("No end is recorded of: %(labels)s.") % {"labels": join_shown(", ", open_ones)}])


def _draw_ages(canvas: Canvas, scale: DayScale, ages: Sequence[tuple[date, int]], top: float) -> float:
    """The child's birthdays, as ages."""
    canvas.line((MARGIN, top), (RIGHT, top), stroke=RULE)
    canvas.text(MARGIN, top + 17, _("Age on the birthday"), ink=QUIET)
    last = -1.0
    for day, age in ages:
        x = scale.x(day)
        if x > last and x < RIGHT - 14:
            canvas.text(x + 3, top + 17, str(age), bold=True)
            last = x + 26
        canvas.line((x, top + 6), (x, top + AGE_ROOM - 4), stroke=QUIET)
    return top + AGE_ROOM


def _draw_lane(canvas: Canvas, scale: DayScale, story: LifeStory, lane: LifeLane, top: float, place: int) -> float:
    canvas.line((MARGIN, top), (RIGHT, top), stroke=RULE)
    canvas.text(MARGIN, top + 19, _(lane.value), size=15, bold=True)
    y, spans = top + HEAD_ROOM, story.of(lane)
    if not spans:
        draw_not_known(canvas, (LEFT, top + 15), (RIGHT, top + 15), stroke=QUIET)
        canvas.text(LABEL, y + 11, str(NOBODY), ink=QUIET)
        return y + 22
    for number, span in enumerate(spans):
        y = _draw_span(canvas, scale, span, y, (place, number))
    return y + 4


def _draw_span(canvas: Canvas, scale: DayScale, span: LifeSpan, top: float, order: tuple[int, int]) -> float:
    """One row: whose record it is, what it is, and its bar; where the row ends."""
    lines = wrap(span.label, most=LABEL_ROOM)
    tall = max(24, len(lines) * LINE + 8)
    draw_agency(canvas, MARGIN, top, span.agency)
    for place, line in enumerate(lines):
        canvas.text(LABEL, top + 14 + place * LINE, line)
    middle, colour = top + 10, agency_ink(span.agency).colour
    draw_not_known(canvas, (LEFT, middle), (RIGHT, middle), stroke=RULE)
    start = min(scale.x(span.first_on), RIGHT - LEAST)
    end = max(scale.x(span.last_on + timedelta(days=1)), start + LEAST)
    name = f"{long_day(span.first_on)}, {agency_ink(span.agency).label}, {span.label}: {_(span.ends.value)}"
    with canvas.linked(span.href, name=name, order=(order[0], order[1]), around=(start + 4, middle)):
        _draw_bar(canvas, span, (start, end), middle, colour)
    if span.ends is SpanEnd.LAST_RECORD:
        for day in span.days:
            canvas.line((scale.x(day), middle + BAR / 2), (scale.x(day), middle + BAR / 2 + 4), stroke=colour)
    return top + tall


def _draw_bar(canvas: Canvas, span: LifeSpan, ends: tuple[float, float], middle: float, colour: str) -> None:
    """Full from the start to the last record or the end; a frame without a right edge where no end is recorded."""
    start, end = ends
    if span.ends is not SpanEnd.NOT_RECORDED:
        canvas.rect(start, middle - BAR / 2, end - start, BAR, fill=colour)
        if span.ends is SpanEnd.ENDED:
            canvas.line((end, middle - BAR / 2 - 3), (end, middle + BAR / 2 + 3), stroke=colour, thick=2)
        return
    canvas.rect(start, middle - BAR / 2, end - start, BAR, fill=PAPER)
    for y in (middle - BAR / 2, middle + BAR / 2):
        canvas.line((start, y), (end, y), stroke=colour, thick=1.5)
    canvas.line((start, middle - BAR / 2), (start, middle + BAR / 2), stroke=colour, thick=4)


def _key(story: LifeStory) -> Iterator[tuple[KeyGlyph, str]]:
    drawn = {SpanEnd.LAST_RECORD: _key_records, SpanEnd.ENDED: _key_ended, SpanEnd.NOT_RECORDED: _key_open}
    ends = {one.ends for one in story.spans}
    for end, glyph in drawn.items():
        if end in ends:
            yield glyph, _(end.value)
    yield (
        lambda canvas, x, y: draw_not_known(canvas, (x - 8, y), (x + 12, y), stroke=QUIET),
        _("not known from these records"),
    )


def _key_records(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 7, 18, 10, fill=INK)
    for at in (-6, 0, 8):
        canvas.line((x + at, y + 3), (x + at, y + 8))


def _key_ended(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 6, 18, 12, fill=INK)
    canvas.line((x + 10, y - 9), (x + 10, y + 9), thick=2)


def _key_open(canvas: Canvas, x: float, y: float) -> None:
    for at in (-6, 6):
        canvas.line((x - 8, y + at), (x + 12, y + at), thick=1.5)
    canvas.line((x - 8, y - 6), (x - 8, y + 6), thick=4)


def _list_rows(story: LifeStory) -> Iterator[tuple[Cell, ...]]:
    for lane in LifeLane:
        for one in story.of(lane):
            until = {
                SpanEnd.LAST_RECORD: _("%(day)s, the last record") % {"day": long_day(one.last_on)},
                SpanEnd.ENDED: long_day(one.last_on),
                SpanEnd.NOT_RECORDED: _("no end recorded"),
            }
            yield (
                Cell(_(lane.value)),
                Cell(one.label, one.href),
                Cell(agency_ink(one.agency).label, agency=one.agency),
                Cell(long_day(one.first_on)),
                Cell(until[one.ends]),
                Cell(str(len(one.days))),
            )
