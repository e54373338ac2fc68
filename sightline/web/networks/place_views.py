"""Places by month: on a map in one month, twelve or all, as a file, and month by month in a table."""

from itertools import zip_longest
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.maps import PlaceMonths, PlacesMap
from sightline.casework.networks.selectors.maps import list_places_by_month, map_places
from sightline.translation.numbers import counted
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page
from sightline.web.networks.map_drawing import PlacesDrawing, draw_places
from sightline.web.networks.map_views import MapMonths
from sightline.web.networks.views import ACTIVE


@page("GET", "HEAD")
def places_by_month(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The map with its table, and the places of the twelve months to one chosen, month by month."""
    months = MapMonths.asked(request)
    twelve = MapMonths(months.until, 0, every=False)
    places = list_places_by_month(session, since=twelve.since, until=twelve.last)
    mapped = map_places(session, since=months.since, until=months.last)
    drawing = _draw(mapped, months)
    context: dict[str, Any] = months.context()
    context |= {
        "mapped": mapped,
        "drawing": drawing,
        "on_map": list(zip_longest(mapped.places, drawing.shown_with if drawing else ())),
        "lines": [(one.node, _cells(one, [month for _nth, month in context["months"]])) for one in places],
        "active": ACTIVE,
    }
    return render(request, "networks/months.html", context)


@page("GET", "HEAD", "POST")
def places_file(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask what the map is for; once posted, it as a file. The page, which says what is missing, where there is none."""
    months = MapMonths.asked(request)

    def draw(reader: ReaderSession) -> DrawnFile:
        mapped = map_places(reader, since=months.since, until=months.last)
        drawing = _draw(mapped, months)
        if drawing is None:
            raise NotHere
        return DrawnFile(drawing.picture, mapped.as_at, people=0)

    try:
        return picture_page(request, session, name="places", back=reverse("networks_months"), active=ACTIVE, draw=draw)
    except NotHere:
        return redirect("networks_months")


def _draw(mapped: PlacesMap, months: MapMonths) -> PlacesDrawing | None:
    if not (mapped.has_places and mapped.places):
        return None
    said = _("%(places)s on records of children that you can see. The size of a mark means nothing.") % {
        "places": counted(len(mapped.places), "place")
    }
    said += " " + _("A mark shows where a place is, and nothing about the people there.")
    title = _("Places on children’s records, %(when)s") % {"when": months.in_words}
    return draw_places(mapped, title=title, sentences=(said,))


def _cells(place: PlaceMonths, months: list[str]) -> list[tuple[int, int]]:
    """Children and records of each month; 0 and 0 where there are none."""
    by_month = {month: (children, records) for month, children, records in place.months}
    return [by_month.get(month, (0, 0)) for month in months]
