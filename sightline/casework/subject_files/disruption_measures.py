"""The lawful measures as rules: what each is, on which law it rests, who may use it, for what, and how long it runs.

Sightline advises nobody in law. A measure that nobody here has read in the law itself says so on screen, and the list
tells what to ask a lawyer about, not what may be done.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from sightline.casework.subject_files.kinds import Kind
from sightline.model.calendar import Unit, add_months
from sightline.model.nouns import Agency
from sightline.model.rules import Rule, RuleStatus
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Positive, Text, Written, must_be_known

FOLDER = ("england", "disruption")
CHILD = "child"
FOR = (*Kind, CHILD)


class WrittenLongest(Written, frozen=True, kw_only=True):
    """The longest that a measure may run."""

    amount: Positive
    unit: Unit


class WrittenMeasure(WrittenRule, frozen=True, kw_only=True):
    """A measure as its file writes it; `DisruptionMeasure` says what each key means."""

    basis: Text
    who: Text
    used_by: Annotated[tuple[Agency, ...], msgspec.Meta(min_length=1)]
    kinds: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    grade: Literal["verified", "secondary", "unverified"]
    ask: str = ""
    most: WrittenLongest | None = None

    def __post_init__(self) -> None:
        """Refuse a measure that is called law and was not read there."""
        super().__post_init__()
        must_be_known(self.kinds, FOR, what="kinds")
        if self.status is RuleStatus.STATUTORY and self.grade != "verified":
            raise ValueError("it is statutory, and its grade is not 'verified'")


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


@cache
def read_measures() -> dict[str, DisruptionMeasure]:
    """The measures, by id; OurFault where one is not whole."""
    return {name: _read(name, table) for name, table in read_toml_folder(*FOLDER).items()}


def _read(name: str, table: dict[str, Any]) -> DisruptionMeasure:
    said, rule = read_named(WrittenMeasure, table, name=name, folder=FOLDER)
    return DisruptionMeasure(
        rule=rule,
        basis=said.basis,
        used_by=said.used_by,
        who=said.who,
        kinds=said.kinds,
        grade=said.grade,
        ask=said.ask,
        most=(said.most.amount, said.most.unit) if said.most else None,
    )
