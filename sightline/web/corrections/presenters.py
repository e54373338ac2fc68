"""The words of notices of correction."""

from sightline.casework.corrections.pages import CorrectionLine, CorrectionWhat
from sightline.translation.messages import lazy as _

HEADINGS = {
    CorrectionWhat.CORRECTED: _("A record that you were shown was corrected"),
    CorrectionWhat.RESTRICTED: _("A record that you were shown is restricted now"),
    CorrectionWhat.ERASED: _("A record that you were shown was erased"),
    CorrectionWhat.GONE: _("A record that you were shown is no longer in the agency’s file"),
}
TO_DO = {
    CorrectionWhat.CORRECTED: _("Use the new version. Correct what you wrote or decided from the old one."),
    CorrectionWhat.RESTRICTED: _("Tell no one what it says, unless information governance agrees."),
    CorrectionWhat.ERASED: _("Do not use what it said. Remove it from your own notes and files."),
    CorrectionWhat.GONE: _("Do not rely on it. If you need what it said, ask the agency why it left the record out."),
}


def status_of(line: CorrectionLine) -> str:
    """How many have answered; what is overdue is said first."""
    if line.settled == line.recipients:
        return _("Every reader has answered")
    said = _("%(settled)s of %(recipients)s readers have answered") % {
        "settled": line.settled,
        "recipients": line.recipients,
    }
    return _("Overdue: %(said)s") % {"said": said} if line.is_overdue else said
