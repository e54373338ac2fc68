"""The map of counts: in which small areas missing children were found, for those who see no place and no person."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.maps import AreaCounts, AreaMap, AreaOnMap
from sightline.casework.networks.selectors.area_counts import HALF_YEAR, MOST_BACK, begin_half_year, read_area_counts
from sightline.model.calendar import add_months
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.web.core.doorway import page
from sightline.web.core.files import picture_file
from sightline.web.core.whens import from_to, month_in_words
from sightline.web.networks.area_drawing import draw_areas
from sightline.web.networks.area_shades import CHILDREN
from sightline.web.networks.forms import AreaCountsAsked


@page("GET", "HEAD")
def area_counts(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """A half-year, and the table with the one before."""
    back = _asked(request)
    read = read_area_counts(session, back=back)
    context: dict[str, Any] = {
        "read": read,
        "picture": draw_counts(read) if read else None,
        "back": back,
        "half_years": [(one, _in_words(begin_half_year(clock.today(), one))) for one in range(MOST_BACK + 1)],
        "query": f"back={back}" if back else "",
        "active": "how_many",
    }
    return render(request, "networks/area_counts.html", context)


@page("GET", "HEAD")
def area_counts_file(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The same as a file; the page, which says what is missing, where there is no map."""
    read = read_area_counts(session, back=_asked(request), as_file=True)
    return picture_file(session, draw_counts(read), up_to=read.as_at) if read else redirect("area_counts")


def draw_counts(read: AreaCounts) -> Picture:
    """The map of its half-year, with its table."""
    said = _("Children found, to the nearest five: %(children)s in all. Under five is not shown.") % {
        "children": _in_table(read.children)
    }
    areas = tuple(AreaOnMap(one.name, one.rings, one.middle, one.now) for one in read.areas)
    drawn = draw_areas(
        AreaMap(areas, read.base, (), (), (), 0, 0, False, 0, 0, read.as_at),
        title=_("Where missing children were found, %(when)s") % {"when": _in_words(read.begin)},
        sentences=(said,),
        shading=CHILDREN,
    )
    return replace(drawn, key="area-counts", finding=f"{drawn.title}. {said}", table=_table(read))


def _table(read: AreaCounts) -> PictureTable:
    """Every area, the most children first."""
    lines = sorted(read.areas, key=lambda one: (-(one.now if one.now is not None else 1), one.name))
    head = (_("Area"), _("Children found"), _("In the six months before"))
    rows = [(Cell(one.name), Cell(_in_table(one.now)), Cell(_in_table(one.before))) for one in lines]
    return PictureTable(head, tuple(rows))


def _in_table(number: int | None) -> str:
    return CHILDREN.in_words(number) or _("none")


def _asked(request: HttpRequest) -> int:
    """How many half-years before the last whole one."""
    back: int = AreaCountsAsked.of(request).said["back"]
    return back


def _in_words(begin: date) -> str:
    """A half-year by its first and last month."""
    return from_to(*(month_in_words(f"{day:%Y-%m}") for day in (begin, add_months(begin, HALF_YEAR - 1))))
