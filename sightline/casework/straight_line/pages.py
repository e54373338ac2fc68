"""What a page is given of a straight line: its steps in the order of their times, done and still to come."""

from dataclasses import dataclass, field
from enum import StrEnum


class StraightLineEventKind(StrEnum):
    """What a step of the picture is."""

    ARRIVED = "arrived"
    WAITS = "waits"
    TOLD = "told"
    CLAIMED = "claimed"
    UNCLAIMED = "unclaimed"
    DISCUSSION = "discussion"
    STAGE = "stage"
    CLOSED = "closed"


class StraightLineProgress(StrEnum):
    """Whether a step is done, missed, what happens now, or still to come."""

    DONE = "done"
    MISSED = "missed"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class StraightLineEvent:
    """One step. `at` is when it happened or, of a step to come, is due. `who` are account names.

    `holding` is how those who were told hold the post; `why` why they were told; `post` what a stage's post is called.
    """

    what: StraightLineEventKind
    progress: StraightLineProgress
    at: str
    agency: str = ""
    who: tuple[str, ...] = field(default=(), repr=False)
    holding: str = ""
    why: str = field(default="", repr=False)
    stage: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """The picture of an item on the straight line, and of what was opened with it for the other agency.

    `agency` is the item's own.
    """

    agency: str
    events: tuple[StraightLineEvent, ...]
