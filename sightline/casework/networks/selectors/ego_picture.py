"""Reads what the picture draws and the table beside it says: who is connected to whom around something, or in all.

The picture is a page like others. It is made from the reader's own records, audited, and what it leaves out for want of
room is counted among those alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sightline.casework.audit.reasons_first import need_reason
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import Graph, Link
from sightline.casework.networks.selectors.analyst_entries import entries_about
from sightline.casework.networks.selectors.disputed_parts import disputed_parts, say_if_disputed
from sightline.casework.networks.selectors.entity_page import GROUP, need_group, need_node
from sightline.casework.networks.selectors.graph import (
    BY_NAMING,
    EVER,
    ConnectionFilter,
    find_path,
    gather_rows,
    make_graph,
    name_nodes,
)
from sightline.casework.networks.selectors.readable import NarrowedChart, hide_kinds, narrow, near_path
from sightline.casework.people.pages.nodes import Node, call_group
from sightline.casework.same_person.selectors.possible_matches import matches_among
from sightline.casework.subject_files.suppression import SetAside, set_aside
from sightline.model.rows.networks import ServedRecordTie
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

Hop = tuple[Node, Node, Link]
MOST_DRAWN, MOST_WALKED, MOST_ALL, MOST_TARGETS = 300, 5_000, 10_000, 100


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """What to draw: around what (`kind` is person, group, vehicle, phone or place), with whose connections as well.

    `also` are those that were expanded; `path_to` is whom or what a path is looked for to, and `path_from` from whom
    or what: the centre, where it is empty. `hide` are kinds that are not drawn. `child`: around whom a large chart is
    drawn; `whole`: all of it is, however large.
    """

    kind: str
    node_id: str
    also: tuple[str, ...] = ()
    path_to: str = ""
    span: ConnectionFilter = EVER
    hops: int = 2
    path_from: str = ""
    hide: tuple[str, ...] = ()
    child: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PictureRead:
    """The graph, its centre, and the path that was asked for: its links from the centre on; empty where none.

    `months` are those with connections, whatever was chosen; `targets` are whom or what a path can be looked for to.
    `known_months` are those in which a connection became known. `narrowed`: it is drawn around one child alone.
    `agencies`: those of all records. `as_at`: the day up to which files are held.
    """

    graph: Graph
    centre: Node
    path: tuple[Hop, ...] = ()
    months: tuple[str, ...] = ()
    targets: tuple[Node, ...] = ()
    known_months: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    narrowed: NarrowedChart | None = None
    as_at: date = date.min


def read_picture(session: ReaderSession, *, choice: PictureChoice) -> PictureRead:
    """What surrounds a person, a thing or a group; NotHere where it is none of this reader's."""
    with audited(session, action="read_network_picture") as trail:
        check_people(actor=session.actor)
        trail.details = {
            "steps": choice.hops, "also": len(choice.also), "path": bool(choice.path_to),
        }  # fmt: skip
        trail.add(GROUP, [choice.node_id] if choice.kind == GROUP else [])
        if choice.kind == "person":
            need_reason(session, people=[choice.node_id])
        sight = session.sight
        with session.need_current() as (snapshot, store):
            as_at = date.fromisoformat(snapshot.manifest()["as_at"])
            aside = set_aside(session, store=store)
            if choice.node_id in aside.hidden:
                raise NotHere
            read = _cut(_read_picture_around(store, choice, sight, aside), choice)
            read = replace(read, graph=say_if_disputed(read.graph, disputed_parts(session, store, sight)))
            targets = _targets(store, read.graph, sight, aside.hidden)
        audit_graph(trail, read.graph)
        audit_narrowed(trail, read.narrowed)
    node_ids = [read.centre.node_id, *(node.node_id for node in read.graph.nodes)]
    entries = aside.keep_entries(entries_about(session, node_ids=node_ids))
    return replace(read, graph=replace(read.graph, entries=entries), targets=targets, as_at=as_at)


def _read_picture_around(
    store: SnapshotReader, choice: PictureChoice, sight: RowFilter, aside: SetAside
) -> PictureRead:
    start = [one for one in _start(store, choice, sight) if not aside.leaves_out(one)]
    gather = partial(gather_rows, store, sight=sight, most=MOST_DRAWN, aside=aside)
    rows, left_out = gather(start, hops=choice.hops, span=choice.span)
    drawn = {end for row in rows for end in (row["person_id"], row["entity_id"])} | set(start)
    found = {row["connection_id"]: row for row in rows}
    for one in choice.also:
        if one in drawn:  # only what is drawn already can be expanded
            more, left = gather([one], hops=1, span=choice.span)
            found |= {row["connection_id"]: row for row in more}
            left_out += left
    whole = rows if choice.span == EVER else gather(start, hops=choice.hops)[0]
    path = _path(store, choice, sight, aside)
    found |= {row["connection_id"]: row for row in path}
    every = sorted(found.values(), key=lambda row: (row["occurred_on"], row["connection_id"]))
    graph = make_graph(store, every, sight, left_out=left_out, aside=aside)
    return replace(
        _around_centre(store, graph, choice, path, sight, aside),
        months=tuple(sorted({row["occurred_on"][:7] for row in whole})),
        known_months=tuple(sorted({row["known_from"][:7] for row in whole})),
        agencies=tuple(sorted({row["agency"] for row in whole})),
    )


