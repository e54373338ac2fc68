"""What the page of bulk exports is given, and the words that a request may have."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.translation.messages import lazy as _


class ExportPurpose(StrEnum):
    """What a whole list is exported for."""

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
    ExportPurpose.RETURN: _("Statutory return or inspection"),
    ExportPurpose.REVIEW: _("Learning review or inquiry"),
    ExportPurpose.PRACTICE: _("Audit of practice"),
    ExportPurpose.DATA_QUALITY: _("Check of data quality"),
    ExportPurpose.RIGHTS: _("Request by a person about their own data"),
    ExportPurpose.OVERSIGHT: _("Check of how records are used"),
}
STATES = {
    ExportState.ASKED: _("Needs a second person"),
    ExportState.AGREED: _("Agreed, no file yet"),
    ExportState.REFUSED: _("Refused"),
    ExportState.WRITTEN: _("File written"),
    ExportState.ENDED: _("Expired"),
}


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """One request: which list, what for and why, who asked, and who decided.

    `ends_at` is when it expires. `may_decide`: whether whoever reads this may agree or refuse.
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
