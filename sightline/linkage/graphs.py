"""Joins as a graph: which one join holds two parts together, and what stands on either side of it.

A profile is a number here, and an edge has its smaller end first.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

Edge = tuple[int, int]
Graph = Mapping[int, Iterable[int]]


def make_graph(edges: Iterable[Edge]) -> dict[int, list[int]]:
    """Each profile's neighbours. No edge may come twice."""
    graph: dict[int, list[int]] = defaultdict(list)
    for a, b in edges:
        graph[a].append(b)
        graph[b].append(a)
    return dict(graph)


def list_bridges(graph: Graph) -> list[Edge]:
    """The edges without which their component would fall into two, each with its smaller end first, sorted.

    Tarjan's low links, without recursion: a component may hold thousands.
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    found: list[Edge] = []
    for start in graph:
        if start not in order:
            order[start] = low[start] = len(order)
            _walk(graph, start, order, low, found)
    return sorted(found)


def _walk(graph: Graph, start: int, order: dict[int, int], low: dict[int, int], found: list[Edge]) -> None:
    path = [(start, start, iter(graph[start]))]
    while path:
        here, before, ahead = path[-1]
        for there in ahead:
            if there not in order:
                order[there] = low[there] = len(order)
                path.append((there, here, iter(graph[there])))
                break
            if there != before:
                low[here] = min(low[here], order[there])
        else:
            path.pop()
            if path:
                low[before] = min(low[before], low[here])
                if low[here] > order[before]:
                    found.append((min(before, here), max(before, here)))


def find_side(graph: Graph, here: int, there: int) -> set[int]:
    """The profiles that can be reached from `here` without going over to `there` at once."""
    side, ahead = {here}, deque([here])
    while ahead:
        profile = ahead.popleft()
        for near in graph[profile]:
            if near not in side and {profile, near} != {here, there}:
                side.add(near)
                ahead.append(near)
    return side
