"""The picture of a network, its table, its data for the script that draws it, and the same as an SVG file.

The table is not an extra. It says all that the picture says, and works by keyboard and without scripts; expanding
somebody and finding a path are links and boxes on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import Graph, PictureChoices
from sightline.casework.networks.selectors.ego_picture import PictureChoice, PictureRead, read_picture
from sightline.casework.networks.selectors.graph import BY_NAMING
from sightline.casework.networks.selectors.new_picture import NewPicture, read_new_picture
from sightline.casework.networks.selectors.whole_export import export_picture
from sightline.casework.networks.selectors.whole_picture import read_whole_picture, read_whole_table
from sightline.casework.people.pages.nodes import Node
from sightline.pictures.picture import Picture
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown, lazy
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page, send_file
from sightline.web.core.pagination import page_by_number
from sightline.web.core.whens import day_in_words, month_in_words
from sightline.web.core.words import AGENCIES, agency_in_words
from sightline.web.networks.chart import ChartWords, draw_chart, label_places
from sightline.web.networks.drawing import Drawing, as_data, draw
from sightline.web.networks.forms import PictureAsked, WholeAsked
from sightline.web.networks.link_words import KINDS, count_in_words
from sightline.web.networks.presenters import WORDS_OF_FILES, url_kind
from sightline.web.networks.views import ACTIVE, GROUP, PAGES

DISPUTED_CHART = lazy("Someone disputes a group or pattern in this chart.")


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


@page("GET", "HEAD", "POST")
def network_picture_svg(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """Ask what the same is for; once posted, the same as a file."""
    choice = replace(_choice(PictureAsked.of(request), kind, node_id), whole=False)

    def draw_file(reader: ReaderSession) -> DrawnFile:
        read = read_picture(reader, choice=choice)
        return DrawnFile(_chart(read, _draw(read)), read.as_at, _count_people(read.graph))

    back = reverse("network_picture", args=[kind, node_id])
    return picture_page(request, session, name="network", back=back, active=ACTIVE, draw=draw_file)


@page("GET", "HEAD")
def networks_picture(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What is new in one picture with its table; or everything that stands with two people or more."""
    asked = WholeAsked.of(request)
    if asked.said["show"]:
        table = read_whole_table(session, page=asked.said["page"], span=asked.span)
        ends = {end.node_id: end for line in table.lines for end in (line.one, line.other)}
        context = _chosen(asked, table.choices, list(ends.values()))
        context["title"] = join_shown(" ", [_("Everything in one chart."), *context["chosen_words"]])
        context |= {"table": table, "paging": page_by_number(asked=asked, part=table.page, parts=table.pages)}
        return _path_page(asked, ends) or render(request, "networks/whole.html", context)
    read = read_new_picture(session, span=asked.span)
    drawing, words = _draw_new(read), _new_words(read, asked)
    context = {**_chosen(asked, read.choices, read.graph.nodes), "read": read, "drawing": drawing, "title": words.title}
    context["chart"] = draw_chart(drawing, words=words) if drawing.bands else None
    nodes = {node.node_id: node for node in read.graph.nodes}
    return _path_page(asked, nodes) or render(request, "networks/new.html", context)


