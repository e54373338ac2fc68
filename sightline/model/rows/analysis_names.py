"""Rows of `analysis.duckdb`, as `sightline/model/analysis_tables/namings.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from datetime import date
from typing import TypedDict


class NamingRow(TypedDict):
    """A person or thing named in a cell of a note: once a cell, however often it is named there."""

    naming_id: str
    passage_id: str
    record_id: str
    row_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    text: str
    form: str
    value: str
    role: str
    beside: str
    occurred_on: date | None
    batch: int


class ProposalRow(TypedDict):
    """Mentioned in case notes: the same? A naming, and a record's mention or another note's naming that it may be."""

    proposal_id: str
    naming_id: str
    other_id: str
    other_is_naming: bool
    kind: str
    rule_id: str
    says: str
    agrees: str
    record_id: str
    other_record_id: str
    hangs_on: int
    answered: bool


class NamedRow(TypedDict):
    """The person or thing that a naming is of, as people confirmed it. Nothing else makes a naming count."""

    naming_id: str
    row_id: str
    record_id: str
    role: str
    entity_kind: str
    entity_id: str
    decisions: list[int]
    also_record_ids: list[str]
    of_all: bool
    of_open: bool


class EarlierNamingRow(TypedDict):
    """One naming of a person by a row version that a later one replaced: what says who was meant then."""

    mention_id: str
    row_id: str
    row_version: int
    record_id: str
    name_as_written: str
    surname: str
    forename: str
    birth_date: date | None
    nhs_number: str
    upn: str
    local_id: str
    local_id_kind: str
