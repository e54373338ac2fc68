"""The pages of questions that nobody has answered: what a team may ask, and one question with its records.

A newcomer would get this wrong: a worker's name stands in no address; one that is chosen stands there as an opaque id.
And the page asks. It says nothing about what the answer is likely to be.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework import selectors
from sightline.casework.actors import Actor
from sightline.casework.unanswered import AskedChoice
from sightline.web.doorway import page
from sightline.web.rules import rule_of
from sightline.web.words import AGENCIES

ACTIVE = "to_ask"
ALL = "all"


@page("GET", "HEAD")
def to_ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Questions to ask: of one's own agency unless another is chosen, of all its workers unless one is."""
    after, agency = request.GET.get("after", ""), request.GET.get("agency", actor.reader.agency)
    choice = AskedChoice(
        agency=agency if agency in AGENCIES else "",
        whom=request.GET.get("whom", ""),
        urgent_only=request.GET.get("urgent") == "1",
        after=int(after) if after.isdecimal() and len(after) < 10 else 0,
    )
    listed = selectors.list_to_ask(actor=actor, choice=choice)
    more = request.GET.copy()
    more["after"] = str(listed.next_after)
    context = {"listed": listed, "agencies": AGENCIES, "all": ALL, "query_more": more.urlencode(), "later": bool(after)}
    return render(request, "sightline/to_ask.html", context | {"active": ACTIVE})


@page("GET", "HEAD")
def asked(request: HttpRequest, actor: Actor, asked_id: str) -> HttpResponse:
    """One question: its rule, why it is asked, its records, and what was said to it."""
    shown = selectors.read_unanswered(actor=actor, question_id=asked_id)
    context = {"shown": shown, "rule": rule_of(shown.line.rule_id), "active": ACTIVE}
    return render(request, "sightline/asked.html", context)
