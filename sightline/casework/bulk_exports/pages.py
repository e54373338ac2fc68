"""What the page of bulk exports is given, and the words that a request may have."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sightline.model.exports.lists import (
    AUDIT_ENTRIES,
    CLOSED_DECISIONS,
    CONCERN_REGISTER,
    CONNECTIONS,
    DISRUPTION_LEDGER,
    INQUIRY,
    PERSON_CHRONOLOGY,
    PICTURE,
    READERSHIP,
    REPORT_DRAFT,
    REVIEW_CHRONOLOGY,
    REVIEW_KNOWLEDGE,
    SHARING_LEDGER,
    WHOLE_NETWORK,
)
from sightline.translation.messages import lazy as _


class ExportPurpose(StrEnum):
    """What a list, or a file of a page, is exported for."""

    CASE = "case"
    CRIME = "crime"
    RETURN = "return"
    REVIEW = "review"
    PRACTICE = "practice"
    DATA_QUALITY = "data_quality"
    RIGHTS = "rights"
    OVERSIGHT = "oversight"


class ExportState(StrEnum):
    """How a request stands. A file is written once, by whoever asked, until the request ends."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WRITTEN = "written"
    ENDED = "ended"


PURPOSES = {
    ExportPurpose.CASE: _("Work on a child’s or an adult’s case"),
    ExportPurpose.CRIME: _("Investigation of a crime"),
    ExportPurpose.RETURN: _("Statutory return or inspection"),
    ExportPurpose.REVIEW: _("Learning review or inquiry"),
    ExportPurpose.PRACTICE: _("Audit of practice"),
    ExportPurpose.DATA_QUALITY: _("Check of data quality"),
    ExportPurpose.RIGHTS: _("Request by a person about their own data"),
    ExportPurpose.OVERSIGHT: _("Check of how records are used"),
}
# A file of one page with this many people or more needs a second person. With fewer it needs a purpose alone.
MANY_PEOPLE = 20
# What a request is for, where the name of the list does not say it.
LISTS_IN_WORDS = {
    WHOLE_NETWORK: _("Whole network"),
    SHARING_LEDGER: _("Sharing ledger"),
    INQUIRY: _("Records of a learning review for an inquiry"),
    "audit": _("Audit log"),
    "decisions": _("Decisions"),
    CONNECTIONS: _("Connections of one person, thing or group"),
    CONCERN_REGISTER: _("People and places of concern"),
    DISRUPTION_LEDGER: _("Ledger of people and places of concern"),
    READERSHIP: _("Who has looked at a child"),
    REVIEW_CHRONOLOGY: _("Chronology of a learning review"),
    PERSON_CHRONOLOGY: _("Chronology of one person"),
    CLOSED_DECISIONS: _("Schedule of decisions to take no further action"),
    REPORT_DRAFT: _("Draft report of a learning review"),
    REVIEW_KNOWLEDGE: _("What was known of one child of a learning review"),
    AUDIT_ENTRIES: _("Entries of the audit log"),
    PICTURE: _("Picture of people, places or records"),
}
STATES = {
    ExportState.ASKED: _("Needs a second person"),
    ExportState.AGREED: _("Agreed, no file yet"),
    ExportState.REFUSED: _("Refused"),
    ExportState.WRITTEN: _("File written"),
    ExportState.ENDED: _("Expired"),
}


def list_in_words(table: str) -> str:
    """What a list or file is called on pages."""
    return str(LISTS_IN_WORDS[table]) if table in LISTS_IN_WORDS else table.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class FileLeave:
    """Why a file of a page may leave: its first line, and what the audit row of the export says of it."""

    label: str = field(repr=False)
    details: dict[str, str | int] = field(repr=False)


class NamesPeople(Protocol):
    """What is drawn for a file."""

    @property
    def people(self) -> int:
        """How many people it names."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """One request: which list, what for and why, who asked, and who decided.

    `ends_at` is when it expires. `may_decide`: whether whoever reads this may agree or refuse. `agency` and
    `organisation`: for which the account that asked works now; empty for an account of the partnership.
    """

    number: int
    table: str
    purpose: str
    why: str = field(repr=False)
    asked_by: str
    asked_at: str
    ends_at: str
    state: ExportState
    decided_by: str = ""
    decided_at: str = ""
    said: str = field(default="", repr=False)
    may_decide: bool = False
    agency: str = ""
    organisation: str = ""
