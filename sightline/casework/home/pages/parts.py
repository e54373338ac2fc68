"""What first pages are given to show: frozen, already filtered for the reader, already audited.

No count here may be larger than the list that its reader could open. Where a list is cut, the count says of how many,
among those that the reader may see.
"""

from dataclasses import dataclass, field

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.concerns.pages.concerns import ConcernLine
from sightline.casework.core.governance_work import GovernanceWork
from sightline.casework.data.pages import RunLine
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.home.late_pages import LatePart
from sightline.casework.home.pages.leaders import LeadersPart
from sightline.casework.home.pages.news import NewSince
from sightline.casework.missing.pages import MissingState, MissingStatus, MissingTask
from sightline.casework.networks.pages.networks import NetworkLine
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.unanswered.pages import UnansweredQuestionLine
from sightline.casework.worklist.pages import WorkLine


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """Open actions: all, overdue by their deadline, arrived late, and past the time to answer at their stage.

    `deadlines`: of how many deadlines the overdue ones are.
    """

    total: int = 0
    overdue: int = 0
    arrived_late: int = 0
    past_answer: int = 0
    deadlines: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open actions of `scope` (as SCOPES): the first lines, their counts, and how many came since the last look."""

    scope: str
    lines: tuple[WorkLine, ...] = ()
    counts: WorkCounts = field(default_factory=WorkCounts)
    came: int = 0

    @property
    def total(self) -> int:
        """How many are open."""
        return self.counts.total


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    """How many records of a kind came from an agency: `added` ones, and `changed` versions of older ones."""

    agency: str
    kind: str
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class ChildNews:
    """A person about whom records came, and how many of which kinds."""

    person: PersonSummary
    kinds: tuple[tuple[str, int], ...]

    @property
    def records(self) -> int:
        """All of them."""
        return sum(number for _, number in self.kinds)


@dataclass(frozen=True, slots=True)
class News:
    """What came since the reader last looked. `children` are those on the reader's own list.

    `more_concerns` and `more_answered` are true where there are others than those listed.
    """

    since: NewSince
    concerns: tuple[ConcernLine, ...] = ()
    more_concerns: bool = False
    answered: tuple[WorkLine, ...] = ()
    more_answered: bool = False
    children: tuple[ChildNews, ...] = ()
    records: tuple[ArrivalLine, ...] = ()

    @property
    def added(self) -> int:
        """How many records came."""
        return sum(line.added for line in self.records)

    @property
    def changed(self) -> int:
        """How many records were changed."""
        return sum(line.changed for line in self.records)

    @property
    def is_empty(self) -> bool:
        """Whether nothing came."""
        return not (self.concerns or self.answered or self.children or self.records)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A missing episode. `missing_from` is None where no record gives it; `back_at` is empty where none tells it.

    `status`: how it stands, of those who are missing or of whom somebody telephoned. `task`: what the reader does next.
    """

    record_id: str
    missing_from: str | None
    date_precision: str
    back_at: str
    person: PersonSummary
    status: MissingStatus | None = None
    task: MissingTask | None = None


@dataclass(frozen=True, slots=True)
class MissingPart:
    """Who is missing by the records, `more` beside those listed; `older` ones were never closed; `back` lately."""

    now: tuple[MissingLine, ...] = ()
    more: int = 0
    older: int = 0
    back: tuple[MissingLine, ...] = ()
    police_data_of: str = ""
    status: MissingStatus | None = None

    @property
    def found_by_telephone(self) -> int:
        """How many were said to be found by telephone alone: the police file still says missing."""
        return sum(line.status.state is MissingState.REPORTED_FOUND for line in self.now if line.status)


@dataclass(frozen=True, slots=True)
class Danger:
    """The counts of a first page in the order of danger. `has_more`: there are more deadlines than were counted.

    `lines` are the deadlines that have been over the longest; `late_lines` those that were over before their file came.
    `agency`: whose deadlines are counted; empty where the counts are of actions with the reader. `actions`: the open
    ones of the agency; None where the reader lists them anyway.
    `others`: how many of those that are overdue are not with the reader.
    """

    missing: int
    is_missing_known: bool
    overdue: int
    arrived_late: int
    unacknowledged: int
    new: int
    has_more: bool
    lines: tuple[ClockLine, ...] = ()
    late_lines: tuple[ClockLine, ...] = ()
    agency: str = ""
    actions: WorkCounts | None = None
    others: int = 0

    @property
    def yours(self) -> int:
        """How many of those that are overdue are with the reader."""
        return self.overdue - self.others


