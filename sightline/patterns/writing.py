"""Writes what was found: each instance with a key that rests on its first record and the mentions there.

A newcomer would get this wrong: the key has no person id in it. Joins change; the record, and where it names somebody,
do not.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from sightline.known.rows import ask
from sightline.model.ids import make_id
from sightline.model.nouns import DecidedBy
from sightline.model.recognised import PATTERN, PATTERN_BASIS
from sightline.patterns.found import Found
from sightline.store.engine import Engine, arrow_schema

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

# Parts of a person that a valid number, a rule or somebody's answer holds together; likeness alone does not.
LIKENESS = f"""
SELECT DISTINCT named.number, named.entity_id, link.mention_id_a, link.mention_id_b
FROM pattern_person_named AS named JOIN resolved ON resolved.person_id = named.entity_id
JOIN link ON link.mention_id_a = resolved.mention_id AND link.decided_by <> '{DecidedBy.MODEL}'
"""

BASIS = """
SELECT instance_key, view_no, record_id, record.agency, record.organisation, record.layout, record.restricted,
       record.markings
FROM (SELECT DISTINCT instance_key, view_no, unnest(record_ids) AS record_id FROM pattern)
JOIN agency_record AS record USING (record_id) WHERE record.latest
"""


def write(*, engine: Engine, found: Sequence[Found], groups: Sequence[dict[str, Any]]) -> None:
    """Write PATTERN and PATTERN_BASIS: what was found here, and the rows of groups."""
    named = _named(engine, found)
    unsure = _unconfirmed(engine, found, named)
    rows = [_row(one, named[number], number in unsure) for number, one in enumerate(found)]
    engine.write(PATTERN, pa.Table.from_pylist([*rows, *groups], schema=arrow_schema(PATTERN)))
    engine.write(PATTERN_BASIS, BASIS)


def _named(engine: Engine, found: Sequence[Found]) -> dict[int, dict[str, list[str]]]:
    """For each instance and each that it is about: the mentions in its records, by record in their order, then slot."""
    wanted = [
        {"number": number, "entity_id": entity, "record_id": record, "in_notes": one.on_confirmed}
        for number, one in enumerate(found)
        for entity in one.about.ids
        for record in dict.fromkeys(piece.record_id for piece in one.pieces)
    ]
    schema = pa.schema([("number", pa.int64()), ("entity_id", pa.string()), ("record_id", pa.string()),
                        ("in_notes", pa.bool_())])  # fmt: skip
    engine.load("pattern_wanted", pa.Table.from_pylist(wanted, schema=schema))
    orders = [_record_order(one) for one in found]
    rows = ask(engine, NAMED)
    rows.sort(key=lambda row: (
        row["number"], row["entity_id"], orders[row["number"]][row["record_id"]], row["slot"], row["source_file"],
        row["source_row"], row["mention_id"],
    ))  # fmt: skip
    by_entity: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_entity[row["number"]][row["entity_id"]].append(row["mention_id"])
    return by_entity


def _record_order(one: Found) -> dict[str, int]:
    return {record: place for place, record in enumerate(dict.fromkeys(piece.record_id for piece in one.pieces))}


def _unconfirmed(engine: Engine, found: Sequence[Found], named: dict[int, dict[str, list[str]]]) -> set[int]:
    """The instances whose records of one person hang together by likeness alone."""
    wanted = [
        {"number": number, "entity_id": entity}
        for number, one in enumerate(found)
        for entity in one.about.ids
        if entity != one.about.entity_id or one.about.entity_kind == "adult"
    ]
    schema = pa.schema([("number", pa.int64()), ("entity_id", pa.string())])
    engine.load("pattern_person_named", pa.Table.from_pylist(wanted, schema=schema))
    # What a note names is joined by a person, or it would not stand here.
    confirmed = {row["naming_id"] for row in ask(engine, "SELECT naming_id FROM named")}
    sure: dict[tuple[int, str], _Parts] = defaultdict(_Parts)
    for row in ask(engine, LIKENESS):
        sure[row["number"], row["entity_id"]].join(row["mention_id_a"], row["mention_id_b"])
    return {
        row["number"]
        for row in wanted
        if isinstance(row["number"], int)
        and not sure[row["number"], str(row["entity_id"])].are_one(
            [one for one in named[row["number"]][str(row["entity_id"])] if one not in confirmed]
        )
    }


class _Parts:
    """Which mentions hang together: the smallest way to say so."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def _top(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        """These two are one."""
        self._above[self._top(one)] = self._top(other)

    def are_one(self, mentions: Sequence[str]) -> bool:
        """Whether all of these hang together."""
        return len({self._top(one) for one in mentions}) <= 1


def _row(one: Found, named: dict[str, list[str]], unsure: bool) -> dict[str, Any]:
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
        "completed_by": one.completed_by,
        "completing_record_id": one.completing.record_id,
        "completing_source_file": one.completing.source_file,
        "completing_source_row": one.completing.source_row,
        "record_ids": sorted(one.record_ids),
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
        "on_confirmed": one.on_confirmed,
        "rule_version": one.pattern.rule.version,
        "first_record_id": first,
        "first_mention_ids": mentions,
        "people": _people(one),
        "view_no": one.view.number,
        "seen_from": one.view.seen_from,
        "not_from": one.view.not_from,
    }


def _people(one: Found) -> list[str]:
    adult = one.about.entity_id if one.about.entity_kind == "adult" else None
    about = (one.about.person_id, one.about.other_person_id, adult, *one.more.get("people", ()))
    return sorted({who for who in about if who})


def in_order(found: Sequence[Found]) -> Iterator[Found]:
    """By pattern, whom it is about and number: the order of the table."""
    yield from sorted(found, key=lambda one: (one.pattern.id, one.about.ids, one.number, one.view.number))
