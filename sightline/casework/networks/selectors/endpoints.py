"""The ends of what an analyst adds: people, things and groups, named by mentions and records, and found again later.

An end is never kept as a person, a thing or a group of today. It is kept as what a record says, and looked up anew; so
it follows when people become one or two, and when a group changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.subjects import name_child
from sightline.casework.networks.models import AnalystEntry
from sightline.casework.networks.selectors.graph import ADULT, BY_NAMING, kinds_of, name_nodes
from sightline.casework.people.pages.nodes import CHILD, Node, call_group
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import NOBODY, look_for, may_open
from sightline.casework.same_person.selectors.possible_matches import matches_among
from sightline.casework.subject_files.suppression import set_aside
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

PERSON, GROUP, NEW = "person", "group", "added"
MOST_FOUND, LEAST_LETTERS = 30, 3
End = Mapping[str, Any]


def find_ends(session: ReaderSession, *, text: str) -> tuple[Node, ...]:
    """People of a name, and things that a visible record calls so, to be the other end of a connection.

    People come first; at most MOST_FOUND of each. Nobody whom a named decision took off. What was typed is not kept.
    """
    with audited(session, action="find_network_ends") as trail:
        check_people(actor=session.actor)
        session.searched.append((text, text, ""))
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or len(text.strip()) < LEAST_LETTERS:
                return ()
            found = look_for(session, SearchTerms(name=text), sight) if any(map(str.isalpha, text)) else NOBODY
            kinds = dict.fromkeys((one.person_id for one in found.people[:MOST_FOUND]), PERSON)
            kinds |= opened[1].networks.things_called(text=text, sight=sight, most=MOST_FOUND)
            hidden = set_aside(session, store=opened[1]).hidden
            kinds = {one: kind for one, kind in kinds.items() if one not in hidden}
            nodes = _name_nodes(opened[1], kinds, sight)
        trail.add("person", [one for one, kind in kinds.items() if kind == PERSON])
        trail.add("thing", [one for one, kind in kinds.items() if kind != PERSON])
    return tuple(nodes.values())


def name_end(session: ReaderSession, store: SnapshotReader, kind: str, node_id: str) -> dict[str, Any]:
    """Mentions and a record by which a person, a thing or a group is named; NotHere where it is none of theirs."""
    sight = session.sight
    if kind == PERSON:
        named = name_child(session, person_id=node_id)
        return {"kind": PERSON, "mention_id": named.mention_ids[0], "record_id": named.record_id}
    if kind == GROUP:
        return {"kind": GROUP, "group_id": node_id, "members": _name_members(session, store, node_id, sight)}
    mention = store.networks.thing_mention(thing_id=node_id, sight=sight)
    if kind not in BY_NAMING or mention is None:
        raise NotHere
    return {"kind": kind, **mention}


def mentions_in(ends: Iterable[End]) -> tuple[str, ...]:
    """Every mention by which these ends are named."""
    flat = [one for end in ends for one in (end, *end.get("members", ()))]
    return tuple(one["mention_id"] for one in flat if one.get("mention_id"))


def resolve_ends(store: SnapshotReader, kept: Sequence[AnalystEntry], sight: RowFilter) -> dict[int, tuple[Node, ...]]:
    """The ends of each entry as they are today, by its decision; only entries of which the reader may see every end."""
    found: dict[int, list[tuple[str, str]]] = {}
    groups = _Groups(store, sight)
    for one in kept:
        ends = [_resolve(store, end, sight, groups) for end in one.ends if end["kind"] != NEW]
        if all(ends):
            found[one.decision] = [each for end in ends for each in end]
    kinds = {node_id: kind for ends in found.values() for kind, node_id in ends if kind != GROUP}
    named = _name_nodes(store, kinds, sight) | groups.nodes
    return {number: tuple(named[node_id] for _, node_id in ends) for number, ends in found.items()}


class _Groups:
    """The groups that a reader is shown, read once and only if an entry is about one."""

    def __init__(self, store: SnapshotReader, sight: RowFilter) -> None:
        self._serve, self._sees = store, sight
        self._members: dict[str, frozenset[str]] | None = None
        self.nodes: dict[str, Node] = {}

    def find(self, group_id: str, members: frozenset[str]) -> str:
        """The group of that id; else the one with most of these members, more than half of them; else none."""
        if self._members is None:
            self._read_ends()
        held = self._members or {}
        if group_id in held:
            return group_id
        best = max(held, key=lambda one: (len(held[one] & members), one), default="")
        return best if best and 2 * len(held[best] & members) > len(members) else ""

    def _read_ends(self) -> None:
        self._members, kinds = {}, dict[str, dict[str, str]]()
        for group in self._serve.networks.groups(sight=self._sees):
            members = self._serve.networks.members(group=group)
            kinds[group["group_id"]] = {one["member_id"]: one["member_kind"] for one in members}
        same = matches_among(
            self._serve, {one: kind for some in kinds.values() for one, kind in some.items()}, self._sees
        )
        for group_id, within in kinds.items():
            self._members[group_id] = frozenset(within)
            self.nodes[group_id] = Node(GROUP, group_id, call_group(within, same))


def _name_members(
    session: ReaderSession, store: SnapshotReader, group_id: str, sight: RowFilter
) -> list[dict[str, Any]]:
    group = next((one for one in store.networks.groups(sight=sight) if one["group_id"] == group_id), None)
    if group is None:
        raise NotHere
    kinds = {one["member_id"]: one["member_kind"] for one in store.networks.members(group=group)}
    return [
        name_end(session, store, PERSON if kind in (CHILD, ADULT) else kind, member) for member, kind in kinds.items()
    ]  # fmt: skip


def _resolve(store: SnapshotReader, end: End, sight: RowFilter, groups: _Groups) -> list[tuple[str, str]]:
    """An end as it is today. Of a group that no longer holds, its members: what was added is not lost with it."""
    if end["kind"] != GROUP:
        return _resolve_one(store, end, sight)
    members = [_resolve_one(store, one, sight) for one in end["members"]]
    if not all(members):
        return []
    flat = [one for some in members for one in some]
    group_id = groups.find(end["group_id"], frozenset(node_id for _, node_id in flat))
    return [(GROUP, group_id)] if group_id else flat


def _resolve_one(store: SnapshotReader, end: End, sight: RowFilter) -> list[tuple[str, str]]:
    mention_id = end["mention_id"]
    if end["kind"] == PERSON:
        naming = store.naming(mention_id=mention_id, sight=sight)
        seen = naming is not None and bool(naming["person_id"]) and may_open(store, naming["person_id"], sight)
        return [(PERSON, naming["person_id"])] if naming is not None and seen else []
    thing = store.networks.thing_of(mention_ids=[mention_id], sight=sight).get(mention_id)
    return [(end["kind"], thing)] if thing else []


def _name_nodes(store: SnapshotReader, kinds: Mapping[str, str], sight: RowFilter) -> dict[str, Node]:
    """The nodes by id. A person is a child or an adult where visible connections say so, as everywhere else."""
    people = [one for one, kind in kinds.items() if kind == PERSON]
    rows = store.networks.around(ids=people, sight=sight) if people else []
    said = kinds_of(rows)
    return name_nodes(
        store, {one: said.get(one, kind) if kind == PERSON else kind for one, kind in kinds.items()}, sight
    )
