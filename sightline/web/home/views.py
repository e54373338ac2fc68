"""The first page, by what an account is for; that what was new is seen; and who waits for feedback.

A role has one first page, whatever posts its account holds. Posts change what waits on it, never what may be seen.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.accounts.selectors import count_unconfirmed
from sightline.casework.ceilings.selectors import posts_over
from sightline.casework.concerns.selectors.drafts import find_draft
from sightline.casework.concerns.selectors.feedback_to_referrer import list_feedback_due
from sightline.casework.core.pages import FileGround
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.selectors import read_home
from sightline.casework.home.selectors.analyst import read_analyst_home
from sightline.casework.home.selectors.figures import MONTHS, read_figures_table, read_trend
from sightline.casework.home.selectors.governance import read_governance_home
from sightline.casework.home.selectors.leaders import read_counts_home
from sightline.casework.home.selectors.operator_home import read_operator_home
from sightline.casework.home.selectors.school import read_school_home
from sightline.casework.home.selectors.senior import read_senior_home
from sightline.casework.home.selectors.team import read_team_home
from sightline.casework.home.services import note_seen
from sightline.casework.meetings.selectors.meetings import list_meetings
from sightline.casework.recertification.selectors import count_to_confirm
from sightline.casework.rules.selectors.first_run import glance_for
from sightline.casework.unusual_reading.selectors import count_questions
from sightline.documents.tables import write_csv_rows
from sightline.model.nouns import Role
from sightline.sharing import can_see_people
from sightline.web.core.doorway import page
from sightline.web.core.files import picture_file
from sightline.web.core.pagination import AfterAsked, page_by_place
from sightline.web.core.words import AGENCIES
from sightline.web.home.trend_pictures import agency_trends, month_trend, up_to

CONFIRMS = (Role.MANAGER, Role.SENIOR_OFFICER)
FirstPage = tuple[str, Callable[[ReaderSession], Any]]
TEAM: FirstPage = ("team", read_team_home)
SENIOR: FirstPage = ("senior", read_senior_home)
FIRST_PAGES: Mapping[Role, FirstPage] = {
    Role.PRACTITIONER: TEAM,
    Role.MANAGER: TEAM,
    Role.SCHOOL_LEAD: ("school", read_school_home),
    Role.SENIOR_OFFICER: SENIOR,
    Role.PARTNERSHIP_EXECUTIVE: SENIOR,
    Role.REVIEWER: SENIOR,
    Role.ANALYST: ("analyst", read_analyst_home),
    Role.INFORMATION_GOVERNANCE: ("governance", read_governance_home),
    Role.OPERATOR: ("operator", read_operator_home),
    Role.ELECTED_MEMBER: ("counts", read_counts_home),
}


@page("GET", "HEAD")
def home(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What waits, what is new, what to do next; and how fresh the data are."""
    template, read = FIRST_PAGES[session.actor.reader.role]
    context = {
        "home": read(session),
        "rules": glance_for(session),
        "held": read_home(session),
        "draft": find_draft(actor=session.actor),
        "meetings": list_meetings(session) if can_see_people(reader=session.actor.reader) else None,
        "over": posts_over(session),
        "accounts": count_unconfirmed(actor=session.actor),
        "confirming": count_to_confirm(session) if session.actor.reader.role in CONFIRMS else None,
        "reading": count_questions(session) if session.actor.reader.role is Role.MANAGER else None,
        "active": "home",
    }
    return render(request, f"home/{template}.html", context)


@page("GET", "HEAD")
def figures(request: HttpRequest, session: ReaderSession, table: str) -> HttpResponse:  # noqa: ARG001 - as every view
    """A table of a leader's first page, for a spreadsheet."""
    session.give_ground(FileGround.NAMES_NOBODY)
    rows = [[AGENCIES.get(cell, cell) for cell in row] for row in read_figures_table(session, table=table)]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="deadlines-{table}.csv"'
    response.write("\ufeff")
    write_csv_rows(response, rows[0], rows[1:])  # type: ignore[arg-type]
    return response


@page("GET", "HEAD")
def trend_file(_request: HttpRequest, session: ReaderSession, table: str) -> HttpResponse:
    """A trend of a leader's first page as a file of its own; the first page, which says why, where there is none."""
    part = read_trend(session, table=table)
    if not (part.months if table == MONTHS else part.trend):
        return redirect("home")
    drawn = month_trend(part) if table == MONTHS else agency_trends(part)
    return picture_file(session, drawn, up_to=up_to(part))


@page("POST")
def seen(request: HttpRequest, session: ReaderSession) -> HttpResponse:  # noqa: ARG001 - as every view
    """Say that what is new has been seen."""
    note_seen(session)
    return redirect("home")


@page("GET", "HEAD")
def feedback(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Whose authors are to be told, by time waiting; and what the reader was told."""
    asked = AfterAsked.of(request)
    listed = list_feedback_due(session, after=asked.said["after"])
    paging = page_by_place(asked=asked, later=listed.next_after)
    return render(request, "home/feedback.html", {"listed": listed, "paging": paging, "active": "concerns"})
