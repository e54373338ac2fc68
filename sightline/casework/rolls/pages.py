"""What the pages about sealed rolls are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.rolls.kinds import StandsNoMore
from sightline.translation.messages import lazy as _

WHY_NOT: Mapping[str, str] = {
    StandsNoMore.RULE: _("No record meets the rule any more"),
    StandsNoMore.ADULT: _("The child is 18 or over now"),
    StandsNoMore.PROTECTED: _("A record marks the child, or the address, as protected"),
    StandsNoMore.MONTHS: _("The months for which a person asked are over"),
}


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One opening: of which child now, by which rule, since when, and how many rows.

    `person_id` is empty for a vehicle or an address, and where no record names the child any more. `opened` counts rows
    by layout. `windows` has the first day of each; None where every row is inside. `why_not` is empty where it
    stands. `waits`: the next run closes it.
    """

    number: int
    at: str
    is_person: bool
    person_id: str
    rule: str
    rule_version: str
    met_on: date
    opened: Mapping[str, int]
    windows: tuple[tuple[str, date | None], ...]
    evidence: int
    asked_by: str
    asked_for: str
    asked_why: str = field(repr=False)
    why_not: str
    why_not_at: str
    waits: bool
    closed_at: str


@dataclass(frozen=True, slots=True)
class ClinicianLine:
    """A question to the clinician. `is_yes` is None where nobody has answered."""

    entry_id: str
    asked_at: str
    is_yes: bool | None


@dataclass(frozen=True, slots=True)
class OpeningsPage:
    """Openings: those to close first, then the newest. `opened` counts open rows by layout.

    `questions` to clinicians are for information governance alone.
    """

    to_close: tuple[OpeningLine, ...]
    others: tuple[OpeningLine, ...]
    opened: Mapping[str, int]
    may_close: bool
    questions: tuple[ClinicianLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedLine:
    """That the account asked for a child's rows: when, what for, and what became of it."""

    at: str
    purpose: str
    opened_at: str
    closed_at: str


@dataclass(frozen=True, slots=True)
class AskingPage:
    """A child, what the account asked for before, and how many months an opening stands."""

    person: PersonSummary
    asked: tuple[AskedLine, ...]
    months: int


@dataclass(frozen=True, slots=True)
class ClinicianQuestion:
    """That sealed health rows of a child would be opened: because of which rule or purpose, and by when to answer.

    `person` is None where the account may not open the child. `is_yes` is None where nobody has answered.
    """

    entry_id: str
    asked_at: str
    reply_by: str
    person: PersonSummary | None = field(repr=False)
    rule: str
    purpose: str
    counts: Mapping[str, int]
    may_answer: bool
    is_yes: bool | None = None
    answered_at: str = ""
    answered_by: str = ""
    why: str = field(default="", repr=False)
