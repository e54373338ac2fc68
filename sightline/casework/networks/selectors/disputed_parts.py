"""Which groups and patterns of a chart or a file somebody disputes: by those whom or what each is about."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import Graph
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

Parts = tuple[frozenset[str], ...]


def disputed_parts(session: ReaderSession, store: SnapshotReader, sight: RowFilter) -> Parts:
    """The members of each disputed group, and those of each disputed pattern of two or more, that this reader sees."""
    ids = session.disputed_conclusions
    if not ids:
        return ()
    groups = [group for group in store.networks.groups(sight=sight) if group["group_id"] in ids]
    rows = [row for one in sorted(ids) if (row := store.patterns.one(instance_key=one, sight=sight)) is not None]
    people = store.patterns.people_of(rows=rows)
    about = [{*people[row["instance_key"]], *([row["entity_id"]] if row["entity_id"] else [])} for row in rows]
    members = [{row["member_id"] for row in store.networks.members(group=one)} for one in groups]
    return tuple(frozenset(one) for one in (*members, *about) if len(one) > 1)


def is_disputed(parts: Parts, ends: Collection[str]) -> bool:
    """Whether two ends of a connection are both in a group or pattern that somebody disputes."""
    return any(one.issuperset(ends) for one in parts)


def shows_disputed(parts: Parts, shown: Iterable[str]) -> bool:
    """Whether at least two of a disputed group or pattern are among what is shown."""
    every = frozenset(shown)
    return any(len(one & every) > 1 for one in parts)


def say_if_disputed(graph: Graph, parts: Parts) -> Graph:
    """The graph, which says whether it shows a group or pattern that somebody disputes."""
    return replace(graph, is_disputed=shows_disputed(parts, (node.node_id for node in graph.nodes)))
