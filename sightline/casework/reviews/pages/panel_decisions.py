"""What a panel decides again about a decision to take no further action: to reopen it, or to confirm it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.reviews.pages.terms import ReviewLine
from sightline.translation.messages import lazy as _


class PanelChoice(StrEnum):
    """What the panel decides."""

    REOPEN = "reopen"
    CONFIRM = "confirm"


PANEL_CHOICES: Mapping[str, str] = {
    PanelChoice.REOPEN: _("Reopen: ask the agency to look at it again"),
    PanelChoice.CONFIRM: _("Confirm the decision"),
}
PANEL_DECIDED: Mapping[str, str] = {PanelChoice.REOPEN: _("Reopened"), PanelChoice.CONFIRM: _("Confirmed")}


@dataclass(frozen=True, slots=True)
class PanelDecision:
    """What the panel decided, with its reason; the last counts."""

    word: str
    words: str = field(repr=False)
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class ClosureSign:
    """A sign in words, with the agency that recorded it, and since when it was known."""

    label: str
    agency: str
    known_from: date
    record_id: str


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """A decision to take no further action. `then` was recorded by its day, `now` later; `harm`: day and record.

    `readable` are those of its records whose pages the reader opens by their own rights, and not by the review alone.
    """

    closure_id: str
    record_id: str
    agency: str
    kind: str
    decided_on: date
    outcome: str = field(repr=False)
    then: tuple[ClosureSign, ...]
    now: tuple[ClosureSign, ...]
    harm: tuple[tuple[date, str], ...]
    decided: PanelDecision | None
    readable: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClosuresPage:
    """The decisions of a review's period, those that nobody decided again first.

    `needs_reason`: the reader opens a child's records only for a reason, so those of all other children are left out,
    but for those of the review.
    """

    line: ReviewLine
    area: str
    lines: tuple[ClosureLine, ...]
    may_decide: bool
    needs_reason: bool

    @property
    def undecided(self) -> int:
        """How many the panel has still to decide."""
        return sum(one.decided is None for one in self.lines)
