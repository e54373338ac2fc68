"""What the pages of requests to pass records on are given."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class OnwardEntryKind(StrEnum):
    """What happened: somebody asks, the agency agrees until a day or refuses, and it may withdraw its yes."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class OnwardState(StrEnum):
    """How a request is now. `ended`: the last day of the yes is over."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class OnwardOffer:
    """A record that its agreement lets a reader pass on only with a yes. `people`: whom it names, by id and name.

    `kinds`: what can be asked for, as "agency layout".
    """

    record_id: str
    kind: str
    agency: str
    contact: str
    people: tuple[tuple[str, str], ...] = field(repr=False)
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewOnward:
    """Who is to get which records of one person, for a purpose of files, and why.

    `kinds`: which records, as "agency layout".
    """

    record_id: str
    person_id: str
    to: str = field(repr=False)
    words: str = field(repr=False)
    purpose: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnwardReply:
    """What the agency says: why, and for a yes its last day."""

    kind: OnwardEntryKind
    words: str = field(repr=False)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OnwardLine:
    """A request on the list: who asked whom, and how it is now. `due_at`: empty where it has a reply."""

    request_id: str
    at: str
    by: str
    agency: str
    to_agency: str
    state: OnwardState
    due_at: str
    is_overdue: bool
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OnwardPage:
    """A request with its replies. `suspended`: its agreement is, so that nobody can agree now; `contact`: whom to call.

    `purpose` is empty for a request of an earlier version: then no file can be written under its yes. `choices` are
    what the reader may record next. `replies` are what was said, when and by whom, the oldest first.
    """

    line: OnwardLine
    record_id: str
    can_open: bool
    suspended: bool
    contact: str
    choices: tuple[OnwardEntryKind, ...]
    person_id: str = ""
    name: str = field(default="", repr=False)
    to: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    purpose: str = ""
    kinds: tuple[str, ...] = ()
    replies: tuple["OnwardSaid", ...] = ()


@dataclass(frozen=True, slots=True)
class OnwardSaid:
    """One reply: a yes with its last day, a no, or that a yes was withdrawn; and why."""

    kind: OnwardEntryKind
    at: str
    by: str
    until: date | None
    words: str = field(repr=False)
