"""The picture of a network as data: where each stands, its kind, its page, and each line with its words and its months.

A kind is told by shape and words, never by a colour alone; and no shape is of concern.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.networks.pages.networks import Graph, Link, MissingTogether
from sightline.casework.networks.selectors.readable import MOST_READABLE
from sightline.casework.people.pages.nodes import AnalystEntryLine, Node
from sightline.pictures.canvas import Point
from sightline.pictures.palette import agency_ink
from sightline.translation.messages import join_shown
from sightline.web.networks.layout import lay_out
from sightline.web.networks.link_labels import DOT, ChartPlaces, LinkCourse
from sightline.web.networks.link_words import (
    days_in_short,
    how_added,
    how_in_words,
    left_out_in_words,
    records_in_words,
)
from sightline.web.networks.presenters import age_in_words, grade_of_entry, node_in_words, url_kind
from sightline.web.networks.rows_layout import Band, lay_out_rows
from sightline.web.subject_files.presenters import set_aside_in_words

ADDED, NO_ID = "added", "0" * 20


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


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A line between two that are placed. `added`: by an analyst, not by a record; `missing`: by nights.

    `how`, first and last day, and agencies are what its label says. `known_on`: the day from which each record was
    known. `unsure`: by likeness alone; `weak`: by low-grade intelligence only; both are dashed, each in its way.
    `is_new`: on a chart of what is new.
    """

    one: PlacedNode
    other: PlacedNode
    first_on: date | None
    last_on: date | None
    records: int
    how: str = ""
    known_on: tuple[str, ...] = ()
    added: bool = False
    on_path: bool = False
    missing: MissingTogether | None = None
    agencies: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    unsure: bool = False
    weak: bool = False
    record_ids: tuple[str, ...] = ()
    is_new: bool = False

    @property
    def days(self) -> str:
        """From which day to which, in short."""
        return days_in_short(self.first_on, self.last_on)

    @property
    def says(self) -> str:
        """How, and by how many records: the same words on the chart, in its file and in its list."""
        return self.how if self.added else f"{self.how} {DOT} {records_in_words(self.records)}"

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of its agencies."""
        return tuple(agency_ink(agency).letters for agency in self.agencies)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn picture. `same`: pairs who may be one person. `bands` where it is drawn in rows, `height` of these."""

    placed: tuple[PlacedNode, ...]
    links: tuple[DrawnLink, ...]
    same: tuple[tuple[PlacedNode, PlacedNode], ...] = ()
    bands: tuple[Band, ...] = ()
    height: int = 0

    def records_of(self, node_id: str) -> int:
        """How many records the lines of one stand on; each counts once."""
        own = [link for link in self.links if node_id in (link.one.node.node_id, link.other.node.node_id)]
        return len({record for link in own for record in link.record_ids})

    @property
    def grades(self) -> tuple[str, ...]:
        """Each grade that a line has."""
        return tuple(sorted({grade for link in self.links for grade in link.grades}))


def draw(graph: Graph, *, path: Sequence[tuple[str, str]] = (), new_since: date | None = None) -> Drawing:
    """Lay out a graph, in rows where it can be read; `path` are pairs of ids that lie on a path.

    What first became known on `new_since` or later is called new, and comes first.
    """
    entries = [entry for entry in graph.entries if not entry.taken_back_by]
    added = {end.node_id: end for entry in entries for end in entry.ends}
    nodes = list({node.node_id: node for node in (*added.values(), *graph.nodes)}.values())
    pairs = [(link.person_id, link.entity_id) for link in graph.links]
    pairs += [pair for entry in entries for pair in _ties(entry)]
    points, bands, height = _points(nodes, pairs, in_rows=len(graph.nodes) <= MOST_READABLE)
    urls = _urls(nodes)
    placed = {node.node_id: PlacedNode(node, *points[node.node_id], urls[node.node_id]) for node in nodes}
    on_path = {frozenset(pair) for pair in path}
    links = [
        _draw_link(link, placed, is_on_path=frozenset((link.person_id, link.entity_id)) in on_path, new_since=new_since)
        for link in sorted(graph.links, key=lambda link: not _is_new(link, new_since))
    ]
    links += [_draw_entry(entry, placed[one], placed[other]) for entry in entries for one, other in _ties(entry)]
    same = tuple((placed[one], placed[other]) for one, other in graph.same if one in placed and other in placed)
    return Drawing(tuple(placed.values()), tuple(links), same, bands, height)


def as_data(
    drawing: Drawing,
    *,
    left_out: int,
    centre: str = "",
    set_aside: int = 0,
    places: ChartPlaces | None = None,
) -> dict[str, Any]:
    """What the browser is sent, in the reader's language.

    `months` are those in which a line became known; `places`: how lines run, and where their labels stand.
    """
    kinds = {(one.node.kind, one.node.as_kind): one.node for one in drawing.placed}
    said = {kind: f"{node_in_words(node)}" for kind, node in kinds.items()}  # of ten thousand there are few kinds
    below = {one.node.node_id: says_below(one, drawing) for one in drawing.placed} if drawing.bands else {}
    months = sorted({day[:7] for link in drawing.links for day in link.known_on[:1]})
    return {
        "nodes": [
            [one.node.node_id, one.node.kind, said[one.node.kind, one.node.as_kind], f"{one.node.label}", one.x, one.y,
             one.url, one.shape, *([below[one.node.node_id]] if below.get(one.node.node_id) else [])]
            for one in drawing.placed
        ],
        "lines": [
            _line_data(link) + _place_data(places, number, link) for number, link in enumerate(drawing.links, start=1)
        ],
        "same": [
            [one.node.node_id, other.node.node_id, *_same_place(places, nth)]
            for nth, (one, other) in enumerate(drawing.same)
        ],
        "months": months,
        "rows": bool(drawing.bands),
        "records": {number: records_in_words(number) for number in sorted({one.records for one in drawing.links})},
        "left_out": left_out_in_words(left_out),
        "set_aside": f"{set_aside_in_words(set_aside)}",
        "centre": centre,
    }  # fmt: skip


