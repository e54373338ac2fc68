"""Reads the page of a person, a thing or a group: who is around it, on which records, and what was done.

A page is made from the reader's own records alone. What then no longer holds is not on it, and a group that no longer
holds is not there at all.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.concerns.subjects import records_of
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.pages.meetings import MeetingLine
from sightline.casework.meetings.selectors.meetings import list_meetings_about, list_meetings_of_item
from sightline.casework.networks.pages.networks import (
    ActionsTaken,
    Evidence,
    GroupPage,
    Growth,
    IndirectConnections,
    Link,
    Member,
    NearbyNode,
    NetworkPage,
)
from sightline.casework.networks.rights import may_add
from sightline.casework.networks.selectors.analyst_entries import entries_about
from sightline.casework.networks.selectors.graph import (
    BY_NAMING,
    ENDS,
    THINGS,
    both_ways,
    gather_rows,
    kinds_of,
    make_links,
    name_nodes,
    rows_of_recognised,
)
from sightline.casework.networks.selectors.lists import group_lines
from sightline.casework.patterns.co_named_people import find_together, fold_beside
from sightline.casework.patterns.pages import CoNamedAdult, RecognisedLine
from sightline.casework.patterns.place_comparison import compare_places
from sightline.casework.patterns.selectors import count_others, lines_of
from sightline.casework.people.pages.nodes import CHILD, UNIDENTIFIED, Node, call_group, count_members
from sightline.casework.people.selectors import may_open
from sightline.casework.same_person.selectors.possible_matches import matches_among
from sightline.casework.subject_files.suppression import SetAside, set_aside
from sightline.model.analysis_tables.connections import GROUP_RULE
from sightline.model.rows.groups import ServedNetworkGroupMember, ServedShownGroup
from sightline.model.rows.networks import ServedRecordTie
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import RowFilter
from sightline.networks import Tie, find_smallest, read_group_rule
from sightline.patterns import PLACE_RULE
from sightline.store.serve.networks import supported
from sightline.store.snapshot_reader import SnapshotReader

MOST_HOPS, MOST_EVIDENCE, MOST_AROUND = 200, 200, 2_000
GROUP, NOTED, PROPOSED = "group", "all", "proposed"
ADULTS = ("adult", UNIDENTIFIED)


def read_network(session: ReaderSession, *, kind: str, node_id: str) -> NetworkPage:
    """A person (`person`) or a thing of a kind and what is around it; NotHere where it is none of this reader's."""
    with audited(session, action="read_network") as trail:
        check_people(actor=session.actor)
        trail.add("person" if kind == "person" else "thing", [node_id])
        sight = session.sight
        with session.need_current() as (snapshot, store):
            as_at = date.fromisoformat(snapshot.manifest()["as_at"])
            need_node(store, kind, node_id, sight)
            every = set_aside(session, store=store)
            aside = every.but_for(node_id)
            own, _ = gather_rows(store, [node_id], sight, hops=1, most=MOST_AROUND, aside=aside)
            rows, _ = gather_rows(store, [node_id], sight, hops=2, most=MOST_AROUND, aside=aside)
            instances = _recognised(store, kind, node_id, sight)
            recognised = _but_for_removed(lines_of(session, store, instances, sight, beside=node_id), aside)
            for_many = kind == "place" and not own
            if for_many:
                shown = {line.instance_key for line in recognised}
                rows = own = rows_of_recognised(
                    store, [row for row in instances if row["instance_key"] in shown], sight
                )
            kinds = {node_id: kind} | kinds_of(rows)
            nodes = name_nodes(store, kinds, sight)
            if kind != "person" and not own and not recognised:
                raise NotHere
            hops = _hops_out(own, rows, nodes, {node_id})
            groups = tuple(group_lines(session, store, sight, every, member=node_id))
            here = [nodes[one] for one in {node_id} | kinds_of(own).keys()]
            beside = _beside(store, own, here, sight, aside)
            signs = [line for line in recognised if line.pattern_id == PLACE_RULE]
            compared = compare_places(store, {node_id: frozenset()} if signs else {}, sight, as_at=as_at).get(node_id)
            together = find_together(store, own, instances, sight, as_at=as_at).get(node_id, frozenset())
            trail.add("pattern", [line.instance_key for line in recognised])
            trail.add("person", [one.person_id for line in recognised for one in line.people if one.person_id])
            trail.add(GROUP, [line.node.node_id for line in groups])
        around = _around(make_links(own), node_id, nodes)
        evidence = _evidence(session, own, nodes, {node_id})
        _audit(trail, (*around, *hops), evidence)
    items = [item_id for line in recognised for item_id in line.item_ids]
    about = list_meetings_about(session, person_id=node_id) if kind == "person" else ()
    page = NetworkPage(
        node=nodes[node_id],
        children=tuple(one for one in around if one.node.kind == CHILD),
        adults=tuple(one for one in around if one.node.kind in ADULTS),
        things=tuple(one for one in around if one.node.kind in THINGS),
        beside=beside,
        hops=tuple(hops[:MOST_HOPS]),
        evidence=evidence[:MOST_EVIDENCE],
        groups=tuple(one for one in groups if not (one.decided and one.decided.is_off)),
        done=ActionsTaken(recognised, _meetings(session, items, about)),
        entries=aside.keep_entries(entries_about(session, node_ids=[node_id])),
        more_hops=max(0, len(hops) - MOST_HOPS),
        more_evidence=max(0, len(evidence) - MOST_EVIDENCE),
        may_add=may_add(actor=session.actor),
        for_many=for_many,
        decided=every.decided.get(node_id),
        set_aside=len(aside.met),
    )
    put_together = tuple(nodes[one] for one in sorted(together)) if page.no_adult else ()
    return replace(page, together=put_together, beside_others=compared)


