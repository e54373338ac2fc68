"""Finds people of one whole name whom something else connects, so that somebody can be asked. It never joins them.

What connects them: an address, a vehicle or a telephone on records of both, a child on whose records both are named, or
a written age that agrees. One person in seven pieces is six questions, not twenty-one: a pair is left out where other
questions already lead from the one to the other. A child's own family is not asked about among themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from sightline.linkage.clusters import Outcome
from sightline.linkage.conflicts import group_ties
from sightline.linkage.settings import FOLDER, Settings
from sightline.model.nouns import EntityKind, Marking
from sightline.rulebook.files import read_toml
from sightline.store import Engine

AGE, CHILD = "name_and_age", "name_and_child"
# Of many with one name and one thing in common each is compared with so many behind it.
REACH = 10
WORKING = (
    "namesake", "namesake_tie", "namesake_beside", "namesake_born", "namesake_met", "namesake_possible", "named_pair",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamesakeRules:
    """What rules/linkage/namesakes.toml says."""

    order: tuple[str, ...]
    many_people: int
    most_agreeing: int
    not_names: tuple[str, ...]


@cache
def read_namesake_rules() -> NamesakeRules:
    """The rules of rules/linkage/namesakes.toml."""
    table = read_toml(FOLDER, "namesakes.toml")
    return NamesakeRules(tuple(table["order"]), table["many_people"], table["most_agreeing"], tuple(table["not_names"]))


AGREES = {
    "name_and_vehicle": "the whole name is the same; a vehicle is on records of both",
    "name_and_phone": "the whole name is the same; a telephone number is on records of both",
    "name_and_address": "the whole name is the same; a place is on records of both",
    CHILD: "the whole name is the same; both are named on records of one child",
    AGE: "the whole name is the same; the age written agrees",
}

# Every naming by a whole name, in either order; sealed records name nobody, and descriptions are no names.
NAMESAKE = f"""
WITH sealed_record AS (
    SELECT DISTINCT record_id FROM mention WHERE list_contains(markings, '{Marking.SEALED_IDENTITY}')
),
whole AS (
    SELECT p.mention_id, least(first_name, last_name) || ' ' || greatest(first_name, last_name) AS name, p.last_name,
           p.birth_date, p.born_first, p.born_last, p.nhs_number, p.phone, p.postcode, p.house, p.protected
    FROM person_mention p
    WHERE NOT sealed AND length(first_name) > 1 AND length(last_name) > 1
      AND first_name NOT IN ({{not_names}}) AND last_name NOT IN ({{not_names}})
),
named AS (
    SELECT w.*, m.record_id, m.row_id, m.restricted, m.batch, m.occurred_on, o.person_id,
           split_part(m.slot, '#', 1) AS slot
    FROM whole w JOIN mention m USING (mention_id) JOIN person_of o USING (mention_id)
    ANTI JOIN sealed_record s ON s.record_id = m.record_id
)
SELECT * FROM named WHERE name IN (SELECT name FROM named GROUP BY name HAVING count(DISTINCT person_id) > 1)
"""

# What each naming has beside it in its row: things, and the child whom the record is about. Never a protected home.
_THING = """
SELECT n.mention_id, '{rule}' AS rule_id, 'thing ' || t.thing_id AS key
FROM namesake n JOIN mention m ON m.row_id = n.row_id AND m.entity_kind = '{kind}'
JOIN thing_mention k ON k.mention_id = m.mention_id AND k.same_by_value
JOIN thing t ON t.thing_id = k.thing_id AND NOT t.protected WHERE NOT (n.protected AND '{kind}' = 'place')"""
NAMESAKE_TIE = " UNION ".join(
    [
        _THING.format(rule="name_and_vehicle", kind=EntityKind.VEHICLE),
        _THING.format(rule="name_and_phone", kind=EntityKind.PHONE),
        _THING.format(rule="name_and_address", kind=EntityKind.PLACE),
        """
SELECT mention_id, 'name_and_phone', 'own ' || phone FROM namesake WHERE phone IS NOT NULL""",
        """
SELECT mention_id, 'name_and_address', 'own ' || postcode || house FROM namesake
WHERE postcode IS NOT NULL AND house IS NOT NULL AND NOT protected""",
        f"""
SELECT n.mention_id, '{CHILD}', 'child ' || o.person_id
FROM namesake n JOIN mention c ON c.record_id = n.record_id AND c.slot = 'subject' AND c.entity_kind = 'person'
JOIN person_of o ON o.mention_id = c.mention_id WHERE o.person_id <> n.person_id""",
    ]
)

# The child beside whom somebody is named, and who is named as one of the child's own family: in a family row, or at an
# appointment with the child's surname or the name of a relative in a family row.
NAMESAKE_BESIDE = """
WITH beside AS (
    SELECT n.mention_id, n.name, n.slot, n.last_name, o.person_id AS child, c.last_name AS childs_last_name
    FROM namesake n JOIN mention m ON m.record_id = n.record_id AND m.slot = 'subject'
    JOIN person_mention c ON c.mention_id = m.mention_id JOIN person_of o ON o.mention_id = m.mention_id
    WHERE o.person_id <> n.person_id AND n.slot IN ({related}, {companions})
)
SELECT mention_id, min(child) AS child, min(childs_last_name) AS childs_last_name, slot IN ({companions}) AS came_along,
       bool_or(slot IN ({related}) OR last_name = childs_last_name
           OR (child, name) IN (SELECT (child, name) FROM beside WHERE slot IN ({related}))) AS of_family
