"""How many: the counts and estimates that were made, for the partnership executive.

Nothing is counted when the page is opened. It shows what somebody made with `sightline count` and is kept, so that two
people who open it see one number.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.counts.selectors import list_counts
from sightline.web.core.doorway import page


@page("GET", "HEAD")
def how_many(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The newest count by each rule."""
    return render(request, "counts/how_many.html", {"counts": list_counts(session), "active": "how_many"})
