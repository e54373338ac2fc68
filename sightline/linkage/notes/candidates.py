"""Finds what each naming may be the same as: on records, and where no record has it, in notes about other children.

Nothing restricted may be told by what is *not* asked. So how many a naming is like is counted twice: among open records
for pairs of which both are open, and among all for the others.
"""

from collections import Counter
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.conflicts import group_ties
from sightline.linkage.notes.forms import ComparedForm
from sightline.linkage.notes.rules import IN_NOTES, NotedRules
from sightline.model.nouns import EntityKind, HandlingMarking
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)

# Who and what stands on records, with what their record says of its visibility. Sealed and protected take no part.
ON_RECORD = f"""
SELECT mention.mention_id, mention.record_id, mention.row_id, mention.batch, mention.description, mention.other_names,
       record.restricted, coalesce(resolved.person_id, resolved.thing_id) AS entity_id, mention.entity_kind,
       thing.value, mention.value_as_written AS written
FROM mention JOIN resolved USING (mention_id) LEFT JOIN thing USING (thing_id)
JOIN agency_record AS record ON record.record_id = mention.record_id AND record.latest
WHERE NOT list_contains(record.markings, '{HandlingMarking.SEALED_IDENTITY}') AND NOT coalesce(thing.protected, false)
"""

# The children whose records a record is of: the subject of a row, or who is named in it as no suspect.
CHILD_OF = f"""
SELECT DISTINCT mention.record_id, resolved.person_id, record.restricted
FROM mention JOIN resolved USING (mention_id)
JOIN agency_record AS record ON record.record_id = mention.record_id AND record.latest
WHERE mention.entity_kind = '{EntityKind.PERSON}' AND (
    (mention.slot = 'subject' AND (mention.birth_date IS NULL OR mention.occurred_on IS NULL
        OR mention.occurred_on < mention.birth_date + INTERVAL 18 YEAR))
    OR (mention.slot = 'nominal' AND upper(trim(mention.source_role)) <> 'SUSPECT'
        AND mention.occurred_on < mention.birth_date + INTERVAL 18 YEAR))
"""

# A place's name is the beginning of what a record writes of it; what stands behind it is its street.
_BEGINS = (
    "split_part(replace(r.value, ',', ''), ' ', 1) = split_part(n.value, ' ', 1) "
    "AND (r.value = n.value OR starts_with(r.value, n.value || ' ') OR starts_with(r.value, n.value || ','))"
)
_WORDS_OF = r"trim(regexp_replace(lower(strip_accents({0})), '[^a-z0-9]+', ' ', 'g'))"

WHOLE_REGISTRATION = 7  # letters and figures of a registration of today's shape: no other is longer
SAME_VALUE = """
SELECT n.naming_id, '{rule}' AS rule_id, r.entity_id, r.mention_id
FROM naming AS n JOIN noted_record AS r ON r.entity_kind = '{kind}' AND r.value = n.value WHERE n.form = '{form}'
"""
HELD_IN_VALUE = (
    """
SELECT n.naming_id, '{rule}' AS rule_id, r.entity_id, r.mention_id
FROM naming AS n JOIN (SELECT DISTINCT entity_kind, value FROM noted_record) AS held
  ON held.entity_kind = '{kind}' AND contains(held.value, n.value) AND held.value <> n.value
JOIN noted_record AS r ON r.entity_kind = held.entity_kind AND r.value = held.value WHERE n.form = '{form}'
UNION ALL """
    + SAME_VALUE
)
PLACE = f"""
SELECT n.naming_id, '{{rule}}' AS rule_id, r.entity_id, r.mention_id
FROM naming AS n JOIN noted_record AS r ON r.entity_kind = 'place' AND {_BEGINS} WHERE n.form = '{{form}}'
"""
WHOLE_NAME = """
SELECT n.naming_id, 'same_whole_name' AS rule_id, r.entity_id, r.mention_id
FROM read_name AS n JOIN compared AS c ON c.last_name = n.last_name
  AND (c.first_name = n.first_name OR contains(c.near_names, '|' || n.first_name || '|'))
JOIN noted_record AS r ON r.mention_id = c.mention_id WHERE n.last_name <> ''
"""
ALIAS = f"""
SELECT n.naming_id, 'same_alias' AS rule_id, r.entity_id, r.mention_id
FROM naming AS n JOIN (SELECT *, {_WORDS_OF.format("unnest(other_names)")} AS alias FROM noted_record
                       WHERE entity_kind = 'person' AND len(other_names) > 0) AS r ON r.alias = n.value
WHERE n.form IN ('{ComparedForm.NICKNAME}', '{ComparedForm.FORENAME}', '{ComparedForm.WHOLE_NAME}')
"""
# Somebody of that first name on another record that names the same child.
NEARBY = f"""
SELECT n.naming_id, 'forename_nearby' AS rule_id, r.entity_id, r.mention_id
FROM naming AS n JOIN noted_child AS here ON here.record_id = n.record_id
JOIN noted_child AS there ON there.person_id = here.person_id AND there.record_id <> here.record_id
JOIN noted_record AS r ON r.record_id = there.record_id AND r.entity_kind = 'person' AND r.entity_id <> here.person_id
JOIN compared AS c ON c.mention_id = r.mention_id
  AND (c.first_name = n.value OR contains(c.near_names, '|' || n.value || '|'))
WHERE n.form = '{ComparedForm.FORENAME}'
"""

