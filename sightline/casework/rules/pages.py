"""What the page of one pattern's rule is given: numbers as words, small ones hidden, with what they rest on.

Nothing here is a number that a page could still add up. What may not be told apart is hidden before it gets here.
"""

from dataclasses import dataclass, field

from sightline.casework.core.pages import DecidedLine
from sightline.model.rules import Rule, RuleStatus

CHECKED, MONTHS, NO_CHANCE = "rules_checked", 12, "nothing"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month, and how often the pattern was met in it."""

    month: str
    met: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of the children: of how many of them it was met, and its share of those and of all, in hundredths."""

    part: str
    met: str
    share_of_met: str
    share_of_known: str


@dataclass(frozen=True, slots=True)
class PartsTable:
    """One way to part the children: sex, age, ethnicity, disability, a placement."""

    what: str
    lines: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class RuleNumbers:
    """A rule over the twelve months to a day, as checked. No `by_chance_a_month`: chance has no part in it."""

    as_at: str
    checked_at: str
    other_version: bool
    shuffles: int
    seed: int
    drawn: str
    met: str
    met_a_month: str
    by_chance_a_month: str
    months: tuple[MonthLine, ...]
    parts: tuple[PartsTable, ...]


@dataclass(frozen=True, slots=True)
class SaidOfRule:
    """What people made of what the rule recognised, in counts."""

    opened: str
    open_now: str
    not_proceeding: str
    not_agreed: str
    disagreements: str


@dataclass(frozen=True, slots=True)
class ShownTo:
    """An account that was shown something that the rule recognised: how often, and when last."""

    username: str
    times: int
    last_at: str


@dataclass(frozen=True, slots=True)
class RuleDependantLine:
    """Something that somebody decided by the rule, for the page of its withdrawal."""

    kind: str
    key: str
    by: str
    looked_at: bool


@dataclass(frozen=True, slots=True)
class RulePage:
    """A pattern's rule. Numbers are for those who lead and those who work the data; owners see what rested on it."""

    rule_id: str
    climbs: bool
    on: bool
    withdrawn: DecidedLine | None
    numbers: RuleNumbers | None
    may_count: bool
    is_owner: bool
    to_expect: str
    said: SaidOfRule | None
    history: tuple[DecidedLine, ...]
    dependants: tuple[RuleDependantLine, ...]
    shown_to: tuple[ShownTo, ...]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That a named person read the document: `by` is the account, `reader` the person who read, where it is another."""

    sequence: int
    rule_id: str
    title: str
    paragraph: str
    edition: str
    read_on: str
    at: str
    by: str = field(repr=False)
    reader: str = field(repr=False)
    rule_version: str = ""


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """A rule that claims law or guidance, and the last confirmation of it. `is_confirmed`: of this version."""

    key: str
    rule: Rule
    kind: str
    last: Confirmation | None

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody confirmed the rule as it is now."""
        return self.last is not None and self.last.rule_version == self.rule.version

    @property
    def is_unchecked(self) -> bool:
        """Whether nobody at all has read the document: no citation, and no confirmation of this version."""
        return self.rule.status is RuleStatus.UNVERIFIED and not self.is_confirmed
