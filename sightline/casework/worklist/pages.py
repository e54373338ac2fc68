"""What the pages of work are given to show: items with whom they are about, clocks, and the list of what waits.

All of it was filtered for the reader before. `person` is None where nothing of a child may be shown, and no count tells
what was left out.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.escalation.pages import AnswerLine, ItemLine, ItemPage
from sightline.casework.patterns.rule_pages import DecidedLine
from sightline.casework.people.pages import PersonSummary
from sightline.casework.unanswered.pages import RestsOn
from sightline.model.nouns import ClockState


@dataclass(frozen=True, slots=True)
class WorkChoice:
    """Which items to list: `scope` as `items.SCOPES`; urgent ones alone; in one state, of one source, of one agency."""

    scope: str = ""
    urgent_only: bool = False
    state: str = ""
    source: str = ""
    agency: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of the work list: the item, and the child where the reader may see what it rests on."""

    item: ItemLine
    person: PersonSummary | None


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of the work list. `scopes` are those that this reader has; `now` is when the page was made."""

    lines: tuple[WorkLine, ...]
    total: int
    overdue: int
    next_after: str
    choice: WorkChoice
    scopes: tuple[str, ...]
    now: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item's page: with whom it is about, its records, what opened it, and what the reader may do.

    `why_opened` is what was written where a person opened it. `about_clock`, `about_question` and `about_item` are ids
    that the reader may open, else empty; `concern_id` is that of a concern which their post alone opens to them.
    `of_pattern`: something was recognised; `about_pattern` is empty where that stands no more for this reader.
    `withdrawn`: that its rule is, with why for those who read a rule's numbers. `late_with`: the other items of
    the child that arrived late and that this one lists.
    """

    page: ItemPage
    person: PersonSummary | None
    records: tuple[RestsOn, ...]
    may_disagree: bool
    most_days: int
    now: str
    about_clock: str = ""
    about_question: str = ""
    of_pattern: bool = False
    about_pattern: str = ""
    withdrawn: DecidedLine | None = None
    about_item: str = ""
    about_file: str = ""
    concern_id: str = ""
    opened_by: str = ""
    why_opened: str = field(default="", repr=False)
    late_with: tuple[ItemLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock as it stands now. `stops` are kinds of record that stop it; `known_through` is empty where not asked.

    `answered_at` is the moment of an answer that stands; `stopped_by` the record of a fact that the reader may see. Of
    one that arrived late `was_due_at` is when it was due before it came, and `answer_due_at` when its answer is due.
    """

    clock_id: str
    rule_id: str
    label: str
    limit: str
    counts_from: str
    stops: tuple[str, ...]
    agency: str
    urgent: bool
    backlog: bool
    state: ClockState
    started_at: str
    due_at: str
    stopped_at: str
    stopped_by: str
    answered_at: str
    known_through: str
    record_id: str
    person_id: str
    item: ItemLine | None = None
    person: PersonSummary | None = None
    arrived_late: bool = False
    known_from: str = ""
    reached_at: str = ""
    was_due_at: str = ""
    answer_due_at: str = ""

    def waits_late(self, now: str) -> bool:
        """Whether it arrived late and the time for its answer still runs."""
        return self.arrived_late and self.is_open and now <= self.answer_due_at

    @property
    def is_open(self) -> bool:
        """Whether nothing has stopped it."""
        return self.state not in (ClockState.MET, ClockState.MET_LATE)


@dataclass(frozen=True, slots=True)
class ClocksOfPerson:
    """The clocks of one child: over, arrived late, running, not known, done; and unanswered backlog."""

    breached: tuple[ClockLine, ...]
    running: tuple[ClockLine, ...]
    not_known: tuple[ClockLine, ...]
    done: tuple[ClockLine, ...]
    backlog: tuple[ClockLine, ...]
    now: str
    arrived_late: tuple[ClockLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is none at all."""
        return not any((self.breached, self.arrived_late, self.running, self.not_known, self.done, self.backlog))


@dataclass(frozen=True, slots=True)
class BacklogOfRule:
    """How many clocks of one rule nobody answered before they reached here, and when the first and last were due."""

    rule_id: str
    label: str
    count: int
    first_due_at: str
    last_due_at: str


@dataclass(frozen=True, slots=True)
class BacklogAsked:
    """A pattern or urgent question of backlog that waits: what it is, and the day on which it was complete."""

    source: str
    about_id: str
    label: str
    known_on: date


@dataclass(frozen=True, slots=True)
class Backlog:
    """An agency's backlog: by rule, and the month's sample (`month` is `2026-11`), answered ones included.

    `asked` are patterns and questions that wait, the oldest first; `more_asked`: there are more than are listed.
    """

    rules: tuple[BacklogOfRule, ...]
    sample: tuple[ClockLine, ...]
    count: int
    agency: str
    month: str
    now: str
    asked: tuple[BacklogAsked, ...] = ()
    more_asked: bool = False

    @property
    def looked_at(self) -> int:
        """How many of the sample somebody has answered."""
        return sum(not line.is_open for line in self.sample)


@dataclass(frozen=True, slots=True)
class ClockPage:
    """One clock with the records that it rests on and what was said to its item."""

    line: ClockLine
    records: tuple[RestsOn, ...]
    answers: tuple[AnswerLine, ...]
    may_answer: bool
    most_days: int
    note: str
    confirmed_by: str
    now: str


@dataclass(frozen=True, slots=True)
class DueList:
    """Clocks of one agency that run, or are over and unanswered, the first due first."""

    lines: tuple[ClockLine, ...]
    next_after: str
    agency: str
    over: bool
    now: str
    today: date
