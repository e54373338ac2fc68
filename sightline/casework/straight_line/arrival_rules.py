"""Which rules go the straight line, and which agencies each tells."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from sightline.rulebook.files import read_toml_folder

if TYPE_CHECKING:
    from sightline.timescales import ClockRule


@cache
def straight_clocks() -> "Mapping[str, ClockRule]":
    """The timescales whose item is opened when the record arrives, by id. A partnership's own values change none."""
    from sightline import timescales  # not at the top: most pages run no clock

    return {rule.id: rule for rule in timescales.load_clock_rules() if rule.on_arrival}


@cache
def straight_patterns() -> frozenset[str]:
    """The patterns whose item is opened when the last of their records arrives."""
    tables = read_toml_folder("england", "patterns")
    return frozenset(name for name, table in tables.items() if table.get("on_arrival"))


def number_told(rule_id: str) -> int:
    """How many agencies are told of a clock: one, but on the straight line."""
    rule = straight_clocks().get(rule_id)
    return len(rule.told) if rule else 1
