"""What the pages about go-live days are given."""

from dataclasses import dataclass
from datetime import date

from sightline.casework.backlog.plans import BacklogLine
from sightline.casework.clocks.pages import ClockLine
from sightline.casework.go_live.decisions import GoLiveSet


@dataclass(frozen=True, slots=True)
class GoLiveLine:
    """An agency and layout, and the decision that counts for it; none where nobody has set a day."""

    agency: str
    layout: str
    decision: GoLiveSet | None = None

    @property
    def day(self) -> date | None:
        """The day, where one is set."""
        return self.decision.go_live.day if self.decision else None


@dataclass(frozen=True, slots=True)
class GoLivePage:
    """Every agency and layout with its day, every decision (the newest first), what can be chosen, and backlog."""

    lines: tuple[GoLiveLine, ...]
    decisions: tuple[GoLiveSet, ...]
    layouts: tuple[tuple[str, tuple[str, ...]], ...]
    backlog: tuple[BacklogLine, ...] = ()

    @property
    def without(self) -> int:
        """How many have no day: nothing of theirs is backlog."""
        return sum(line.day is None for line in self.lines)


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
