"""What an agency says of a possible missed opportunity: asked by the review, given by an account of that agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import lazy as _


class AgencyReply(StrEnum):
    """What an agency says: it was so; a record shows that it was not; or how it came about."""

    ACCEPT = "accept"
    DISPUTE = "dispute"
    CONTEXT = "context"


REPLIES: Mapping[str, str] = {
    AgencyReply.ACCEPT: _("We accept this"),
    AgencyReply.DISPUTE: _("We dispute this. A record shows it"),
    AgencyReply.CONTEXT: _("We add how it came about"),
}
REPLIED: Mapping[str, str] = {
    AgencyReply.ACCEPT: _("The agency accepts this"),
    AgencyReply.DISPUTE: _("Disputed"),
    AgencyReply.CONTEXT: _("Received"),
}
ASKED = _("Asked")


@dataclass(frozen=True, slots=True)
class NewAgencyAccount:
    """What an agency says: its answer, whose words these are by role, the record that shows it, and the words."""

    word: str
    role: str = field(repr=False)
    record_id: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AgencyAccount:
    """An account as it was given."""

    at: str
    by: str
    word: str
    role: str = field(repr=False)
    record_id: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskedAccount:
    """A request for an agency's account of a moment: of which account there, and what it has said since."""

    asked_id: str
    moment_id: str
    agency: str
    organisation: str
    username: str
    at: str
    by: str
    what: str = field(repr=False)
    message: str = field(repr=False)
    known_on: date | None
    due_on: date | None
    record_ids: tuple[str, ...]
    given: tuple[AgencyAccount, ...]

    @property
    def state(self) -> str:
        """Asked, received, accepted or disputed: by the last that the agency said."""
        return REPLIED[self.given[-1].word] if self.given else ASKED


@dataclass(frozen=True, slots=True)
class AskedAccountPage:
    """What an account of an agency is asked, and whether it can still answer."""

    asked: AskedAccount
    may_reply: bool