def read_group(session: ReaderSession, *, group_id: str) -> GroupPage:
    """A group with its members, its life and what each membership rests on; NotHere where it does not hold here."""
    with audited(session, action="read_group") as trail:
        check_people(actor=session.actor)
        trail.add("group", [group_id])
        sight = session.sight
        with session.need_current() as (snapshot, store):
            group = need_group(store, group_id, sight)
            every = store.networks.members(group=group)
            aside = set_aside(session, store=store)
            members = aside.keep(every, "member_id")
            kinds = {row["member_id"]: row["member_kind"] for row in members}
            basis = {row["record_id"] for row in store.networks.basis(group=group)}
            whole, _ = gather_rows(store, [row["member_id"] for row in every], sight, hops=1, most=MOST_AROUND)
            around = aside.keep(whole, *ENDS)
            nodes = name_nodes(store, kinds_of(around) | kinds, sight)
            instances = store.patterns.about(ids=[group_id, group["widens"]], sight=sight)
            recognised = lines_of(session, store, instances, sight)
            trail.add("pattern", [line.instance_key for line in recognised])
            found_by = list(supported(row for row in whole if row["record_id"] in basis))
            same = matches_among(store, kinds, sight)
            first_true_on = date.fromisoformat(group["first_true_on"])
            others = count_others(store, sight, pattern_id=GROUP_RULE, until=first_true_on, person_ids=_people(every))
            own = [
                row for row in aside.keep(found_by, *ENDS) if row["person_id"] in kinds and row["entity_id"] in kinds
            ]
            beside = _beside(store, own, [nodes[one] for one in kinds], sight, aside)
        smallest = _smallest(session, every, _within(found_by, every), date.fromisoformat(snapshot.manifest()["as_at"]))
        hops = _hops_out_of_group(around, nodes, set(kinds))
        evidence = _evidence(session, own, nodes, set())
        trail.add("record", [one.record.record_id for one in evidence])
        trail.add("person", [one for one, kind in kinds.items() if kind in (CHILD, "adult")])
    items = [item_id for line in recognised for item_id in line.item_ids]
    alone = json.loads(group["by_agency"])
    return GroupPage(
        node=Node(GROUP, group_id, call_group(kinds, same)),
        first_on=date.fromisoformat(group["first_on"]),
        last_on=date.fromisoformat(group["last_on"]),
        first_true_on=first_true_on,
        alone=tuple((agency, date.fromisoformat(alone[agency])) for agency in sorted(alone)),
        others=others,
        members=tuple(
            Member(nodes[row["member_id"]], date.fromisoformat(row["since_on"]), date.fromisoformat(row["last_on"]),
                   smallest[row["member_id"]], noted=row["basis"] == NOTED, proposed=row["basis"] == PROPOSED)
            for row in members
        ),
        beside=beside,
        growth=_growth(members, nodes, same),
        hops=tuple(hops[:MOST_HOPS]),
        evidence=evidence,
        done=ActionsTaken(recognised, _meetings(session, items, ())),
        entries=aside.keep_entries(entries_about(session, node_ids=[group_id, *kinds])),
        more_hops=max(0, len(hops) - MOST_HOPS),
        may_add=may_add(actor=session.actor),
        noted=any(row["basis"] == NOTED for row in members),
        nights=bool(group["on_together"]),
        proposed=bool(group["on_proposals"]),
        without=group["widens"] if group["on_proposals"] else "",
        widened_by=group["widened_by"],
        decided=aside.decided.get(group_id),
        set_aside=len(aside.met),
        up_to=date.fromisoformat(snapshot.manifest()["as_at"]),
        same=same,
    )  # fmt: skip


