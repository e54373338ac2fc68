"""Children's records, and the adults, vehicles, phones and places that stand on them.

A thing is on a record, not on a row. Where one row of an occurrence names the child and another gives the car, both
rows are needed, and the car is on the child's record from when both were known.
"""

import re
from collections.abc import Iterator, Sequence

from sightline.known_facts.described_adults import DESCRIBED_IN_NOTES, write_described
from sightline.known_facts.facts import IS_WITNESS
from sightline.known_facts.grades import ACCOUNTS, SAID
from sightline.known_facts.named_children import NAMED_CHILD_ROWS
from sightline.known_facts.row_types import NamedChildRow, NamedInNoteRow, StandingRow
from sightline.known_facts.rows import NOTE_FACTS, as_piece
from sightline.known_facts.words import WordLists
from sightline.model.nouns import HandlingMarking
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

UNIDENTIFIED = "unidentified"

# The fact that dates a row, and the slots in which a row names a child whose record it is.
CHILD_ROWS = f"""
SELECT person.person_id, person.born, person.taken_as_child, false AS outside, fact.event_on,
       {as_piece("fact", "")}, {SAID}
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.event_on IS NOT NULL AND (
    (fact.layout = 'police_occurrences' AND fact.name = 'occurrence' AND person.slot = 'nominal'
     AND person.role <> 'SUSPECT')
    OR (fact.layout = 'police_intelligence' AND fact.name = 'intelligence' AND person.slot = 'nominal')
    OR (fact.layout = 'police_missing' AND fact.name = 'found' AND person.slot = 'subject')
    OR (fact.layout = 'youth_service_contacts' AND fact.name = 'contact' AND person.slot = 'subject'))
"""

# The same rows of any person: what a record's other rows add, known from when they were.
OTHER_ROWS = f"""
SELECT {as_piece("fact", "other_")} FROM pattern_fact AS fact
WHERE (fact.layout, fact.name) IN (('police_occurrences', 'occurrence'), ('police_intelligence', 'intelligence'),
    ('police_missing', 'found'), ('youth_service_contacts', 'contact'))
"""

# A thing that stands on the child's own row needs no other. Of a witness: a car or telephone that only rows of those
# who told or saw what the record tells give, or of a parent; a telephone also that of a victim. A victim's row repeats
# the record's car.
ON_RECORD = """
SELECT child.*, other.*, thing.thing_id AS entity_id, '{kind}' <> 'place' AND coalesce((
    SELECT bool_and({witness}) FROM pattern_giver
    WHERE pattern_giver.record_id = other.other_record_id AND pattern_giver.thing_id = thing.thing_id
    ), false) AS of_witness
FROM {rows} AS child JOIN pattern_other_row AS other ON other.other_record_id = child.record_id
JOIN pattern_thing AS thing ON thing.row_id = other.other_row_id AND thing.slot = '{kind}'
  AND thing.entity_kind = '{kind}'
WHERE child.row_id = other.other_row_id OR NOT EXISTS (
    SELECT 1 FROM pattern_thing AS own WHERE own.row_id = child.row_id AND own.thing_id = thing.thing_id
      AND own.slot = thing.slot)
"""

# Outside persons: never who is also a victim, witness, informant or parent on that record.
OUTSIDE = """
SELECT child.*, other.*, adult.person_id AS entity_id, adult.role, adult.born AS adult_born
FROM {rows} AS child JOIN pattern_other_row AS other ON other.other_record_id = child.record_id
JOIN pattern_person AS adult ON adult.row_id = other.other_row_id AND adult.slot = 'nominal'
WHERE adult.person_id <> child.person_id
  AND (child.layout = 'police_intelligence'
       OR (child.layout = 'police_occurrences' AND adult.role IN ('SUSPECT', 'NAMED', 'FOUND WITH') AND NOT EXISTS (
           SELECT 1 FROM pattern_person AS also WHERE also.record_id = child.record_id
             AND also.person_id = adult.person_id AND also.role IN ('VICTIM', 'WITNESS', 'INFORMANT', 'PARENT'))))
"""