AGREEING = (
    SAME_VALUE.format(rule="same_number", kind="phone", form=ComparedForm.NUMBER),
    SAME_VALUE.format(rule="same_mark", kind="vehicle", form=ComparedForm.REGISTRATION),
    HELD_IN_VALUE.format(rule="part_of_mark", kind="vehicle", form=ComparedForm.PART_OF_REGISTRATION),
    HELD_IN_VALUE.format(rule="part_of_number", kind="phone", form=ComparedForm.PART_OF_NUMBER),
    PLACE.format(rule="same_place_name", form=ComparedForm.PREMISES),
    PLACE.format(rule="same_address", form=ComparedForm.ADDRESS),
    WHOLE_NAME,
    ALIAS,
    NEARBY,
)

# Of each person or thing the mention that says it, the oldest that is open; nobody who stands on the record already.
BEST = """
SELECT a.naming_id, a.rule_id, a.entity_id, arg_min(a.mention_id, (r.restricted, r.batch, a.mention_id)) AS mention_id,
       n.restricted OR bool_and(r.restricted) AS is_restricted, bool_and(r.restricted) AS other_restricted
FROM noted_agreeing AS a JOIN naming AS n USING (naming_id) JOIN noted_record AS r USING (mention_id)
WHERE NOT EXISTS (SELECT 1 FROM noted_record AS own WHERE own.record_id = n.record_id AND own.entity_id = a.entity_id)
  AND r.record_id <> n.record_id
GROUP BY a.naming_id, a.rule_id, a.entity_id, n.restricted
"""

# How many people stand on the records of each place: of open ones, and of all.
PEOPLE_AT = """
SELECT place.entity_id, count(DISTINCT person.entity_id) AS people,
       count(DISTINCT person.entity_id) FILTER (NOT person.restricted) AS open_people
FROM noted_record AS place JOIN noted_record AS person USING (row_id)
WHERE place.entity_kind = 'place' AND person.entity_kind = 'person'
  AND place.entity_id IN (SELECT entity_id FROM noted_best) GROUP BY ALL
"""

# People of whom "same person?" is asked between open records count as one, and one of them is asked about: a man who
# is in four pieces is not four people whom nobody could tell apart.
COUNTED = """
WITH stated AS (
    SELECT b.*, p.people, p.open_people, coalesce(o.component, b.entity_id) AS one_of
    FROM noted_best AS b LEFT JOIN noted_people_at AS p USING (entity_id)
    LEFT JOIN noted_one AS o ON o.person_id = b.entity_id
), counted AS (
    SELECT naming_id, rule_id, count(DISTINCT one_of) AS all_alike,
           count(DISTINCT one_of) FILTER (NOT other_restricted) AS open_alike
    FROM stated GROUP BY ALL
)
SELECT stated.*, all_alike, open_alike FROM stated JOIN counted USING (naming_id, rule_id)
"""

OPEN_QUESTIONS = """
SELECT DISTINCT a.person_id AS a, b.person_id AS b
FROM question JOIN resolved AS a ON a.mention_id = mention_id_a JOIN resolved AS b ON b.mention_id = mention_id_b
JOIN mention AS one ON one.mention_id = mention_id_a JOIN mention AS other ON other.mention_id = mention_id_b
WHERE a.person_id <> b.person_id AND NOT one.restricted AND NOT other.restricted ORDER BY ALL
"""

JUDGED = """
SELECT *, CASE WHEN coalesce(CASE WHEN is_restricted THEN people ELSE open_people END, 0) > {many} THEN 'many_people'
               WHEN CASE WHEN is_restricted THEN all_alike ELSE open_alike END > ({most}) THEN 'too_many'
               ELSE '' END AS why_not
FROM noted_counted
"""


