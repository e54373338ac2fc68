"""Two charts of months, as places for a template to draw: what was overdue as bars, and what was met in time as a line.

Each has a wide drawing and one for a phone. A hidden number is drawn as a mark without a height, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.casework.home.leader_pages import Figure, MonthFigures
from sightline.web.core.whens import month_in_words

HIDDEN, NOT_COUNTED = "·", Figure("Not counted")


@dataclass(frozen=True, slots=True)
class DrawingSize:
    """How large a drawing is, and how a month is written below it."""

    css: str
    width: int
    letters: int


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A month in a drawing: its middle, what stands below it, and its number with where that and its mark stand."""

    x: float
    month: str
    year: str
    label: str
    label_y: float
    y: float
    left: float
    wide: float
    tall: float
    is_drawn: bool
    below_y: float = 0
    below_tall: float = 0
    below_label: str = ""

    @property
    def below_label_y(self) -> float:
        """Where the number of the lower bar stands: within it, at its foot."""
        return self.below_y + self.below_tall - 6


@dataclass(frozen=True, slots=True)
class MonthChart:
    """One drawing: its size, its ground line, its marks, and the points of its line."""

    css: str
    width: int
    height: int
    ground: float
    label: str
    marks: tuple[ChartMark, ...]
    lines: tuple[str, ...] = ()
    is_line: bool = False

    @property
    def month_y(self) -> float:
        """Where the months stand."""
        return self.ground + 17

    @property
    def year_y(self) -> float:
        """Where the years stand."""
        return self.ground + 34


WIDE, NARROW = DrawingSize("sl-hide-phone", 690, 3), DrawingSize("sl-phone-only", 360, 1)
TOP, BARS, GROUND, HEIGHT = 24, 150, 176, 216


def bar_charts(months: Sequence[MonthFigures]) -> tuple[MonthChart, ...]:
    """What was overdue at the end of each month, above what was over from before go-live; wide, and for a phone."""
    label = _in_words("Overdue deadlines at the end of each month", [(one.month, one.overdue) for one in months])
    most = max([(one.overdue.number or 0) + (one.backlog.number or 0) for one in months] + [1])
    return tuple(_bars(months, size, most, label) for size in (WIDE, NARROW))


def line_charts(months: Sequence[MonthFigures]) -> tuple[MonthChart, ...]:
    """The share of deadlines met in time in each month; the line is broken where none may be drawn."""
    label = _in_words("Share of deadlines met in time in each month", [(one.month, one.met) for one in months])
    return tuple(_line(months, size, label) for size in (WIDE, NARROW))


def _bars(months: Sequence[MonthFigures], size: DrawingSize, most: int, label: str) -> MonthChart:
    marks = []
    for place, one in enumerate(months):
        below, over = (BARS * (figure.number or 0) / most for figure in (one.backlog, one.overdue))
        marks.append(
            _mark(
                months,
                place,
                size,
                _unless_none(one.overdue),
                y=GROUND - below - over,
                tall=over,
                below=(one.backlog, below),
            )
        )
    return MonthChart(size.css, size.width, HEIGHT, GROUND, label, tuple(marks))


def _unless_none(figure: Figure) -> Figure:
    """No number above a bar where there is none, or where none is counted."""
    return Figure("", 0) if figure.number == 0 or figure == NOT_COUNTED else figure


def _line(months: Sequence[MonthFigures], size: DrawingSize, label: str) -> MonthChart:
    low, high = 130, TOP
    marks = tuple(
        _mark(months, place, size, one.met, y=low - (low - high) * (one.met.number or 0) / 100, tall=0)
        for place, one in enumerate(months)
    )
    runs: list[list[str]] = [[]]
    for one, mark in zip(months, marks, strict=True):
        if one.met.number is None:
            runs.append([])
        else:
            runs[-1].append(f"{mark.x:.1f},{mark.y:.1f}")
    lines = tuple(" ".join(run) for run in runs if len(run) > 1)
    return MonthChart(size.css, size.width, low + 40, low, label, marks, lines, is_line=True)


def _mark(
    months: Sequence[MonthFigures],
    place: int,
    size: DrawingSize,
    figure: Figure,
    *,
    y: float,
    tall: float,
    below: tuple[Figure, float] = (Figure(""), 0.0),
) -> ChartMark:
    month_width, day = size.width / len(months), date.fromisoformat(f"{months[place].month}-01")
    wide = round(month_width * 0.66, 1)
    x = round(month_width * (place + 0.5), 1)
    is_new_year = place == 0 or day.month == 1
    return ChartMark(
        x=x,
        month=f"{day:%B}"[: size.letters],
        year=f"{day:%Y}" if is_new_year and size is WIDE else f"’{day:%y}" if is_new_year else "",
        label=HIDDEN
        if figure.number is None
        else figure.shown
        if size is WIDE
        else figure.shown and f"{figure.number:,}",
        label_y=round(y - 6, 1),
        y=round(y, 1),
        left=round(x - wide / 2, 1),
        wide=wide,
        tall=round(tall, 1),
        is_drawn=figure.number is not None,
        below_y=round(y + tall, 1),
        below_tall=round(below[1], 1),
        below_label=below[0].shown if below[0].number and below[1] > 18 else "",
    )


def _in_words(what: str, figures: Sequence[tuple[str, Figure]]) -> str:
    """What a drawing shows, for those who do not see it: its first and last number."""
    (first, one), (last, other) = figures[0], figures[-1]
    return (
        f"{what}. {month_in_words(first)}: {one.shown}. {month_in_words(last)}: {other.shown}. "
        "The table has every figure."
    )
