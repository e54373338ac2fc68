"""Rows of `analysis.duckdb`, as `sightline/model/analysis_tables/pattern_instances.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from datetime import date
from typing import TypedDict

PatternRow = TypedDict(
    "PatternRow",
    {
        "pattern_id": str,
        "instance": int,
        "instance_key": str,
        "class": str,
        "basis": str,
        "person_id": str | None,
        "other_person_id": str | None,
        "entity_kind": str | None,
        "entity_id": str | None,
        "group_id": str | None,
        "first_true_on": date,
        "read_on": date | None,
        "completed_by": str,
        "completing_record_id": str,
        "completing_source_file": str,
        "completing_source_row": int,
        "record_ids": list[str],
        "later_record_ids": list[str],
        "restricted_record_ids": list[str],
        "agencies": list[str],
        "first_true_on_by_agency": str,
        "only_jointly": bool,
        "provisional": bool | None,
        "licensed": bool | None,
        "occasions": int | None,
        "expected_by_chance": float | None,
        "beyond_chance": bool | None,
        "unconfirmed_joins": bool,
        "may_be_one": bool,
        "on_confirmed": bool,
        "rule_version": str,
        "first_record_id": str,
        "first_mention_ids": list[str],
        "people": list[str],
        "view_no": int,
        "seen_from": str,
        "not_from": str,
    },
)
"""One instance of one pattern: a condition met, by which records, and from when each agency could have seen it."""


class PatternBasisRow(TypedDict):
    """The records that each row of `pattern` is based on, each with what the visibility filter reads."""

    instance_key: str
    view_no: int
    record_id: str
    later: bool
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]


class PatternProposalRow(TypedDict):
    """A pattern that would be complete if sentences said what only the model of notes marked. It is no pattern."""

    proposal_id: str
    pattern_id: str
    rule_version: str
    person_id: str
    first_true_on: date
    record_ids: list[str]
    restricted_record_ids: list[str]
    mark_ids: list[str]


class PlacePersonRow(TypedDict):
    """Who is at which place by which record. A place with signs is compared by it with others of its type."""

    record_id: str
    place_id: str
    place_type: str
    person_id: str
    occurred_on: date | None
    is_sign: bool
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
