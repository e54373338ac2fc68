"""Months and years above lanes of time, each with a line down through the lanes, under what is drawn there."""

from collections.abc import Sequence
from datetime import date

from sightline.pictures.arial import width
from sightline.pictures.canvas import Canvas
from sightline.pictures.palette import FAINT, QUIET, RULE
from sightline.pictures.scales import DayScale, next_month
from sightline.translation.dates import short_month

AXIS = 44  # the room of years and months above the lanes
YEAR_ROOM = 36


def draw_axis(canvas: Canvas, scale: DayScale, top: float, bottom: float) -> None:
    """Years and months from `top`; the lanes begin `AXIS` lower, and their lines end at `bottom`."""
    written = scale.written_months()
    for month in scale.months():
        if month in written or month.month == 1:
            stroke = RULE if month.month == 1 else FAINT
            canvas.line((scale.x(month), top + AXIS - 16), (scale.x(month), bottom), stroke=stroke)
    _write_months(canvas, scale, written, top + AXIS - 6)
    for year in sorted({month.year for month in scale.months()} | {scale.first.year}):
        first = max(date(year, 1, 1), scale.first)
        end = min(date(year + 1, 1, 1), scale.end)
        if scale.x(end) - scale.x(first) > YEAR_ROOM:
            canvas.text(scale.x(first) + 4, top + 14, f"{year}", bold=True)


def _write_months(canvas: Canvas, scale: DayScale, written: Sequence[date], y: float) -> None:
    for month in written:
        word, x = short_month(month), scale.x(month) + 4
        has_room = next_month(month) not in written or x + width(word) < scale.x(next_month(month))
        if has_room and x + width(word) < scale.right + 16:
            canvas.text(x, y, word, ink=QUIET)
