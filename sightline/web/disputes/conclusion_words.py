"""The words of disputed conclusions."""

from sightline.casework.disputed_conclusions.pages import ConclusionDisputeLine, ConclusionKind
from sightline.casework.disputes.pages import DisputeEntryKind, DisputeState
from sightline.translation.messages import lazy as _
from sightline.web.disputes.presenters import STATES as HOW_FAR
from sightline.web.disputes.presenters import OutcomeWords

KINDS = {
    ConclusionKind.PATTERN: _("Pattern"),
    ConclusionKind.GROUP: _("Group"),
    ConclusionKind.QUESTION: _("Question"),
    ConclusionKind.DEADLINE: _("Deadline"),
}
TASKS = {
    ConclusionKind.PATTERN: _("Dispute this pattern"),
    ConclusionKind.GROUP: _("Dispute this group"),
    ConclusionKind.QUESTION: _("Dispute this question"),
    ConclusionKind.DEADLINE: _("Dispute this deadline"),
}
STATES = {
    DisputeState.OPEN: _("Disputed"),
    DisputeState.CORRECTED: _("Disputed, then corrected"),
    DisputeState.STANDS: _("Disputed, not changed"),
    DisputeState.WITHDRAWN: _("Dispute withdrawn"),
}
OUTCOMES = {
    DisputeEntryKind.CORRECTED: OutcomeWords(
        _("Record that it is corrected"),
        _("Sightline no longer shows it, or a record behind it has changed. Everyone who was shown it gets a notice."),
        _("We have recorded the correction. Everyone who was shown it gets a notice."),
    ),
    DisputeEntryKind.STANDS: OutcomeWords(
        _("Record that it is not changed"),
        _("It stays, with the dispute shown. Ask the person whether they want to add a statement."),
        _("We have recorded that it is not changed. The dispute stays beside it."),
    ),
    DisputeEntryKind.WITHDRAWN: OutcomeWords(
        _("Record that the dispute is withdrawn"),
        _("The person no longer disputes it."),
        _("We have recorded that the dispute is withdrawn."),
    ),
}


def status_of(line: ConclusionDisputeLine) -> str:
    """How far a dispute has come; what is overdue is said first."""
    state = HOW_FAR[line.state]
    return _("Overdue: %(state)s") % {"state": str(state).lower()} if line.is_overdue else state
