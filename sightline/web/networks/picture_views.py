"""The picture of a network, its table, and its data for the script that draws it.

The table is not an extra. It says all that the picture says, and works by keyboard and without scripts; expanding
somebody and finding a path are links and boxes on it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.networks.ego_picture import PictureChoice, PictureRead, read_picture
from sightline.casework.networks.graph import Span
from sightline.casework.networks.whole_picture import read_whole_picture, read_whole_table
from sightline.web.core.bounds import asked
from sightline.web.core.doorway import page
from sightline.web.networks.drawing import Drawing, as_data, draw
from sightline.web.networks.views import ACTIVE, PAGES

MOST_ALSO = 20


@page("GET", "HEAD")
def network_picture(request: HttpRequest, actor: Actor, kind: str, node_id: str) -> HttpResponse:
    """The picture around a person, a thing or a group."""
    choice = _choice(request, kind, node_id)
    read = read_picture(actor=actor, choice=choice)
    drawing = _draw(read)
    context: dict[str, Any] = {
        "read": read,
        "drawing": drawing,
        "kind": kind,
        "choice": choice,
        "expand": _expanding(request),
        "query": asked(request).query(),
        "months": read.months,
        "since": asked(request).text("since"),
        "until": asked(request).text("until"),
        "active": ACTIVE,
    }
    return render(request, "networks/picture.html", context)


@page("GET", "HEAD")
def network_picture_data(request: HttpRequest, actor: Actor, kind: str, node_id: str) -> HttpResponse:
    """The same as data."""
    read = read_picture(actor=actor, choice=_choice(request, kind, node_id))
    return JsonResponse(as_data(_draw(read), left_out=read.graph.left_out, centre=read.centre.node_id))


@page("GET", "HEAD")
def networks_picture(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that stands with two people or more, in one picture, and in a table that says the same."""
    table = read_whole_table(actor=actor, page=asked(request).page())
    return render(request, "networks/whole.html", {"table": table, "active": ACTIVE})


@page("GET", "HEAD")
def networks_picture_data(_request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same as data."""
    graph = read_whole_picture(actor=actor)
    return JsonResponse(as_data(draw(graph), left_out=graph.left_out, set_aside=graph.set_aside))


def _draw(read: PictureRead) -> Drawing:
    return draw(read.graph, path=[(one.node_id, other.node_id) for one, other, _ in read.path])


def _choice(request: HttpRequest, kind: str, node_id: str) -> PictureChoice:
    if kind not in PAGES:
        raise NotHere
    chosen = asked(request)
    since, until = chosen.month("since"), chosen.month("until")
    given = {"since": f"{since:%Y-%m}-01"} if since else {}
    given |= {"until": f"{until:%Y-%m}-31"} if until else {}
    return PictureChoice(kind, node_id, chosen.ids("also", most=MOST_ALSO), chosen.id("path"), Span(**given))


def _expanding(request: HttpRequest) -> str:
    """The query with all that is chosen, to which somebody to expand is added."""
    query = asked(request).query()
    return f"{query}&" if query else ""
