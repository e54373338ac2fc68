"""The fields without which no row of a layout can be read rightly; a file may lack every other column.

Needed is what makes a row and its key, the dates of its facts, and who it is about. A mapping may need more: the grade
of intelligence, or the column that tells one layout from another.
"""

from sightline.ingest.mappings.mapping import Mapping
from sightline.model.nouns import EntityKind

SUBJECT_SLOTS = frozenset({"subject", "nominal", "tenant", "holder"})
WHO = ("name", "surname", "forename", "birth_date", "local_id")
NUMBERS_OF_ALL = ("nhs_number", "upn")


def needed_fields(mapping: Mapping) -> frozenset[str]:
    """The names of these fields."""
    return frozenset({*_of_rows(mapping), *_of_dates(mapping), *_of_subjects(mapping)} - {""})


def _of_rows(mapping: Mapping) -> set[str]:
    keys = {name for key in mapping.keys for name, _ in key.fields}
    return {*keys, *mapping.record, *mapping.scope, mapping.organisation, mapping.row_type, mapping.restricted}


def _of_dates(mapping: Mapping) -> set[str]:
    dates = {name for fact in mapping.facts for one in fact.dates for name in (one.day, one.to, one.precision)}
    return {*dates, mapping.recorded, *(fact.recorded for fact in mapping.facts)}


def _of_subjects(mapping: Mapping) -> set[str]:
    """Names, birth date, own number and role; the numbers that everyone has only where nothing else says who it is."""
    found: set[str] = set()
    for one in mapping.mentions:
        if one.kind is EntityKind.PERSON and one.slot in SUBJECT_SLOTS and not one.split:
            who = {one.parts[part] for part in WHO if part in one.parts}
            numbers = {one.parts[part] for part in NUMBERS_OF_ALL if part in one.parts}
            found |= {one.role, *(who or numbers)}
    return found
