"""Rows of `analysis.duckdb`, as `sightline/model/analysis_tables/passages.py` declares them.

Those of `sightline/model/analysis_tables/protected_things.py` are here too.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class PassageRow(TypedDict):
    """Words marked in a cell of a record: a sign, wording, or a person or thing named, and how it is meant."""

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
    indicator: str
    wording: str
    mention: str
    polarity: str
    certainty: str
    time: str
    experiencer: str
    said_by: str
    speaker: str
    role: str
    rule_id: str
    rule_version: str
    cues: str
    suggestion: str
    is_childs_words: bool
    confirmed_at: str


class SentenceMarkRow(TypedDict):
    """A sentence that the model finds worth reading, or whose sign by a rule does not count. It is no sign."""

    mark_id: str
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
    indicator: str
    level: str
    words: str
    model_version: str
    is_childs_words: bool


class ProtectedRow(TypedDict):
    """What records marked PROTECTED ADDRESS protect: each place or telephone once an agency, sealed."""

    protected_id: str
    agency: str
    record_ids: list[str]
    row_ids: list[str]
    sealed: str


class ProtectedPersonRow(TypedDict):
    """Who lives at a protected place, by any record: of these people's records its street and town alone go too."""

    protected_id: str
    person_id: str


class ProtectedRowRow(TypedDict):
    """The rows out of which something protected was taken."""

    row_id: str
    record_id: str
