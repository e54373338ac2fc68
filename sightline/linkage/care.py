"""Looks at clusters that hang on little: bridges, sparse clusters, and the largest ones.

A newcomer would get this wrong: nothing is split here. A bridge is one join near the threshold without which a cluster
would fall into two, each known to several agencies; it is for people to look at, and their answer decides.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

import pyarrow as pa

from sightline.linkage.candidates import NEIGHBOURS
from sightline.linkage.settings import Settings
from sightline.store import Engine

Edge = tuple[int, int]
Graph = Mapping[int, Iterable[int]]
# From so many agencies each, both sides of a bridge are somebody's whole story.
AGENCIES, FEWEST_PROFILES, LARGEST = 2, 4, 10


def find_bridges(*, engine: Engine, settings: Settings) -> int:
    """Make `bridge` from `made`, `member`, `judged` and `profile`; how many there are.

    Columns: profile_a, profile_b, weight, and mention_id_a, mention_id_b, the oldest mentions of the two profiles.
    """
    limit = settings.threshold + settings.near_bits
    engine.step("placed", PLACED)
    engine.step("weak_join", WEAK_JOIN.format(version=settings.version, limit=limit))
    edges = engine.query(CLUSTER_EDGES).to_pylist()
    agencies = dict(_cells(engine.query(CLUSTER_AGENCIES)))
    graph = make_graph((row["profile_a"], row["profile_b"]) for row in edges)
    weak = {(row["profile_a"], row["profile_b"]) for row in edges if row["weak"]}
    bridges = [edge for edge in list_bridges(graph) if edge in weak and _matters(graph, edge, agencies)]
    engine.load("bridge_pair", pa.Table.from_pylist([{"profile_a": a, "profile_b": b} for a, b in bridges], PAIR))
    engine.step("bridge", BRIDGES)
    return len(bridges)


def count_sparse(engine: Engine) -> int:
    """How many clusters of four or more profiles have fewer than half of the joins that so many could have.

    It reads `placed`, which `find_bridges` makes.
    """
    return int(engine.query(SPARSE).column(0)[0].as_py())


def list_largest(engine: Engine) -> list[int]:
    """How many mentions the ten largest people have."""
    sizes = f"SELECT count(*) AS size FROM person_of GROUP BY person_id ORDER BY size DESC LIMIT {LARGEST}"
    return [int(size) for size in engine.query(sizes).column(0).to_pylist()]


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


def _matters(graph: Graph, bridge: Edge, agencies: Mapping[int, str]) -> bool:
    return all(
        len({agencies[profile] for profile in find_side(graph, here, there)}) >= AGENCIES
        for here, there in (bridge, bridge[::-1])
    )


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


def _cells(table: pa.Table) -> Iterable[tuple[int, str]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


PAIR = pa.schema([("profile_a", pa.int64()), ("profile_b", pa.int64())])
# `member` has the younger profiles of clusters; their roots belong to them too.
PLACED = "SELECT profile_id, root_id FROM member UNION ALL SELECT DISTINCT root_id, root_id FROM member"
# A bridge is always one of the joins that its cluster stands on, so only their clusters need looking at.
WEAK_JOIN = """
SELECT profile_a, profile_b, root_id
FROM made JOIN judged USING (profile_a, profile_b) JOIN placed ON profile_id = profile_a
WHERE rule_id = '{version}' AND weight < {limit}
"""
CLUSTER_EDGES = """
SELECT j.profile_a, j.profile_b, w.profile_a IS NOT NULL AS weak
FROM (SELECT profile_a, profile_b FROM judged WHERE verdict = 'join' UNION SELECT profile_a, profile_b FROM made) j
JOIN placed a ON a.profile_id = j.profile_a JOIN placed b ON b.profile_id = j.profile_b
LEFT JOIN weak_join w ON w.profile_a = j.profile_a AND w.profile_b = j.profile_b
WHERE a.root_id = b.root_id AND a.root_id IN (SELECT root_id FROM weak_join)
ORDER BY j.profile_a, j.profile_b
"""
CLUSTER_AGENCIES = """
SELECT profile_id, agency FROM profile JOIN placed USING (profile_id)
WHERE root_id IN (SELECT root_id FROM weak_join)
"""
BRIDGES = """
SELECT profile_a, profile_b, j.weight, a.stands_for AS mention_id_a, b.stands_for AS mention_id_b
FROM bridge_pair JOIN judged j USING (profile_a, profile_b)
JOIN profile a ON a.profile_id = profile_a JOIN profile b ON b.profile_id = profile_b
ORDER BY profile_a, profile_b
"""
# Those with one number are each compared with so many neighbours only, so no cluster is held to have more joins.
SPARSE = f"""
WITH size AS (SELECT root_id, count(*) AS n FROM placed GROUP BY root_id HAVING n >= {FEWEST_PROFILES}),
joined AS (
    SELECT a.root_id, count(*) AS joins
    FROM judged j JOIN placed a ON a.profile_id = j.profile_a JOIN placed b ON b.profile_id = j.profile_b
    WHERE j.verdict = 'join' AND a.root_id = b.root_id GROUP BY a.root_id
)
SELECT count(*) FROM size JOIN joined USING (root_id) WHERE joins * 4 < n * least(n - 1, {NEIGHBOURS})
"""
