"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/sentences.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedWorthReading(TypedDict):
    """A sentence that may hold a sign, and in which no sign of a rule stands for it."""

    mark_id: str
    record_id: str
    row_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    text: str
    words_sha256: str
    indicator: str
    level: str
    words: str
    model_version: str
    childs_words: int
    alone: int
    happened: str | None
    known_from: str | None
    mention_id: str
    person_id: str


class ServedWorthChecking(TypedDict):
    """A record of a pattern that would be complete if sentences said what only the model of notes marked."""

    proposal_id: str
    pattern_id: str
    person_id: str
    first_true_on: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    mark_ids: str
