"""How many items a rule is to be expected to bring, before it is switched on, and whether a post could answer them.

Every item comes to the first stage of its ladder, so that stage's ceiling is asked. What comes further up depends on
who answers, and is not foretold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.escalation.clockless_rules import CEILINGS, read_escalation_rules
from sightline.escalation.states import Stage

MONTHS = 12
WORKING_DAYS_A_MONTH = 21.0


@dataclass(frozen=True, slots=True)
class Expected:
    """What a rule is expected to bring: items a month in all, and by ladder."""

    items_a_month: float
    by_ladder: Mapping[str, float]


def expect_items(*, counted: Mapping[str, int]) -> Expected:
    """The expected items a month, from those that the last twelve months would have brought, by ladder."""
    by_ladder = {ladder: count / MONTHS for ladder, count in sorted(counted.items())}
    return Expected(sum(by_ladder.values()), by_ladder)


def passes_ceiling(*, stage: Stage, items_a_working_day: float, day: date) -> bool:
    """Whether that is more than a post of the stage can answer, by the local value."""
    ceiling = ceiling_of(stage=stage, day=day)
    return ceiling is not None and items_a_working_day > ceiling


def ceiling_of(*, stage: Stage, day: date) -> float | None:
    """How many items a working day one holder of a post of the stage can answer, by the local value."""
    ceiling = read_escalation_rules()[CEILINGS].value_at(stage, day)
    return None if ceiling is None else float(ceiling)
