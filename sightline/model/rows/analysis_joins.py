"""Rows of `analysis.duckdb`, as `sightline/model/analysis_tables/joins.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class JoinedProfileRow(TypedDict):
    """A profile that is joined to an older one. Who is alone has no row."""

    profile_id: int
    first_root: int | None
    root: int | None


class TriedJoinRow(TypedDict):
    """A join by which profiles became one person, or one that was refused. A join that adds nothing has no row."""

    profile_a: int
    profile_b: int
    outcome: str


class HeldPairRow(TypedDict):
    """Two profiles that open records keep apart: alike, and as like a third. A later rule may still join them."""

    profile_a: int
    profile_b: int


class SlipOfPenRow(TypedDict):
    """Two profiles with nearly the same forename, of one person by open records. An answer may still part them."""

    profile_a: int
    profile_b: int
    rule_id: str


class RuledPairRow(TypedDict):
    """Two profiles on which a rule of uniqueness decided: joined, or left unmatched."""

    profile_a: int
    profile_b: int
    rule_id: str
