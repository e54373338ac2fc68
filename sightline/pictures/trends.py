"""Trends for leaders: overdue at each month's end, the share met in time, and the same of each agency at one scale.

It answers whether the partnership is less late than a year ago, and never ranks. A number that may not be shown is a
dashed box of one height, so that its size cannot be read off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.pictures.canvas import Box, Canvas, KeyGlyph, Point
from sightline.pictures.frame import MARGIN, PHONE, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import draw_agency, draw_not_known
from sightline.pictures.palette import BAR, DEEP, FAINT, PAPER, QUIET, RULE, agency_ink
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.scales import next_month
from sightline.pictures.trend_facts import AgencyTrend, ShownNumber, TrendMonth
from sightline.translation.dates import month_and_year, short_day, short_day_and_month, short_month
from sightline.translation.messages import gettext as _
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

NARROW, TALL, SHARE_TALL, AGENCY_TALL = 690, 150, 96, 92
A_ROW, GAP, HIDDEN_TALL = 4, 26, 12
SCALE = 40  # of the words of the scale, left of the chart
ROOM = 24  # of a bar that has its number above it
HIDDEN_SAYS = gettext_lazy("Dashed or dotted: a number under 5, or one that would show it, is hidden.")


@dataclass(frozen=True, slots=True)
class _Panel:
    """The room of one chart: its left, its ground line, its width and height, and the number of its full height."""

    left: float
    ground: float
    wide: float
    tall: float
    most: float

    def y(self, value: float) -> float:
        """Where a number stands."""
        return self.ground - self.tall * value / max(self.most, 1)

    def x(self, place: float, many: int) -> float:
        """Where the middle of a month stands."""
        return self.left + self.wide * (place + 0.5) / many


def draw_month_trend(months: Sequence[TrendMonth], *, up_to: date, wide: int = NARROW) -> Picture:
    """What all agencies had overdue at the end of each month, and what was met in time; as wide as it is shown."""
    canvas = Canvas(wide, 0)
    title = _("Overdue deadlines, %(first)s to %(last)s") % {
        "first": month_and_year(months[0].first_on),
        "last": month_and_year(months[-1].first_on),
    }
    finding = _finding(months, up_to)
    top = draw_head(canvas, title, [finding]) + 8
    most = max([one.overdue.number or 0 for one in months] + [1])
    left, room = MARGIN + SCALE, wide - 2 * MARGIN - SCALE
    bars = _Panel(left, top + 22 + TALL, room, TALL, most)
    _draw_bars(canvas, bars, [one.overdue for one in months], DEEP, BAR)
    bottom = _write_months(canvas, bars, [one.first_on for one in months])
    canvas.text(MARGIN, bottom + 28, _("Deadlines met in time"), size=15, bold=True)
    line = _Panel(left, bottom + 60 + SHARE_TALL, room, SHARE_TALL, 100)
    met = [one.met for one in months]
    _draw_share(canvas, line, met)
    bottom = _write_months(canvas, line, [one.first_on for one in months])
    draw_foot(
        canvas,
        draw_key(
            canvas, bottom + 6, [*_key(), (_key_last, _last_words(months[-1].first_on, up_to)), *_key_of_shares(met)]
        )
        + 2,
        up_to=up_to,
        says=HIDDEN_SAYS,
    )
    head = (_("Month"), _("Overdue"), _("Met in time"))
    rows = [
        (Cell(month_and_year(one.first_on)), Cell(one.overdue.shown), Cell(one.met.shown)) for one in reversed(months)
    ]
    return Picture(_key_of("trend", wide), title, finding, canvas, PictureTable(head, tuple(rows)))


def draw_agency_trends(
    agencies: Sequence[AgencyTrend], months: Sequence[date], *, up_to: date, wide: int = WIDE
) -> Picture:
    """The same of each agency, all at one scale, in the order given; on a phone one below the other."""
    canvas, a_row = Canvas(wide, 0), A_ROW if wide > PHONE else 1
    title = _("Overdue deadlines by agency, at each month end, %(first)s to %(last)s") % {
        "first": month_and_year(months[0]),
        "last": month_and_year(months[-1]),
    }
    most = max([figure.number or 0 for one in agencies for figure in one.overdue] + [5])
    said = _("%(agencies)s, each at the same scale: the highest bar is %(most)s.") % {
        "agencies": counted(len(agencies), "agency"),
        "most": f"{most:,}",
    }
    sub = [said, _("Only the highest and the last number are shown. The order has no meaning.")]
    top = draw_head(canvas, title, sub) + 6
    each = (wide - 2 * MARGIN - GAP * (a_row - 1)) / a_row
    bottom = top
    for place, one in enumerate(agencies):
        left = MARGIN + (place % a_row) * (each + GAP)
        y = top + (place // a_row) * (AGENCY_TALL + 96)
        tag = draw_agency(canvas, left, y + 4, one.agency)
        canvas.text(left + tag + 8, y + 19, agency_ink(one.agency).label, size=14, bold=True)
        panel = _Panel(left, y + 48 + AGENCY_TALL, each, AGENCY_TALL, most)
        _draw_bars(canvas, panel, one.overdue, agency_ink(one.agency).colour, agency_ink(one.agency).colour)
        bottom = _write_months(canvas, panel, months)
    draw_foot(canvas, draw_key(canvas, bottom + 6, _key()) + 2, up_to=up_to, says=HIDDEN_SAYS)
    head = (_("Month"), *(agency_ink(one.agency).label for one in agencies))
    rows = [
        (Cell(month_and_year(month)), *(Cell(one.overdue[place].shown) for one in agencies))
        for place, month in reversed(list(enumerate(months)))
    ]
    return Picture(_key_of("agency-trend", wide), title, said, canvas, PictureTable(head, tuple(rows)))


def _key_of(key: str, wide: int) -> str:
    """The picture's id on a page that may hold it in two widths."""
    return key if wide > PHONE else f"{key}-phone"


