"""Writes what was found: each instance with a key that rests on its first record and the mentions there.

The key has no person id in it. Joins change; the record, and where it names somebody, do not.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pyarrow as pa

from sightline.known_facts.sureness import sure_parts
from sightline.model.analysis_tables.pattern_instances import PATTERN, PATTERN_BASIS
from sightline.model.ids import make_id
from sightline.model.rows.analysis_patterns import PatternRow
from sightline.patterns.new_instances import MAY_BE_ONE, NewInstance
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows

NAMED = """
SELECT wanted.number, wanted.entity_id, mention.record_id, mention.mention_id, mention.slot,
       mention.source_file, mention.source_row
FROM pattern_wanted AS wanted
JOIN mention USING (record_id) JOIN resolved USING (mention_id)
WHERE resolved.person_id = wanted.entity_id OR resolved.thing_id = wanted.entity_id
UNION ALL
SELECT wanted.number, wanted.entity_id, named.record_id, named.naming_id, 'note', naming.source_file, naming.source_row
FROM pattern_wanted AS wanted JOIN named USING (record_id, entity_id) JOIN naming USING (naming_id)
WHERE wanted.in_notes
"""

BASIS = """
SELECT instance_key, view_no, record_id, list_contains(later_record_ids, record_id) AS later, record.agency,
       record.organisation, record.layout,
       record.restricted OR list_contains(restricted_record_ids, record_id) AS restricted, record.markings
FROM (SELECT DISTINCT instance_key, view_no, unnest(record_ids) AS record_id, later_record_ids, restricted_record_ids
      FROM pattern)
JOIN agency_record AS record USING (record_id) WHERE record.latest
"""


class MentionOfInstanceRow(TypedDict):
    """A mention of what a row is about, in one of its records; `number` is that of the row."""

    number: int
    entity_id: str
    record_id: str
    mention_id: str
    slot: str
    source_file: str
    source_row: int


class NamingIdRow(TypedDict):
    """A naming that a person confirmed."""

    naming_id: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of one row: whom and what it is about, the people among these, and its records in their order."""

    entities: tuple[str, ...]
    people: tuple[str, ...]
    records: tuple[str, ...]
    in_notes: bool


def write(*, engine: Engine, found: Sequence[NewInstance], groups: Sequence[PatternRow]) -> None:
    """Write PATTERN and PATTERN_BASIS: what was found here, and the rows of groups."""
    asked = [*map(_of_found, found), *map(_of_group, groups)]
    named = _list_names(engine, asked)
    unsure = _unconfirmed(engine, asked, named)
    rows = [_row(one, named[number], number in unsure) for number, one in enumerate(found)]
    for number, row in enumerate(groups, start=len(found)):
        rows.append({**row, "unconfirmed_joins": row["unconfirmed_joins"] or number in unsure})
    engine.write(PATTERN, pa.Table.from_pylist(rows, schema=arrow_schema(PATTERN)))
    engine.write(PATTERN_BASIS, BASIS)


def _of_found(one: NewInstance) -> _Asked:
    people = tuple(_people(one))
    records = tuple(dict.fromkeys(piece.record_id for piece in one.pieces))
    return _Asked(tuple(dict.fromkeys((*one.about.ids, *people))), people, records, one.on_confirmed)


def _of_group(row: PatternRow) -> _Asked:
    people = tuple(row["people"])
    return _Asked(people, people, tuple(row["record_ids"]), bool(row["on_confirmed"]))


def _list_names(engine: Engine, asked: Sequence[_Asked]) -> dict[int, dict[str, list[str]]]:
    """For each row and each that it is about: the mentions in its records, by record in their order, then slot."""
    wanted = [
        {"number": number, "entity_id": entity, "record_id": record, "in_notes": one.in_notes}
        for number, one in enumerate(asked)
        for entity in one.entities
        for record in one.records
    ]
    schema = pa.schema([("number", pa.int64()), ("entity_id", pa.string()), ("record_id", pa.string()),
                        ("in_notes", pa.bool_())])  # fmt: skip
    engine.load("pattern_wanted", pa.Table.from_pylist(wanted, schema=schema))
    orders = [{record: place for place, record in enumerate(one.records)} for one in asked]
    rows = read_rows(engine, MentionOfInstanceRow, NAMED)
    rows.sort(key=lambda row: (
        row["number"], row["entity_id"], orders[row["number"]][row["record_id"]], row["slot"], row["source_file"],
        row["source_row"], row["mention_id"],
    ))  # fmt: skip
    by_entity: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_entity[row["number"]][row["entity_id"]].append(row["mention_id"])
    return by_entity


def _unconfirmed(engine: Engine, asked: Sequence[_Asked], named: dict[int, dict[str, list[str]]]) -> set[int]:
    """The rows whose records of one person hang together by likeness alone."""
    # What a note names is joined by a person, or it would not stand here.
    confirmed = {row["naming_id"] for row in read_rows(engine, NamingIdRow, "SELECT naming_id FROM named")}
    parts = sure_parts(engine=engine, people={who for one in asked for who in one.people})
    return {
        number
        for number, one in enumerate(asked)
        for who in one.people
        if not parts[who].are_one([naming for naming in named[number][who] if naming not in confirmed])
    }


def _row(one: NewInstance, named: dict[str, list[str]], unsure: bool) -> PatternRow:
    first = one.pieces[0].record_id
    mentions = [named[entity][0] for entity in one.about.ids if named.get(entity)]
    return {
        "pattern_id": one.pattern.id,
        "instance": one.number,
        "instance_key": make_id("pattern", one.pattern.id, one.basis, first, *mentions),
        "class": str(one.pattern_class),
        "basis": one.basis,
        "person_id": one.about.person_id,
        "other_person_id": one.about.other_person_id,
        "entity_kind": one.about.entity_kind,
        "entity_id": one.about.entity_id,
        "group_id": None,
        "first_true_on": one.first_true_on,
        "read_on": one.read_on,
        "completed_by": one.completed_by,
        "completing_record_id": one.completing.record_id,
        "completing_source_file": one.completing.source_file,
        "completing_source_row": one.completing.source_row,
        "record_ids": sorted(one.record_ids),
        "later_record_ids": [],
        "restricted_record_ids": list(one.restricted_record_ids),
        "agencies": sorted({piece.agency for piece in one.pieces}),
        "first_true_on_by_agency": json.dumps(
            {agency: day.isoformat() for agency, day in sorted(one.by_agency.items())}
        ),
        "only_jointly": not one.by_agency,
        "provisional": one.more.get("provisional"),
        "licensed": one.more.get("licensed"),
        "occasions": one.more.get("occasions"),
        "expected_by_chance": one.more.get("expected"),
        "beyond_chance": one.more.get("beyond"),
        "unconfirmed_joins": unsure,
        "may_be_one": bool(one.more.get(MAY_BE_ONE)),
        "on_confirmed": one.on_confirmed,
        "rule_version": one.pattern.rule.version,
        "first_record_id": first,
        "first_mention_ids": mentions,
        "people": _people(one),
        "view_no": one.view.number,
        "seen_from": one.view.seen_from,
        "not_from": one.view.not_from,
    }


def _people(one: NewInstance) -> list[str]:
    adult = one.about.entity_id if one.about.entity_kind == "adult" else None
    about = (one.about.person_id, one.about.other_person_id, adult, *one.more.get("people", ()))
    return sorted({who for who in about if who})


def in_order(found: Sequence[NewInstance]) -> Iterator[NewInstance]:
    """By pattern, whom it is about and number: the order of the table."""
    yield from sorted(found, key=lambda one: (one.pattern.id, one.about.ids, one.number, one.view.number))
