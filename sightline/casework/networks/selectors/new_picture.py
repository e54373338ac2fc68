"""Reads the chart of what is new: connections that became known lately, with the names of all whom they tie.

The whole picture starts here: of ten thousand people and things nobody can say where to look, of these they can.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import Graph
from sightline.casework.networks.selectors.ego_picture import audit_graph
from sightline.casework.networks.selectors.graph import in_one_order, make_graph
from sightline.casework.networks.selectors.readable import MOST_READABLE
from sightline.casework.networks.selectors.whole_picture import (
    MOST_PAIRS,
    DrawnPair,
    entries_between,
    pairs_of_all,
    within,
)
from sightline.casework.subject_files.suppression import set_aside
from sightline.model.rows.networks import ServedRecordTie
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

DAYS = 28


@dataclass(frozen=True, slots=True)
class NewPicture:
    """Connections first known since a day, with earlier ones of the same people and things. `total`: how many are new.

    `since` is None where nothing is held yet.
    """

    graph: Graph
    since: date | None
    total: int
    as_at: date = date.min


def read_new_picture(session: ReaderSession, *, as_file: bool = False) -> NewPicture:
    """What became known in the DAYS days to the newest of all, to MOST_READABLE people and things."""
    with audited(session, action="read_network_picture") as trail:
        check_people(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return NewPicture(Graph((), ()), None, 0)
            as_at = date.fromisoformat(opened[0].manifest()["as_at"])
            aside = set_aside(session, store=opened[1])
            every, _ = pairs_of_all(opened[1], sight, aside, most=MOST_PAIRS)
            since, fresh, listed = pairs_of_new(every, as_at)
            rows = rows_of_pairs(opened[1], within(listed, MOST_READABLE), sight)
            graph = make_graph(opened[1], rows, sight, left_out=0, aside=aside)
        trail.details = {"new": True, "file": as_file, "nodes": len(graph.nodes), "links": len(graph.links)}
        audit_graph(trail, graph)
    entries = tuple(one for one in entries_between(session, aside) if one.at[:10] >= since.isoformat())
    graph = replace(graph, set_aside=len(aside.met), entries=entries)
    return NewPicture(graph, since, len(fresh), as_at)


def pairs_of_new(every: Sequence[DrawnPair], as_at: date) -> tuple[date, list[DrawnPair], list[DrawnPair]]:
    """Since when a pair is new, the new ones, and these with what was known before of the same people and things."""
    newest = max((row["known_on"][:10] for row in every), default=as_at.isoformat())
    since = date.fromisoformat(newest) - timedelta(days=DAYS)
    fresh = [row for row in every if row["known_on"][:10] >= since.isoformat()]
    return since, fresh, _with_context(fresh, every)


def _with_context(fresh: Sequence[DrawnPair], every: Sequence[DrawnPair]) -> list[DrawnPair]:
    """What is new, the newest first, then what was known before of the same people and things."""
    ends = {end for row in fresh for end in (row["person_id"], row["entity_id"])}
    new = {(row["person_id"], row["entity_id"]) for row in fresh}
    before = [row for row in every if {row["person_id"], row["entity_id"]} & ends]
    older = [row for row in before if (row["person_id"], row["entity_id"]) not in new]
    return [*sorted(fresh, key=lambda row: (row["known_on"], row["last_on"]), reverse=True), *older]


def rows_of_pairs(store: SnapshotReader, pairs: Sequence[DrawnPair], sight: RowFilter) -> list[ServedRecordTie]:
    """The records of these pairs that the reader may see, the oldest first."""
    wanted = {frozenset((row["person_id"], row["entity_id"])) for row in pairs}
    ids = sorted({end for pair in wanted for end in pair})
    rows = [*store.networks.around(ids=ids, sight=sight), *store.together.times(ids=ids, sight=sight)]
    held = [in_one_order(row) for row in rows if frozenset((row["person_id"], row["entity_id"])) in wanted]
    unique = {(row["person_id"], row["entity_id"], row["record_id"], row["occurred_on"]): row for row in held}
    return sorted(unique.values(), key=lambda row: (row["occurred_on"], row["connection_id"]))