def _finding(months: Sequence[TrendMonth], up_to: date) -> str:
    first, last = months[0], months[-1]
    said = (
        _("Overdue at the end of %(first)s: %(overdue)s. On %(day)s: %(overdue_then)s. Met in time so far: %(met)s.")
        if _goes_on(last.first_on, up_to)
        else _(
            "Overdue at the end of %(first)s: %(overdue)s. %(last)s: %(overdue_then)s. "
            "Met in time in %(last)s: %(met)s."
        )
    )
    return said % {
        "first": month_and_year(first.first_on),
        "overdue": _lower(first.overdue),
        "last": month_and_year(last.first_on),
        "day": short_day(up_to),
        "overdue_then": _lower(last.overdue),
        "met": _lower(last.met),
    }


def _goes_on(month: date, up_to: date) -> bool:
    """Whether the data's day is before the last day of the month."""
    return up_to + timedelta(days=1) < next_month(month)


def _last_words(month: date, up_to: date) -> str:
    """The last bar, in the key."""
    return _("up to %(day)s") % {"day": short_day_and_month(up_to)} if _goes_on(month, up_to) else _("the last month")


def _lower(figure: ShownNumber) -> str:
    return figure.shown[:1].lower() + figure.shown[1:]


def _draw_bars(canvas: Canvas, panel: _Panel, overdue: Sequence[ShownNumber], last: str, other: str) -> None:
    """A bar a month, the last one darker. Numbers above where they have room."""
    many = len(overdue)
    wide = panel.wide / many * 0.7
    canvas.line((panel.left, panel.ground), (panel.left + panel.wide, panel.ground), stroke=RULE)
    numbered = _numbered(overdue, panel.wide / many)
    for place, figure in enumerate(overdue):
        x = panel.x(place, many) - wide / 2
        top = _draw_bar(canvas, panel, figure, x, wide, last if place == many - 1 else other)
        if figure.number and place in numbered:
            canvas.text(x + wide / 2, top - 5, f"{figure.number:,}", bold=place == many - 1, anchor="middle", halo=True)


def _draw_bar(canvas: Canvas, panel: _Panel, figure: ShownNumber, x: float, wide: float, colour: str) -> float:
    """One bar; a hidden number is a dashed box of one height. Its top."""
    foot = panel.ground
    if figure.number is None:
        canvas.rect(x, foot - HIDDEN_TALL, wide, HIDDEN_TALL, fill=PAPER, stroke=colour, thick=1, dash="2 2")
        return foot - HIDDEN_TALL
    tall = panel.ground - panel.y(figure.number)
    if tall:
        canvas.rect(x, foot - tall, wide, tall, fill=colour)
        canvas.solid(Box(x, foot - tall, x + wide, foot - 18, "bar"))
    return foot - tall


