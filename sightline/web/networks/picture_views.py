"""The picture of a network, its table, and its data for the script that draws it.

The table is not an extra. It says all that the picture says, and works by keyboard and without scripts; expanding
somebody and finding a path are links and boxes on it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.ego_picture import PictureChoice, PictureRead, read_picture
from sightline.casework.networks.whole_picture import read_whole_picture, read_whole_table
from sightline.web.core.doorway import page
from sightline.web.core.pagination import PageAsked, page_by_number
from sightline.web.networks.drawing import Drawing, as_data, draw
from sightline.web.networks.forms import PictureAsked
from sightline.web.networks.views import ACTIVE, PAGES


@page("GET", "HEAD")
def network_picture(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """The picture around a person, a thing or a group."""
    asked = PictureAsked.of(request)
    choice = _choice(asked, kind, node_id)
    read = read_picture(session, choice=choice)
    drawing = _draw(read)
    context: dict[str, Any] = {
        "read": read,
        "drawing": drawing,
        "kind": kind,
        "choice": choice,
        "expand": _expanding(asked),
        "query": asked.query(),
        "months": read.months,
        "since": asked.sent.get("since", ""),
        "until": asked.sent.get("until", ""),
        "active": ACTIVE,
    }
    return render(request, "networks/picture.html", context)


@page("GET", "HEAD")
def network_picture_data(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """The same as data."""
    read = read_picture(session, choice=_choice(PictureAsked.of(request), kind, node_id))
    return JsonResponse(as_data(_draw(read), left_out=read.graph.left_out, centre=read.centre.node_id))


@page("GET", "HEAD")
def networks_picture(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Everything that stands with two people or more, in one picture, and in a table that says the same."""
    asked = PageAsked.of(request)
    table = read_whole_table(session, page=asked.said["page"])
    paging = page_by_number(asked=asked, part=table.page, parts=table.pages)
    return render(request, "networks/whole.html", {"table": table, "paging": paging, "active": ACTIVE})


@page("GET", "HEAD")
def networks_picture_data(_request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The same as data."""
    graph = read_whole_picture(session)
    return JsonResponse(as_data(draw(graph), left_out=graph.left_out, set_aside=graph.set_aside))


def _draw(read: PictureRead) -> Drawing:
    return draw(read.graph, path=[(one.node_id, other.node_id) for one, other, _ in read.path])


def _choice(asked: PictureAsked, kind: str, node_id: str) -> PictureChoice:
    if kind not in PAGES:
        raise NotHere
    return asked.choice(kind, node_id)


def _expanding(asked: PictureAsked) -> str:
    """The query with all that is chosen, to which somebody to expand is added."""
    query = asked.query()
    return f"{query}&" if query else ""