FROM beside GROUP BY mention_id, slot
"""

# When somebody may have been born: on a day, or within the span of a written age.
NAMESAKE_BORN = """
SELECT DISTINCT person_id, coalesce(birth_date, born_first) AS first, coalesce(birth_date, born_last) AS last
FROM namesake WHERE birth_date IS NOT NULL OR born_first IS NOT NULL
"""

# Pairs of people by what connects two namings, the open ones first; each with the next so many.
NAMESAKE_MET = f"""
WITH tied AS (
    SELECT n.name, t.rule_id, t.key, n.person_id, n.mention_id, n.restricted, n.batch,
           dense_rank() OVER (PARTITION BY n.name, t.rule_id, t.key ORDER BY n.person_id) AS place
    FROM namesake_tie t JOIN namesake n USING (mention_id)
    QUALIFY row_number() OVER (
        PARTITION BY n.name, t.rule_id, t.key, n.person_id, n.restricted ORDER BY n.batch, n.mention_id) = 1
),
aged AS (
    SELECT name, '{AGE}' AS rule_id, '' AS key, person_id, mention_id, restricted, batch, birth_date IS NULL AS by_age
    FROM namesake WHERE birth_date IS NOT NULL OR born_first IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY name, person_id, restricted, by_age ORDER BY batch, mention_id) = 1
),
met AS (
    SELECT a.person_id AS person_a, b.person_id AS person_b, a.mention_id AS mention_a, b.mention_id AS mention_b,
           a.rule_id, a.restricted OR b.restricted AS restricted, a.key
    FROM tied a JOIN tied b ON a.name = b.name AND a.rule_id = b.rule_id AND a.key = b.key
        AND b.place BETWEEN a.place + 1 AND a.place + {REACH}
    UNION ALL
    SELECT least(a.person_id, b.person_id), greatest(a.person_id, b.person_id),
           CASE WHEN a.person_id < b.person_id THEN a.mention_id ELSE b.mention_id END,
           CASE WHEN a.person_id < b.person_id THEN b.mention_id ELSE a.mention_id END,
           '{AGE}', a.restricted OR b.restricted, ''
    FROM aged a JOIN aged b ON a.name = b.name AND a.person_id <> b.person_id AND a.by_age
)
SELECT * FROM met
"""

# A key of many people connects nobody. It is counted over open records for open pairs, over all for the others.
MANY = """
SELECT rule_id, key, count(DISTINCT person_id) AS people,
       count(DISTINCT person_id) FILTER (NOT restricted) AS open_people
FROM (
    SELECT t.rule_id, t.key, o.person_id, m.restricted
    FROM (SELECT DISTINCT rule_id, key FROM namesake_tie WHERE key LIKE 'thing %') t
    JOIN thing_mention k ON 'thing ' || k.thing_id = t.key JOIN mention thing ON thing.mention_id = k.mention_id
    JOIN mention m ON m.row_id = thing.row_id AND m.entity_kind = 'person'
    JOIN person_of o ON o.mention_id = m.mention_id
) GROUP BY ALL
"""

# Nobody is asked about two NHS numbers, births more than a generation apart, or a record from before the other's birth.
POSSIBLE = f"""
WITH many AS ({MANY}),
gap AS (
    SELECT person_a, person_b,
           min(greatest(0, date_diff('day', a.last, b.first), date_diff('day', b.last, a.first))) AS days
    FROM (SELECT DISTINCT person_a, person_b FROM namesake_met) p
    JOIN namesake_born a ON a.person_id = person_a JOIN namesake_born b ON b.person_id = person_b GROUP BY ALL
),
whole AS (
    SELECT person_id, min(nhs_number) AS nhs_number, min(occurred_on) AS first_seen, max(birth_date) AS birth_date
    FROM namesake GROUP BY person_id
)
SELECT met.person_a, met.person_b, met.rule_id, met.restricted,
       arg_min([met.mention_a, met.mention_b], met.mention_a || met.mention_b) AS mentions,
       bool_or(coalesce(one.of_family AND other.of_family OR one.came_along AND other.came_along
           AND (one.child = other.child OR one.childs_last_name = other.childs_last_name), false)) AS of_family
