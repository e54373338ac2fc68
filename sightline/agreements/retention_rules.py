"""How long records are kept before somebody reviews them: the nation's rules, with the partnership's own periods.

No rule erases anything. One without a period asks nothing until the partnership sets it, with a reason, in
`rules/retention.toml` of its workspace. A period of law may be made longer there, and never shorter.
"""

import dataclasses
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from sightline.model.errors import BadInput
from sightline.model.nouns import Agency
from sightline.model.rules import Rule, RuleStatus
from sightline.rulebook.files import read_toml_texts
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Positive, Text, Written, load_toml, read_table

FOLDER, LOCAL_FILE = ("england", "retention", "periods"), "rules/retention.toml"
YEARS, OWN_AUDIT, LEARNING_REVIEW = "years", "own_audit", "learning_review"


class CountsFrom(StrEnum):
    """From which day a period counts."""

    BIRTH = "birth"
    LAST_RECORD = "last_record"
    ENTRY = "entry"
    REVIEW_CLOSED = "review_closed"


class WrittenHere(StrEnum):
    """What people write in Sightline itself. Comments and documents go with what they were added to."""

    ADULT_FILE = "adult_file"
    FILE = "file"
    MEETING = "meeting"
    ACTION = "action"
    BLIND_QUESTION = "blind_question"


class WrittenRetention(WrittenRule, frozen=True, kw_only=True):
    """A rule of retention, as its file writes it."""

    agency: str
    layouts: tuple[str, ...]
    people_with: tuple[str, ...]
    people_without: tuple[str, ...]
    counts_from: CountsFrom
    written_here: WrittenHere | None = None

    def __post_init__(self) -> None:
        """Refuse an agency that there is not."""
        super().__post_init__()
        if self.agency and self.agency not in list(Agency):
            raise ValueError(f"'{self.agency}' is no agency")


class WrittenPeriod(Written, frozen=True, kw_only=True):
    """What a partnership may say of one rule: its own period, who decided, when and why."""

    years: Positive
    decided_by: Text
    decided_on: date
    why: Text


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A rule, whose records it is about, and its period in years; 0 where none is set.

    `written_here`: it is about what people write in Sightline itself, and about no records.
    """

    rule: Rule
    agency: str
    layouts: tuple[str, ...]
    people_with: tuple[str, ...]
    people_without: tuple[str, ...]
    counts_from: CountsFrom
    written_here: WrittenHere | None
    years: int
    own: WrittenPeriod | None = None

    def is_about(self, kinds: Collection[str]) -> bool:
        """Whether it applies to somebody of whom records of these kinds are held."""
        return (not self.people_with or _any_of(self.people_with, kinds)) and not _any_of(self.people_without, kinds)

    def due_on(self, *, birth: date | None, last_record: date | None) -> date | None:
        """The day of the review; None where no period is set, or the day that it counts from is not known."""
        begins = birth if self.counts_from is CountsFrom.BIRTH else last_record
        return add_years(begins, self.years) if begins and self.years else None


def _any_of(wanted: Collection[str], kinds: Collection[str]) -> bool:
    return any(kind == one or kind.startswith(f"{one}/") for kind in kinds for one in wanted)


def add_years(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, where there is none, 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def retention_rules(*, on: date, root: Path | None = None) -> tuple[RetentionRule, ...]:
    """Every rule by id, as on a day, with the periods of a workspace. BadInput where those cannot be used."""
    own = read_periods(root / LOCAL_FILE) if root else {}
    found = tuple(_as_rule(name, text, on, own) for name, text in read_toml_texts(*FOLDER))
    unknown = sorted(set(own) - {one.rule.id for one in found})
    if unknown:
        raise _refuse(f"there is no rule '{unknown[0]}'", LOCAL_FILE)
    return found


def read_periods(path: Path) -> Mapping[str, WrittenPeriod]:
    """The partnership's own periods, by rule; none where there is no file."""
    written = load_toml(path, refuse=_refuse) if path.is_file() else {}
    return {
        name: read_table(WrittenPeriod, table, where=f"{LOCAL_FILE}, [{name}]", refuse=_refuse)
        for name, table in written.items()
    }


def _as_rule(name: str, text: str, on: date, own: Mapping[str, WrittenPeriod]) -> RetentionRule:
    written, rule = read_named(WrittenRetention, tomllib.loads(text), name=name, folder=FOLDER)
    said = {field.name: getattr(written, field.name) for field in dataclasses.fields(RetentionRule)[1:7]}
    years = _years(rule, on)
    local = own.get(rule.id)
    if local and rule.status is RuleStatus.STATUTORY and local.years < years:
        raise _refuse(f"[{rule.id}] is {local.years} years, and the law says {years}", LOCAL_FILE)
    return RetentionRule(rule, **said, years=local.years if local else years, own=local)


def _years(rule: Rule, on: date) -> int:
    values = [one for one in rule.values if one.name == YEARS and one.effective_from <= on]
    last = max(values, key=lambda one: one.effective_from, default=None)
    return int(last.value or 0) if last else 0


def _refuse(what: str, where: str) -> BadInput:
    return BadInput(
        f"The partnership's own retention periods cannot be used: {what}.",
        code="bad_periods",
        where=where,
        what_to_do="Correct the file: see docs/how-to/review-what-is-due.md.",
    )
