"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/patterns.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict

ServedRecognised = TypedDict(
    "ServedRecognised",
    {
        "instance_key": str,
        "view_no": int,
        "seen_from": str,
        "not_from": str,
        "pattern_id": str,
        "instance": int,
        "class": str,
        "person_id": str | None,
        "other_person_id": str | None,
        "entity_kind": str | None,
        "entity_id": str | None,
        "entity_said": str | None,
        "group_id": str | None,
        "first_true_on": str,
        "read_on": str | None,
        "completed_by": str,
        "by_agency": str,
        "only_jointly": int,
        "provisional": int | None,
        "licensed": int | None,
        "unsure": int,
        "may_be_one": int,
        "basis": str,
        "on_confirmed": int,
        "rule_version": str,
        "record_id": str,
        "mention_ids": str,
        "occasions": int | None,
        "expected_by_chance": float | None,
        "beyond_chance": int | None,
    },
)
"""One instance of a pattern, as it holds among all records or among what some readers see."""


class ServedRecognisedBasis(TypedDict):
    """A record that an instance is based on."""

    instance_key: str
    view_no: int
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    later: int


class ServedRecognisedPerson(TypedDict):
    """Whom an instance is about."""

    person_id: str
    instance_key: str
    view_no: int