FROM namesake_met met LEFT JOIN gap USING (person_a, person_b) LEFT JOIN many USING (rule_id, key)
JOIN whole a ON a.person_id = person_a JOIN whole b ON b.person_id = person_b
LEFT JOIN namesake_beside one ON one.mention_id = met.mention_a
LEFT JOIN namesake_beside other ON other.mention_id = met.mention_b
WHERE coalesce(gap.days, 0) <= CASE WHEN rule_id = '{AGE}' THEN 0 ELSE {{generation}} END
  AND coalesce(CASE WHEN met.restricted THEN many.people ELSE many.open_people END, 0) <= {{many}}
  AND NOT coalesce(a.nhs_number <> b.nhs_number, false)
  AND NOT coalesce(a.first_seen < b.birth_date - 366, false)
  AND NOT coalesce(b.first_seen < a.birth_date - 366, false)
GROUP BY ALL
"""

# Of an age alone: few enough people of that name whom it agrees with, seen from either of the two.
FEW_OF_AGE = f"""
WITH sides AS (
    SELECT person_a AS person_id, person_b AS other, restricted FROM namesake_possible WHERE rule_id = '{AGE}'
    UNION SELECT person_b, person_a, restricted FROM namesake_possible WHERE rule_id = '{AGE}'
),
alike AS (
    SELECT person_id, count(DISTINCT other) AS people, count(DISTINCT other) FILTER (NOT restricted) AS open_people
    FROM sides GROUP BY person_id
)
SELECT p.* FROM namesake_possible p
LEFT JOIN alike a ON a.person_id = person_a LEFT JOIN alike b ON b.person_id = person_b
WHERE rule_id <> '{AGE}' OR greatest(CASE WHEN restricted THEN a.people ELSE a.open_people END,
                                     CASE WHEN restricted THEN b.people ELSE b.open_people END) <= {{most}}
"""


def find_namesakes(*, engine: Engine, settings: Settings) -> None:
    """Make `named_pair` from `person_mention`, `person_of`, the things, `asked_pair` and `settled_pair`.

    Columns: person_a, person_b, mention_id_a, mention_id_b, rule_id, agrees, restricted.
    """
    rules = read_namesake_rules()
    engine.step("namesake", NAMESAKE.format(not_names=_listed(rules.not_names)))
    engine.step("namesake_tie", NAMESAKE_TIE)
    known = settings.relatives
    engine.step(
        "namesake_beside", NAMESAKE_BESIDE.format(related=_listed(known.related), companions=_listed(known.companions))
    )
    engine.step("namesake_born", NAMESAKE_BORN)
    engine.step("namesake_met", NAMESAKE_MET)
    generation = settings.generation_years * 366
    engine.step("namesake_possible", POSSIBLE.format(generation=generation, many=rules.many_people))
    engine.step("namesake_possible", FEW_OF_AGE.format(most=rules.most_agreeing))
    order = _listed(rules.order)
    rows = engine.query(f"""
        SELECT * EXCLUDE (of_family), bool_or(of_family) OVER (PARTITION BY person_a, person_b, restricted) AS of_family
        FROM namesake_possible ANTI JOIN settled_pair USING (person_a, person_b)
        QUALIFY row_number() OVER (PARTITION BY person_a, person_b
            ORDER BY restricted, list_position([{order}], rule_id), mentions) = 1
        ORDER BY restricted, list_position([{order}], rule_id), person_a, person_b""").to_pylist()
    asked = engine.query("SELECT person_a, person_b, restricted FROM asked_pair ORDER BY ALL").to_pylist()
    engine.load("named_pair", pa.Table.from_pylist(list(_leave_out_what_follows(rows, asked)), schema=PAIR))
    for name in WORKING[:-1]:
        engine.step(name, "SELECT NULL AS nothing LIMIT 0")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


PAIR = pa.schema(
    [(name, pa.string()) for name in ("person_a", "person_b", "mention_id_a", "mention_id_b", "rule_id", "agrees")]
    + [("restricted", pa.bool_())]
)


def _leave_out_what_follows(rows: list[dict[str, Any]], asked: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Pairs that no other question leads between. Open ones come first: none depends on a restricted record.

    Two namings of one family's own people, or at appointments of one child or of children of one surname, are not asked
    about, and count as if they were: one mother is named at each visit.
    """
    numbers: dict[str, int] = {}
    people = group_ties([])

    def join(row: dict[str, Any]) -> Outcome:
        a, b = (numbers.setdefault(row[side], len(numbers)) for side in ("person_a", "person_b"))
        return people.join(a, b)

    for restricted in (False, True):
        for row in (*asked, *(row for row in rows if row["of_family"])):
            if row["restricted"] == restricted:
                join(row)
        for row in rows:
            if row["restricted"] == restricted and join(row) is Outcome.JOINED:
                a, b = sorted(row["mentions"])
                yield row | {"mention_id_a": a, "mention_id_b": b, "agrees": AGREES[row["rule_id"]]}
