"""How many items a rule is to be expected to bring, before it is switched on, and whether a post could answer them.

A newcomer would get this wrong: it is counted as if nobody answered below, so a stage further up is never promised less
than it may get. It is a count of the past year, and says nothing of any child.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.escalation.ladders import Ladder
from sightline.escalation.states import Stage
from sightline.escalation.waiting import CEILINGS, read_climbing_rules

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
    ceiling = read_climbing_rules()[CEILINGS].value_at(stage, day)
    return ceiling is not None and items_a_working_day > float(ceiling)


def posts_past_ceiling(*, ladder: Ladder, items_a_month: float, day: date) -> tuple[Stage, ...]:
    """The stages of a ladder whose post would pass its ceiling, if each item came to its first stage only.

    The first stage gets every item. Those above are counted once rules have run: see `docs/escalation.md`.
    """
    a_day = items_a_month / WORKING_DAYS_A_MONTH
    return (ladder.first,) if passes_ceiling(stage=ladder.first, items_a_working_day=a_day, day=day) else ()
