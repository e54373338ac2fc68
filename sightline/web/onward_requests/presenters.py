"""The words of requests to pass records on."""

from dataclasses import dataclass

from sightline.casework.bulk_exports.pages import PURPOSES, ExportPurpose
from sightline.casework.onward_requests.pages import OnwardEntryKind, OnwardLine, OnwardState
from sightline.translation.messages import lazy as _
from sightline.web.core.whens import day_in_words
from sightline.web.core.words import kind_in_words

STATES = {
    OnwardState.WAITING: _("Not answered"),
    OnwardState.AGREED: _("Agreed"),
    OnwardState.REFUSED: _("Refused"),
    OnwardState.WITHDRAWN: _("Agreed, then withdrawn"),
    OnwardState.ENDED: _("Agreed, and over"),
}


@dataclass(frozen=True, slots=True)
class OnwardWords:
    """An answer in words: what to do, what it means, what is shown once it is kept, and what was said."""

    task: str
    meaning: str
    kept: str
    done: str


REPLIES = {
    OnwardEntryKind.AGREED: OnwardWords(
        _("Agree until a day"),
        _("Until that day, chronology files of this person for this receiver and purpose have these records of yours."),
        _("We have recorded that you agree. You can withdraw this at any time."),
        _("Agreed"),
    ),
    OnwardEntryKind.REFUSED: OnwardWords(
        _("Refuse"),
        _("The records stay out of their files. The sharing ledger keeps the refusal."),
        _("We have recorded that you refuse, with your reason."),
        _("Refused"),
    ),
    OnwardEntryKind.WITHDRAWN: OnwardWords(
        _("Withdraw your yes"),
        _("From now on the records are in no new file. What has left before stays with those who have it."),
        _("We have recorded that your yes is withdrawn."),
        _("Withdrawn"),
    ),
}


def record_kind(kind: str) -> str:
    """A kind of records, "agency layout", as pages call it."""
    return kind_in_words(kind.partition(" ")[2])


def purpose_in_words(purpose: str) -> str:
    """What a file has the records for; of a request of an earlier version, that it names nothing."""
    if purpose not in list(ExportPurpose):
        return _("Not named. No file can have the records: send a new request.")
    return PURPOSES[ExportPurpose(purpose)]


def status_of(line: OnwardLine) -> str:
    """How a request is; what is overdue is said first, and of a yes its last day."""
    state = STATES[line.state]
    if line.is_overdue:
        return _("Overdue: %(state)s") % {"state": str(state).lower()}
    if line.state is OnwardState.AGREED and line.until:
        return _("Agreed until %(day)s") % {"day": day_in_words(line.until)}
    return state
