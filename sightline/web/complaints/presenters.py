"""The words of complaints about the use of data."""

from dataclasses import dataclass

from sightline.casework.complaints.pages import ComplaintEntryKind, ComplaintLine, ComplaintOutcome, ComplaintState
from sightline.translation.messages import lazy as _

STATES = {
    ComplaintState.TO_ACKNOWLEDGE: _("Not acknowledged"),
    ComplaintState.TO_REPLY: _("Acknowledged, not answered"),
    ComplaintState.ANSWERED: _("Answered"),
}
OUTCOMES = {
    ComplaintOutcome.UPHELD: _("The complaint is right"),
    ComplaintOutcome.PARTLY: _("The complaint is partly right"),
    ComplaintOutcome.NOT_UPHELD: _("The complaint is not right"),
}


@dataclass(frozen=True, slots=True)
class ComplaintDecisionWords:
    """What information governance does, in words: to do, done, and what is said once it is kept."""

    task: str
    done: str
    kept: str


DECISIONS = {
    ComplaintEntryKind.OWNED: ComplaintDecisionWords(
        _("Name an owner"), _("Owner named"), _("We have recorded the owner.")
    ),
    ComplaintEntryKind.ACKNOWLEDGED: ComplaintDecisionWords(
        _("Record that you acknowledged it"),
        _("Acknowledged"),
        _("We have recorded the acknowledgement. The answer is now due."),
    ),
    ComplaintEntryKind.ANSWERED: ComplaintDecisionWords(
        _("Record the answer"), _("Answered"), _("We have recorded the answer.")
    ),
}


def status_of(line: ComplaintLine) -> str:
    """The status of a complaint; what is overdue is said first."""
    state = STATES[line.state]
    return _("Overdue: %(state)s") % {"state": str(state).lower()} if line.is_overdue else state
