"""The picture of a network, its table, its data for the script that draws it, and the same as an SVG file.

The table is not an extra. It says all that the picture says, and works by keyboard and without scripts; expanding
somebody and finding a path are links and boxes on it.
"""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.selectors.ego_picture import PictureChoice, PictureRead, read_picture
from sightline.casework.networks.selectors.new_picture import NewPicture, read_new_picture
from sightline.casework.networks.selectors.whole_export import export_picture
from sightline.casework.networks.selectors.whole_picture import read_whole_picture, read_whole_table
from sightline.pictures.picture import Picture
from sightline.web.core.doorway import page
from sightline.web.core.pagination import page_by_number
from sightline.web.core.picture_files import picture_file
from sightline.web.core.whens import day_in_words
from sightline.web.networks.chart import ChartWords, draw_chart, label_places
from sightline.web.networks.drawing import Drawing, as_data, draw
from sightline.web.networks.forms import PictureAsked, WholeAsked
from sightline.web.networks.link_words import KINDS, count_in_words
from sightline.web.networks.presenters import WORDS_OF_FILES
from sightline.web.networks.views import ACTIVE, GROUP, PAGES


@page("GET", "HEAD")
def network_picture(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """The picture around a person, a thing or a group."""
    asked = PictureAsked.of(request)
    choice = _choice(asked, kind, node_id)
    read = read_picture(session, choice=choice)
    drawing = _draw(read)
    query = asked.query()
    context: dict[str, Any] = {
        "read": read,
        "drawing": drawing,
        "kind": kind,
        "choice": choice,
        "expand": f"{query}&" if query else "",
        "query": query,
        "sent": {name: asked.sent.get(name, "") for name in ("since", "until", "known")},
        "known": f"{asked.said['known']:%Y-%m}" if asked.said["known"] else "",
        "kinds": list(KINDS.items()),
        "title": _words(read).title,
        "chart": _chart(read, drawing) if drawing.bands else None,
        "active": ACTIVE,
    }
    return render(request, "networks/picture.html", context)


@page("GET", "HEAD")
def network_picture_data(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """The same as data."""
    read = read_picture(session, choice=_choice(PictureAsked.of(request), kind, node_id))
    drawing, centre = _draw(read), _words(read).centre
    places = label_places(drawing, centre=centre) if drawing.bands else None
    return JsonResponse(as_data(drawing, left_out=read.graph.left_out, centre=centre, places=places))


@page("GET", "HEAD")
def network_picture_svg(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """The same as a file."""
    choice = replace(_choice(PictureAsked.of(request), kind, node_id), as_file=True, whole=False)
    read = read_picture(session, choice=choice)
    return picture_file(_chart(read, _draw(read)), up_to=read.as_at)


@page("GET", "HEAD")
def networks_picture(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What is new in one picture with its table; or everything that stands with two people or more."""
    asked = WholeAsked.of(request)
    if asked.said["show"]:
        table = read_whole_table(session, page=asked.said["page"])
        paging = page_by_number(asked=asked, part=table.page, parts=table.pages)
        return render(request, "networks/whole.html", {"table": table, "paging": paging, "active": ACTIVE})
    read = read_new_picture(session)
    drawing = _draw_new(read)
    context = {"read": read, "drawing": drawing, "title": _new_words(read).title, "active": ACTIVE}
    context["chart"] = draw_chart(drawing, words=_new_words(read)) if drawing.bands else None
    return render(request, "networks/new.html", context)


@page("GET", "HEAD")
def networks_picture_data(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The same as data."""
    if not WholeAsked.of(request).said["show"]:
        read = read_new_picture(session)
        drawing = _draw_new(read)
        places = label_places(drawing, centre="") if drawing.bands else None
        return JsonResponse(as_data(drawing, left_out=0, set_aside=read.graph.set_aside, places=places))
    graph = read_whole_picture(session)
    return JsonResponse(as_data(draw(graph), left_out=graph.left_out, set_aside=graph.set_aside))


@page("GET", "HEAD")
def networks_picture_svg(_request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What is new, as a file."""
    read = read_new_picture(session, as_file=True)
    return picture_file(draw_chart(_draw_new(read), words=_new_words(read)), up_to=read.as_at)


@page("POST")
def networks_export(request: HttpRequest, session: ReaderSession, format: str) -> HttpResponse:
    """A file of what is new, or of everything, with the reader's own rights."""
    which = "all" if WholeAsked.of(request).said["show"] else "new"
    made = export_picture(session, which=which, format=format, words=WORDS_OF_FILES)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.body, content_type=made.content_type, headers=headers)


def _draw(read: PictureRead) -> Drawing:
    return draw(read.graph, path=[(one.node_id, other.node_id) for one, other, _ in read.path])


def _draw_new(read: NewPicture) -> Drawing:
    return draw(read.graph, new_since=read.since)


def _chart(read: PictureRead, drawing: Drawing) -> Picture:
    return draw_chart(drawing, words=_words(read))


def _words(read: PictureRead) -> ChartWords:
    """What the chart says of itself. Around a child, where it is too large to be drawn around the centre."""
    around = read.narrowed.child if read.narrowed else read.centre
    whom = _("a group") if around.kind == GROUP else around.label
    more = (
        (_("Only part is shown: %(total)s people and things are within two steps.") % {"total": read.narrowed.total},)
        if read.narrowed
        else ()
    )
    title = _("Who and what is around %(name)s: %(count)s") % {
        "name": whom,
        "count": count_in_words(read.graph, without=around.node_id),
    }
    return ChartWords(title, read.as_at, more, centre=around.node_id)


def _new_words(read: NewPicture) -> ChartWords:
    count = count_in_words(read.graph)
    if not read.since:
        return ChartWords(_("New connections, with earlier ones: %(count)s") % {"count": count}, read.as_at)
    title = _("New connections since %(day)s, with earlier ones: %(count)s")
    return ChartWords(title % {"day": day_in_words(read.since), "count": count}, read.as_at)


def _choice(asked: PictureAsked, kind: str, node_id: str) -> PictureChoice:
    if kind not in PAGES:
        raise NotHere
    return asked.choice(kind, node_id)