def find_on_records(*, engine: Engine, rules: NotedRules) -> Counter[str]:
    """Make `noted_pair`: each naming with each person or thing of a record that it may be; how many were left out."""
    engine.make("noted_record", ON_RECORD)
    engine.make("noted_child", CHILD_OF)
    part_on_record = SQL.fill(
        "part_on_record",
        mark=ComparedForm.REGISTRATION,
        shortest=rules.shortest[ComparedForm.PART_OF_REGISTRATION],
        longest=WHOLE_REGISTRATION - 1,
        no_marks=rules.no_part_of_mark,
    )
    engine.make("noted_agreeing", " UNION ALL ".join(f"({one})" for one in (*AGREEING, part_on_record)))
    engine.make("noted_best", BEST)
    engine.make("noted_people_at", PEOPLE_AT)
    _load_asked_as_one(engine)
    engine.make("noted_counted", COUNTED)
    most = " ".join(f"WHEN '{rule}' THEN {number}" for rule, number in rules.most.items())
    engine.make("noted_judged", JUDGED.format(many=rules.many_people, most=f"CASE rule_id {most} END"))
    order = ", ".join(f"'{rule}'" for rule in rules.most)
    engine.make(
        "noted_pair",
        f"""SELECT naming_id, rule_id, entity_id, mention_id AS other_id, false AS other_is_naming
            FROM noted_judged WHERE why_not = ''
            QUALIFY row_number() OVER (
                PARTITION BY naming_id, one_of
                ORDER BY other_restricted, list_position([{order}], rule_id), entity_id) = 1""",
    )
    return _count(engine, "SELECT why_not, count(*) FROM noted_judged WHERE why_not <> '' GROUP BY ALL ORDER BY ALL")


class AskedPeopleRow(TypedDict):
    """Two people whom an open question brings together."""

    a: str
    b: str


def _load_asked_as_one(engine: Engine) -> None:
    """Make `noted_one`: people whom open questions bring together, each with one id for all of them."""
    numbers: dict[str, int] = {}
    groups = group_ties([])
    for row in read_rows(engine, AskedPeopleRow, OPEN_QUESTIONS):
        a, b = (numbers.setdefault(person, len(numbers)) for person in (row["a"], row["b"]))
        groups.join(a, b)
    names = list(numbers)
    columns = {"person_id": names, "component": [names[groups.find(place)] for place in range(len(names))]}
    engine.load("noted_one", pa.table({name: pa.array(ids, pa.string()) for name, ids in columns.items()}))


# A bare first name counts among notes only where the note speaks of the person with worry.
ALIKE = f"""
SELECT n.naming_id, n.form, n.value, n.restricted, n.batch, n.occurred_on, n.record_id,
       coalesce(child.person_id, n.record_id) AS about
FROM naming AS n LEFT JOIN noted_child AS child USING (record_id)
WHERE n.form <> '{ComparedForm.FORENAME}' OR n.role = 'person_of_concern'
"""

GROUPED = """
SELECT form, value, count(DISTINCT naming_id) AS notes, count(DISTINCT about) AS abouts,
       count(DISTINCT naming_id) FILTER (NOT restricted) AS open_notes,
       count(DISTINCT about) FILTER (NOT restricted) AS open_abouts
FROM noted_alike GROUP BY form, value HAVING count(DISTINCT about) > 1
"""

# What records have is asked about there; a first name may be of somebody else in each note.
ON_NO_RECORD = f"""
SELECT form, value, CASE form WHEN '{ComparedForm.FORENAME}' THEN {{most_forename}} ELSE {{most}} END AS most,
       notes, abouts, open_notes, open_abouts
FROM noted_group WHERE form = '{ComparedForm.FORENAME}' OR (form, value) NOT IN (
    SELECT (form, value) FROM naming WHERE naming_id IN (SELECT naming_id FROM noted_pair))
"""


def find_in_notes(*, engine: Engine, rules: NotedRules) -> Counter[str]:
    """Add to `noted_pair` what is the same in notes about different children; how many pairs were left out."""
    engine.make("noted_alike", ALIKE)
    engine.make("noted_group", GROUPED)
    engine.make("noted_alone", ON_NO_RECORD.format(most=rules.most_notes, most_forename=rules.most_forename_notes))
    engine.make("noted_star", SQL.fill("noted_star", in_notes=IN_NOTES))
    engine.make(
        "noted_pair",
        "SELECT * FROM noted_pair UNION ALL SELECT * EXCLUDE (too_many) FROM noted_star WHERE NOT too_many",
    )
    return _count(engine, "SELECT 'many_notes', count(*) FROM noted_star WHERE too_many HAVING count(*) > 0")


def _count(engine: Engine, sql: str) -> Counter[str]:
    rows = engine.query(sql)
    return Counter(dict(zip(*(column.to_pylist() for column in rows.columns), strict=True)))
