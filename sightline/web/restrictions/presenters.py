"""The words of restrictions."""

from dataclasses import dataclass

from sightline.casework.restrictions.pages import RestrictionEntryKind, RestrictionLine, RestrictionReason
from sightline.translation.messages import lazy as _

REASONS = {
    RestrictionReason.ACCURACY: _("Someone says that it is wrong, and that is not settled"),
    RestrictionReason.UNLAWFUL: _("It is held unlawfully, and the person wants it kept"),
    RestrictionReason.CLAIMS: _("A person needs it for a legal claim"),
    RestrictionReason.OBJECTION: _("The person objects to its use, and that is not decided"),
    RestrictionReason.EVIDENCE: _("It must be kept as evidence"),
}


@dataclass(frozen=True, slots=True)
class RestrictionWords:
    """A later decision in words: to do, done, what it means, and what is shown once it is kept."""

    task: str
    done: str
    meaning: str
    kept: str


ACTS = {
    RestrictionEntryKind.LONGER: RestrictionWords(
        _("Restrict it for longer"),
        _("Restricted for longer"),
        _("The record stays restricted until the new day. You get an action on that day."),
        _("We have recorded the new day."),
    ),
    RestrictionEntryKind.LIFTED: RestrictionWords(
        _("Lift the restriction"),
        _("Restriction lifted"),
        _("Before you lift it, tell the person who asked for it. Then lift it, and readers see the record again."),
        _("We have recorded that the restriction is lifted."),
    ),
}
KEPT = _("The record is restricted from now on. Readers of other agencies who saw it get a notice.")


def status_of(line: RestrictionLine) -> str:
    """Whether it stands; what is overdue is said first."""
    if not line.until_at:
        return _("Lifted")
    return _("Overdue: decide about it") if line.is_overdue else _("Restricted")