@dataclass(frozen=True, slots=True)
class ClocksPart:
    """Clocks that nothing has stopped, the least time left first; `more` where there are others."""

    lines: tuple[ClockLine, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class TeamHome:
    """The first page of practitioners and managers."""

    now: str
    waiting: Waiting
    news: News
    referrals: tuple[ConcernLine, ...]
    contacts: ClocksPart
    discussions: ClocksPart
    clocks: ClocksPart
    missing: MissingPart
    disputes: Waiting
    mine: tuple[ConcernLine, ...]
    feedback_due: int
    is_front_door: bool
    danger: Danger
    late: LatePart = field(default_factory=LatePart)


@dataclass(frozen=True, slots=True)
class SentLine:
    """A concern that the reader or their school sent, and how what it opened stands."""

    concern: ConcernLine
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class SchoolHome:
    """The first page of a school's lead."""

    now: str
    waiting: Waiting
    news: News
    sent: tuple[SentLine, ...]
    missing: MissingPart
    pupils: tuple[PersonSummary, ...]
    more_pupils: bool
    asked: tuple[UnansweredQuestionLine, ...]
    more_asked: bool
    danger: Danger


@dataclass(frozen=True, slots=True)
class WaitsBecause:
    """An item that waits for a post, and the last reason why somebody did not proceed with it, where one was given."""

    work: WorkLine
    not_proceeding: str = ""
    by: str = ""
    at: str = ""
    words: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class SeniorHome:
    """The first page of whoever answers further up. `troubles`: deadlines are not checked, or the clock is wrong.

    `leaders`: delays in the whole partnership, for its executive alone.
    """

    now: str
    waiting: Waiting
    because: tuple[WaitsBecause, ...]
    news: News
    reached: int
    sample: int
    reviews: bool
    oversees: bool
    missing: MissingPart | None = None
    danger: Danger | None = None
    troubles: tuple[str, ...] = ()
    referrals: tuple[ConcernLine, ...] = ()
    late: LatePart = field(default_factory=LatePart)
    leaders: LeadersPart | None = None


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A vehicle, phone or place that a record names for the first time beside a child, as that record writes it."""

    entity_kind: str
    record_id: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class UnownedLine:
    """A working file that nobody owns, and the records that it rests on."""

    file_id: str
    kind: str
    since: str
    agency: str
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnalystHome:
    """The first page of an analyst. `people` and `things` are named for the first time since the last look.

    `groups` and `adults` (around several children) are the first of their lists.
    """

    now: str
    waiting: Waiting
    news: News
    people: tuple[PersonSummary, ...]
    more_people: bool
    things: tuple[ThingLine, ...]
    more_things: bool
    unowned: tuple[UnownedLine, ...]
    missing: MissingPart
    danger: Danger
    referrals: tuple[ConcernLine, ...] = ()
    groups: tuple[NetworkLine, ...] = ()
    more_groups: bool = False
    adults: tuple[NetworkLine, ...] = ()
    more_adults: bool = False


@dataclass(frozen=True, slots=True)
class SwitchLine:
    """The last word on a rule: on or off, since when, and who said so."""

    rule_id: str
    on: bool
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class GovernanceHome:
    """The first page of whoever looks after records and rules.

    `unseen` items must be answered by people of whom none may see all that they rest on; `refused` counts what was
    refused in the last week, by action, among the audit's last entries, of which `looked_at` were read; `troubles`
    says that deadlines are not checked, or that the clock is wrong. `disputes`: open disagreements, all of them.
    `work` is what each domain says waits for information governance.
    """

    now: str
    waiting: Waiting
    news: News
    last_run: RunLine | None
    rejects: int
    rules: int
    rules_on: int
    switched: tuple[SwitchLine, ...]
    conflicts: int
    unseen: tuple[WorkLine, ...]
    more_unseen: bool
    empty_posts: tuple[str, ...]
    refused: tuple[tuple[str, int], ...]
    looked_at: int
    disputes: int = 0
    troubles: tuple[str, ...] = ()
    late: LatePart = field(default_factory=LatePart)
    work: tuple[GovernanceWork, ...] = ()

    @property
    def to_decide(self) -> int:
        """What only this role can settle: access to records, posts without a person, answers that contradict."""
        return len(self.unseen) + len(self.empty_posts) + self.conflicts

    @property
    def refusals(self) -> int:
        """How many requests were refused in the last week."""
        return sum(number for _, number in self.refused)
