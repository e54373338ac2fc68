"""Reads the chart of what is new: connections that became known lately, with the names of all whom they tie.

The whole picture starts here: of ten thousand people and things nobody can say where to look, of these they can.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import NO_CHOICES, Graph, PictureChoices
from sightline.casework.networks.selectors.disputed_parts import disputed_parts, say_if_disputed
from sightline.casework.networks.selectors.ego_picture import audit_graph
from sightline.casework.networks.selectors.graph import EVER, ConnectionFilter, every_tie, in_one_order, make_graph
from sightline.casework.networks.selectors.readable import MOST_READABLE
from sightline.casework.networks.selectors.whole_picture import (
    MOST_PAIRS,
    DrawnPair,
    choices_of,
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

    `since` is None where nothing is held yet. `choices`: the months and agencies of all of these, whatever was chosen.
    """

    graph: Graph
    since: date | None
    total: int
    as_at: date = date.min
    choices: PictureChoices = NO_CHOICES


def read_new_picture(session: ReaderSession, *, span: ConnectionFilter = EVER) -> NewPicture:
    """What became known in the DAYS days to the newest of all, to MOST_READABLE people and things.

    By the records of the days and agencies of `span`; what is new is so among all that the reader sees.
    """
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
            choices = choices_of(listed)
            if span != EVER:
                every, _ = pairs_of_all(opened[1], sight, aside, most=MOST_PAIRS, span=span)
                fresh, listed = new_among(every, since)
            rows = rows_of_pairs(opened[1], within(listed, MOST_READABLE), sight, span=span)
            graph = _as_known(make_graph(opened[1], rows, sight, left_out=0, aside=aside), listed)
            graph = say_if_disputed(graph, disputed_parts(session, opened[1], sight))
        trail.details = {
            "new": True,
            "filtered": span != EVER,
            "nodes": len(graph.nodes),
            "links": len(graph.links),
        }
        audit_graph(trail, graph)
    entries = tuple(one for one in entries_between(session, aside) if one.at[:10] >= since.isoformat())
    graph = replace(graph, set_aside=len(aside.met), entries=entries)
    return NewPicture(graph, since, len(fresh), as_at, choices)


def pairs_of_new(every: Sequence[DrawnPair], as_at: date) -> tuple[date, list[DrawnPair], list[DrawnPair]]:
    """Since when a pair is new, the new ones, and these with what was known before of the same people and things."""
    newest = max((row["known_on"][:10] for row in every), default=as_at.isoformat())
    since = date.fromisoformat(newest) - timedelta(days=DAYS)
    return since, *new_among(every, since)


def new_among(every: Sequence[DrawnPair], since: date) -> tuple[list[DrawnPair], list[DrawnPair]]:
    """The pairs that are new since a day, and these with what was known before of the same people and things."""
    fresh = [row for row in every if row["known_on"][:10] >= since.isoformat()]
    return fresh, _with_context(fresh, every)


def _as_known(graph: Graph, pairs: Sequence[DrawnPair]) -> Graph:
    """The graph with each pair known from the first day of all its records, whichever of them are chosen."""
    first = {frozenset((row["person_id"], row["entity_id"])): row["known_on"][:10] for row in pairs}
    links = tuple(
        replace(
            link,
            known_on=(min(first[frozenset((link.person_id, link.entity_id))], link.known_on[0]), *link.known_on[1:]),
        )
        for link in graph.links
    )
    return replace(graph, links=links)


def _with_context(fresh: Sequence[DrawnPair], every: Sequence[DrawnPair]) -> list[DrawnPair]:
    """What is new, the newest first, then what was known before of the same people and things."""
    ends = {end for row in fresh for end in (row["person_id"], row["entity_id"])}
    new = {(row["person_id"], row["entity_id"]) for row in fresh}
    before = [row for row in every if {row["person_id"], row["entity_id"]} & ends]
    older = [row for row in before if (row["person_id"], row["entity_id"]) not in new]
    return [*sorted(fresh, key=lambda row: (row["known_on"], row["last_on"]), reverse=True), *older]


def rows_of_pairs(
    store: SnapshotReader, pairs: Sequence[DrawnPair], sight: RowFilter, *, span: ConnectionFilter = EVER
) -> list[ServedRecordTie]:
    """The records of these pairs that the reader may see, of the days and agencies of `span`, the oldest first."""
    wanted = {frozenset((row["person_id"], row["entity_id"])) for row in pairs}
    ids = sorted({end for pair in wanted for end in pair})
    rows = every_tie(store, ids, sight, span)
    held = [in_one_order(row) for row in rows if frozenset((row["person_id"], row["entity_id"])) in wanted]
    unique = {(row["person_id"], row["entity_id"], row["record_id"], row["occurred_on"]): row for row in held}
    return sorted(unique.values(), key=lambda row: (row["occurred_on"], row["connection_id"]))
