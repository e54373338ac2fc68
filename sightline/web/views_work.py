"""The work list: what waits, for whom, since when; and the clocks of one's agency that end next.

A newcomer would get this wrong: what is chosen stands in the address, and nothing in it is personal. An unknown choice
is no error: the list is then shown without it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from sightline.casework import selectors
from sightline.casework.actors import Actor
from sightline.casework.reading_work import WorkChoice
from sightline.web.doorway import page
from sightline.web.words import AGENCIES
from sightline.web.work_words import SCOPES, SOURCES, STATES

ACTIVE = "work"
OPEN_STATES = {state: words for state, words in STATES.items() if state != "closed"}


@page("GET", "HEAD")
def work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, urgent ones first, then by the end of their time; fifty at once."""
    asked = request.GET
    choice = WorkChoice(
        scope=asked.get("list", ""),
        urgent_only=asked.get("urgent") == "1",
        state=_one_of(asked, "state", OPEN_STATES),
        source=_one_of(asked, "kind", SOURCES),
        agency=_one_of(asked, "agency", AGENCIES),
        after=asked.get("after", ""),
    )
    listed = selectors.list_work(actor=actor, choice=choice)
    context: dict[str, Any] = {
        "listed": listed,
        "scopes": [(scope, SCOPES[scope]) for scope in listed.scopes],
        "states": OPEN_STATES,
        "sources": SOURCES,
        "agencies": AGENCIES,
        "query_more": _with(asked, after=listed.next_after),
        "later": bool(choice.after),
        "reviews": selectors.may_review(actor=actor),
        "active": ACTIVE,
    }
    return render(request, "sightline/work.html", context)


@page("GET", "HEAD")
def due(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The clocks that an agency answers: those that end next, or those that are over."""
    asked = request.GET
    agency = _one_of(asked, "agency", AGENCIES) or actor.reader.agency
    over = asked.get("over") == "1"
    listed = selectors.list_due(actor=actor, agency=agency, over=over, after=asked.get("after", ""))
    context = {
        "listed": listed,
        "agencies": AGENCIES,
        "query_more": _with(asked, after=listed.next_after),
        "later": bool(asked.get("after")),
        "active": ACTIVE,
    }
    return render(request, "sightline/work_due.html", context)


@page("GET", "HEAD")
def backlog(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was over before Sightline knew of it: how many of each clock, and the month's sample to look at."""
    agency = _one_of(request.GET, "agency", AGENCIES) or actor.reader.agency
    context = {
        "backlog": selectors.read_backlog(actor=actor, agency=agency),
        "agencies": AGENCIES,
        "active": ACTIVE,
    }
    return render(request, "sightline/work_backlog.html", context)


def _one_of(asked: QueryDict, name: str, known: dict[str, str]) -> str:
    value = asked.get(name, "")
    return value if value in known else ""


def _with(asked: QueryDict, **changes: str) -> str:
    query = asked.copy()
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()
