"""What the pages of two officers are given: who is on duty, what was asked, who confirmed, and one record once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.protection.services import ReceivedRow
from sightline.translation.messages import lazy as _


class OfficersEntryKind(StrEnum):
    """What a row says happened."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    SHOWN = "shown"
    REVIEWED = "reviewed"
    SEEN = "seen"


class OfficersOutcome(StrEnum):
    """What information governance says of the reason."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class HiddenKind(StrEnum):
    """What two officers see together."""

    SEALED_IDENTITY = "sealed_identity"
    PROTECTED_ADDRESS = "protected_address"


class OfficersState(StrEnum):
    """How a request stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    SHOWN = "shown"


HIDDEN_KINDS: Mapping[str, str] = {
    HiddenKind.SEALED_IDENTITY: _("A record of a sealed identity"),
    HiddenKind.PROTECTED_ADDRESS: _("A protected address"),
}
OUTCOMES: Mapping[str, str] = {
    OfficersOutcome.ACCEPTED: _("The reason is enough"),
    OfficersOutcome.REFUSED: _("The reason is not enough"),
}
STATES: Mapping[str, str] = {
    OfficersState.WAITING: _("Waiting for a second officer"),
    OfficersState.CONFIRMED: _("Confirmed. Not shown yet"),
    OfficersState.DECLINED: _("A second officer declined"),
    OfficersState.EXPIRED: _("Ended: the time is over"),
    OfficersState.SHOWN: _("Shown once"),
}


@dataclass(frozen=True, slots=True)
class OfficersAsk:
    """What the first officer asks to see: a record by its id, or an agency's sealed record by name and birth date."""

    kind: HiddenKind
    why: str = field(repr=False)
    record_id: str = ""
    agency: str = ""
    name: str = field(default="", repr=False)
    born: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OfficerOnDuty:
    """Somebody on the rota now: for which first post, until when."""

    ladder: str
    username: str
    until_at: str


@dataclass(frozen=True, slots=True)
class OfficersLine:
    """A request on the list."""

    entry_id: str
    at: str
    by: str
    kind: str
    agency: str
    state: OfficersState
    confirm_by: str
    second: str = ""
    may_confirm: bool = False
    outcome: str = ""
    review_by: str = ""


@dataclass(frozen=True, slots=True)
class OfficersList:
    """Who is on duty now, and the requests that the reader may see. `may_ask`: the reader is on duty."""

    on_duty: tuple[OfficerOnDuty, ...]
    lines: tuple[OfficersLine, ...]
    may_ask: bool
    is_all: bool


@dataclass(frozen=True, slots=True)
class OfficersPage:
    """One request. `call_post` and `call_phone`: the agency that holds the record, at any hour.

    `may_look`: the reader says for that agency that it has looked at this. `looked_by`: who said so, and when. To who
    only does that, the name and the birth date are empty.
    """

    line: OfficersLine
    why: str = field(repr=False)
    name: str = field(default="", repr=False)
    born: date | None = field(default=None, repr=False)
    record_id: str = ""
    show_by: str = ""
    may_show: bool = False
    is_own: bool = False
    sign_in_minutes: int = 0
    call_post: str = ""
    call_phone: str = field(default="", repr=False)
    may_review: bool = False
    may_look: bool = False
    looked_by: str = ""
    looked_at: str = ""
    reviewed_by: str = ""
    reviewed_at: str = ""
    review: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ShownOnce:
    """The record as its file gave it; no rows where there is none."""

    line: OfficersLine
    rows: tuple[ReceivedRow, ...] = field(repr=False)
    call_post: str = ""
    call_phone: str = field(default="", repr=False)
