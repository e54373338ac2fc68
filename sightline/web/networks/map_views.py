"""The map of small areas: from home areas on police reports to where children were found; also as a file."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.maps import AreaMap
from sightline.casework.networks.selectors.area_map import read_area_map
from sightline.model.calendar import add_months
from sightline.pictures.picture import Picture
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page
from sightline.web.core.whens import from_to, month_in_words
from sightline.web.networks.area_drawing import draw_areas
from sightline.web.networks.area_shades import EPISODES
from sightline.web.networks.forms import MapAsked
from sightline.web.networks.views import ACTIVE

MONTHS, MOST_WAYS = 12, 3
SAYS = gettext_lazy(
    "Arrows begin at the home area on the police report. They join the "
    "middles of small areas, never addresses. A journey made fewer than 3 "
    "times has no arrow. A child whose home area is not known has no arrow."
)


@dataclass(frozen=True, slots=True)
class MapMonths:
    """Which months a map shows: one of the twelve until a month, all twelve, or every month until then."""

    until: date
    nth: int
    every: bool

    @classmethod
    def asked(cls, request: HttpRequest) -> Self:
        """As the address says; else the twelve months until now."""
        said = MapAsked.of(request).said
        every = bool(said["every"])
        return cls(said["until"] or clock.today().replace(day=1), 0 if every else said["nth"], every)

    def month(self, nth: int) -> date:
        """The first day of one of the twelve, counted from 1."""
        return add_months(self.until, nth - MONTHS)

    @property
    def since(self) -> date:
        """The first day that is shown."""
        return date.min if self.every else self.month(self.nth or 1)

    @property
    def last(self) -> date:
        """The last day that is shown."""
        last = self.month(self.nth) if self.nth else self.until
        return last.replace(day=monthrange(last.year, last.month)[1])

    @property
    def in_words(self) -> str:
        """`March 2025`; `April 2024 to March 2025`; `until March 2025`."""
        begin, end = (month_in_words(day.isoformat()[:7]) for day in (self.since, self.last))
        if self.every:
            return _("until %(end)s") % {"end": end}
        return begin if begin == end else from_to(begin, end)

    def context(self) -> dict[str, Any]:
        """What a page needs for its slider and its links."""
        is_past = self.until < clock.today().replace(day=1)
        until = f"{self.until:%Y-%m}"
        return {
            "until": until,
            "nth": self.nth,
            "every": self.every,
            "shown": f"{self.month(self.nth):%Y-%m}" if self.nth else "",
            "months": [(nth, f"{self.month(nth):%Y-%m}") for nth in range(1, MONTHS + 1)],
            "earlier": f"{add_months(self.until, -MONTHS):%Y-%m}",
            "later": f"{add_months(self.until, MONTHS):%Y-%m}" if is_past else "",
            "shown_query": urlencode({"until": until, "nth": self.nth} | ({"every": 1} if self.every else {})),
        }


@page("GET", "HEAD")
def networks_map(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The map of twelve months, or of one of them."""
    months = MapMonths.asked(request)
    read = read_area_map(session, since=months.since, until=months.last)
    context: dict[str, Any] = {
        "read": read,
        "chart": _draw(read, months) if read else None,
        "areas": [(one, EPISODES.in_words(one.found)) for one in read.areas if one.found != 0 or one.concern]
        if read
        else [],
        "active": ACTIVE,
        **months.context(),
    }
    return render(request, "networks/areas.html", context)


@page("GET", "HEAD", "POST")
def networks_map_svg(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask what the map is for; once posted, it as a file. The page, which says what is missing, where there is none."""
    months = MapMonths.asked(request)

    def draw(reader: ReaderSession) -> DrawnFile:
        read = read_area_map(reader, since=months.since, until=months.last)
        if read is None:
            raise NotHere
        return DrawnFile(_draw(read, months), read.as_at, people=0)

    try:
        return picture_page(request, session, name="map", back=reverse("networks_map"), active=ACTIVE, draw=draw)
    except NotHere:
        return redirect("networks_map")


def most_often(read: AreaMap) -> str:
    """The finding of the map: the ways from home area to where found that are most frequent, also within one area."""
    ways = [
        _("within %(area)s (%(episodes)s)") % {"area": one.to, "episodes": one.episodes}
        if one.to == one.origin
        else _("from %(area)s to %(found)s (%(episodes)s)")
        % {"area": one.origin, "found": one.to, "episodes": one.episodes}
        for one in sorted(read.journeys, key=lambda way: (-way.episodes, way.origin, way.to))[:MOST_WAYS]
    ]
    return _("Most often, by home area: %(ways)s. ") % {"ways": join_shown(", ", ways)} if ways else ""


def say_count(read: AreaMap) -> str:
    """How many episodes there are, and how many of them are on the map; and that several may be of one child."""
    said = [
        _("%(episodes)s of %(children)s: %(number)s on the map, %(not_on_map)s not.")
        % {
            "episodes": counted(read.episodes, "missing episode"),
            "children": counted(read.children, "child"),
            "number": read.episodes - read.no_area,
            "not_on_map": read.no_area,
        }
    ]
    if read.children < read.episodes:
        said.append(_("Several episodes can be of one child."))
    return join_shown(" ", said)


def _draw(read: AreaMap, months: MapMonths) -> Picture:
    said = join_shown(" ", [say_count(read), f"{most_often(read)}{SAYS}"])
    return draw_areas(
        read,
        title=_("From the home area on the police report to where children were found, %(when)s")
        % {"when": months.in_words},
        sentences=(said,),
    )
