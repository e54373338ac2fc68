"""Where an item stands at a moment: replayed from what happened to it, the ladder and the calendar, and nothing else.

Time is no thing that happens in the database. Each stage falls due at a moment that follows from what happened before,
so that ticking often, seldom or after an outage gives the same steps with the same moments. A moment is the last in
time: an answer at the due second is in time, and the next stage has it just after.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.escalation.clockless_rules import straight_until
from sightline.escalation.ladders import Ladder
from sightline.escalation.states import ANSWERS, BECOMES, PROMISES, SEEN, Happening, Stage, State, Urgency
from sightline.model.calendar import Calendar, end_of_day
from sightline.model.when import london_day

TWICE = 2
BY_ITSELF = (Happening.DUE, Happening.NOBODY)


class Why(StrEnum):
    """Why an item came to a stage."""

    OPENED = "opened"
    SILENCE = "silence"
    NOBODY = "nobody"
    TO_BE_SEEN = "to_be_seen"
    TWICE_NOT_PROCEEDED = "twice_not_proceeded"
    NOT_AGREED = "not_agreed"
    NOT_DONE = "not_done"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: by whom, acting at which stage. `number` orders what happened in one second.

    `by_when` is the day of a promise; `again` is true where the same record was not proceeded with before, on another
    item; `step` is the step at which nobody was found.
    """

    kind: Happening
    at: str
    stage: Stage | None = None
    by: str = ""
    by_when: date | None = None
    again: bool = False
    step: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class ReplayedStep:
    """The item comes to a stage at `due_at`, which must answer by `answer_by`."""

    number: int
    stage: Stage
    due_at: str
    answer_by: str
    why: Why


@dataclass(frozen=True, slots=True)
class ItemState:
    """How an item stands. `stage` is whose turn it is; `next_due_at` is when silence next changes something."""

    state: State
    stage: Stage
    steps: tuple[ReplayedStep, ...]
    answer_by: str
    next_due_at: str | None
    answered_by: str
    answered_stage: Stage | None
    not_proceeded: int
    not_done: int

    @property
    def waits_for(self) -> Stage | None:
        """The stage whose holders must do something now; None where nothing waits."""
        return None if self.state is State.CLOSED else self.stage