def _around_centre(
    store: SnapshotReader,
    graph: Graph,
    choice: PictureChoice,
    path: Iterable[ServedRecordTie],
    sight: RowFilter,
    aside: SetAside,
) -> PictureRead:
    """The graph with its centre, which is there even where nothing is around it."""
    nodes, own = {node.node_id: node for node in graph.nodes}, choice.node_id
    if choice.kind == GROUP:
        kinds = _kinds_in(store, choice, sight, aside)
        label = call_group(kinds, matches_among(store, kinds, sight))
        return PictureRead(graph, Node(GROUP, own, label), _walk(path, graph, nodes, choice.path_from))
    if own not in nodes:
        nodes |= name_nodes(store, {own: choice.kind}, sight)
        graph = replace(graph, nodes=(*graph.nodes, nodes[own]))
    return PictureRead(graph, nodes[own], _walk(path, graph, nodes, choice.path_from or own))


def _cut(read: PictureRead, choice: PictureChoice) -> PictureRead:
    """Without the kinds that are hidden; and, where it is too large to read, around one child."""
    on_path = {node.node_id for one, other, _ in read.path for node in (one, other)}
    graph = hide_kinds(read.graph, choice.hide, centre=read.centre.node_id, shown=on_path)
    if choice.whole:
        return replace(read, graph=graph)
    if on_path:
        return replace(
            read, graph=near_path(graph, [node.node_id for node in (read.path[0][0], read.path[-1][1])], on_path)
        )
    graph, narrowed = narrow(graph, centre=read.centre, wanted=choice.child)
    return replace(read, graph=graph, narrowed=narrowed)


def _start(store: SnapshotReader, choice: PictureChoice, sight: RowFilter) -> list[str]:
    if choice.kind == GROUP:
        group = need_group(store, choice.node_id, sight)
        return [member["member_id"] for member in store.networks.members(group=group)]
    need_node(store, choice.kind, choice.node_id, sight)
    return [choice.node_id]


def _kinds_in(store: SnapshotReader, choice: PictureChoice, sight: RowFilter, aside: SetAside) -> dict[str, str]:
    group = need_group(store, choice.node_id, sight)
    members = aside.keep(store.networks.members(group=group), "member_id")
    return {member["member_id"]: member["member_kind"] for member in members}


def _path(store: SnapshotReader, choice: PictureChoice, sight: RowFilter, aside: SetAside) -> list[ServedRecordTie]:
    begin = choice.path_from or ("" if choice.kind == GROUP else choice.node_id)
    if not choice.path_to or not begin or choice.path_to == begin or aside.leaves_out(begin):
        return []
    return find_path(store, begin, choice.path_to, sight, span=choice.span, most=MOST_WALKED, aside=aside)


def _targets(store: SnapshotReader, graph: Graph, sight: RowFilter, hidden: frozenset[str]) -> tuple[Node, ...]:
    """Adults and things around several children that are not drawn, by name."""
    drawn = {node.node_id for node in graph.nodes} | hidden
    kinds: dict[str, str] = {}
    for kind in ("adult", *BY_NAMING):
        rows = store.networks.around_children(kind=kind, sight=sight)[:MOST_TARGETS]
        kinds |= {row["entity_id"]: kind for row in rows if row["entity_id"] not in drawn}
    return tuple(sorted(name_nodes(store, kinds, sight).values(), key=lambda node: (node.kind, node.label)))


def _walk(path: Iterable[ServedRecordTie], graph: Graph, nodes: dict[str, Node], start: str) -> tuple[Hop, ...]:
    """From whom to whom by which records, step by step."""
    links = {frozenset((link.person_id, link.entity_id)): link for link in graph.links}
    hops, at = list[Hop](), start
    for row in path:
        link = links[frozenset((row["person_id"], row["entity_id"]))]
        other = link.entity_id if link.person_id == at else link.person_id
        hops.append((nodes[at], nodes[other], link))
        at = other
    return tuple(hops)


def audit_graph(trail: Trail, graph: Graph) -> None:
    """Everybody and everything in a picture, and the records that it is made of."""
    trail.add("person", [one.node_id for one in graph.nodes if one.kind not in BY_NAMING])
    trail.add("thing", [one.node_id for one in graph.nodes if one.kind in BY_NAMING])
    trail.add("record", [record for link in graph.links for record in link.record_ids])


def audit_narrowed(trail: Trail, narrowed: NarrowedChart | None) -> None:
    """The children whom a large chart offers."""
    trail.add("person", [one.node.node_id for one in narrowed.children] if narrowed else [])
