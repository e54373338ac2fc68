"""What the pages of notices of correction are given: accounts, bodies, days and ids, and no word of a record."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db import models

from sightline.translation.messages import lazy as _


class CorrectionEntryKind(StrEnum):
    """What happened: a record changed, a reader says that they know, information governance told a reader otherwise."""

    CHANGED = "changed"
    ACKNOWLEDGED = "acknowledged"
    REACHED = "reached"


class CorrectionWhat(models.TextChoices):
    """What was done to the records."""

    CORRECTED = "corrected", _("Corrected")
    RESTRICTED = "restricted", _("Restricted")
    ERASED = "erased", _("Erased")
    GONE = "gone", _("No longer in the agency’s file")


@dataclass(frozen=True, slots=True)
class CorrectionRecipient:
    """A reader who was shown the records, or took them in a file, and when they said that they know.

    `record_ids` are those that the reader may have seen. Of a notice from an earlier version they are all of them.
    `is_open` is false where the account is closed: information governance tells them in another way.
    """

    username: str
    agency: str
    organisation: str
    shown_at: str
    has_file: bool
    is_open: bool = True
    settled_at: str = ""
    reached_by: str = ""
    record_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A notice of correction on the list: what was done to how many records, and how many readers have answered."""

    correction_id: str
    at: str
    by: str
    what: CorrectionWhat
    records: int
    recipients: int
    settled: int
    due_at: str
    is_overdue: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class CorrectionList:
    """The notices that an account may open. `governs`: it is of information governance; `sees_all`: of every body's."""

    lines: tuple[CorrectionLine, ...]
    governs: bool
    sees_all: bool


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """A notice of correction. `recipients` are those that information governance may see, and oneself for a reader.

    `openable` are those of its records that the reader may still open. `mine` is what the reader must answer.
    """

    line: CorrectionLine
    agencies: tuple[str, ...]
    recipients: tuple[CorrectionRecipient, ...]
    openable: tuple[str, ...]
    mine: CorrectionRecipient | None
    may_settle: bool
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CorrectionReply:
    """What one reader's notice says in the sharing ledger: what was done, when they were told, when they answered."""

    correction_id: str
    what: CorrectionWhat
    at: str
    settled_at: str
