"""The picture of a network as data: where each stands, its kind, its page, and each line with its months.

A kind is told by shape and words, never by a colour alone; and no shape is of concern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sightline.casework.networks.pages import Graph, MissingTogether
from sightline.casework.people.nodes import AnalystEntryLine, Node
from sightline.web.networks.layout import Point, lay_out
from sightline.web.networks.presenters import grade_of_entry, node_in_words, url_kind
from sightline.web.subject_files.presenters import set_aside_in_words

MOST_LETTERS = 40
ADDED, NO_ID = "added", "0" * 20
ROOM = 60  # around the drawn picture, in its units


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node where it stands."""

    node: Node
    x: int
    y: int
    url: str

    @property
    def shape(self) -> str:
        """Of what kind it is drawn: something that an analyst added is drawn as what it is, with a dashed edge."""
        return self.node.as_kind or self.node.kind

    @property
    def short(self) -> str:
        """Its label, cut to fit."""
        label = self.node.label
        return label if len(label) <= MOST_LETTERS else f"{label[: MOST_LETTERS - 1]}…"


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A line between two that are placed. `added`: by an analyst, not by a record; `missing`: by nights.

    `tied_month`: of Link.tied_on.
    """

    one: PlacedNode
    other: PlacedNode
    first_month: str
    last_month: str
    tied_month: str
    records: int
    added: bool = False
    on_path: bool = False
    missing: MissingTogether | None = None
    agencies: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn picture and the box that holds it."""

    placed: tuple[PlacedNode, ...]
    links: tuple[DrawnLink, ...]
    box: str


def draw(graph: Graph, *, path: Sequence[tuple[str, str]] = ()) -> Drawing:
    """Lay out a graph; `path` are pairs of ids that lie on a path."""
    entries = [entry for entry in graph.entries if not entry.taken_back_by]
    added = {end.node_id: end for entry in entries for end in entry.ends}
    nodes = list({node.node_id: node for node in (*added.values(), *graph.nodes)}.values())
    number = {node.node_id: place for place, node in enumerate(nodes)}
    pairs = [(number[link.person_id], number[link.entity_id]) for link in graph.links]
    pairs += [(number[one], number[other]) for entry in entries for one, other in _ties(entry)]
    points = lay_out(nodes=len(nodes), pairs=pairs)
    urls = _urls(nodes)
    placed = {node.node_id: PlacedNode(node, *points[number[node.node_id]], urls[node.node_id]) for node in nodes}
    on_path = {frozenset(pair) for pair in path}
    links = [
        DrawnLink(
            placed[link.person_id],
            placed[link.entity_id],
            f"{link.first_on:%Y-%m}",
            f"{link.last_on:%Y-%m}",
            f"{link.tied_on:%Y-%m}",
            len(link.record_ids),
            on_path=frozenset((link.person_id, link.entity_id)) in on_path,
            missing=link.missing,
            agencies=link.agencies,
            grades=link.grades,
            unsure=link.unsure,
        )
        for link in graph.links
    ]
    links += [
        DrawnLink(placed[one], placed[other], *_months(entry), 0, added=True, grades=(grade_of_entry(entry),))
        for entry in entries
        for one, other in _ties(entry)
    ]
    return Drawing(tuple(placed.values()), tuple(links), _box(points))


def as_data(drawing: Drawing, *, left_out: int, centre: str = "", set_aside: int = 0) -> dict[str, Any]:
    """What the browser is sent. Months are those from which each line is there."""
    months = sorted({link.tied_month for link in drawing.links})
    return {
        "nodes": [
            [one.node.node_id, one.node.kind, node_in_words(one.node), one.node.label, one.x, one.y, one.url, one.shape]
            for one in drawing.placed
        ],
        "lines": [
            [link.one.node.node_id, link.other.node.node_id, link.tied_month, link.last_month, link.records,
             int(link.added), int(link.on_path), int(link.missing is not None)]
            for link in drawing.links
        ],
        "months": months,
        "left_out": left_out,
        "set_aside": set_aside_in_words(set_aside),
        "centre": centre,
    }  # fmt: skip


def _ties(entry: AnalystEntryLine) -> list[tuple[str, str]]:
    """The lines of what was added: from each end to the last. None of a hypothesis about one alone."""
    return [(end.node_id, entry.ends[-1].node_id) for end in entry.ends[:-1]]


def _months(entry: AnalystEntryLine) -> tuple[str, str, str]:
    """The months that it is about, first, last, and from which it is there; where nobody said, when it was added."""
    first, last = entry.from_on, entry.until_on or entry.from_on
    if first and last:
        return f"{first:%Y-%m}", f"{last:%Y-%m}", f"{first:%Y-%m}"
    return entry.at[:7], entry.at[:7], entry.at[:7]


def _urls(nodes: Sequence[Node]) -> dict[str, str]:
    """The page of each node, by its id; empty for what was added. Each kind's address is looked up once."""
    kinds = {url_kind(node.kind) for node in nodes if node.kind != ADDED}
    pages = {kind: reverse("network", args=[kind, NO_ID]).replace(NO_ID, "{}") for kind in kinds}
    return {
        node.node_id: "" if node.kind == ADDED else pages[url_kind(node.kind)].format(node.node_id) for node in nodes
    }


def _box(points: Sequence[Point]) -> str:
    """The view box of an SVG that holds all points."""
    if not points:
        return "0 0 1 1"
    left, top = min(x for x, _ in points) - 2 * ROOM, min(y for _, y in points) - ROOM
    right, bottom = max(x for x, _ in points) + 2 * ROOM, max(y for _, y in points) + ROOM
    return f"{left} {top} {right - left} {bottom - top}"
