"""The work list: what waits, for whom, since when; and the clocks of one's agency that end next.

What is chosen stands in the address, and nothing in it is personal. An unknown choice is no error: the list is then
shown without it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.backlog.selectors.samples import read_backlog
from sightline.casework.clocks.selectors import list_due
from sightline.casework.core.session import ReaderSession
from sightline.casework.reappraisal.selectors import may_review
from sightline.casework.worklist.selectors.work import list_work
from sightline.web.core.doorway import page
from sightline.web.core.pagination import page_by_place
from sightline.web.core.words import AGENCIES
from sightline.web.escalation.presenters import NONE_HERE, NONE_OF_THESE, SCOPES, SOURCES
from sightline.web.worklist.forms import OPEN_STATES, BacklogAgencyAsked, DueAsked, WorkAsked

ACTIVE = "work"


@page("GET", "HEAD")
def work(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Show open actions by the true deadline, those without one last, fifty a page."""
    asked = WorkAsked.of(request)
    listed = list_work(session, choice=asked.choice())
    context: dict[str, Any] = {
        "listed": listed,
        "scopes": [(scope, SCOPES[scope]) for scope in listed.scopes],
        "states": OPEN_STATES,
        "sources": SOURCES,
        "agencies": AGENCIES,
        "paging": page_by_place(asked=asked, later=listed.next_after),
        "none_here": NONE_OF_THESE if asked.is_narrowed else NONE_HERE.get(listed.choice.scope, ""),
        "reviews": may_review(session),
        "active": ACTIVE,
    }
    return render(request, "worklist/work.html", context)


@page("GET", "HEAD")
def due(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The clocks that an agency answers: those that end next, or those that are over."""
    asked = DueAsked.of(request)
    said = asked.said
    agency = said["agency"] or session.actor.reader.agency
    listed = list_due(session, agency=agency, over=said["over"], after=said["after"])
    context = {
        "listed": listed,
        "agencies": AGENCIES,
        "paging": page_by_place(asked=asked, later=listed.next_after),
        "active": ACTIVE,
    }
    return render(request, "worklist/work_due.html", context)


@page("GET", "HEAD")
def backlog(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What was over before Sightline knew of it: how many of each clock, and the month's sample to look at."""
    agency = BacklogAgencyAsked.of(request).said["agency"] or session.actor.reader.agency
    context = {
        "backlog": read_backlog(session, agency=agency),
        "agencies": AGENCIES,
        "active": ACTIVE,
    }
    return render(request, "worklist/work_backlog.html", context)
