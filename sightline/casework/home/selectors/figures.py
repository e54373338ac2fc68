"""The figures of a leader's first page for a file: rows for a spreadsheet, or what a trend is drawn from.

Small numbers are hidden as on the page.
"""

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.home.pages.leaders import LeadersPart
from sightline.casework.home.selectors.leaders import leaders_part
from sightline.model.errors import Refused
from sightline.model.nouns import Role

LEADERS = (Role.PARTNERSHIP_EXECUTIVE, Role.ELECTED_MEMBER)
MONTHS, AGENCIES, TREND = "months", "agencies", "agency-months"
NO_DEADLINES = "No deadlines yet"
Rows = tuple[tuple[str, ...], ...]


def read_figures_table(session: ReaderSession, *, table: str) -> Rows:
    """Headings and rows of one table; Refused for whoever has no such first page."""
    return {MONTHS: _months, AGENCIES: _agencies, TREND: _trend}[table](
        _read_leaders_part(session, "read_figures_table", table)
    )


def read_trend(session: ReaderSession, *, table: str) -> LeadersPart:
    """What the picture of one table is drawn from; Refused for whoever has no such first page."""
    return _read_leaders_part(session, "read_trend", table)


def _read_leaders_part(session: ReaderSession, action: str, table: str) -> LeadersPart:
    with audited(session, action=action) as trail:
        if session.actor.reader.role not in LEADERS:
            raise Refused("These figures are for the partnership's executive and elected members.", code="no_figures")
        trail.details = {"table": table}
        return leaders_part(session)


def _months(part: LeadersPart) -> Rows:
    headings = ("Month", "Counted up to", "Overdue", "Arrived late", "Met in time", "Not known")
    rows = (
        (one.month, one.through, one.overdue.shown, one.arrived_late.shown, one.met.shown, one.not_known.shown)
        for one in part.months
    )  # fmt: skip
    return (headings, *rows)


def _agencies(part: LeadersPart) -> Rows:
    headings = (
        "Agency", "Open", "Overdue", "Of these, backlog", "Overdue actions, including shared ones",
        "Share overdue", "Oldest open", "Not known",
        "Arrived late", "Half answered within", "9 in 10 answered within",
    )  # fmt: skip
    rows = (
        (one.agency, *(figure.shown for figure in (one.open, one.overdue, one.before, one.asked, one.share, one.oldest,
                                                   one.not_known, one.arrived_late, one.half, one.most)))
        for one in part.agencies
    )  # fmt: skip
    none = ((agency, NO_DEADLINES, *[""] * (len(headings) - 2)) for agency in part.without)
    return (headings, *rows, *none)


def _trend(part: LeadersPart) -> Rows:
    headings = ("Month", "Agency", "Overdue")
    rows = (
        (month.month, agency, overdue.shown)
        for month in part.trend
        for agency, overdue in zip(part.trend_agencies, month.overdue, strict=True)
    )
    return (headings, *rows)
