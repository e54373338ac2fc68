"""The map of small areas: from where children went missing, where they were found; with tables, and as a file."""

from calendar import monthrange
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.area_map import read_area_map
from sightline.casework.networks.map_pages import AreaMap
from sightline.model.calendar import add_months
from sightline.pictures.picture import Picture
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.core.doorway import page
from sightline.web.core.picture_files import picture_file
from sightline.web.core.whens import from_to, month_in_words
from sightline.web.networks.area_drawing import draw_areas
from sightline.web.networks.area_shades import EPISODES
from sightline.web.networks.forms import AreasAsked
from sightline.web.networks.views import ACTIVE

MONTHS, MOST_WAYS = 12, 3
SAYS = gettext_lazy("Arrows join the middles of small areas, never addresses.")


@page("GET", "HEAD")
def networks_map(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The map of twelve months, or of one of them."""
    asked = AreasAsked.of(request)
    until, nth = _asked(asked)
    since, last = _days(asked)
    read = read_area_map(session, since=since, until=last)
    context: dict[str, Any] = {
        "read": read,
        "chart": _draw(read, since, last) if read else None,
        "areas": [(one, EPISODES.in_words(one.found)) for one in read.areas if one.found != 0 or one.concern]
        if read
        else [],
        "nth": nth,
        "every": asked.said["every"],
        "shown": f"{_month(until, nth):%Y-%m}" if nth else "",
        "until": f"{until:%Y-%m}",
        "earlier": f"{add_months(until, -MONTHS):%Y-%m}",
        "later": f"{add_months(until, MONTHS):%Y-%m}" if until < clock.today().replace(day=1) else "",
        "shown_query": urlencode(
            {"until": f"{until:%Y-%m}", "nth": nth} | ({"every": 1} if asked.said["every"] else {})
        ),
        "active": ACTIVE,
    }
    return render(request, "networks/areas.html", context)


@page("GET", "HEAD")
def networks_map_svg(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The same as a file; the page, which says what is missing, where there is no map."""
    since, last = _days(AreasAsked.of(request))
    read = read_area_map(session, since=since, until=last, as_file=True)
    if read is None:
        return redirect("networks_map")
    return picture_file(_draw(read, since, last), up_to=read.as_at)


def _asked(asked: AreasAsked) -> tuple[date, int]:
    """The last month of twelve, and which of them is shown; 0 for all."""
    until = asked.said["until"] or clock.today().replace(day=1)
    return until, 0 if asked.said["every"] else asked.said["nth"]


def _days(asked: AreasAsked) -> tuple[date, date]:
    """The days of the month that is shown, of twelve months, or of all until then."""
    until, nth = _asked(asked)
    first, last = (_month(until, nth), _month(until, nth)) if nth else (_month(until, 1), until)
    return date.min if asked.said["every"] else first, last.replace(day=monthrange(last.year, last.month)[1])


def _month(until: date, nth: int) -> date:
    return add_months(until, nth - MONTHS)


def most_often(read: AreaMap) -> str:
    """The finding of the map: the ways that children went most often, also where they stayed in one area."""
    ways = [
        _("within %(area)s (%(episodes)s)") % {"area": one.to, "episodes": one.episodes}
        if one.to == one.origin
        else _("from %(area)s to %(found)s (%(episodes)s)")
        % {"area": one.origin, "found": one.to, "episodes": one.episodes}
        for one in sorted(read.journeys, key=lambda way: (-way.episodes, way.origin, way.to))[:MOST_WAYS]
    ]
    return _("Most often: %(ways)s. ") % {"ways": join_shown(", ", ways)} if ways else ""


def _draw(read: AreaMap, since: date, last: date) -> Picture:
    begin, end = (month_in_words(day.isoformat()[:7]) for day in (since, last))
    when = begin if begin == end else _("until %(end)s") % {"end": end} if since == date.min else from_to(begin, end)
    said = _("%(episodes)s of %(children)s.") % {
        "episodes": counted(read.episodes, "missing episode"),
        "children": counted(read.children, "child"),
    }
    said += f" {most_often(read)}{SAYS}"
    if 1 < len(read.months) <= MONTHS:
        said += " " + _("Small maps: shaded where a child was found in that month.")
    return draw_areas(
        read,
        title=_("Where children went missing from and where they were found, %(when)s") % {"when": when},
        sentences=(said,),
    )
