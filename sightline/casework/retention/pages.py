"""What the pages and commands of retention, holds and erasure are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.agreements.retention_rules import RetentionRule
from sightline.model.retention import ErasureGround, HoldKind
from sightline.model.rules import Rule
from sightline.translation.messages import lazy as _

HOLD_LABELS = {
    HoldKind.LEGAL: _("Investigation, court case or claim"),
    HoldKind.INQUIRY: _("Public inquiry or review"),
}
GROUND_LABELS = {
    ErasureGround.RETENTION: _("The retention period has ended"),
    ErasureGround.REQUEST: _("The person asked, and the controller agrees"),
    ErasureGround.UNLAWFUL: _("The records should not have been collected"),
    ErasureGround.MISTAKE: _("The records were sent to us by mistake"),
}


@dataclass(frozen=True, slots=True)
class NewHold:
    """What somebody decides: what needs the records, until when, and which: those named, or all of an agency.

    `agency` is empty for every agency; `record_ids` narrows it to these records.
    """

    kind: HoldKind
    name: str = field(repr=False)
    ends_on: date
    agency: str = ""
    record_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold in force, and the decision that placed it. Past its end it holds until somebody reviews it."""

    sequence: int
    said: NewHold
    by: str
    at: str
    why: str = field(repr=False)

    def covers(self, *, record_id: str, agency: str) -> bool:
        """Whether it keeps a record of that agency."""
        if self.said.record_ids:
            return record_id in self.said.record_ids
        return self.said.agency in ("", agency)

    def is_due(self, *, on: date) -> bool:
        """Whether its last day has passed, so that somebody must lift it or place it again."""
        return on > self.said.ends_on


@dataclass(frozen=True, slots=True)
class DecidedErasure:
    """A decision to erase, with the id that the register has; its records are named by hashes alone."""

    sequence: int
    erasure_id: str
    ground: ErasureGround
    by: str
    at: str
    records: int
    texts: int
    hashes: Mapping[str, tuple[str, ...]] = field(repr=False)
    why: str = field(repr=False, default="")
    done_at: str = ""
    os_name: str = ""
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasureGate:
    """The papers without which nothing is erased, and which of them are recorded."""

    papers: tuple[Rule, ...]
    recorded: frozenset[str]

    @property
    def missing(self) -> tuple[Rule, ...]:
        """Those that nobody has recorded."""
        return tuple(rule for rule in self.papers if rule.id not in self.recorded)

    @property
    def is_open(self) -> bool:
        """Whether records may be erased."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class HoldsPage:
    """Whether anything may be erased, the holds in force, and the decisions to erase, the newest first.

    Both are those of the reader's agency; the partnership's own information governance has all. `waits`: whether a hold
    of any agency is in force while an erasure is decided; `is_begun`: while one was begun and has not finished.
    """

    gate: ErasureGate
    holds: tuple[Hold, ...]
    erasures: tuple[DecidedErasure, ...]
    waits: bool = False
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class DueReview:
    """Records that are due for review: by which rule, since when, about whom, and which. Our own log names nobody."""

    rule_id: str
    label: str
    agency: str
    due_on: date
    person_id: str = ""
    record_ids: tuple[str, ...] = ()

    def is_kept(self, kept: Mapping[tuple[str, str], date], *, on: date) -> bool:
        """Whether somebody decided to keep each of these records beyond a day."""
        asked = self.record_ids or ("",)
        return all(kept.get((self.rule_id, record_id), date.min) > on for record_id in asked)


@dataclass(frozen=True, slots=True)
class DueLine:
    """A review that is due, with the person's name as records give it, and the holds that keep one of the records."""

    review: DueReview
    name: str = field(repr=False, default="")
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many reviews of one agency are due by a rule, and since when the oldest of them."""

    rule_id: str
    label: str
    agency: str
    reviews: int
    oldest_on: date


@dataclass(frozen=True, slots=True)
class DuePage:
    """What is due for review: some of it, how many there are in all, the rules, and whether anything may be erased.

    The operator has counts alone: no line, and no reason that somebody typed.
    """

    lines: tuple[DueLine, ...]
    counts: tuple[DueCount, ...]
    count: int
    rules: tuple[RetentionRule, ...]
    gate: ErasureGate
    erasures: tuple[DecidedErasure, ...] = ()
    holds: tuple[Hold, ...] = ()
