"""What an escalation ladder is drawn from: its stages, and when an action was with each. Roles, never names."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sightline.translation.messages import gettext_noop


class Ending(StrEnum):
    """How the time of a stage ended."""

    SILENT = gettext_noop("no answer in time")
    ANSWERED = gettext_noop("answered")
    ELSEWHERE = gettext_noop("another stage answered")
    RUNNING = gettext_noop("still has time")
    CLOSED = gettext_noop("closed, no answer needed")


@dataclass(frozen=True, slots=True)
class StageAct:
    """A stage opened its notice, or said that it is dealing with this, which is no answer."""

    at: datetime
    is_dealing: bool = False


@dataclass(frozen=True, slots=True)
class StageTime:
    """One time that an action was with a stage, from when the stage was told.

    `says`: who was told, and what they answered, in short sentences. `limit` is until when the stage had time; None
    where that is not told.
    """

    began: datetime
    ended: datetime
    ending: Ending
    says: tuple[str, ...] = field(repr=False)
    limit: datetime | None = None
    acts: tuple[StageAct, ...] = ()

    @property
    def dealing(self) -> tuple[StageAct, ...]:
        """When the stage said that it is dealing with this."""
        return tuple(one for one in self.acts if one.is_dealing)

    @property
    def is_late(self) -> bool:
        """Whether the stage answered after its time."""
        return self.ending is Ending.ANSWERED and self.limit is not None and self.ended > self.limit

    @property
    def last_moment(self) -> datetime:
        """When it answered, or when its time was over."""
        return self.ended if self.ending is Ending.ANSWERED else min(self.ended, self.limit or self.ended)


@dataclass(frozen=True, slots=True)
class LadderStage:
    """One stage of a ladder: its name, its post, and the times at which the action was with it; none: not reached."""

    label: str
    post: str
    times: tuple[StageTime, ...] = ()


@dataclass(frozen=True, slots=True)
class LadderStory:
    """One action from when it was opened until it was closed, or now. Moments are local. The lowest stage is first."""

    action: str
    opened: datetime
    until: datetime
    is_closed: bool
    due: datetime | None
    stages: tuple[LadderStage, ...]
