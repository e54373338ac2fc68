"""What an entry about sealed rolls says happened, and why an opening stands no more."""

from enum import StrEnum

from sightline.translation.messages import lazy as _


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


WHY_NOT = {
    StandsNoMore.RULE: _("No record meets the rule any more"),
    StandsNoMore.ADULT: _("The child is 18 or over now"),
    StandsNoMore.PROTECTED: _("A record marks the child, or the address, as protected"),
    StandsNoMore.MONTHS: _("The months for which a person asked are over"),
}
