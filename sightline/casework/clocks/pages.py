"""What pages of clocks are given: one clock, those of a child, and an agency's list of what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.escalation.pages import ItemLine, ResponseLine
from sightline.casework.people.pages.people import PersonSummary
from sightline.model.calendar import true_deadline
from sightline.model.nouns import ClockState


@dataclass(frozen=True, slots=True)
class StatedStart:
    """When a child returned, as one record says."""

    layout: str
    stated_at: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock as it stands now. `stops` are kinds of record that stop it; `known_through` is empty where not asked.

    `answered_at` is the moment of an answer that stands; `stopped_by` the record of a fact that the reader may see. Of
    one that arrived late `was_due_at` is when it was due before it came, and `answer_due_at` when its answer is due.
    `stated` is what the records say of its start, where they give different days; the one that counts is first.
    `counted_with` is the rule as which it counts, `others` are the lines that are counted in this one.
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
    stated: tuple[StatedStart, ...] = ()
    counted_with: str = ""
    others: tuple["ClockLine", ...] = ()

    @property
    def also(self) -> tuple[str, ...]:
        """The labels of what is counted in this line."""
        return tuple(one.label for one in self.others)

    @property
    def deadline_at(self) -> str:
        """The true deadline: of what was over before its record arrived, when it was due at first."""
        return true_deadline(due_at=self.due_at, was_due_at=self.was_due_at, reached_at=self.reached_at)

    @property
    def answer_by(self) -> str:
        """When its answer is due: as its open item says, or, without one, as its rule does."""
        return self.item.answer_by if self.item and self.item.state != "closed" else self.answer_due_at

    @property
    def came_late(self) -> bool:
        """Whether its file came after the deadline: listed and counted apart, also once the time to answer has passed.

        Where data are awaited nobody knows whether it was done, and it is listed with those.
        """
        return self.arrived_late and self.is_open and self.state is not ClockState.NOT_KNOWN

    @property
    def is_overdue(self) -> bool:
        """Whether it counts as overdue: known to be over, and its file came in time."""
        return self.state is ClockState.BREACHED and not self.arrived_late

    @property
    def is_open(self) -> bool:
        """Whether nothing has stopped it."""
        return self.state not in (ClockState.MET, ClockState.MET_LATE)


def one_a_thing(lines: Iterable[ClockLine]) -> tuple[ClockLine, ...]:
    """One line for each thing: of deadlines of one record that count as one, the first to act on, with the others."""
    things: dict[tuple[str, ...], list[ClockLine]] = {}
    for line in lines:
        counted = (line.counted_with, line.record_id, line.person_id)
        things.setdefault(counted if line.counted_with else (line.clock_id,), []).append(line)
    kept = ((min(same, key=_leads), same) for same in things.values())
    return tuple(replace(one, others=tuple(each for each in same if each is not one)) for one, same in kept)


def each_alone(lines: Iterable[ClockLine]) -> Iterator[ClockLine]:
    """Every line, also those that are counted in another."""
    for line in lines:
        yield line
        yield from line.others


def _leads(line: ClockLine) -> tuple[bool, bool]:
    """What is with the reader comes first, then the rule as which the others count."""
    return not (line.item and line.item.mine), line.rule_id != line.counted_with


@dataclass(frozen=True, slots=True)
class ClocksOfPerson:
    """The clocks of one child, one line a thing: over, arrived late, running, not known, done; unanswered backlog."""

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
class ClockPage:
    """One clock with the records that it rests on and what was said to its item."""

    line: ClockLine
    records: tuple[RecordBasis, ...]
    answers: tuple[ResponseLine, ...]
    may_answer: bool
    most_days: int
    note: str
    confirmed_by: str
    now: str


@dataclass(frozen=True, slots=True)
class DueList:
    """Clocks of one agency that run, or are over and unanswered, the first due first, one line a thing.

    Of those that are over, `lines` are overdue by the true deadline; `late` came after it, `not_known` await data.
    """

    lines: tuple[ClockLine, ...]
    next_after: str
    agency: str
    over: bool
    now: str
    today: date
    late: tuple[ClockLine, ...] = ()
    not_known: tuple[ClockLine, ...] = ()
