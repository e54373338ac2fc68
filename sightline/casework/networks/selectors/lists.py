"""Reads the lists of networks: groups, adults around several children, places, vehicles and phones; places by month.

A list is in the order of what nobody has answered and since when, and after that by the newest record. It is not in the
order of how much anything might mean. Of places those come before the others that have more children with signs than
places of their type with as many people: a big shop has some of everything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict

from django.core.paginator import Paginator

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.selectors.withdrawn_rules import withdrawal_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.networks import NetworkLine, NetworkList
from sightline.casework.networks.selectors.graph import ADULT, NO_NAME, name_nodes, rows_of_recognised
from sightline.casework.networks.selectors.missing_together import missing_lines
from sightline.casework.networks.waits import Wait, waits_of, waits_of_groups, waits_through_groups
from sightline.casework.patterns.co_named_people import find_together
from sightline.casework.patterns.place_comparison import compare_places
from sightline.casework.people.pages.nodes import CHILD, UNIDENTIFIED, Node, call_group
from sightline.casework.people.selectors import may_open
from sightline.casework.same_person.selectors.possible_matches import matches_among, possible_matches
from sightline.casework.subject_files.suppression import SetAside, set_aside
from sightline.model.analysis_tables.connections import GROUP_RULE, TOGETHER_RULE
from sightline.model.errors import Usage
from sightline.model.people_counts import count_people
from sightline.model.rows.networks import ServedChildrenAround, ServedSeenConnection
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _

GROUP, MISSING = "group", "missing"


class ConnectionSpan(TypedDict):
    """From when to when something is connected."""

    first_on: str
    last_on: str


class ListedNetwork(ConnectionSpan):
    """A thing or an adult of a list. `adults` is None where nobody counts them; `set_aside`: how many are off lists."""

    entity_id: str
    children: int
    adults: int | None
    records: int
    agencies: str
    set_aside: int


KINDS = (GROUP, "adult", UNIDENTIFIED, "place", "vehicle", "phone", "account", MISSING)
RULES = {GROUP: GROUP_RULE, MISSING: TOGETHER_RULE}
PAGE = 50
NAMED = 3  # members by whom a reader tells one group from another


def list_networks(session: ReaderSession, *, kind: str, page: int = 1) -> NetworkList:
    """One of KINDS: what waits for an answer first, the longest wait first; then the newest."""
    with audited(session, action="list_networks") as trail:
        check_people(actor=session.actor)
        if kind not in KINDS:
            raise Usage(
                _("This list does not exist."),
                code="no_such_list",
                what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(KINDS)},
            )
        sight = session.sight
        with session.open_current() as opened:
            aside = set_aside(session, store=opened[1]) if opened else SetAside()
            every = _all(session, opened[1], kind, sight, aside) if opened else []
            lines = [line for line in every if not (line.decided and line.decided.is_off)]
            if opened and kind == "place":
                as_at = date.fromisoformat(opened[0].manifest()["as_at"])
                lines = compare_lines(opened[1], lines, sight, as_at=as_at)
            lines.sort(key=_order)
            part = Paginator(lines, PAGE).get_page(page)
            shown = _name_lines(opened, list(part), sight) if opened else ()
        trail.details = {"kind": kind, "total": len(lines)}
        ids = [end.node_id for line in shown for end in (line.node, line.other) if end]
        trail.add({"adult": "person", MISSING: "person", GROUP: GROUP}.get(kind, "thing"), ids)
        trail.add("person", [one.node_id for line in shown for one in line.members])
        withdrawn = withdrawal_of(actor=session.actor, rule_id=RULES[kind]) if kind in RULES else None
    return NetworkList(
        kind, shown, len(lines), part.number, part.paginator.num_pages, withdrawn, len(every) - len(lines)
    )


def group_lines(
    session: ReaderSession, store: SnapshotReader, sight: RowFilter, aside: SetAside, *, member: str = ""
) -> list[NetworkLine]:
    """Every group that holds for this reader, or those of one member, for a page that is audited by its own selector.

    Of one that confirmed notes widen, the wider alone; it waits where the other does.
    """
    every = store.networks.groups(sight=sight)
    if member:
        every = [row for row in every if any(one["member_id"] == member for one in store.networks.members(group=row))]
    waiting = waits_of_groups(session, store=store, groups=every, sight=sight)
    rows = [row for row in every if not row["widened_by"]]
    members_of = {row["group_id"]: store.networks.members(group=row) for row in rows}
    held = {one["member_id"]: one["member_kind"] for members in members_of.values() for one in members}
    same = matches_among(store, held, sight)
    lines = []
    for row in rows:
        members = members_of[row["group_id"]]
        basis = [one for one in store.networks.basis(group=row) if not one["is_copy"]]
        within = [Node(one["member_kind"], one["member_id"], "") for one in members]
        within = [one for one in within if one.node_id not in aside.hidden]
        kinds = {one.node_id: one.kind for one in within}
        children, adults = (list(kinds.values()).count(kind) for kind in (CHILD, ADULT))
        waits = waiting[row["group_id"]]
        agencies = {one["agency"] for one in basis}
        line = _make_network_line(
            Node(GROUP, row["group_id"], call_group(kinds, same)), row, children, adults, len(basis), agencies, waits
        )
        decided = aside.decided.get(row["group_id"])
        aside_too = len(members) - len(within)
        lines.append(replace(line, set_aside=aside_too, decided=decided, members=tuple(within)))
    return lines


def _all(
    session: ReaderSession, store: SnapshotReader, kind: str, sight: RowFilter, aside: SetAside
) -> list[NetworkLine]:
    if kind == GROUP:
        return group_lines(session, store, sight, aside)
    if kind == MISSING:
        return missing_lines(session, store, sight)
    rows = _without(store, store.networks.around_children(kind=kind, sight=sight), sight, aside)
    instances = store.patterns.of_all_rules().must_about(kind=kind, sight=sight)
    if kind == "place":
        listed = {row["entity_id"] for row in rows}
        many = [row for row in instances if row["entity_id"] not in listed and not store.patterns.is_withdrawn(row=row)]
        rows += _for_many(store, many, sight)
    waiting = waits_of(session, store=store, instances=instances, sight=sight)
    in_group = waits_through_groups(session, store=store, sight=sight, but=aside.hidden)
    lines = [
        _make_network_line(
            Node(kind, row["entity_id"], ""),
            row,
            row["children"],
            row["adults"],
            row["records"],
            row["agencies"].split(","),
            waiting.get(row["entity_id"], []),
            in_group.get(row["entity_id"], ""),
        )
        for row in rows
    ]
    return [
        replace(line, decided=aside.decided.get(line.node.node_id), set_aside=row["set_aside"])
        for line, row in zip(lines, rows, strict=True)
    ]


def _without(
    store: SnapshotReader, rows: Sequence[ServedChildrenAround], sight: RowFilter, aside: SetAside
) -> list[ListedNetwork]:
    """The rows, of which the adults who are set aside are not counted among adults."""
    near = store.networks.around(ids=sorted(aside.hidden), sight=sight)
    pairs = {(row["person_id"], row["entity_id"]) for row in near if row["person_id"] in aside.hidden}
    fewer = Counter(entity_id for _, entity_id in pairs)
    return [
        {**row, "adults": row["adults"] - fewer[row["entity_id"]], "set_aside": fewer[row["entity_id"]]} for row in rows
    ]


def _for_many(store: SnapshotReader, rows: Iterable[ServedRecognised], sight: RowFilter) -> list[ListedNetwork]:
    """Places that tie nobody, because many people use them, and about which something must be answered."""
    instances: dict[str, list[ServedRecognised]] = defaultdict(list)
    held_rows = list(rows)
    people = store.patterns.people_of(rows=held_rows)
    for row in held_rows:
        if all(may_open(store, one, sight) for one in people[row["instance_key"]]):
            instances[row["entity_id"] or ""].append(row)
    found: list[ListedNetwork] = []
    for place, some in instances.items():
        held = rows_of_recognised(store, some, sight)
        if held:
            found.append({
                "entity_id": place,
                "children": len({row["person_id"] for row in held}),
                "adults": None,
                "first_on": held[0]["occurred_on"],
                "last_on": held[-1]["occurred_on"],
                "records": len({row["record_id"] for row in held}),
                "agencies": ",".join(sorted({row["agency"] for row in held})),
                "set_aside": 0,
            })  # fmt: skip
    return found


def _make_network_line(
    node: Node,
    row: ConnectionSpan,
    children: int,
    adults: int | None,
    records: int,
    agencies: Iterable[str],
    waits: Sequence[Wait],
    in_group: str = "",
) -> NetworkLine:
    waits_now = [one for one in waits if not one.withdrawn]
    now = [one.since for one in waits_now]
    half = bool(waits_now) and all(one.still for one in waits_now)
    before = [one.since for one in waits if one.withdrawn]
    return NetworkLine(
        node=node,
        children=children,
        adults=adults,
        records=records,
        first_on=date.fromisoformat(row["first_on"]),
        last_on=date.fromisoformat(row["last_on"]),
        agencies=tuple(sorted(agencies)),
        waits_since=date.fromisoformat(min(now)) if now else None,
        waiting=len(now),
        in_group_since=date.fromisoformat(in_group) if in_group else None,
        asked_before_since=date.fromisoformat(min(before)) if before else None,
        asked_before=len(before),
        still=tuple(sorted({agency for one in waits_now for agency in one.still})) if half else (),
    )


def _name_lines(
    opened: tuple[Snapshot, SnapshotReader], lines: Sequence[NetworkLine], sight: RowFilter
) -> tuple[NetworkLine, ...]:
    """The lines with their names, and who may be an adult beside the children. Of a group, some members are named."""
    snapshot, store = opened
    ids = [line.node.node_id for line in lines if line.adults == 0 and not line.other]
    rows = store.networks.around(ids=ids, sight=sight)
    fewer = _may_be_fewer(store, lines, sight)
    unknown = _unknown(store, rows, sight)
    instances = store.patterns.about(ids=ids, sight=sight)
    as_at = date.fromisoformat(snapshot.manifest()["as_at"])
    together = find_together(store, rows, instances, sight, as_at=as_at)
    kinds = {line.node.node_id: line.node.kind for line in lines if not line.node.label}
    kinds |= {one.node_id: one.kind for line in lines for one in line.members if one.kind in (ADULT, CHILD)}
    nodes = name_nodes(store, kinds, sight)
    return tuple(
        replace(
            line,
            node=nodes.get(line.node.node_id, line.node),
            unknown=unknown.get(line.node.node_id, 0),
            together=len(together.get(line.node.node_id, ())),
            may_be_fewer=fewer.get(_key(line), 0),
            members=_members_named(line, nodes),
        )
        for line in lines
    )


def _may_be_fewer(store: SnapshotReader, lines: Sequence[NetworkLine], sight: RowFilter) -> dict[tuple[str, str], int]:
    """For each line by how many its children are fewer, if each open possible match is one child.

    Not of a group, whose name says it, nor of a place that many people use.
    """
    children = {_key(line): {line.node.node_id, line.other.node_id} for line in lines if line.other}
    listed = {line.node.node_id: _key(line) for line in lines if not line.other and line.adults is not None}
    for row in store.networks.around(ids=sorted(listed), sight=sight):
        if row["is_child"] and row["entity_id"] in listed:
            children.setdefault(listed[row["entity_id"]], set()).add(row["person_id"])
    same = possible_matches(store, set[str]().union(*children.values()), sight)
    counts = {key: count_people(some, same) for key, some in children.items()}
    return {key: count.most - count.fewest for key, count in counts.items()}


def _key(line: NetworkLine) -> tuple[str, str]:
    return line.node.node_id, line.other.node_id if line.other else ""


def _members_named(line: NetworkLine, nodes: dict[str, Node]) -> tuple[Node, ...]:
    """The first few members of a group whom a visible record names: adults, then children; nobody unidentified."""
    found = [nodes[one.node_id] for one in line.members if one.node_id in nodes]
    named = [one for one in found if one.label != NO_NAME]
    return tuple(sorted(named, key=lambda one: one.kind == CHILD)[:NAMED])


def _unknown(store: SnapshotReader, rows: Sequence[ServedSeenConnection], sight: RowFilter) -> dict[str, int]:
    """For each thing how many namings of somebody unidentified, or of no known age, stand on its records."""
    records: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        records[row["entity_id"]].add(row["record_id"])
    every = sorted({one for some in records.values() for one in some})
    beside = Counter(row["record_id"] for row in store.networks.beside(record_ids=every, sight=sight))
    return {one: sum(beside[record] for record in some) for one, some in records.items()}


def _order(line: NetworkLine) -> tuple[bool, float, date, tuple[int, str]]:
    """What waits first; of places, the more beyond what is expected; then the longest wait, then the newest."""
    compared = line.beside_others.order if line.beside_others else 1.0
    return line.first_wait is None, compared, line.first_wait or date.max, _newest(line)


def _newest(line: NetworkLine) -> tuple[int, str]:
    return -line.last_on.toordinal(), line.node.node_id


def compare_lines(
    store: SnapshotReader, lines: Sequence[NetworkLine], sight: RowFilter, *, as_at: date
) -> list[NetworkLine]:
    """Lines of places; those at which signs were recognised beside others of their type."""
    instances = {row["entity_id"] for row in store.patterns.must_about(kind="place", sight=sight)}
    places = {line.node.node_id: frozenset[str]() for line in lines if line.node.node_id in instances}
    compared = compare_places(store, places, sight, as_at=as_at)
    return [replace(line, beside_others=compared.get(line.node.node_id)) for line in lines]