# Persons who stand on a record from outside, whether or not a child does.
OUTSIDE_ROWS = f"""
SELECT person.person_id, person.born, person.taken_as_child, true AS outside, fact.event_on,
       {as_piece("fact", "")}, {SAID}
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.event_on IS NOT NULL AND person.slot = 'nominal' AND (
    (fact.layout = 'police_occurrences' AND fact.name = 'occurrence'
     AND person.role IN ('SUSPECT', 'NAMED', 'FOUND WITH') AND NOT EXISTS (
         SELECT 1 FROM pattern_person AS also WHERE also.record_id = fact.record_id
           AND also.person_id = person.person_id AND also.role IN ('VICTIM', 'WITNESS', 'INFORMANT', 'PARENT')))
    OR (fact.layout = 'police_intelligence' AND fact.name = 'intelligence'))
"""

# Rows with a note that is a child's, in the sense of the patterns that are read in notes; and the notes themselves.
NOTED_ROWS = f"""
SELECT person.person_id, person.born, person.taken_as_child, false AS outside, fact.event_on,
       {as_piece("fact", "")}, {SAID}
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE (fact.layout, fact.name) IN {NOTE_FACTS} AND fact.event_on IS NOT NULL
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
"""
NOTES = f"""
SELECT {as_piece("fact", "other_")} FROM pattern_fact AS fact
WHERE (fact.layout, fact.name) IN {NOTE_FACTS} OR (fact.layout = 'police_missing' AND fact.name = 'found')
"""

# Whom or what a note names, beside the people whose record it is: only what a person confirmed.
CONFIRMED = """
SELECT one.*, other.*, named.entity_kind, named.entity_id, named.adult_born, 'NAMED' AS role, named.written,
       named.also_record_ids, named.also_scopes, named.unless_scopes, named.of_all, {not_before} AS not_before,
       {of_witness} AS of_witness
FROM {rows} AS one JOIN pattern_note AS other ON other.other_record_id = one.record_id
JOIN {named} AS named ON named.row_id = other.other_row_id AND named.when_found = (other.other_name = 'found')
WHERE one.person_id <> named.entity_id AND (one.row_id = other.other_row_id OR NOT EXISTS (
    SELECT 1 FROM {rows} AS own WHERE own.row_id = other.other_row_id AND own.person_id = one.person_id))
"""

# Adults of whom a child's record gives a description and no name: each its own, whatever another record says alike.
DESCRIBED = f"""
SELECT child.*, other.*, mention.mention_id AS entity_id, '{UNIDENTIFIED}' AS entity_kind,
       mention.source_role AS role
FROM pattern_child_row AS child JOIN pattern_other_row AS other ON other.other_record_id = child.record_id
JOIN mention ON mention.row_id = other.other_row_id
WHERE regexp_matches(mention.slot, '^(nominal|found_with|others_named)(#|$)') AND mention.birth_date IS NULL
  AND NOT list_contains(mention.markings, '{HandlingMarking.SEALED_IDENTITY}')
  AND regexp_matches(lower(mention.name_as_written), '{{words}}')
  AND upper(trim(mention.source_role)) NOT IN ('VICTIM', 'WITNESS', 'INFORMANT', 'PARENT')
"""

READS = ("pattern_fact", "pattern_person", "pattern_taken", "pattern_named", "passage", "fact")
MADE_BY = {
    "pattern_account": ACCOUNTS,
    "pattern_child_row": CHILD_ROWS,
    "pattern_other_row": OTHER_ROWS,
    "pattern_outside_row": OUTSIDE_ROWS,
    "pattern_noted_row": NOTED_ROWS,
    "pattern_note": NOTES,
    "pattern_named_child_row": NAMED_CHILD_ROWS,
}

