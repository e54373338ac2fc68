"""Writes connections and groups from what was known.

Groups are found among all records, and again among what those readers see who do not see all, so that nobody learns of
a restricted record by a group.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypedDict

import pyarrow as pa

from sightline.known_facts import Homes, Records, gather, read_words
from sightline.known_facts.sureness import unsure_namings
from sightline.model.analysis_tables.connections import CONNECTION, GROUP_MEMBER, GROUPING
from sightline.model.ids import make_id
from sightline.model.rows.analysis_networks import GroupingRow, GroupMemberRow
from sightline.networks.components import split_parts
from sightline.networks.contacts import ACCOUNT, ADULTS, TOGETHER, Touch, gather_touches
from sightline.networks.duplicate_reports import copied_records, find_copies
from sightline.networks.first_days import Days, FirstFound
from sightline.networks.groups import Group, find_with_confirmed
from sightline.networks.rules import GroupRule, read_group_rule
from sightline.networks.ties import gather_ties
from sightline.sharing import View, split_views
from sightline.store.engine import Engine, arrow_schema

CONNECTIONS = """
SELECT touch.*, record.agency, record.organisation, record.layout, record.restricted, record.markings
FROM network_touch AS touch JOIN agency_record AS record USING (record_id) WHERE record.latest
"""


class OwnConnection(TypedDict):
    """A row of CONNECTION without what the filter reads."""

    connection_id: str
    person_id: str
    is_child: bool
    entity_kind: str
    entity_id: str
    occurred_on: date
    known_from: date
    graded_low: bool
    unsure: bool
    origin: str
    copies: list[str]
    confirmed: bool
    record_id: str


def build(*, engine: Engine, as_at: date) -> dict[str, int]:
    """Write CONNECTION, GROUPING and GROUP_MEMBER; how many connections and groups there are among all records."""
    gather(engine=engine)
    homes, rule = Homes(engine=engine, words=read_words()), read_group_rule(as_at)
    touches = gather_touches(records=Records(engine), homes=homes, as_at=as_at)
    sure = [one for one in touches if not one.proposed]
    _write_connections(engine, sure)
    groups: list[GroupingRow] = []
    members: list[GroupMemberRow] = []
    for reached in _groups([*touches, *gather_ties(engine=engine, as_at=as_at)], homes, rule):
        groups.append(_group_row(reached, rule))
        members += _members(reached)
    engine.write(GROUPING, pa.Table.from_pylist(groups, schema=arrow_schema(GROUPING)))
    engine.write(GROUP_MEMBER, pa.Table.from_pylist(members, schema=arrow_schema(GROUP_MEMBER)))
    return {"connections": len(sure), "groups": sum(row["view_no"] == 0 for row in groups)}


@dataclass(frozen=True, slots=True)
class _GroupForReaders:
    """A group as some readers see it: its id, the day on which it was first to be found, and by whom alone."""

    group: Group
    group_id: str
    first: FirstFound
    alone: dict[str, date]
    widens: str | None
    view: View[Touch]


def _groups(touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> Iterator[_GroupForReaders]:
    """The groups in each view. What hangs together with nothing that some readers do not see is looked at once."""
    small = [one for one in touches if one.entity_kind != ACCOUNT]
    for part in split_parts(small):
        for view in split_views(things=part, rests_on=lambda one: one.rests_on):
            yield from _of_view(view, Days(touches=view.things, homes=homes, rule=rule), homes, rule)


def _of_view(view: View[Touch], days: Days, homes: Homes, rule: GroupRule) -> Iterator[_GroupForReaders]:
    ids: dict[int, str] = {}
    for group in find_with_confirmed(touches=view.things, homes=homes, rule=rule):
        latest = FirstFound(max(one.known_from for one in group.touches.values()), group)
        find = partial(days.first_found, group, more=group.is_of_more, proposed=group.is_proposed)
        first = find() or latest
        ids[id(group)] = _id_of(group, first, rule, taken=ids.values())
        agencies = {piece.agency for one in group.touches.values() for piece in one.pieces}
        alone = {agency: find(holders=(agency,)) for agency in agencies}
        seen = {agency: one.on for agency, one in sorted(alone.items()) if one}
        yield _GroupForReaders(
            group, ids[id(group)], first, seen, ids[id(group.widens)] if group.widens else None, view
        )


def _id_of(group: Group, first: FirstFound, rule: GroupRule, *, taken: Iterable[str]) -> str:
    """A group's id rests on what it was when it was first to be found: what comes later changes nothing.

    One that rests on notes or nights too is another than that on columns, and one that rests on what nobody has
    confirmed is a third. Of two that were one at first, the second to be told has its own rows in its id.
    """
    notes = ("proposed",) if group.is_proposed else ("notes",) if group.is_of_more else ()
    group_id = make_id("group", rule.rule.id, *_rows_of(first.group), *notes)
    return make_id("group", rule.rule.id, *_rows_of(group), *notes) if group_id in taken else group_id


def _rows_of(group: Group) -> list[str]:
    return sorted({row for one in group.touches.values() for row in _list_touch_rows(one)})


def _write_connections(engine: Engine, touches: Sequence[Touch]) -> None:
    unsure = unsure_namings(engine=engine, people=_people(touches))
    copies = find_copies(touches)
    own = [column for column in CONNECTION.column_names if column not in _VISIBILITY]
    schema = pa.schema([field for field in arrow_schema(CONNECTION) if field.name in own])
    rows: list[OwnConnection] = [
        {
            "connection_id": _connection_id(one),
            "person_id": one.person_id,
            "is_child": one.is_child,
            "entity_kind": one.entity_kind,
            "entity_id": one.entity_id,
            "occurred_on": one.on,
            "known_from": one.known_from,
            "graded_low": one.low,
            "unsure": any((one.record_id, who) in unsure for who in (one.person_id, one.entity_id)),
            "origin": one.origin,
            "copies": sorted({_connection_id(first) for first in copies.get(id(one), ()) if not first.also}),
            "confirmed": one.confirmed,
            "record_id": one.record_id,
        }
        for one in touches
        if not one.also
    ]
    engine.load("network_touch", pa.Table.from_pylist(rows, schema=schema))
    engine.write(CONNECTION, CONNECTIONS)


def _connection_id(one: Touch) -> str:
    return make_id("connection", one.entity_kind, *_list_touch_rows(one), one.person_id, one.entity_id)


def _people(touches: Iterable[Touch]) -> set[str]:
    return {who for one in touches for who in (one.person_id, *((one.entity_id,) if one.entity_kind in ADULTS else ()))}


_VISIBILITY = ("agency", "organisation", "layout", "restricted", "markings")


def _list_touch_rows(one: Touch) -> tuple[str, ...]:
    return tuple(piece.row_id for piece in one.pieces)


def _group_row(reached: _GroupForReaders, rule: GroupRule) -> GroupingRow:
    group, touches = reached.group, in_order(reached.group)
    pieces = [piece for one in reached.first.group.touches.values() for piece in one.pieces]
    newest = max(piece.known_from for piece in pieces)
    completing = min(piece for piece in pieces if piece.known_from == newest)
    return {
        "group_id": reached.group_id,
        "first_on": touches[0].on,
        "last_on": touches[-1].on,
        "first_true_on": reached.first.on,
        "first_true_on_by_agency": json.dumps({agency: day.isoformat() for agency, day in reached.alone.items()}),
        "basis": "all" if group.is_of_more else "structured",
        "on_confirmed": group.is_confirmed,
        "on_together": group.is_together,
        "on_proposals": group.is_proposed,
        "widens": reached.widens,
        "children": len(group.children),
        "adults": len(group.adults),
        "record_ids": sorted(_records_of(group)),
        "later_record_ids": sorted(_joined_later(reached)),
        "copied_record_ids": copied_records(touches),
        "agencies": sorted({piece.agency for one in touches for piece in one.pieces}),
        "completing_record_id": completing.record_id,
        "completing_source_file": completing.source_file,
        "completing_source_row": completing.source_row,
        "rule_version": rule.rule.version,
        "view_no": reached.view.number,
        "seen_from": reached.view.seen_from,
        "not_from": reached.view.not_from,
    }


def _joined_later(reached: _GroupForReaders) -> set[str]:
    """The records that came to it after the day on which it was first to be found."""
    records = _records_of(reached.group)
    first = records & _records_of(reached.first.group)
    return records - first if first else set()


def _records_of(group: Group) -> set[str]:
    return {record for one in group.touches.values() for record in (one.record_id, *one.also)}


def in_order(group: Group) -> list[Touch]:
    """What it rests on, by day."""
    return sorted(group.touches.values(), key=lambda one: (one.on, one.pieces, one.person_id, one.entity_id))


def _members(reached: _GroupForReaders) -> Iterator[GroupMemberRow]:
    """Each person and thing with its first and last connection in the group."""
    group = reached.group
    touches: dict[tuple[str, str], list[Touch]] = defaultdict(list)
    children, doubtful = group.children, _only_proposed(group)
    for one in group.touches.values():
        touches["child" if one.person_id in children else "adult", one.person_id].append(one)
        if one.entity_kind == TOGETHER:
            touches["child", one.entity_id].append(one)
        elif one.entity_id not in children:
            touches[one.entity_kind, one.entity_id].append(one)
    for (kind, member), some in sorted(touches.items()):
        ordered = sorted(some, key=lambda one: (one.on, one.pieces))
        yield {
            "group_id": reached.group_id,
            "view_no": reached.view.number,
            "basis": _basis_of(some, doubtful),
            "member_kind": kind,
            "member_id": member,
            "since_on": ordered[0].on,
            "last_on": ordered[-1].on,
            "record_id": ordered[0].record_id,
            "records": len({one.record_id for one in some}),
        }


def _only_proposed(group: Group) -> set[str]:
    """The adults and things at which each child stands by what a note may name alone."""
    touches: dict[str, list[Touch]] = defaultdict(list)
    for one in group.touches.values():
        if one.is_child:
            touches[one.entity_id].append(one)
    return {entity for entity, some in touches.items() if all(one.proposed for one in some)}


def _basis_of(some: Sequence[Touch], doubtful: set[str]) -> str:
    if all(one.proposed or one.entity_id in doubtful for one in some):
        return "proposed"
    return "all" if all(one.of_note for one in some) else "structured"
