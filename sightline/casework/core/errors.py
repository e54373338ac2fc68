"""Errors of casework: what may not be opened looks, from outside, as if it were not there."""

from sightline.model.errors import OurFault, Refused
from sightline.translation.messages import lazy as _


class NotHere(Refused):
    """There is no such person or record, or this account may not open it: the answer is the same."""

    def __init__(self) -> None:
        super().__init__(
            _("This account cannot open anything with that address or id."),
            code="not_here",
            what_to_do=_("Search again, or ask your safeguarding partnership who may open it."),
        )


class AuditFailed(OurFault):
    """The audit row could not be written, so nothing is shown and nothing is changed."""

    def __init__(self) -> None:
        super().__init__(
            _("Sightline could not record this in the audit log, so nothing was done."),
            code="audit_not_written",
            what_to_do=_("Try again; if it happens again, run 'sightline doctor'."),
        )
