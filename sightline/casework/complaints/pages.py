"""What the pages of complaints about the use of data are given."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.named_adults.pages import LetterTo


class ComplaintEntryKind(StrEnum):
    """One thing that happened to a complaint. Only the first is anybody's; the others are information governance's."""

    MADE = "made"
    OWNED = "owned"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"


class ComplaintOutcome(StrEnum):
    """What an answer says."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


class ComplaintState(StrEnum):
    """How far a complaint has come."""

    TO_ACKNOWLEDGE = "to_acknowledge"
    TO_REPLY = "to_reply"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """What is entered: who complains and how to reach them, what about, and the day on which it came."""

    received_on: date
    who: str = field(repr=False)
    reach: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ComplaintDecision:
    """What information governance did: whom it named as owner, on which day it wrote to whom, what the answer says."""

    kind: ComplaintEntryKind
    owner: str = field(default="", repr=False)
    on_day: date | None = None
    outcome: str = ""
    words: str = field(default="", repr=False)
    letter: LetterTo = field(default=LetterTo(), repr=False)


@dataclass(frozen=True, slots=True)
class ComplaintEntryLine:
    """An entry as one reader may see it: the words of information governance are for its own eyes."""

    kind: str
    at: str
    by: str
    on_day: date | None = None
    owner: str = field(default="", repr=False)
    outcome: str = ""
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint on the list. `due_at` is the last moment for what comes next; empty where nothing does."""

    complaint_id: str
    received_on: date
    by: str
    owner: str = field(repr=False)
    state: ComplaintState
    due_at: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """Complaints of the last twelve months as words, small numbers hidden: all, in time, late, not acknowledged yet."""

    received: str
    in_time: str
    late: str
    not_yet: str


@dataclass(frozen=True, slots=True)
class ComplaintList:
    """The complaints that a reader may open. `figures` is None for whoever reads no counts."""

    lines: tuple[ComplaintLine, ...]
    may_settle: bool
    now: str
    figures: ComplaintFigures | None = None


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """A complaint with what happened since, and what the reader may record next."""

    line: ComplaintLine
    entries: tuple[ComplaintEntryLine, ...]
    choices: tuple[ComplaintEntryKind, ...]
    may_settle: bool
    words: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)
