"""The rules of patterns as they are written: which must be answered, by whom, and whether a meeting answers them."""

from functools import cache
from typing import Any

from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import load_rules

FOLDER = ("england", "patterns")


@cache
def pattern_rules() -> dict[str, Rule]:
    """The rules of patterns, by id."""
    return {rule.id: rule for rule in load_rules(*FOLDER)}


@cache
def read_answered_by(pattern_id: str) -> tuple[str, ...]:
    """The agencies that must answer an instance of a pattern, each for itself."""
    return tuple(_tables().get(pattern_id, {}).get("answered_by", ()))


@cache
def clock_of(pattern_id: str) -> str:
    """The rule of the clock that asks for the answer in the place of a pattern that waits; empty where none does."""
    return str(_tables().get(pattern_id, {}).get("clock", ""))


@cache
def escalating_patterns() -> frozenset[str]:
    """The patterns that climb: those that must be answered and do not wait."""
    tables = _tables().items()
    return frozenset(name for name, table in tables if table["class"] == "must" and table["shape"] != "waiting")


@cache
def answered_by_meeting(pattern_id: str) -> bool:
    """Whether only a meeting answers it, or a reason from every agency that must answer."""
    return bool(_tables().get(pattern_id, {}).get("by_meeting", False))


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return {name: table for name, table in read_toml_folder(*FOLDER).items() if "says" in table}
