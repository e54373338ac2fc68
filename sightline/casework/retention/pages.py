"""What the pages and commands of retention, holds and erasure are given."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.agreements.agreement import is_named
from sightline.agreements.retention_rules import RetentionRule
from sightline.model.retention import ErasureGround, HoldKind
from sightline.model.rules import Rule
from sightline.model.visibility import Scope
from sightline.store.erasures import Erasure
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
    """What somebody decides: what needs the records, until when, and which records it keeps.

    It keeps the records that it names. It keeps those that meet all of its terms too: of an agency, of some types of
    record, about people, of a period. `kinds` are layouts, or workbooks with all their sheets. `is_everything`: all
    records, and then it has no terms. `people` are ids of people; in a hold that was
    placed they are mentions of them, which stay with the person. `organisation`: where the agency has several, the one
    whose records the terms keep; empty for all of them.
    """

    kind: HoldKind
    name: str = field(repr=False)
    ends_on: date
    agency: str = ""
    record_ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    first_on: date | None = None
    last_on: date | None = None
    is_everything: bool = False
    organisation: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def has_terms(self) -> bool:
        """Whether it says more than which records."""
        return bool(self.agency or self.people or self.first_on or self.last_on or self.kinds)


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """What a hold asks of a record. `people` and `held` are None where no snapshot has the record yet.

    `days`: the first and the last day of what it is about, and the day on which it was recorded. Empty where nobody
    knows when that was. `inside` are the records that a learning review names. `is_written`: people wrote it here, and
    it is no record of a type.
    """

    record_id: str
    agency: str
    people: frozenset[str] | None = None
    days: tuple[tuple[date, date], ...] = ()
    held: Scope | None = None
    inside: frozenset[str] = frozenset()
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold in force, and the decision that placed it. Past its end it holds until somebody reviews it."""

    sequence: int
    said: NewHold
    by: str
    at: str
    why: str = field(repr=False)

    def covers(self, record: HeldRecord, *, people: Collection[str] = (), is_of_body: bool = True) -> bool:
        """Whether it keeps a record. `people`: who its mentions are now. `is_of_body`: its organisation is the hold's.

        Of a record whose people, days or type nobody knows yet, it keeps it where its other terms are met.
        """
        said = self.said
        if said.is_everything or not {record.record_id, *record.inside}.isdisjoint(said.record_ids):
            return True
        if not said.has_terms or said.agency not in ("", record.agency) or not is_of_body:
            return False
        is_about = not said.people or record.people is None or not record.people.isdisjoint(people)
        return is_about and self._is_of_kind(record) and self._is_in_period(record)

    def _is_of_kind(self, record: HeldRecord) -> bool:
        if not self.said.kinds or record.is_written:
            return not self.said.kinds
        return record.held is None or is_named(record.held.layout, self.said.kinds)

    def _is_in_period(self, record: HeldRecord) -> bool:
        first, last = self.said.first_on or date.min, self.said.last_on or date.max
        if (first, last) == (date.min, date.max) or not record.days:
            return True
        return any(begins <= last and ends >= first for begins, ends in record.days)

    def is_due(self, *, on: date) -> bool:
        """Whether its last day has passed, so that somebody must lift it or place it again."""
        return on > self.said.ends_on


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold on a page, with the people whom it names as the reader may know them, and the decisions that wait for it.

    `people` are ids and names; `waiting` are the numbers of decisions to erase.
    """

    hold: Hold
    people: tuple[tuple[str, str], ...] = field(repr=False, default=())
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """A decision to erase on a page, with the numbers of the holds that keep one of its records."""

    erasure: "DecidedErasure"
    held_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DecidedErasure:
    """A decision to erase, with the id that the register has; its records are named by hashes alone.

    `bodies`: agency, organisation and layout of these records.
    """

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
    bodies: tuple[tuple[str, str, str], ...] = ()
    reviews: int = 0

    def as_registered(self) -> Erasure:
        """How the register of erasures has it once it is begun."""
        return Erasure(self.erasure_id, self.at[:10], self.hashes)


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

    Both are those of the reader's agency; the partnership's own information governance has all. `is_begun`: whether an
    erasure was begun, has not finished, and a hold keeps one of its records. `kinds`: the types of record that a hold
    may name.
    """

    gate: ErasureGate
    lines: tuple[HoldLine, ...]
    erasures: tuple[ErasureLine, ...]
    is_begun: bool = False
    kinds: tuple[str, ...] = ()

    @property
    def holds(self) -> tuple[Hold, ...]:
        """The holds of its lines."""
        return tuple(one.hold for one in self.lines)


@dataclass(frozen=True, slots=True)
class DueReview:
    """Records that are due for review: by which rule, since when, about whom, and which. Our own log names nobody.

    `is_written_here`: they are files, meetings, answers or questions that people wrote in Sightline itself. A learning
    review is one thing of its own: `review_id`.
    """

    rule_id: str
    label: str
    agency: str
    due_on: date
    person_id: str = ""
    record_ids: tuple[str, ...] = ()
    is_written_here: bool = False
    review_id: str = ""

    @property
    def about(self) -> str:
        """The person or the learning review; empty for our own log."""
        return self.person_id or self.review_id

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
    erasures: tuple[ErasureLine, ...] = ()
    holds: tuple[Hold, ...] = ()
