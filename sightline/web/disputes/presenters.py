"""The words of disputes and statements."""

from dataclasses import dataclass

from sightline.casework.disputes.pages import BesideKind, BesideLine, DisputeEntryKind, DisputeLine, DisputeState
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.web.core.whens import when_in_words

KINDS = {
    BesideKind.ADDED: _("Addition"),
    BesideKind.DISPUTED: _("Disputed"),
    BesideKind.CORRECTED: _("Disputed, then corrected"),
    BesideKind.STANDS: _("Disputed, not changed"),
    BesideKind.WITHDRAWN: _("Dispute withdrawn"),
    BesideKind.STATEMENT: _("Own statement"),
}
STATES = {
    DisputeState.OPEN: _("No reply"),
    DisputeState.CORRECTED: _("Corrected"),
    DisputeState.STANDS: _("Not changed"),
    DisputeState.WITHDRAWN: _("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """An outcome in words: what to do, what it means, and what is shown once it is kept."""

    task: str
    meaning: str
    kept: str


OUTCOMES = {
    DisputeEntryKind.CORRECTED: OutcomeWords(
        _("Record that it is corrected"),
        _(
            "The new version is here, and the old one is kept as replaced. "
            "Readers of other agencies who saw the old one get a notice."
        ),
        _("We have recorded the correction. Readers of other agencies who saw the record get a notice."),
    ),
    DisputeEntryKind.STANDS: OutcomeWords(
        _("Record that it is not changed"),
        _("The record stays as it is, with the dispute shown. Ask the person whether they want to add a statement."),
        _("We have recorded that the record is not changed."),
    ),
    DisputeEntryKind.WITHDRAWN: OutcomeWords(
        _("Record that the dispute is withdrawn"),
        _("The person no longer disputes the record."),
        _("We have recorded that the dispute is withdrawn."),
    ),
}


def status_of(line: DisputeLine) -> str:
    """How far a dispute has come; what is overdue is said first."""
    state = STATES[line.state]
    return _("Overdue: %(state)s") % {"state": str(state).lower()} if line.is_overdue else state


def source_of(line: BesideLine) -> str:
    """`Mina A, entered by ig on 3 March 2027 at 9am. About the box “Summary”.`"""
    values = {"who": line.who, "by": line.by, "at": when_in_words(line.at)}
    entered = _("%(who)s, entered by %(by)s, %(at)s.") if line.who else _("Entered by %(by)s, %(at)s.")
    about = [_("About the box “%(part)s”.") % {"part": line.part}] if line.part else []
    return join_shown(" ", [entered % values, *about])