OF_SEVERAL = "SELECT * FROM ({}) QUALIFY count(DISTINCT person_id) OVER (PARTITION BY entity_id) > 1"


class Records:
    """Children's records, and what stands on them: working tables that every pattern of this shape reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        engine.unless_made(self._make, reads=READS, makes=tuple(MADE_BY))

    def _make(self) -> None:
        for name, sql in MADE_BY.items():
            self._engine.make(name, sql)

    def standing_on(self, kind: str) -> list[StandingRow]:
        """Each child's record with each adult, vehicle, phone or place on it that is on another child's as well."""
        return read_rows(self._engine, StandingRow, OF_SEVERAL.format(_with(kind, "pattern_child_row")))

    def children_with(self, kind: str) -> list[StandingRow]:
        """The same, of every child."""
        return read_rows(self._engine, StandingRow, _with(kind, "pattern_child_row"))

    def adults_with(self, kind: str) -> list[StandingRow]:
        """Each record of an outside person with each adult, vehicle, phone or place on it."""
        return read_rows(self._engine, StandingRow, _with(kind, "pattern_outside_row"))

    def described(self, words: Sequence[str]) -> list[StandingRow]:
        """Each record of a child with each adult of whom it says no more than one of these words."""
        found = "|".join(re.escape(word).replace("'", "''") for word in words)
        return read_rows(self._engine, StandingRow, DESCRIBED.format(words=rf"\b({found})\b"))

    def confirmed(self) -> list[NamedInNoteRow]:
        """Each record of a child, and of an outside person, with whom or what its note names, where it is confirmed.

        `entity_kind` is person, vehicle, phone, place, account or unidentified.
        """
        return self._said_by_notes("pattern_named")

    def proposed(self) -> list[NamedInNoteRow]:
        """The same of what a note may name: it is asked, and nobody has answered. `not_before`: not before this day."""
        return self._said_by_notes("pattern_proposed")

    def _said_by_notes(self, named: str) -> list[NamedInNoteRow]:
        if not self._has_rows(named):
            return []
        sqls = [_named_in(rows, named) for rows in ("pattern_noted_row", "pattern_outside_row")]
        return [row for sql in sqls for row in read_rows(self._engine, NamedInNoteRow, sql)]

    def _has_rows(self, table: str) -> bool:
        return bool(self._engine.query(f"SELECT 1 FROM {table} LIMIT 1").num_rows)

    def named_children(self) -> Iterator[tuple[str, NamedChildRow]]:
        """Each record whose note names a child, as a person confirmed, with each adult or thing on it, by kind.

        What begins with `child_` is of the naming of the child, the others of what stands beside.
        """
        rows = "pattern_named_child_row"
        if not self._has_rows(rows):
            return
        for kind in ("adult", "vehicle", "phone", "place"):
            yield from ((kind, row) for row in read_rows(self._engine, NamedChildRow, _with(kind, rows)))
        yield from ((row["entity_kind"], row) for row in read_rows(self._engine, NamedChildRow, _named_in(rows)))

    def described_in_notes(self, words: WordLists) -> list[StandingRow]:
        """Each record of a child with each adult whom a sentence of its note describes, beside the child, by no name.

        Only where the sentence is read as a sign of the child, and says that it is or was so.
        """
        write_described(engine=self._engine, words=words)
        return read_rows(self._engine, StandingRow, DESCRIBED_IN_NOTES)


def _with(kind: str, rows: str) -> str:
    return OUTSIDE.format(rows=rows) if kind == "adult" else ON_RECORD.format(kind=kind, rows=rows, witness=IS_WITNESS)


def _named_in(rows: str, named: str = "pattern_named") -> str:
    not_before, of_witness = (
        ("named.not_before", "named.of_witness") if named == "pattern_proposed" else ("NULL", "false")
    )
    return CONFIRMED.format(rows=rows, named=named, not_before=not_before, of_witness=of_witness)
