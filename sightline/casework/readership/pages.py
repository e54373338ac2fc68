"""What the page of who has looked at a child is given: accounts, posts, days and actions; no word of a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class ReadershipQuestion:
    """Which looks somebody asks for: from a day, to a day, by an account. An empty part asks for nothing."""

    from_day: date | None = None
    to_day: date | None = None
    account: str = ""


class LookedAt(StrEnum):
    """What of the child an audit row names, the closest first."""

    CHILD = "child"
    RECORD = "record"
    WORK = "work"
    FILE = "file"


LOOKED_AT: Mapping[str, str] = {
    LookedAt.CHILD: _("This child"),
    LookedAt.RECORD: _("A record that names this child"),
    LookedAt.WORK: _("A concern or an action about this child"),
    LookedAt.FILE: _("A file with records like this child’s. It may name this child"),
}


@dataclass(frozen=True, slots=True)
class ReadershipLine:
    """One look: who, their post and body as they are today, when, by which actions, and what the look is based on.

    `looked_at`: what of the child the audit row names. `reasons` are words of the rule on need to know, or the code of
    what opened the records; empty where none is recorded. `purpose`: the one that the reader stated. `outcome` is
    `done`, or how it was refused or failed.
    """

    audit_row: int
    at: str
    username: str
    role: str
    post: str = field(repr=False)
    agency: str
    organisation: str
    actions: tuple[str, ...]
    reasons: tuple[str, ...]
    purpose: str
    looked_at: LookedAt
    outcome: str

    @property
    def is_done(self) -> bool:
        """Whether the reader got an answer, rather than a refusal."""
        return self.outcome == "done"


@dataclass(frozen=True, slots=True)
class ReadershipPage:
    """Looks, newest first. `older_before`: the number before which the next page begins; None on the last."""

    lines: tuple[ReadershipLine, ...]
    older_before: int | None
