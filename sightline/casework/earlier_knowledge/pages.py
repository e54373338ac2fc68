"""What a reader is told of an earlier day: the facts that were known, and what Sightline would have concluded."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from sightline.casework.meetings.attendance import MeetingsOfRecord
from sightline.casework.reviews.pages.agency_accounts import AskedAccount
from sightline.casework.reviews.pages.day_conclusions import DayConclusions
from sightline.casework.reviews.pages.terms import ReviewLine
from sightline.networks.joined_records import JoinedRecord
from sightline.review.acts import FirstAct
from sightline.review.aftermath import RecordName
from sightline.review.earliest import EarliestDays
from sightline.review.knowledge import FactOfDay, Knowing
from sightline.review.opportunities.findings import LackCount, MomentOutcome, OpportunityMoment
from sightline.review.sharings import HandoverTrace


@dataclass(frozen=True, slots=True)
class FactLine:
    """Facts of one record that say the same, as a log does with a row for each person: one line, with what differs."""

    facts: tuple[FactOfDay, ...] = field(repr=False)

    @property
    def fact(self) -> FactOfDay:
        """The one known first."""
        return self.facts[0]

    @property
    def happened(self) -> tuple[date | str, ...]:
        """Each day on which it happened, or the words for it; empty where a row says nothing."""
        return tuple(dict.fromkeys(one.occurred_on or one.date_words for one in self.facts))

    @property
    def recorded(self) -> tuple[date | None, ...]:
        """Each day on which it was recorded; None where a row does not say."""
        return tuple(dict.fromkeys(one.recorded_on for one in self.facts))

    @property
    def known(self) -> tuple[date, ...]:
        """Each day from which a row of it was known."""
        return tuple(dict.fromkeys(one.known_from for one in self.facts))

    @property
    def received(self) -> tuple[date, ...]:
        """Each day on which Sightline received a row of it."""
        return tuple(dict.fromkeys(one.received_on for one in self.facts))

    @property
    def later_versions(self) -> tuple[int, ...]:
        """The numbers of the versions after the first."""
        return tuple(sorted({one.version for one in self.facts if one.version > 1}))

    @property
    def is_recorded_later(self) -> bool:
        """Whether a row of it was recorded later than the rule allows."""
        return any(one.recorded_later for one in self.facts)

    @property
    def is_restricted(self) -> bool:
        """Whether a row of it is restricted."""
        return any(one.restricted for one in self.facts)


def list_lines(facts: Iterable[FactOfDay]) -> tuple[FactLine, ...]:
    """One line a record and text, in the order of the facts."""
    alike: dict[tuple[str, ...], list[FactOfDay]] = {}
    for one in facts:
        alike.setdefault((one.record_id, one.label, one.what, one.childs_words), []).append(one)
    return tuple(FactLine(tuple(some)) for some in alike.values())


@dataclass(frozen=True, slots=True)
class KnowledgePage:
    """What some agencies knew of a child on a day, and what they may have known.

    `disputed` are records that somebody disputes. `conclusions` is None where there are none. `called` is how a
    review calls the child. `reached` is by record the day on which Sightline first showed it to another agency, and
    `heard` the meetings by then that had it. `unsure` are records that likeness alone joins to the child: of those
    listed or, with `without_unsure`, of those left out.
    `hindsight` is what had happened by then and was recorded or corrected later; None where nobody asked for it. So is
    that of `conclusions`. `named` and `pages` are, of the records of these, who holds each and its day, and the page of
    the review's chronology that has it.
    """

    person_id: str
    on: date
    holders: tuple[str, ...]
    facts: tuple[FactOfDay, ...] = field(repr=False)
    disputed: frozenset[str]
    conclusions: DayConclusions | None = None
    called: str = ""
    reached: Mapping[str, date] = field(default_factory=dict)
    heard: Mapping[str, MeetingsOfRecord] = field(default_factory=dict)
    hindsight: tuple[FactOfDay, ...] | None = field(default=None, repr=False)
    named: Mapping[str, RecordName] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    without_unsure: bool = False
    label: str = field(default="", repr=False)

    @property
    def fact_records(self) -> frozenset[str]:
        """Every record of the facts."""
        return frozenset(one.record_id for one in (*self.facts, *(self.hindsight or ())))

    @property
    def record_ids(self) -> frozenset[str]:
        """Every record that is shown."""
        return self.fact_records | (self.conclusions.record_ids if self.conclusions else frozenset())

    @property
    def known(self) -> tuple[FactOfDay, ...]:
        """What was known."""
        return tuple(one for one in self.facts if one.knowing is Knowing.KNOWN)

    @property
    def cannot_tell(self) -> tuple[FactOfDay, ...]:
        """What had happened, and nothing says whether it was known."""
        return tuple(one for one in self.facts if one.knowing is Knowing.CANNOT_TELL)


FEW = 5  # a smaller number of children is not told


@dataclass(frozen=True, slots=True)
class OthersShown:
    """The reverse question as it may be told. A number is None where it is 1 to 4, or `is_hidden_too`.

    What followed is None where one of its numbers may not be told, for the others would give it away. `is_hidden_too`:
    a larger number that would give away a small one, beside that of more records.
    """

    children: int | None
    followed: tuple[int, int, int] | None
    items_a_week: float | None
    is_hidden_too: bool = False


@dataclass(frozen=True, slots=True)
class StatementDays:
    """How early a statement could be seen of a child, and how often else it was true on that day.

    `days` is None where it was never true. `others` is of all agencies together; `others_by` is by holders, one or two,
    of their day and of what they had. `others_sure` is the same without records that likeness alone joins to each
    child, by holders, none for all together; `others_read` is without readings of notes that no person confirmed.
    `acted` is the first action of any agency. `handovers` are, of the first smallest set, each record and the holder of
    another that would have had to get it. `traces` show that they were told. `joined` are those of its records that
    name no child of the review. `made_on`: from when the rule holds, where that was not in force on the first day.
    `named` are who holds each record that is shown, and its day.
    """

    statement_id: str
    label: str
    says: str = field(repr=False)
    days: EarliestDays | None
    acted: FirstAct | None = None
    others: OthersShown | None = None
    others_by: Mapping[tuple[str, ...], OthersShown] = field(default_factory=dict)
    others_sure: Mapping[tuple[str, ...], OthersShown] = field(default_factory=dict)
    others_read: OthersShown | None = None
    handovers: tuple[tuple[str, str], ...] = ()
    traces: tuple[HandoverTrace, ...] = ()
    joined: tuple[JoinedRecord, ...] = ()
    made_on: date | None = None
    named: Mapping[str, RecordName] = field(default_factory=dict)

    @property
    def acted_on(self) -> date | None:
        """The day of the first action of any agency from the first day on."""
        return self.acted.acted_on if self.acted else None

    @property
    def acted_record(self) -> str:
        """The record of it; empty where there is none."""
        return self.acted.record_id if self.acted else ""


@dataclass(frozen=True, slots=True)
class EarliestPage:
    """Each statement about a child, and the day that the review calls discovery, where somebody gave it.

    `called` is how a review calls the child.
    """

    person_id: str
    discovered_on: date | None
    statements: tuple[StatementDays, ...]
    called: str = ""
    label: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReviewEarliestPage:
    """Each statement about a child of a review. `called` is how the review calls the child; empty where it has none.

    `pages` are by record the page of the chronology that has it; a record that is not there names no person of the
    review.
    """

    line: ReviewLine
    children: tuple[str, ...]
    called: str
    discovered_on: date | None
    statements: tuple[StatementDays, ...]
    pages: Mapping[str, int]


def is_shown(number: int) -> bool:
    """Whether a number of children may be told."""
    return number == 0 or number >= FEW


@dataclass(frozen=True, slots=True)
class OtherDays:
    """Of people outside a review the first day of each, in order: of signs in notes, and of each pattern."""

    signs: tuple[date, ...]
    patterns: Mapping[str, tuple[date, ...]]


def count_until(days: Sequence[date], on: date) -> int | None:
    """How many of these days, in order, are up to a day; None where they are 1 to 4."""
    return _shown(bisect_right(days, on))


@dataclass(frozen=True, slots=True)
class LackShown:
    """Of how many other children one call was met, as it may be told. A number is None where it is 1 to 4."""

    taken: int | None
    lacking_then_harm: int | None
    lacking_no_harm: int | None
    cannot_tell: int | None


@dataclass(frozen=True, slots=True)
class OpportunitiesPage:
    """The moments of a child in a period, by day. `counts` are by call, of other children in records of the reader."""

    person_id: str
    first: date
    last: date
    moments: tuple[OpportunityMoment, ...] = field(repr=False)
    counts: Mapping[str, LackShown]
    label: str = field(default="", repr=False)

    def of(self, outcome: MomentOutcome) -> tuple[OpportunityMoment, ...]:
        """The moments with an outcome."""
        return tuple(one for one in self.moments if one.outcome is outcome)

    @property
    def missed(self) -> tuple[OpportunityMoment, ...]:
        """Possible missed opportunities."""
        return self.of(MomentOutcome.MISSED)

    @property
    def cannot_tell(self) -> tuple[OpportunityMoment, ...]:
        """What cannot be told."""
        return self.of(MomentOutcome.CANNOT_TELL)

    @property
    def taken(self) -> tuple[OpportunityMoment, ...]:
        """Good practice: the action was taken in time."""
        return self.of(MomentOutcome.TAKEN)

    @property
    def nothing_followed(self) -> tuple[OpportunityMoment, ...]:
        """No action is recorded in time, and no harm afterwards."""
        return self.of(MomentOutcome.NOTHING_FOLLOWED)


def show_counts(counts: Mapping[str, LackCount]) -> dict[str, LackShown]:
    """The counts with numbers of 1 to 4 hidden."""
    names = [one.name for one in fields(LackCount)]
    shown = {call: {name: _shown(getattr(one, name)) for name in names} for call, one in counts.items()}
    return {call: LackShown(**numbers) for call, numbers in shown.items()}


def _shown(number: int) -> int | None:
    return number if is_shown(number) else None


@dataclass(frozen=True, slots=True)
class CalledMoment:
    """A moment of a child of a review, by the letter that the review calls the child."""

    called: str
    moment: OpportunityMoment


@dataclass(frozen=True, slots=True)
class ReviewOpportunitiesPage:
    """The moments of a review by day, of how many others the same was so, and agencies' own accounts.

    `within_days`: for so long after an action was due, what is recorded counts as what followed.
    """

    line: ReviewLine
    moments: tuple[CalledMoment, ...]
    counts: Mapping[str, LackShown]
    within_days: int
    accounts: tuple[AskedAccount, ...]
    may_ask: bool

    @property
    def missed(self) -> tuple[CalledMoment, ...]:
        """Possible missed opportunities."""
        return self._of(MomentOutcome.MISSED)

    @property
    def cannot_tell(self) -> tuple[CalledMoment, ...]:
        """What is not known."""
        return self._of(MomentOutcome.CANNOT_TELL)

    @property
    def nothing_followed(self) -> tuple[CalledMoment, ...]:
        """No action is recorded in time, and no harm afterwards."""
        return self._of(MomentOutcome.NOTHING_FOLLOWED)

    @property
    def taken(self) -> tuple[CalledMoment, ...]:
        """Good practice."""
        return self._of(MomentOutcome.TAKEN)

    def _of(self, outcome: MomentOutcome) -> tuple[CalledMoment, ...]:
        return tuple(one for one in self.moments if one.moment.outcome is outcome)


@dataclass(frozen=True, slots=True)
class ReviewMomentPage:
    """One moment of a review: what its agency knew then, and what it says of it.

    `is_of_several`: nothing says which organisation of the agency had to act, and `known` is of more than one.
    `known_records`: the ids of the child's records that any agency is shown to have known by that day.
    """

    line: ReviewLine
    one: CalledMoment
    known: tuple[FactOfDay, ...] = field(repr=False)
    is_of_several: bool
    known_records: frozenset[str]
    accounts: tuple[AskedAccount, ...]
    may_ask: bool

    @property
    def behind_then(self) -> tuple[str, ...]:
        """The records behind the moment that were known by its day."""
        return tuple(one for one in self.one.moment.record_ids if one in self.known_records)

    @property
    def behind_later(self) -> tuple[str, ...]:
        """The records behind the moment that are not shown to be known by its day."""
        return tuple(one for one in self.one.moment.record_ids if one not in self.known_records)

    @property
    def is_act_known(self) -> bool:
        """Whether the action is of the moment's day or before, and its record was known by then."""
        moment = self.one.moment
        is_before = moment.acted_on is not None and moment.acted_on <= moment.known_on
        return is_before and moment.acted_record in self.known_records

    @property
    def has_later(self) -> bool:
        """Whether the moment has a row from after its day."""
        moment = self.one.moment
        return bool(moment.made_on or self.behind_later or moment.afterwards or not self.is_act_known)


def called_moments(moments: Iterable[OpportunityMoment], people: Mapping[str, str]) -> tuple[CalledMoment, ...]:
    """The moments, each with the letter of its child."""
    letters = {person_id: called for called, person_id in people.items() if person_id}
    return tuple(CalledMoment(letters[one.person_id], one) for one in moments if one.person_id in letters)
