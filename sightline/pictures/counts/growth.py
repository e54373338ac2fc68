"""How a counted number grew, month by month: known as harmed, known to an agency, and could have been known.

Three lines of three styles, each with its name at its end. A number under 5 is dotted on the ground line, never nought.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sightline.pictures.canvas import Canvas, Point
from sightline.pictures.counts.facts import CountGrowth, GrownMonth
from sightline.pictures.counts.list_overlaps import COUNTS_SAY
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head
from sightline.pictures.glyphs import draw_not_known
from sightline.pictures.palette import BAR, FAINT, INK, QUIET, RULE
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.trend_facts import ShownNumber
from sightline.translation.dates import month_and_year, short_month
from sightline.translation.messages import gettext as _
from sightline.translation.messages import gettext_noop, join_shown

TALL, LEFT, NAMES, APART = 220, 54, 250, 18
YEAR_ROOM, MONTH_ROOM = 40, 34


@dataclass(frozen=True, slots=True)
class _Series:
    """One line: its name, how it is drawn, and its number of a month."""

    label: str
    of: Callable[[GrownMonth], ShownNumber]
    stroke: str
    thick: float
    dash: str | None = None


SERIES = (
    _Series(gettext_noop("could have been known"), lambda one: one.could, QUIET, 2.5, "7 4"),
    _Series(gettext_noop("known to an agency"), lambda one: one.known, BAR, 4),
    _Series(gettext_noop("known as harmed"), lambda one: one.harmed, INK, 2.5, "10 3 2 3"),
)


@dataclass(frozen=True, slots=True)
class _Panel:
    """The room of the lines, of so many months and up to so many people."""

    ground: float
    months: int
    most: int
    left: float = MARGIN + LEFT
    right: float = WIDE - MARGIN - NAMES

    def x(self, place: int) -> float:
        """Where a month stands."""
        return self.left + (self.right - self.left) * place / max(self.months - 1, 1)

    def y(self, value: float) -> float:
        """Where a number stands."""
        return self.ground - TALL * value / max(self.most, 1)


def draw_count_growth(story: CountGrowth) -> Picture:
    """The three lines, with the months below and round numbers at the side."""
    canvas = Canvas(WIDE, 0)
    first, last = story.months[0], story.months[-1]
    title = _("How the number grew, %(first)s to %(last)s: %(about)s") % {
        "first": month_and_year(first.first_on),
        "last": month_and_year(last.first_on),
        "about": story.about,
    }
    said = [
        _finding(last),
        _("To the nearest five. Numbers under 5 are hidden: a dotted line at the foot shows where."),
    ]
    top = draw_head(canvas, title, said) + 16
    most = max((series.of(one).number or 0 for series in SERIES for one in story.months), default=0)
    panel = _Panel(top + TALL, len(story.months), most)
    _draw_numbers(canvas, panel)
    for series in SERIES:
        _draw_series(canvas, panel, series, [series.of(one) for one in story.months])
    _name_series(canvas, panel, last)
    _write_months(canvas, panel, story.months)
    draw_foot(canvas, panel.ground + 44, up_to=story.up_to, says=COUNTS_SAY)
    head = (_("Month"), *(_(series.label).capitalize() for series in SERIES))
    rows = [
        (Cell(month_and_year(one.first_on)), *(Cell(series.of(one).shown) for series in SERIES))
        for one in reversed(story.months)
    ]
    return Picture(story.key, title, join_shown(" ", said), canvas, PictureTable(head, tuple(rows)))


def _finding(last: GrownMonth) -> str:
    said = _(
        "At the end of %(month)s: %(known)s known to an agency, %(harmed)s of them as harmed. "
        "%(could)s could have been known from the records."
    )
    return said % {
        "month": month_and_year(last.first_on),
        "known": last.known.shown,
        "harmed": last.harmed.shown,
        "could": last.could.shown.capitalize(),
    }


def _draw_numbers(canvas: Canvas, panel: _Panel) -> None:
    """Nought, half and the most, with a pale line each."""
    for value in dict.fromkeys((0, panel.most // 10 * 5, panel.most)):
        y = panel.y(value)
        canvas.line((panel.left, y), (panel.right, y), stroke=FAINT if value else RULE)
        canvas.text(panel.left - 8, y + 4.5, f"{value:,}", ink=QUIET, anchor="end")


def _draw_series(canvas: Canvas, panel: _Panel, series: _Series, numbers: Sequence[ShownNumber]) -> None:
    """A line of those that may be shown; hidden ones are dotted at the foot."""
    for hidden, places in _runs(numbers):
        if hidden:
            draw_not_known(
                canvas, (panel.x(places[0]), panel.ground - 3), (panel.x(places[-1]), panel.ground - 3), stroke=QUIET
            )
            continue
        points: list[Point] = [(panel.x(place), panel.y(numbers[place].number or 0)) for place in places]
        if len(points) == 1:
            canvas.circle(*points[0], 3, fill=series.stroke)
        else:
            canvas.polyline(points, stroke=series.stroke, thick=series.thick, dash=series.dash)


def _runs(numbers: Sequence[ShownNumber]) -> Iterator[tuple[bool, list[int]]]:
    """Places that follow each other and are hidden, or are not."""
    places: list[int] = []
    for place, one in enumerate(numbers):
        if places and (one.number is None) != (numbers[places[-1]].number is None):
            yield numbers[places[-1]].number is None, places
            places = []
        places.append(place)
    if places:
        yield numbers[places[-1]].number is None, places


def _name_series(canvas: Canvas, panel: _Panel, last: GrownMonth) -> None:
    """The name and the last number of each line, at its end; moved apart, the highest first."""
    ends = sorted((panel.y(series.of(last).number or 0), place) for place, series in enumerate(SERIES))
    free = 0.0
    for end, place in ends:
        series = SERIES[place]
        y = max(end, free)
        x = panel.right + 12
        canvas.line((panel.right + 2, end), (x, y), stroke=RULE)
        canvas.line((x, y), (x + 26, y), stroke=series.stroke, thick=series.thick, dash=series.dash)
        canvas.text(x + 32, y + 4.5, f"{_(series.label)}: {series.of(last).shown}")
        free = y + APART


def _write_months(canvas: Canvas, panel: _Panel, months: Sequence[GrownMonth]) -> None:
    """Each January's year, as many as have room; of a short time the months too."""
    room = (panel.right - panel.left) / max(len(months) - 1, 1)
    every = max(1, -(-YEAR_ROOM // max(int(room * 12), 1)))
    free = panel.left - YEAR_ROOM
    for place, one in enumerate(months):
        x = panel.x(place)
        if room >= MONTH_ROOM:
            canvas.text(x, panel.ground + 18, short_month(one.first_on), ink=QUIET, anchor="middle")
        is_year = place == 0 or (one.first_on.month == 1 and one.first_on.year % every == 0)
        if is_year and x - 18 >= free:
            canvas.line((x, panel.ground), (x, panel.ground + 4), stroke=QUIET)
            canvas.text(x, panel.ground + 34, f"{one.first_on.year}", ink=QUIET, anchor="middle")
            free = x + 18
