"""What pages of emergency access are given: who opened whose restricted records, why, until when, and the review."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sightline.casework.people.pages.people import Entry, PersonSummary
from sightline.translation.messages import lazy as _


class EmergencyEntryKind(StrEnum):
    """What a row says happened."""

    OPENED = "opened"
    SEEN = "seen"
    REVIEWED = "reviewed"
    ENDED = "ended"


class EmergencyPurpose(StrEnum):
    """What restricted records are opened for in an emergency."""

    DANGER_NOW = "danger_now"
    MISSING = "missing"
    MEDICAL = "medical"
    CHILD_DEATH = "child_death"


class EmergencyOutcome(StrEnum):
    """What information governance says of a reason."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


PURPOSES: Mapping[str, str] = {
    EmergencyPurpose.DANGER_NOW: _("This child is in danger now"),
    EmergencyPurpose.MISSING: _("This child is missing"),
    EmergencyPurpose.MEDICAL: _("This child needs urgent medical treatment"),
    EmergencyPurpose.CHILD_DEATH: _("This child has died, and another child may be in danger"),
}
OUTCOMES: Mapping[str, str] = {
    EmergencyOutcome.ACCEPTED: _("The reason is enough"),
    EmergencyOutcome.REFUSED: _("The reason is not enough"),
}


@dataclass(frozen=True, slots=True)
class EmergencyBody:
    """A body whose restricted records were opened; who was told, and when somebody there looked at it."""

    agency: str
    organisation: str
    notified: tuple[str, ...] = field(repr=False)
    seen_by: str = ""
    seen_at: str = ""
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One opening. `is_open`: whether its reader still reads the records. `child` only where the account knows them."""

    entry_id: str
    at: str
    by: str
    agency: str
    purpose: str
    until_at: str
    ended_at: str
    is_open: bool
    outcome: str
    review_by: str
    is_overdue: bool
    child: PersonSummary | None = None


@dataclass(frozen=True, slots=True)
class EmergencyList:
    """The openings that a reader may see: all of them, or their own."""

    lines: tuple[EmergencyLine, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class EmergencyAsked:
    """A child whose restricted records may be opened; `open_id` is the opening that is still open, if there is one."""

    child: PersonSummary
    hours: int
    sign_in_minutes: int
    open_id: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyPage:
    """One opening with its reason, the review, and, for its reader while it is open, the restricted records."""

    line: EmergencyLine
    why: str = field(repr=False)
    bodies: tuple[EmergencyBody, ...]
    entries: tuple[Entry, ...]
    record_ids: tuple[str, ...]
    is_own: bool
    may_review: bool
    may_look: bool
    reviewed_by: str = ""
    review: str = field(default="", repr=False)