def _people(members: Iterable[ServedNetworkGroupMember]) -> list[str]:
    return [row["member_id"] for row in members if row["member_kind"] in (CHILD, "adult")]


def need_node(store: SnapshotReader, kind: str, node_id: str, sight: RowFilter) -> None:
    """NotHere where the reader may not open the person, or no visible record names such a thing."""
    if kind == "person":
        if not store.said(person_ids=[node_id], sight=sight) or not may_open(store, node_id, sight):
            raise NotHere
    elif kind not in BY_NAMING or store.networks.kinds_of_things(ids=[node_id], sight=sight).get(node_id) != kind:
        raise NotHere


def need_group(store: SnapshotReader, group_id: str, sight: RowFilter) -> ServedShownGroup:
    """A group that holds for this reader; NotHere where there is none of that id."""
    for group in store.networks.groups(sight=sight):
        if group["group_id"] == group_id:
            return group
    raise NotHere


def _recognised(store: SnapshotReader, kind: str, node_id: str, sight: RowFilter) -> list[ServedRecognised]:
    """What was recognised about a thing, or about a person whom a rule names as a child or as an adult."""
    found = {row["instance_key"]: row for row in store.patterns.about(ids=[node_id], sight=sight)}
    if kind == "person":
        found |= {row["instance_key"]: row for row in store.patterns.of_person(person_id=node_id, sight=sight)}
    return sorted(found.values(), key=lambda row: (row["class"] != "must", row["first_true_on"], row["instance_key"]))


def _but_for_removed(lines: Sequence[RecognisedLine], aside: SetAside) -> tuple[RecognisedLine, ...]:
    """Without patterns about a person or thing that a named decision took off lists: the Patterns tab has these."""
    named = [(line, [*(one.person_id or "" for one in line.people), line.node_id]) for line in lines]
    return tuple(line for line, ids in named if not aside.leaves_out(*ids))


def _around(links: Iterable[Link], node_id: str, nodes: dict[str, Node]) -> tuple[NearbyNode, ...]:
    """Those at the other end, by the day of the first record."""
    lines = []
    for link in links:
        other = link.entity_id if link.person_id == node_id else link.person_id
        lines.append(
            NearbyNode(nodes[other], link.first_on, link.last_on, len(link.record_ids), link.agencies, link.missing,
                   link.unsure)
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda one: (one.first_on, one.node.node_id)))


def _hops_out(
    own: Iterable[ServedRecordTie], rows: Iterable[ServedRecordTie], nodes: dict[str, Node], start: set[str]
) -> list[IndirectConnections]:
    near = {end for row in own for end in (row["person_id"], row["entity_id"])} - start
    return _beyond(rows, nodes, near, start | near)


def _hops_out_of_group(
    rows: Iterable[ServedRecordTie], nodes: dict[str, Node], members: set[str]
) -> list[IndirectConnections]:
    return _beyond(rows, nodes, members, members)


def _beyond(
    rows: Iterable[ServedRecordTie], nodes: dict[str, Node], near: set[str], known: set[str]
) -> list[IndirectConnections]:
    """What those who are near connect to, the newest first; nothing that was named already."""
    found = []
    for link in make_links(rows):
        for one, other in ((link.person_id, link.entity_id), (link.entity_id, link.person_id)):
            if one in near and other not in known:
                found.append(
                    IndirectConnections(
                        nodes[one], nodes[other], link.first_on, link.last_on, len(link.record_ids), link.missing
                    )
                )
    return sorted(found, key=lambda one: (one.last_on, one.to.node_id), reverse=True)


