"""What the pages of disputes and statements are given, and what is shown beside a record wherever it is shown."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.casework.named_adults.pages import LetterTo


class DisputeEntryKind(StrEnum):
    """What happened: somebody disputes a record, one of three outcomes, or a person's own statement."""

    LAID = "laid"
    CORRECTED = "corrected"
    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    STATEMENT = "statement"


class DisputeState(StrEnum):
    """How far a dispute has come."""

    OPEN = "open"
    CORRECTED = "corrected"
    STANDS = "stands"
    WITHDRAWN = "withdrawn"


class BesideKind(StrEnum):
    """What is shown beside a record. A dispute is shown with how far it has come."""

    ADDED = "added"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    STATEMENT = "statement"


OUTCOMES = (DisputeEntryKind.CORRECTED, DisputeEntryKind.STANDS, DisputeEntryKind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class BesideLine:
    """One thing beside a record: an addition of its author, a dispute or its outcome, or a person's own statement.

    `who` says whose words they are where somebody entered them for another; `part` is the box that is disputed.
    """

    kind: BesideKind
    at: str
    by: str
    words: str = field(repr=False)
    who: str = field(default="", repr=False)
    part: str = ""
    dispute_id: str = ""


@dataclass(frozen=True, slots=True)
class NewDispute:
    """What is wrong with a record, or with one box of it, and who says so."""

    record_id: str
    words: str = field(repr=False)
    who: str = field(default="", repr=False)
    part: str = ""


@dataclass(frozen=True, slots=True)
class NewStatement:
    """What a person whom a record is about wants to be read beside it."""

    record_id: str
    words: str = field(repr=False)
    who: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DisputeDecision:
    """What information governance decided: why, and the person's own statement where the record stands.

    `letter`: who the reply goes to, where the dispute was entered for somebody.
    """

    kind: DisputeEntryKind
    words: str = field(repr=False)
    statement: str = field(default="", repr=False)
    letter: LetterTo = field(default=LetterTo(), repr=False)


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A dispute on the list. `due_at`: the last moment for a reply; empty where it is settled."""

    dispute_id: str
    record_id: str
    at: str
    by: str
    agency: str
    state: DisputeState
    due_at: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class DisputeList:
    """The disputes that an account may open."""

    lines: tuple[DisputeLine, ...]
    may_settle: bool


@dataclass(frozen=True, slots=True)
class DisputePage:
    """A dispute with its outcome. `can_open` is whether the reader may open the record."""

    line: DisputeLine
    part: str
    choices: tuple[DisputeEntryKind, ...]
    can_open: bool
    has_new_version: bool
    words: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    why: str = field(default="", repr=False)
    statement: str = field(default="", repr=False)
    settled_at: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class BesideOptions:
    """What a reader may enter beside a record: a dispute, a statement, and the boxes that can be disputed."""

    record_id: str
    kind: str
    agency: str
    boxes: tuple[str, ...]
    may_add_statement: bool
    is_governance: bool
