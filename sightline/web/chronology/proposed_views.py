"""The list of notes to check: what would complete a pattern if a person confirmed what only the model of notes saw.

It is a list to work through. Nothing on it has a deadline, and nobody was told of it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.readings.selectors.sentences import list_proposed
from sightline.web.core.doorway import page
from sightline.web.core.pagination import AfterAsked, page_by_place

ACTIVE = "to_ask"


@page("GET", "HEAD")
def proposed_patterns(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What the reader may confirm, the latest first."""
    asked = AfterAsked.of(request)
    listed = list_proposed(session, after=asked.said["after"])
    paging = page_by_place(asked=asked, later=listed.next_after)
    return render(request, "chronology/proposed.html", {"listed": listed, "paging": paging, "active": ACTIVE})
