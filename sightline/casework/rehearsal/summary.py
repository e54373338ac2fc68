"""The summary of a rehearsal: how often each rule told somebody, how far it went, and what was not played."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.casework.rehearsal.lines import RehearsedStep
from sightline.escalation import Stage


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be read; row 0 where the whole file could not."""

    source_file: str
    source_row: int
    code: str
    reason: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class PlayedDelivery:
    """A delivery that was played: how many files and rows, what was rejected, and how many steps followed it."""

    day: date
    files: int
    rows_read: int
    rejected: tuple[RejectedRow, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class RuleSum:
    """What one rule brought: items, steps, the first and furthest of them, and how many items reached each stage."""

    rule_id: str
    label: str
    items: int
    steps: int
    first_at: str
    furthest: str
    reached: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a rehearsal came to."""

    until: date
    go_live: date | None
    deliveries: tuple[PlayedDelivery, ...]
    left_out: tuple[date, ...]
    rules: tuple[RuleSum, ...]
    on: tuple[str, ...]

    @property
    def rejected(self) -> tuple[RejectedRow, ...]:
        """Every row that could not be read."""
        return tuple(row for one in self.deliveries for row in one.rejected)

    def as_json(self) -> dict[str, Any]:
        """The summary as it is written beside the steps."""
        return {
            "until": self.until.isoformat(),
            "go_live": self.go_live.isoformat() if self.go_live else None,
            "deliveries": [
                {"day": one.day.isoformat(), "files": one.files, "rows": one.rows_read, "steps": one.steps}
                for one in self.deliveries
            ],
            "left_out": [day.isoformat() for day in self.left_out],
            "rejected": [
                {"source_file": one.source_file, "source_row": one.source_row, "code": one.code, "reason": one.reason}
                for one in self.rejected
            ],
            "items": sum(one.items for one in self.rules),
            "steps": sum(one.steps for one in self.rules),
            "rules_on": list(self.on),
            "rules": [
                {"rule_id": one.rule_id, "label": one.label, "items": one.items, "steps": one.steps,
                 "first_at": one.first_at, "furthest_stage": one.furthest, "items_by_stage": one.reached}
                for one in self.rules
            ],
        }  # fmt: skip


def sum_by_rule(lines: Iterable[RehearsedStep]) -> tuple[RuleSum, ...]:
    """The sums of each rule that told somebody, those with most items first."""
    by_rule: dict[str, list[RehearsedStep]] = {}
    for line in lines:
        by_rule.setdefault(line.rule_id, []).append(line)
    sums = (_sum(rule_id, those) for rule_id, those in by_rule.items())
    return tuple(sorted(sums, key=lambda one: (-one.items, one.rule_id)))


def _sum(rule_id: str, lines: Sequence[RehearsedStep]) -> RuleSum:
    reached = Counter(stage for stage, _ in {(line.stage, line.item_id) for line in lines})
    stages = sorted(reached, key=lambda stage: Stage(stage).rank)
    return RuleSum(
        rule_id=rule_id,
        label=lines[0].label,
        items=len({line.item_id for line in lines}),
        steps=len(lines),
        first_at=min(line.at for line in lines),
        furthest=stages[-1],
        reached={stage: reached[stage] for stage in stages},
    )
