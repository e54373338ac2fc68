"""Rows of `analysis.duckdb`, as `sightline/model/analysis_tables/protected_things.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


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
