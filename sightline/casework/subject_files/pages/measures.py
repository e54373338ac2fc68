"""One lawful measure, as pages and the ledger show it."""

from dataclasses import dataclass
from datetime import date

from sightline.casework.subject_files.kinds import Kind
from sightline.model.calendar import Unit, add_months
from sightline.model.rules import Rule

CHILD = "child"


@dataclass(frozen=True, slots=True)
class DisruptionMeasure:
    """One measure. `used_by` are agencies, `who` says it in words; `kinds` what it may be used on, `child` for a child.

    `grade` is how its source was read: the law itself, a page about it, or none. `most` is the longest that it may run,
    as amount and unit, where the law says one and somebody read it there.
    """

    rule: Rule
    basis: str
    used_by: tuple[str, ...]
    who: str
    kinds: tuple[str, ...]
    grade: str
    ask: str
    most: tuple[int, Unit] | None

    def fits(self, *, kind: str, is_child: bool | None) -> bool:
        """Whether it may be considered for a file: of a child what protects a child, of all others by their kind.

        Of a person whose age nobody knows both: they are treated as a child until somebody knows.
        """
        protects = CHILD in self.kinds and kind == Kind.PERSON and is_child is not False
        return protects or (kind in self.kinds and is_child is not True)

    def runs_too_long(self, *, started_on: date, to_day: date | None) -> bool:
        """Whether the days that are given are more than the law lets it run."""
        if self.most is None or to_day is None:
            return False
        amount, unit = self.most
        return to_day > (add_months(started_on, amount) if unit is Unit.MONTHS else _days_on(started_on, amount, unit))


def _days_on(day: date, amount: int, unit: Unit) -> date:
    days = amount if unit is Unit.DAYS else -(-amount // 24)
    return date.fromordinal(day.toordinal() + days)
