"""What the pages about go-live days are given."""

from dataclasses import dataclass
from datetime import date

from sightline.casework.backlog.plans import BacklogLine
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