def says_below(one: PlacedNode, drawing: Drawing) -> str:
    """What stands below a name: an age or that it is not known; of an adult also how many records the chart has."""
    node, shape = one.node, one.shape
    if node.as_kind:
        return _("added by an analyst")
    if shape == "unidentified":
        return "" if node.said else _("not identified")
    age = age_in_words(node)
    records = drawing.records_of(node.node_id) if shape == "adult" else 0
    said = [age, *([records_in_words(records)] if records else [])]
    return join_shown(f" {DOT} ", [part for part in said if part])


def _line_data(link: DrawnLink) -> list[Any]:
    """A line: its ends, since when it is known, its records, what it is; and what its label says."""
    line = [
        link.one.node.node_id, link.other.node.node_id, link.known_on[0][:7] if link.known_on else "", link.records,
        int(link.added), 1 if link.on_path else 2 * link.is_new, int(link.missing is not None),
        2 if link.weak else int(link.unsure),
    ]  # fmt: skip
    if link.how:
        line += [f"{link.how}", link.days, join_shown(" ", link.letters), [day[:7] for day in link.known_on]]
    return line


def _place_data(places: ChartPlaces | None, number: int, link: DrawnLink) -> list[Any]:
    """The number of a line, towards which point it is bent, where its label is, and that in lines; or as a number."""
    if places is None or not link.how:
        return []
    label = places.labels.get(number)
    at = [*_rounded(label.middle), int(label.as_number), "\n".join(label.label.words)] if label else 0
    return [number, _bend_data(places.courses[number]), at]


def _same_place(places: ChartPlaces | None, nth: int) -> list[Any]:
    """Of two who may be one person: towards which point their line is bent, and where its label is."""
    if places is None:
        return []
    course = places.same_courses[nth]
    label = next((one for one in places.same_labels if one.label.course is course), None)
    return [_bend_data(course), _rounded(label.middle) if label else 0]


def _bend_data(course: LinkCourse) -> Any:
    return _rounded(course.bend) if course.bend else 0


def _rounded(point: Point) -> list[int]:
    return [round(part) for part in point]


def _points(
    nodes: Sequence[Node], pairs: Sequence[tuple[str, str]], *, in_rows: bool
) -> tuple[Mapping[str, tuple[int, int]], tuple[Band, ...], int]:
    if in_rows:
        rows = lay_out_rows(nodes, pairs)
        return rows.points, rows.bands, rows.height
    number = {node.node_id: place for place, node in enumerate(nodes)}
    laid = lay_out(nodes=len(nodes), pairs=[(number[one], number[other]) for one, other in pairs])
    return {node.node_id: laid[place] for place, node in enumerate(nodes)}, (), 0


def _draw_link(link: Link, placed: Mapping[str, PlacedNode], *, is_on_path: bool, new_since: date | None) -> DrawnLink:
    one, other = placed[link.person_id], placed[link.entity_id]
    how = how_in_words(link, one.node, other.node)
    return DrawnLink(
        one, other, link.first_on, link.last_on, len(link.record_ids),
        _("new: %(how)s") % {"how": how} if _is_new(link, new_since) else how,
        known_on=link.known_on, on_path=is_on_path, missing=link.missing, agencies=link.agencies, grades=link.grades,
        unsure=link.unsure, weak=link.weak, record_ids=link.record_ids, is_new=_is_new(link, new_since),
    )  # fmt: skip


def _is_new(link: Link, since: date | None) -> bool:
    return bool(since and link.known_on and link.known_on[0] >= since.isoformat())


def _draw_entry(entry: AnalystEntryLine, one: PlacedNode, other: PlacedNode) -> DrawnLink:
    """What was added is there from the day on which it was, whatever days it is about."""
    last = entry.until_on or entry.from_on
    known, grades = (entry.at[:10],), (grade_of_entry(entry),)
    return DrawnLink(one, other, entry.from_on, last, 0, how_added(entry), known_on=known, added=True, grades=grades)


def _ties(entry: AnalystEntryLine) -> list[tuple[str, str]]:
    """The lines of what was added: from each end to the last. None of a hypothesis about one alone."""
    return [(end.node_id, entry.ends[-1].node_id) for end in entry.ends[:-1]]


def _urls(nodes: Sequence[Node]) -> dict[str, str]:
    """The page of each node, by its id; empty for what was added. Each kind's address is looked up once."""
    kinds = {url_kind(node.kind) for node in nodes if node.kind != ADDED}
    pages = {kind: reverse("network", args=[kind, NO_ID]).replace(NO_ID, "{}") for kind in kinds}
    return {
        node.node_id: "" if node.kind == ADDED else pages[url_kind(node.kind)].format(node.node_id) for node in nodes
    }
