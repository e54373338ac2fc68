"""How many: the counts and estimates that were made, for the partnership executive.

Nothing is counted when the page is opened. It shows what somebody made with `sightline count` and is kept, so that two
people who open it see one number.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.counts.selectors import list_counts
from sightline.web.core.doorway import page
from sightline.web.core.files import picture_file
from sightline.web.counts.count_pictures import find_picture, with_pictures
from sightline.web.counts.forms import CountPictureAsked


@page("GET", "HEAD")
def how_many(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The newest count by each rule, with its pictures."""
    return render(
        request, "counts/how_many.html", {"counts": with_pictures(list_counts(session)), "active": "how_many"}
    )


@page("GET", "HEAD")
def count_picture(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """One of the pictures as a file of its own; the page, where there is none."""
    said = CountPictureAsked.of(request).said
    counts = list_counts(session, as_file=True)
    found = find_picture(counts, rule=said["rule"], picture=said["picture"])
    if found is None:
        return redirect("how_many")
    count, drawn = found
    return picture_file(session, drawn, up_to=count.as_at)
