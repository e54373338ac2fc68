"""What the pages of disputed conclusions are given."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.casework.disputes.pages import DisputeEntryKind, DisputeState


class ConclusionKind(StrEnum):
    """What Sightline concluded: a pattern, a group, a question that nobody has answered, a deadline."""

    PATTERN = "pattern"
    GROUP = "group"
    QUESTION = "question"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class DisputableConclusion:
    """One conclusion as its reader may see it: by which rule, on which records, and the agencies that control these."""

    kind: ConclusionKind
    conclusion_id: str
    rule_id: str
    record_ids: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConclusionNote:
    """A dispute as the page of its conclusion shows it. `who`: whose words they are, where entered for another.

    `words`, `why` and `statement` are what was said, the reply and the person's own statement.
    """

    dispute_id: str
    state: DisputeState
    at: str
    by: str
    words: str = field(repr=False)
    who: str = field(default="", repr=False)
    why: str = field(default="", repr=False)
    statement: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ConclusionDisputeLine:
    """A disputed conclusion on the list. `due_at`: the last moment for a reply; empty where it has one.

    `is_gone`: Sightline does not conclude it any more, or says something else that is not surely the same.
    """

    dispute_id: str
    kind: ConclusionKind
    conclusion_id: str
    rule_id: str
    agencies: tuple[str, ...]
    at: str
    by: str
    state: DisputeState
    due_at: str
    is_overdue: bool
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class ConclusionDisputeList:
    """The disputed conclusions that an account may open."""

    lines: tuple[ConclusionDisputeLine, ...]
    may_settle: bool


@dataclass(frozen=True, slots=True)
class ConclusionDisputePage:
    """A disputed conclusion and its reply. `can_open`: whether the reader may see every record behind it.

    `is_changed`: Sightline no longer concludes this, or one of the records has a newer version. `notified`: how many
    readers got a notice.
    """

    line: ConclusionDisputeLine
    choices: tuple[DisputeEntryKind, ...]
    can_open: bool
    is_changed: bool
    notified: int
    words: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    why: str = field(default="", repr=False)
    statement: str = field(default="", repr=False)
    settled_at: str = ""
    settled_by: str = ""
