"""What the audit pages and commands are given: frozen, ids only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """Which entries somebody asks for; an empty part asks for nothing.

    `about` is the id of a person, a record or anything else that an entry names. `outcome`: done, refused or failed.
    """

    account: str = ""
    action: str = ""
    outcome: str = ""
    about: str = ""
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry: who did what, when, to which ids, and how it ended."""

    sequence: int
    at: str
    username: str
    role: str
    via: str
    os_name: str
    action: str
    ids: tuple[str, ...]
    details: Mapping[str, Any] = field(repr=False)
    reason: str = field(repr=False)
    outcome: str

    @property
    def is_done(self) -> bool:
        """Whether it was done, rather than refused or failed."""
        return self.outcome == "done"


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first. `older_before`: the number before which the next page begins; None on the last.

    `of_agency`: the agency to which the reader is kept; empty where they read every entry.
    """

    lines: tuple[AuditLine, ...]
    older_before: int | None
    actions: tuple[str, ...] = ()
    of_agency: str = ""
