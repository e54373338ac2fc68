"""Looks at clusters that hang on little: bridges, sparse clusters, and the largest ones.

Nothing is split here. A bridge is one join near the threshold without which a cluster would fall into two, each known
to several agencies; it is for people to look at, and their answer decides. What people said is one person holds as well
as any join, so an answer can make a bridge none.
"""

from collections.abc import Iterable, Mapping
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.candidates import NEIGHBOURS
from sightline.linkage.graphs import Edge, Graph, find_side, list_bridges, make_graph
from sightline.linkage.known_pairs.hanging_joins import keep_hanging, place_members
from sightline.linkage.questions.bridges import load_halves
from sightline.linkage.settings import Settings
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot
from sightline.store.sql.rows import read_rows

# From so many agencies each, both sides of a bridge are somebody's whole story.
AGENCIES, FEWEST_PROFILES, LARGEST = 2, 4, 10


class EdgeRow(TypedDict):
    """A join within a cluster, and whether it is near the threshold."""

    profile_a: int
    profile_b: int
    weak: bool


class AgencyOfProfileRow(TypedDict):
    """A profile, and whose it is."""

    profile_id: int
    agency: str


def find_hanging(
    *, engine: Engine, settings: Settings, goes_on: bool = False, earlier: EarlierSnapshot | None = None
) -> tuple[int, int]:
    """Make and keep `bridge_half` and `sparse_half` of everybody; how many bridges and sparse clusters there are.

    A run that `goes_on` looks only at people whom the day touched. `earlier` is the snapshot whose profiles mostly have
    the numbers of this run.
    """
    find_bridges(engine=engine, settings=settings, goes_on=goes_on)
    find_sparse(engine=engine, settings=settings)
    return keep_hanging(engine=engine, goes_on=goes_on, earlier=earlier)


def find_bridges(*, engine: Engine, settings: Settings, goes_on: bool = False) -> int:
    """Make `bridge` and `bridge_half` from `made`, `member`, `judged`, `profile` and `said_same`; how many there are.

    Columns: profile_a, profile_b, weight, and mention_id_a, mention_id_b, the oldest mentions of the two profiles. Of a
    run that `goes_on`, those of touched people alone.
    """
    limit = settings.threshold + settings.near_bits
    place_members(engine=engine, goes_on=goes_on)
    engine.make("tied", TIED)
    engine.make("weak_join", WEAK_JOIN.format(version=settings.version, limit=limit))
    edges = read_rows(engine, EdgeRow, CLUSTER_EDGES)
    agencies = {row["profile_id"]: row["agency"] for row in read_rows(engine, AgencyOfProfileRow, CLUSTER_AGENCIES)}
    graph = make_graph((row["profile_a"], row["profile_b"]) for row in edges)
    weak = {(row["profile_a"], row["profile_b"]) for row in edges if row["weak"]}
    bridges = [edge for edge in list_bridges(graph) if edge in weak and _matters(graph, edge, agencies)]
    engine.load("bridge_pair", pa.Table.from_pylist([{"profile_a": a, "profile_b": b} for a, b in bridges], PAIR))
    engine.make("bridge", BRIDGES)
    load_halves(engine=engine, name="bridge_half", joins=bridges, graph=graph)
    return len(bridges)


def find_sparse(*, engine: Engine, settings: Settings) -> int:
    """Make `sparse_half`: each sparse cluster's weakest join by the model, and its sides; how many are sparse.

    The sides are what hangs together by the joins that the cluster stands on. It reads `placed` and `tied`, which
    `find_bridges` makes.
    """
    engine.make("sparse_cluster", SPARSE)
    graph = make_graph(_cells(engine.query(STANDS_ON)))
    parting = set(list_bridges(graph))
    joins = [join for join in _cells(engine.query(WEAKEST, [settings.version])) if join in parting]
    load_halves(engine=engine, name="sparse_half", joins=joins, graph=graph)
    return int(engine.query("SELECT count(*) FROM sparse_cluster").column(0)[0].as_py())


def list_largest(engine: Engine) -> list[int]:
    """How many mentions the ten largest people have."""
    sizes = f"SELECT count(*) AS size FROM person_of GROUP BY person_id ORDER BY size DESC LIMIT {LARGEST}"
    return [int(size) for size in engine.query(sizes).column(0).to_pylist()]


def _matters(graph: Graph, bridge: Edge, agencies: Mapping[int, str]) -> bool:
    return all(
        len({agencies[profile] for profile in find_side(graph, here, there)}) >= AGENCIES
        for here, there in (bridge, bridge[::-1])
    )


def _cells(table: pa.Table) -> Iterable[tuple[int, int]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


PAIR = pa.schema([("profile_a", pa.int64()), ("profile_b", pa.int64())])
# Where people said that two are one, between the profiles of the two mentions.
TIED = """
SELECT DISTINCT least(a.profile_id, b.profile_id) AS profile_a, greatest(a.profile_id, b.profile_id) AS profile_b
FROM said_same s JOIN profile_mention a ON a.mention_id = s.mention_id_a
JOIN profile_mention b ON b.mention_id = s.mention_id_b WHERE a.profile_id <> b.profile_id
"""
# A bridge is always one of the joins that its cluster stands on, so only their clusters need looking at.
WEAK_JOIN = """
SELECT profile_a, profile_b, root_id
FROM made JOIN judged USING (profile_a, profile_b) JOIN placed ON profile_id = profile_a
WHERE rule_id = '{version}' AND weight < {limit}
  AND (profile_a, profile_b) NOT IN (SELECT (profile_a, profile_b) FROM tied)
"""
CLUSTER_EDGES = """
SELECT j.profile_a, j.profile_b, w.profile_a IS NOT NULL AS weak
FROM (SELECT profile_a, profile_b FROM judged WHERE verdict = 'join'
      UNION SELECT profile_a, profile_b FROM made UNION SELECT profile_a, profile_b FROM tied) j
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
# Four or more profiles with fewer than half of the joins that so many could have. Those with one number are each
# compared with so many neighbours only, so no cluster is held to have more joins. A bare name, joined because nobody
# else bears it, is compared with nobody and does not count.
SPARSE = f"""
WITH size AS (SELECT root_id, count(*) AS n FROM placed JOIN profile USING (profile_id)
              WHERE comparable OR coalesce(nhs_number, upn, local_id) IS NOT NULL
              GROUP BY root_id HAVING n >= {FEWEST_PROFILES}),
joined AS (SELECT a.root_id, count(*) AS joins
    FROM judged j JOIN placed a ON a.profile_id = j.profile_a JOIN placed b ON b.profile_id = j.profile_b
    WHERE j.verdict = 'join' AND a.root_id = b.root_id GROUP BY a.root_id)
SELECT root_id FROM size JOIN joined USING (root_id) WHERE joins * 4 < n * least(n - 1, {NEIGHBOURS})
"""
WEAKEST = """
SELECT profile_a, profile_b
FROM made JOIN judged USING (profile_a, profile_b) JOIN placed ON profile_id = profile_a
WHERE root_id IN (SELECT root_id FROM sparse_cluster) AND rule_id = ?
QUALIFY row_number() OVER (PARTITION BY root_id ORDER BY weight, profile_a, profile_b) = 1
ORDER BY profile_a, profile_b
"""
STANDS_ON = """
SELECT profile_a, profile_b
FROM (SELECT profile_a, profile_b FROM made UNION SELECT profile_a, profile_b FROM tied)
JOIN placed ON profile_id = profile_a WHERE root_id IN (SELECT root_id FROM sparse_cluster)
ORDER BY profile_a, profile_b
"""
