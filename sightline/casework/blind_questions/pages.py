"""What the pages of blind questions are given: what was asked, the answer, and for a holder whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.access.pages.access import HoldingBody
from sightline.casework.posts.pages import DoorLine
from sightline.translation.messages import lazy as _


class AskKind(StrEnum):
    """What a row says happened."""

    QUESTION = "question"
    CALL = "call"
    CALLED = "called"


class WorryLevel(StrEnum):
    """How worried somebody is who asks."""

    WORRIED = "worried"
    VERY_WORRIED = "very_worried"
    DANGER_NOW = "danger_now"


WORRIES: Mapping[str, str] = {
    WorryLevel.WORRIED: _("I am worried about this child"),
    WorryLevel.VERY_WORRIED: _("I am very worried, and need to speak to someone today"),
    WorryLevel.DANGER_NOW: _("The child may be in danger now"),
}


@dataclass(frozen=True, slots=True)
class NewAsk:
    """What somebody asks: the child's full name and birth date, who asks and on which telephone, and how worried."""

    name: str = field(repr=False)
    born: date = field(repr=False)
    asker: str = field(repr=False)
    phone: str = field(repr=False)
    worry: str = ""


@dataclass(frozen=True, slots=True)
class AskLine:
    """A question or signal on a list. `is_readable`: its answer can still be read. `notified`: agencies that were told.

    `notified` and `called` are for information governance alone, and of one body for its own: nobody who asks learns of
    either.
    """

    entry_id: str
    kind: str
    at: str
    by: str
    name: str = field(repr=False)
    is_readable: bool = False
    notified: tuple[str, ...] = ()
    called: int = 0


@dataclass(frozen=True, slots=True)
class AskList:
    """The reader's own questions and signals; where it `governs` those of its body, or with `is_all` every one."""

    lines: tuple[AskLine, ...]
    may_ask: bool
    governs: bool
    is_all: bool


@dataclass(frozen=True, slots=True)
class BlindAnswer:
    """The answer to a question: bodies that agreed to be listed, or none; and the front door, always."""

    ask: NewAsk = field(repr=False)
    at: str
    bodies: tuple[HoldingBody, ...]
    door: DoorLine


@dataclass(frozen=True, slots=True)
class SignalSent:
    """A signal as whoever sent it reads it: alike, whoever gets it."""

    ask: NewAsk = field(repr=False)
    at: str
    call_by: str
    door: DoorLine


@dataclass(frozen=True, slots=True)
class ToCall:
    """What whoever was told reads: whom to call about which child. `is_called`: a person here has recorded a call."""

    entry_id: str
    kind: str
    at: str
    by: str
    agency: str
    ask: NewAsk = field(repr=False)
    is_called: bool
    person_id: str = ""