def _numbered(figures: Sequence[ShownNumber], room: float) -> set[int]:
    """Which bars carry their number: all where there is room; else the highest and the last, if they are apart."""
    if room >= ROOM + 8:
        return set(range(len(figures)))
    shown = {place: one.number for place, one in enumerate(figures) if one.number}
    if not shown:
        return set()
    last = len(figures) - 1
    highest = max(shown, key=lambda place: (shown[place] or 0, place))
    wanted = {highest, last} & shown.keys()
    return wanted if last - highest >= 3 or highest == last else {highest}


def _draw_share(canvas: Canvas, panel: _Panel, figures: Sequence[ShownNumber]) -> None:
    """A line of shares with its scale, broken where none may be shown.

    Each point carries its number, or each second where narrow.
    """
    for value in (0, 50, 100):
        y = panel.y(value)
        canvas.line((panel.left, y), (panel.left + panel.wide, y), stroke=FAINT if value else RULE)
        canvas.text(panel.left - 6, y + 5, f"{value}%", ink=QUIET, anchor="end")
    many, run = len(figures), list[Point]()
    every = 1 if panel.wide / many >= 1.6 * ROOM else 2
    runs = [run]
    for place, figure in enumerate(figures):
        if figure.number is None:
            run = []
            runs.append(run)
        else:
            run.append((panel.x(place, many), panel.y(figure.number)))
    for points in runs:
        if len(points) > 1:
            canvas.polyline(points, stroke=DEEP, thick=2.6)
    for place, figure in enumerate(figures):
        x = panel.x(place, many)
        if figure.number is None:
            _draw_no_share(canvas, figure, x, panel.y(100), panel.ground)
            continue
        y = panel.y(figure.number)
        canvas.circle(x, y, 3.5, fill=DEEP)
        if (many - 1 - place) % every == 0:
            canvas.text(x, y - 8, f"{figure.number}%", bold=place == many - 1, anchor="middle", halo=True)


def _draw_no_share(canvas: Canvas, figure: ShownNumber, x: float, top: float, foot: float) -> None:
    """A hidden share is a dotted line of the whole height, so that no value is read off; where there is none, a "?"."""
    if figure.is_hidden:
        draw_not_known(canvas, (x, top), (x, foot), stroke=QUIET)
    else:
        canvas.text(x, (top + foot) / 2 - 4, "?", ink=QUIET, anchor="middle", halo=True)


def _write_months(canvas: Canvas, panel: _Panel, months: Sequence[date]) -> float:
    """Months below a chart, as many as have room, with the year below the first and each January."""
    many = len(months)
    every = max(1, -(-int(ROOM * 1.2) // max(int(panel.wide / many), 1)))
    free = panel.left - 1
    for place, month in enumerate(months):
        x = panel.x(place, many)
        if place % every == 0:
            canvas.text(x, panel.ground + 17, short_month(month), ink=QUIET, anchor="middle")
        if (place == 0 or month.month == 1) and x - 16 >= free:
            canvas.text(x, panel.ground + 33, f"{month:%Y}", ink=QUIET, anchor="middle")
            free = x + 20
    return panel.ground + 40


def _key() -> list[tuple[KeyGlyph, str]]:
    return [
        (lambda canvas, x, y: canvas.rect(x - 8, y - 7, 14, 14, fill=BAR), _("overdue at month end")),
        (_key_hidden, _("hidden")),
    ]


def _key_of_shares(figures: Sequence[ShownNumber]) -> list[tuple[KeyGlyph, str]]:
    """The line of shares, and the marks of months that have none, each where there is one."""
    key: list[tuple[KeyGlyph, str]] = [(_key_share, _("share met in time"))]
    if any(one.is_hidden for one in figures):
        key.append((_key_hidden_share, _("share hidden")))
    if any(one.number is None and not one.is_hidden for one in figures):
        key.append((_key_no_share, _("no share known")))
    return key


def _key_share(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x - 10, y), (x + 10, y), stroke=DEEP, thick=2.6)
    canvas.circle(x, y, 3.5, fill=DEEP)


def _key_no_share(canvas: Canvas, x: float, y: float) -> None:
    canvas.text(x, y + 5, "?", ink=QUIET, anchor="middle")


def _key_hidden_share(canvas: Canvas, x: float, y: float) -> None:
    draw_not_known(canvas, (x, y - 9), (x, y + 9), stroke=QUIET)


def _key_last(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 7, 14, 14, fill=DEEP)


def _key_hidden(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 6, 14, HIDDEN_TALL, fill=PAPER, stroke=DEEP, thick=1, dash="2 2")
