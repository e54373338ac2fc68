"""What an entry about sealed rolls says happened, and why an opening stands no more."""

from enum import StrEnum


class RollEntryKind(StrEnum):
    """What a row says happened: somebody asked for a child's rows, or information governance closes an opening.

    Or an update asks the clinician before it opens health rows, who says yes or no.
    """

    ASKED = "asked"
    CLOSED = "closed"
    CLINICIAN_ASKED = "clinician_asked"
    CLINICIAN_YES = "clinician_yes"
    CLINICIAN_NO = "clinician_no"


ANSWERS = (RollEntryKind.CLINICIAN_YES, RollEntryKind.CLINICIAN_NO)


class StandsNoMore(StrEnum):
    """Why an opening stands no more."""

    RULE = "rule"
    ADULT = "adult"
    PROTECTED = "protected"
    MONTHS = "months"