def _beside(
    store: SnapshotReader, rows: Iterable[ServedRecordTie], shown: Sequence[Node], sight: RowFilter, aside: SetAside
) -> tuple[CoNamedAdult, ...]:
    records = {row["record_id"] for row in rows}
    found = store.networks.beside(record_ids=sorted(records), sight=sight)
    return fold_beside(aside.keep(found, "person_id"), shown)


def _evidence(
    session: ReaderSession, rows: Iterable[ServedRecordTie], nodes: dict[str, Node], without: set[str]
) -> tuple[Evidence, ...]:
    """The records, the oldest first, with whom each puts together."""
    on_record: dict[str, dict[str, None]] = defaultdict(dict)
    grades: dict[str, str] = {}
    unsure: set[str] = set()
    own: set[str] = set()
    for row in rows:
        on_record[row["record_id"]] |= dict.fromkeys((row["person_id"], row["entity_id"]))
        grades[row["record_id"]] = row["grade"]
        unsure |= {row["record_id"]} if row["unsure"] else set()
        own |= set() if row["is_copy"] else {row["record_id"]}
    return tuple(
        Evidence(
            record,
            grades[record.record_id],
            tuple(nodes[one] for one in on_record[record.record_id] if one not in without),
            unsure=record.record_id in unsure,
            is_copy=record.record_id not in own,
        )
        for record in records_of(session, record_ids=list(on_record))
    )


def _smallest(
    session: ReaderSession, members: Sequence[ServedNetworkGroupMember], rows: Sequence[ServedRecordTie], as_at: date
) -> dict[str, tuple[RecordBasis, ...]]:
    rule = read_group_rule(as_at)
    ties = [
        Tie(one, other, row["record_id"], date.fromisoformat(row["occurred_on"]), low=bool(row["graded_low"]))
        for row in rows
        for one, other in both_ways(row)
    ]  # fmt: skip
    fewest = {row["member_id"]: find_smallest(member=row["member_id"], ties=ties, rule=rule) for row in members}
    # Whoever is only described is on that one record, and ties nobody.
    described = {
        row["member_id"] for row in members if row["member_kind"] == UNIDENTIFIED and not fewest[row["member_id"]]
    }
    fewest |= {one.entity_id: (one.record_id,) for one in reversed(ties) if one.entity_id in described}
    wanted = sorted({record for records in fewest.values() for record in records})
    known = {one.record_id: one for one in records_of(session, record_ids=wanted)}
    return {member: tuple(known[one] for one in records if one in known) for member, records in fewest.items()}


def _within(rows: Iterable[ServedRecordTie], members: Iterable[ServedNetworkGroupMember]) -> list[ServedRecordTie]:
    """The connections between members: also of those who are set aside, for by them the others were found."""
    ids = {row["member_id"] for row in members}
    return [row for row in rows if row["person_id"] in ids and row["entity_id"] in ids]


def _growth(
    members: Sequence[ServedNetworkGroupMember], nodes: dict[str, Node], same: Iterable[tuple[str, str]]
) -> tuple[Growth, ...]:
    """The months in which members came. Members are by their first day."""
    came: dict[str, list[Node]] = defaultdict(list)
    for row in members:
        came[row["since_on"][:7]].append(nodes[row["member_id"]])
    grown, kinds = [], dict[str, str]()
    for month in sorted(came):
        kinds |= {one.node_id: one.kind for one in came[month]}
        grown.append(Growth(month, tuple(came[month]), count_members(kinds, same)))
    return tuple(grown)


def _meetings(session: ReaderSession, items: Sequence[str], others: Sequence[MeetingLine]) -> tuple[MeetingLine, ...]:
    found = {one.meeting_id: one for one in others}
    for item_id in items:
        found |= {one.meeting_id: one for one in list_meetings_of_item(session, item_id=item_id)}
    return tuple(found.values())


def _audit(trail: Trail, shown: Iterable[NearbyNode | IndirectConnections], evidence: Iterable[Evidence]) -> None:
    nodes = [one.node if isinstance(one, NearbyNode) else one.to for one in shown]
    trail.add("person", [one.node_id for one in nodes if one.kind not in BY_NAMING])
    trail.add("thing", [one.node_id for one in nodes if one.kind in BY_NAMING])
    trail.add("record", [one.record.record_id for one in evidence])
