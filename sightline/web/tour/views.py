"""The tour's own page, and going on or leaving, from whichever page somebody is on."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.home.selectors.tour_examples import find_tour_example
from sightline.web.core.doors import doors_of
from sightline.web.core.doorway import page
from sightline.web.tour.progress import end, go_on
from sightline.web.tour.stops import stops_of


@page("GET", "HEAD")
def tour(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What the tour shows, and where it begins."""
    stops = stops_of(doors=doors_of(session.actor))
    return render(request, "tour/tour.html", {"stops": stops, "active": "help"})


@page("POST")
def next_stop(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Go to the next stop, or begin. A stop without a page of its own is told where they are.

    Where everybody is invented, a child's page and a record are opened as examples; elsewhere nobody's are.
    """
    stop = go_on(request, stops_of(doors=doors_of(session.actor)))
    if stop is None:
        return redirect("home")
    example = find_tour_example(session) if stop.example and settings.SIGHTLINE_TRAINING else None
    if example:
        return redirect(stop.example, example.person_id if stop.example == "person" else example.record_id)
    return redirect(stop.page) if stop.page else redirect(where_they_were(request))


@page("POST")
def leave(request: HttpRequest, session: ReaderSession) -> HttpResponse:  # noqa: ARG001 - as every view
    """Leave the tour, and stay on the page."""
    end(request)
    return redirect(where_they_were(request))


def where_they_were(request: HttpRequest) -> str:
    """The page of ours from which they came; home where that is not known."""
    came = urlsplit(request.headers.get("Referer", ""))
    ours = came.netloc == request.get_host() and came.path.startswith("/") and not came.path.startswith("//")
    return came.path if ours else "/"
