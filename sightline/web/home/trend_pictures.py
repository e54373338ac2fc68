"""The pictures of trends on a leader’s first page: by month, and by agency and month, with small numbers hidden."""

from datetime import date

from sightline.casework.home.pages.leaders import Figure, LeadersPart
from sightline.casework.home.selectors.leaders import HIDDEN
from sightline.model.when import london_day
from sightline.pictures.frame import WIDE
from sightline.pictures.picture import Picture
from sightline.pictures.trend_facts import AgencyTrend, ShownNumber, TrendMonth
from sightline.pictures.trends import NARROW, draw_agency_trends, draw_month_trend


def month_trend(part: LeadersPart, wide: int = NARROW) -> Picture:
    """All agencies by month; of a partnership that has months."""
    months = [TrendMonth(_first_of(one.month), _figure(one.overdue), _figure(one.met)) for one in part.months]
    return draw_month_trend(months, up_to=up_to(part), wide=wide)


def agency_trends(part: LeadersPart, wide: int = WIDE) -> Picture:
    """Each agency by month, in the order of the table; of a partnership that has them."""
    agencies = [
        AgencyTrend(
            agency,
            tuple(_figure(month.overdue[place]) for month in part.trend),
        )
        for place, agency in enumerate(part.trend_agencies)
    ]
    months = [_first_of(month.month) for month in part.trend]
    return draw_agency_trends(agencies, months, up_to=up_to(part), wide=wide)


def up_to(part: LeadersPart) -> date:
    """The last day that is counted."""
    return london_day(part.months[-1].through)


def _first_of(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _figure(figure: Figure) -> ShownNumber:
    return ShownNumber(figure.shown, figure.number, is_hidden=figure == HIDDEN)