@page("GET", "HEAD")
def networks_picture_data(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The same as data."""
    asked = WholeAsked.of(request)
    if not asked.said["show"]:
        read = read_new_picture(session, span=asked.span)
        drawing = _draw_new(read)
        places = label_places(drawing, centre="") if drawing.bands else None
        return JsonResponse(as_data(drawing, left_out=0, set_aside=read.graph.set_aside, places=places))
    graph = read_whole_picture(session, span=asked.span)
    return JsonResponse(as_data(draw(graph), left_out=graph.left_out, set_aside=graph.set_aside))


@page("GET", "HEAD", "POST")
def networks_picture_svg(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask what the chart of what is new is for; once posted, the chart as a file."""
    asked = WholeAsked.of(request)

    def draw_file(reader: ReaderSession) -> DrawnFile:
        read = read_new_picture(reader, span=asked.span)
        chart = draw_chart(_draw_new(read), words=_new_words(read, asked))
        return DrawnFile(chart, read.as_at, _count_people(read.graph))

    back = reverse("networks_picture")
    return picture_page(request, session, name="network", back=back, active=ACTIVE, draw=draw_file)


@page("POST")
def networks_export(request: HttpRequest, session: ReaderSession, format: str) -> HttpResponse:
    """A file of what is new, or of everything, with the reader's own rights."""
    asked = WholeAsked.of(request)
    which = "all" if asked.said["show"] else "new"
    made = export_picture(session, which=which, format=format, words=WORDS_OF_FILES, span=asked.span)
    return send_file(made.body, named=made.name, kind=made.content_type)


def _chosen(asked: WholeAsked, choices: PictureChoices, nodes: Sequence[Node]) -> dict[str, Any]:
    """What the form of months, agencies and a path needs; and what was chosen, in words and for addresses."""
    query = "&".join(filter(None, ["show=all" if asked.said["show"] else "", asked.chosen]))
    return {
        "active": ACTIVE,
        "choices": choices,
        "chosen": asked.chosen,
        "chosen_words": _chosen_words(asked),
        "span": asked.span,
        "show": asked.said["show"],
        "sent": {name: asked.sent.get(name, "") for name in ("since", "until", "start", "path")},
        "nodes": sorted(nodes, key=lambda node: (node.kind, str(node.label))),
        "query": query,
        "data_url": _address("networks_picture_data", query),
        "new_url": _address("networks_picture", asked.chosen),
    }


def _address(name: str, query: str) -> str:
    return "?".join(filter(None, [reverse(name), query]))


def _chosen_words(asked: WholeAsked) -> tuple[str, ...]:
    """Which months and agencies were chosen, in sentences; none where none were."""
    first, last = (f"{day:%Y-%m}" if (day := asked.said[name]) else "" for name in ("since", "until"))
    months = {"first": month_in_words(first) if first else "", "last": month_in_words(last) if last else ""}
    of_months = {
        (True, True): _("Only records from %(first)s to %(last)s."),
        (True, False): _("Only records from %(first)s on."),
        (False, True): _("Only records to the end of %(last)s."),
    }.get((bool(first), bool(last)), "")
    bodies = [agency_in_words(one) for one in asked.said["agency"] if one in AGENCIES]
    of_agencies = _("Only records of %(agencies)s.") % {"agencies": in_a_row(bodies)} if bodies else ""
    return tuple(filter(None, [of_months % months if of_months else "", of_agencies]))


def _path_page(asked: WholeAsked, nodes: Mapping[str, Node]) -> HttpResponse | None:
    """The chart around the start of a path that was asked for, which shows the path; None where none was."""
    start, path = nodes.get(asked.said["start"]), asked.said["path"]
    if not start or not path or start.node_id == path:
        return None
    query = "&".join(filter(None, [urlencode({"path": path}), asked.chosen]))
    return redirect(f"{reverse('network_picture', args=[url_kind(start.kind), start.node_id])}?{query}")


def _count_people(graph: Graph) -> int:
    return sum(node.kind not in BY_NAMING for node in graph.nodes)


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
    more: tuple[str, ...] = (
        (_("Only part is shown: %(total)s people and things are within two steps.") % {"total": read.narrowed.total},)
        if read.narrowed
        else ()
    )
    more += _disputes(read.graph)
    title = _("Who and what is around %(name)s: %(count)s") % {
        "name": whom,
        "count": count_in_words(read.graph, without=around.node_id),
    }
    return ChartWords(title, read.as_at, more, centre=around.node_id)


def _new_words(read: NewPicture, asked: WholeAsked) -> ChartWords:
    count, more = count_in_words(read.graph), (*_chosen_words(asked), *_disputes(read.graph))
    if not read.since:
        return ChartWords(_("New connections, with earlier ones: %(count)s") % {"count": count}, read.as_at, more)
    title = _("New connections since %(day)s, with earlier ones: %(count)s")
    return ChartWords(title % {"day": day_in_words(read.since), "count": count}, read.as_at, more)


def _disputes(graph: Graph) -> tuple[str, ...]:
    """What a chart says where somebody disputes a group or pattern that it shows; nothing where nobody does."""
    return (DISPUTED_CHART,) if graph.is_disputed else ()


def _choice(asked: PictureAsked, kind: str, node_id: str) -> PictureChoice:
    if kind not in PAGES:
        raise NotHere
    return asked.choice(kind, node_id)