@dataclass
class _Run:
    ladder: Ladder
    urgency: Urgency
    calendar: Calendar
    day: date
    empty: frozenset[int]
    arrived_at: str = ""
    state: State = State.WAITING
    steps: list[ReplayedStep] = field(default_factory=list)
    answer_by: str = ""
    answered_by: str = ""
    answered_stage: Stage | None = None
    not_proceeded: int = 0
    not_done: int = 0

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage

    @property
    def next_due_at(self) -> str | None:
        ends = self.state is State.CLOSED or (self.stage is self.ladder.top and self.state is not State.ACTING)
        return None if ends else self.answer_by

    def come_to(self, stage: Stage, at: str, why: Why) -> None:
        self.answer_by = self.time_of(stage, at)
        self.steps.append(ReplayedStep(len(self.steps) + 1, stage, at, self.answer_by, why))
        if len(self.steps) in self.empty and stage is not self.ladder.top:
            self.come_to(self.ladder.next_after(stage), at, Why.NOBODY)

    def time_of(self, stage: Stage, at: str) -> str:
        """Until when a stage has: on the straight line until the next is told, counted from the arrival."""
        if self.arrived_at and stage is not self.ladder.top:
            above = self.ladder.next_after(stage)
            until = straight_until(arrived_at=self.arrived_at, stage=above, calendar=self.calendar)
            if until > at:
                return until
        amount, unit = self.ladder.limit(stage, self.urgency, self.day)
        return self.calendar.due_at(started=at, amount=amount, unit=unit)

    def let_time_pass(self, until: str) -> None:
        while self.next_due_at is not None and self.next_due_at < until:
            self.fall_due(self.next_due_at)

    def fall_due(self, at: str) -> None:
        was_acting, self.state = self.state is State.ACTING, BECOMES[self.state, Happening.DUE]
        if not was_acting:
            self.come_to(self.ladder.next_after(self.stage), at, Why.SILENCE)
            return
        self.not_done += 1
        again = self.not_done >= TWICE
        self.come_to(self.ladder.next_after(self.stage) if again else self.stage, at, Why.NOT_DONE)

    def take(self, event: Event) -> None:
        if self.refusal(event):
            return
        by = event.stage or self.stage
        if event.kind is Happening.CANNOT_TELL:
            self.pass_on(event.at, self.ladder.next_after(by))
            return
        self.state = BECOMES[self.state, event.kind]
        if event.kind in (*ANSWERS, Happening.ACTION_DONE):
            self.answer(event, by)
        elif event.kind is Happening.NOT_AGREED:
            self.come_to(higher(self.stage, by), event.at, Why.NOT_AGREED)

    def pass_on(self, at: str, above: Stage) -> None:
        """Ask the stage above whoever could not tell, unless one as high was asked before."""
        if above.rank > self.stage.rank:
            self.state = BECOMES[self.state, Happening.CANNOT_TELL]
            self.come_to(above, at, Why.CANNOT_TELL)

    def answer(self, event: Event, by: Stage) -> None:
        self.answered_by, self.answered_stage = event.by, by
        if event.by_when is not None and event.kind in PROMISES:
            self.answer_by = end_of_day(event.by_when)
            return
        self.not_proceeded += event.kind is Happening.NOT_PROCEED
        if event.kind is Happening.NOT_PROCEED and (self.not_proceeded >= TWICE or event.again):
            self.come_to(self.ladder.top, event.at, Why.TWICE_NOT_PROCEEDED)
        else:
            self.come_to(higher(self.stage, self.ladder.next_after(by)), event.at, Why.TO_BE_SEEN)

    def refusal(self, event: Event) -> str:
        if (self.state, event.kind) not in BECOMES or event.kind in BY_ITSELF:
            return "out_of_place"
        if event.kind is Happening.FACT:
            return ""
        if event.stage is None or not event.by:
            return "nobody_said"
        if event.kind in PROMISES and event.by_when is None:
            return "no_date"
        if event.kind in SEEN:
            return self.refusal_of_seeing(event)
        return ""

    def refusal_of_seeing(self, event: Event) -> str:
        if event.by == self.answered_by:
            return "own_answer"
        return "" if event.stage is not None and event.stage.rank >= self.stage.rank else "from_below"

    def as_state(self) -> ItemState:
        return ItemState(
            state=self.state,
            stage=self.stage,
            steps=tuple(self.steps),
            answer_by=self.answer_by,
            next_due_at=self.next_due_at,
            answered_by=self.answered_by,
            answered_stage=self.answered_stage,
            not_proceeded=self.not_proceeded,
            not_done=self.not_done,
        )


def higher(one: Stage, other: Stage) -> Stage:
    """The one that is further up."""
    return max(one, other, key=lambda stage: stage.rank)


def replay(
    *,
    opened_at: str,
    ladder: Ladder,
    urgency: Urgency,
    calendar: Calendar,
    events: Iterable[Event],
    until: str,
    arrived_at: str = "",
) -> ItemState:
    """Work out the state of an item at a moment. What cannot stand is passed over: no row closes what it may not close.

    With `arrived_at` it goes the straight line: the time of each stage counts from that moment.
    """
    return _run(opened_at, ladder, urgency, calendar, events, until, arrived_at).as_state()


def refusal_of(
    *,
    event: Event,
    opened_at: str,
    ladder: Ladder,
    urgency: Urgency,
    calendar: Calendar,
    events: Iterable[Event],
    arrived_at: str = "",
) -> str:
    """Why `event` cannot happen now, as a code; empty where it can."""
    return _run(opened_at, ladder, urgency, calendar, events, event.at, arrived_at).refusal(event)


def _run(
    opened_at: str,
    ladder: Ladder,
    urgency: Urgency,
    calendar: Calendar,
    events: Iterable[Event],
    until: str,
    arrived_at: str,
) -> _Run:
    known = sorted(events, key=lambda each: (each.at, each.number))
    empty = frozenset(event.step for event in known if event.kind is Happening.NOBODY)
    run = _Run(ladder, urgency, calendar, london_day(opened_at), empty, arrived_at)
    run.come_to(ladder.first, opened_at, Why.OPENED)
    for event in known:
        if event.at > until:
            break
        run.let_time_pass(event.at)
        run.take(event)
    run.let_time_pass(until)
    return run
