"""Writes connections and groups from what was known.

A newcomer would get this wrong: groups are found among all records, and again among what those readers see who do not
see all, so that nobody learns of a restricted record by a group.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from sightline.known import Homes, Records, gather, read_words
from sightline.model.connected import CONNECTION, GROUP_MEMBER, GROUPING
from sightline.model.ids import make_id
from sightline.networks.groups import Group, find_with_confirmed, first_held_on
from sightline.networks.parts import split_parts
from sightline.networks.rules import GroupRule, read_group_rule
from sightline.networks.touches import ACCOUNT, Touch, gather_touches
from sightline.sharing import View, split_views
from sightline.store.engine import Engine, arrow_schema

CONNECTIONS = """
SELECT touch.*, record.agency, record.organisation, record.layout, record.restricted, record.markings
FROM network_touch AS touch JOIN agency_record AS record USING (record_id) WHERE record.latest
"""


def build(*, engine: Engine, as_at: date) -> dict[str, int]:
    """Write CONNECTION, GROUPING and GROUP_MEMBER; how many connections and groups there are among all records."""
    gather(engine=engine)
    homes, rule = Homes(engine=engine, words=read_words()), read_group_rule(as_at)
    touches = gather_touches(records=Records(engine), homes=homes, as_at=as_at)
    _write_connections(engine, touches)
    groups, members = [], []
    for group, view in _groups(touches, homes, rule):
        drawn = {"view_no": view.number, "seen_from": view.seen_from, "not_from": view.not_from}
        row = _group_row(group, homes, rule) | drawn
        groups.append(row)
        members += [one | {"group_id": row["group_id"], "view_no": view.number} for one in _members(group)]
    engine.write(GROUPING, pa.Table.from_pylist(groups, schema=arrow_schema(GROUPING)))
    engine.write(GROUP_MEMBER, pa.Table.from_pylist(members, schema=arrow_schema(GROUP_MEMBER)))
    return {"connections": len(touches), "groups": sum(row["view_no"] == 0 for row in groups)}


def _groups(touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> Iterator[tuple[Group, View[Touch]]]:
    """The groups in each view. What hangs together with nothing that some readers do not see is looked at once."""
    small = [one for one in touches if one.entity_kind != ACCOUNT]
    for part in split_parts(small):
        for view in split_views(things=part, rests_on=lambda one: one.rests_on):
            for group in find_with_confirmed(touches=view.things, homes=homes, rule=rule):
                yield group, view


def _write_connections(engine: Engine, touches: Sequence[Touch]) -> None:
    own = [column for column in CONNECTION.column_names if column not in _VISIBILITY]
    schema = pa.schema([field for field in arrow_schema(CONNECTION) if field.name in own])
    rows = [
        {
            "connection_id": make_id("connection", one.entity_kind, *_rows(one), one.person_id, one.entity_id),
            "person_id": one.person_id,
            "is_child": one.is_child,
            "entity_kind": one.entity_kind,
            "entity_id": one.entity_id,
            "occurred_on": one.on,
            "known_from": one.known_from,
            "graded_low": one.low,
            "confirmed": one.confirmed,
            "record_id": one.record_id,
        }
        for one in touches
        if not one.also
    ]
    engine.load("network_touch", pa.Table.from_pylist(rows, schema=schema))
    engine.write(CONNECTION, CONNECTIONS)


_VISIBILITY = ("agency", "organisation", "layout", "restricted", "markings")


def _rows(one: Touch) -> tuple[str, ...]:
    return tuple(piece.row_id for piece in one.pieces)


def _group_row(group: Group, homes: Homes, rule: GroupRule) -> dict[str, Any]:
    touches = in_order(group)
    true_on = first_held_on(touches=touches, homes=homes, rule=rule) or max(one.known_from for one in touches)
    completing = min(
        piece for one in touches if one.known_from == true_on for piece in one.pieces if piece.known_from == true_on
    )
    agencies = sorted({piece.agency for one in touches for piece in one.pieces})
    alone = {agency: _alone(touches, agency, homes, rule) for agency in agencies}
    return {
        "group_id": group_id_of(group, rule),
        "first_on": touches[0].on,
        "last_on": touches[-1].on,
        "first_true_on": true_on,
        "first_true_on_by_agency": json.dumps({agency: day.isoformat() for agency, day in alone.items() if day}),
        "basis": "all" if group.is_confirmed else "structured",
        "widens": group_id_of(group.widens, rule) if group.widens else None,
        "children": len(group.children),
        "adults": len(group.adults),
        "record_ids": sorted({record for one in touches for record in (one.record_id, *one.also)}),
        "agencies": agencies,
        "completing_record_id": completing.record_id,
        "completing_source_file": completing.source_file,
        "completing_source_row": completing.source_row,
        "rule_version": rule.rule.version,
    }


def in_order(group: Group) -> list[Touch]:
    """What it rests on, by day."""
    return sorted(group.touches.values(), key=lambda one: (one.on, one.pieces, one.person_id, one.entity_id))


def group_id_of(group: Group, rule: GroupRule) -> str:
    """A group's id rests on the rows of its first ties. One that rests on notes too is another than that on columns."""
    notes = ("notes",) if group.is_confirmed else ()
    return make_id("group", rule.rule.id, *_first_rows(in_order(group)), *notes)


def _first_rows(touches: Sequence[Touch]) -> list[str]:
    """The rows of the first touch of each thing: what the id rests on."""
    first: dict[str, Touch] = {}
    for one in touches:
        first.setdefault(one.entity_id, one)
    return sorted({row for one in first.values() for row in _rows(one)})


def _alone(touches: Sequence[Touch], agency: str, homes: Homes, rule: GroupRule) -> date | None:
    own = [one for one in touches if all(piece.agency == agency for piece in one.pieces)]
    return first_held_on(touches=own, homes=homes, rule=rule)


def _members(group: Group) -> Iterator[dict[str, Any]]:
    """Each person and thing with its first and last connection in the group."""
    touches: dict[tuple[str, str], list[Touch]] = defaultdict(list)
    children = group.children
    for one in group.touches.values():
        touches["child" if one.person_id in children else "adult", one.person_id].append(one)
        if one.entity_id not in children:
            touches[one.entity_kind, one.entity_id].append(one)
    for (kind, member), some in sorted(touches.items()):
        ordered = sorted(some, key=lambda one: (one.on, one.pieces))
        yield {
            "basis": "all" if all(one.confirmed for one in some) else "structured",
            "member_kind": kind,
            "member_id": member,
            "since_on": ordered[0].on,
            "last_on": ordered[-1].on,
            "record_id": ordered[0].record_id,
            "records": len({one.record_id for one in some}),
        }
