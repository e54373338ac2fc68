"""What an entry about sealed rolls says happened, and why an opening stands no more."""

from enum import StrEnum


class RollEntryKind(StrEnum):
    """What a row says happened: somebody asked for a child's rows, or information governance closes an opening."""

    ASKED = "asked"
    CLOSED = "closed"


class StandsNoMore(StrEnum):
    """Why an opening stands no more."""

    RULE = "rule"
    ADULT = "adult"
    PROTECTED = "protected"
    MONTHS = "months"
