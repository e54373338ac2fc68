"""Narrows a chart that is too large to read: to one child, and those nearest to that child.

Above MOST_READABLE people and things nobody reads names and lines. The page then offers each child, and the whole
without names as a choice.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sightline.casework.networks.pages.networks import Graph, Link
from sightline.casework.people.pages.nodes import CHILD, Node

MOST_READABLE = 60


@dataclass(frozen=True, slots=True)
class ChildOfChart:
    """A child of a large chart, and with how many people and things records name that child there."""

    node: Node
    around: int


@dataclass(frozen=True, slots=True)
class NarrowedChart:
    """Around which child a chart is drawn, of `total` people and things, and the children it can be drawn around."""

    child: Node
    children: tuple[ChildOfChart, ...]
    total: int


def narrow(graph: Graph, *, centre: Node, wanted: str) -> tuple[Graph, NarrowedChart | None]:
    """What is nearest to a child: the one wanted, else the centre, else the child of the newest connection.

    The graph itself, and None, where it can be read or has no child.
    """
    children = {node.node_id: node for node in graph.nodes if node.kind == CHILD}
    if len(graph.nodes) <= MOST_READABLE or not children:
        return graph, None
    around = _around(graph.links)
    newest = max(children, key=lambda one: (max((day for day, _ in around[one]), default=date.min), one))
    chosen = next((one for one in (wanted, centre.node_id) if one in children), newest)
    listed = sorted(children.values(), key=lambda node: (-len(around[node.node_id]), node.label))
    offered = tuple(ChildOfChart(node, len(around[node.node_id])) for node in listed)
    kept = {centre.node_id, chosen, *nearest(around, chosen, most=MOST_READABLE - 2)}
    return keep_only(graph, kept), NarrowedChart(children[chosen], offered, len(graph.nodes))


def nearest(around: dict[str, list[tuple[date, str]]], chosen: str, *, most: int) -> list[str]:
    """Those named with one, the newest first; then those who share the most of these."""
    near = list(dict.fromkeys(other for _, other in sorted(around[chosen], reverse=True)))
    shared = Counter(beyond for other in near for _, beyond in around[other] if beyond != chosen)
    further = sorted((one for one in shared if one not in near), key=lambda one: (-shared[one], one))
    return [*near, *further][:most]


def near_path(graph: Graph, ends: Sequence[str], on_path: Collection[str]) -> Graph:
    """A path with what is nearest to its two ends, as far as it can be read."""
    if len(graph.nodes) <= MOST_READABLE:
        return graph
    around = _around(graph.links)
    room = max(0, (MOST_READABLE - len(on_path)) // len(ends))
    return keep_only(graph, {*on_path, *(one for end in ends for one in nearest(around, end, most=room))})


def keep_only(graph: Graph, kept: Collection[str]) -> Graph:
    """The graph of these people and things alone."""
    return replace(
        graph,
        nodes=tuple(node for node in graph.nodes if node.node_id in kept),
        links=tuple(link for link in graph.links if link.person_id in kept and link.entity_id in kept),
        same=tuple(pair for pair in graph.same if set(pair) <= set(kept)),
    )


def hide_kinds(graph: Graph, kinds: Collection[str], *, centre: str, shown: Iterable[str] = ()) -> Graph:
    """The graph without some kinds, and without what only they connected. The centre and a path always stay."""
    if not kinds:
        return graph
    always = {centre, *shown}
    left = keep_only(graph, {one.node_id for one in graph.nodes if one.kind not in kinds} | always)
    tied = {end for link in left.links for end in (link.person_id, link.entity_id)}
    return keep_only(left, tied | always | {end for pair in left.same for end in pair})


def _around(links: Sequence[Link]) -> dict[str, list[tuple[date, str]]]:
    """For each one the others that records name it with, and the last day of it."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for link in links:
        found[link.person_id].append((link.last_on, link.entity_id))
        found[link.entity_id].append((link.last_on, link.person_id))
    return found
