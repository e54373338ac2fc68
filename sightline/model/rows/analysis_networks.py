"""Rows of `analysis.duckdb`, as `sightline/model/analysis_tables/connections.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from datetime import date
from typing import TypedDict


class TogetherRow(TypedDict):
    """Two children who were missing at the same time more often than chance gives, and how often chance gives it."""

    together_id: str
    person_id: str
    other_person_id: str
    occasions: int
    expected: float
    first_on: date
    last_on: date
    known_from: date
    record_ids: list[str]
    agencies: list[str]
    rule_version: str
    view_no: int
    seen_from: str
    not_from: str


class TogetherBasisRow(TypedDict):
    """What a row of `together` is counted from: each fact of an episode of either child, for who sees all."""

    together_id: str
    view_no: int
    person_id: str
    row_id: str
    fact: str
    occurred_on: date
    at_once: bool
    unsure: bool
    known_from: date
    source_file: str
    source_row: int
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]


class ConnectionRow(TypedDict):
    """One record that names a person together with an adult from outside, a vehicle, a telephone or a small place."""

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
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]


class GroupingRow(TypedDict):
    """A group of people around children: tied through several small things, close in time. A lead to check."""

    group_id: str
    first_on: date
    last_on: date
    first_true_on: date
    first_true_on_by_agency: str
    basis: str
    on_confirmed: bool
    on_together: bool
    on_proposals: bool
    widens: str | None
    children: int
    adults: int
    record_ids: list[str]
    later_record_ids: list[str]
    copied_record_ids: list[str]
    agencies: list[str]
    completing_record_id: str
    completing_source_file: str
    completing_source_row: int
    rule_version: str
    view_no: int
    seen_from: str
    not_from: str


class GroupMemberRow(TypedDict):
    """Who and what is in a group, since when, and the record that makes it so."""

    group_id: str
    view_no: int
    basis: str
    member_kind: str
    member_id: str
    since_on: date
    last_on: date
    record_id: str
    records: int
