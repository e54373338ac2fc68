"""Whether records may be erased: the papers on holds are signed, no hold covers them, and no erasure is half done."""

from collections.abc import Mapping

from sightline.casework.papers.decisions import papers_in_force
from sightline.casework.retention.decisions import finished_at, holds_in_force
from sightline.casework.retention.pages import ErasureGate, Hold
from sightline.model.errors import Refused
from sightline.papers.requirements import erasure_papers
from sightline.store import Workspace
from sightline.store.erasures import Erasure, read_register
from sightline.translation.messages import lazy as _


def read_gate() -> ErasureGate:
    """The papers without which nothing is erased."""
    return ErasureGate(erasure_papers(), frozenset(papers_in_force()))


def check_gate() -> None:
    """Refused until the papers on holds are recorded."""
    missing = read_gate().missing
    if missing:
        raise Refused(
            _("Sightline erases nothing until these papers are recorded: %(papers)s.")
            % {"papers": ", ".join(rule.id for rule in missing)},
            code="no_holds_signed",
            what_to_do=_("Record each one: 'sightline paper record PAPER'."),
        )


def find_holds(agencies: Mapping[str, str]) -> tuple[Hold, ...]:
    """The holds that keep one of these records, each with its agency."""
    return tuple(
        hold
        for hold in holds_in_force()
        if any(hold.covers(record_id=record_id, agency=agency) for record_id, agency in agencies.items())
    )


def check_not_held(agencies: Mapping[str, str]) -> None:
    """Refused where a hold keeps one of these records, each with its agency."""
    holds = find_holds(agencies)
    if holds:
        raise Refused(
            _("A hold keeps these records: %(holds)s.") % {"holds": ", ".join(str(hold.sequence) for hold in holds)},
            code="held",
            what_to_do=_("Erase other records, or review the hold: 'sightline retention holds' lists it."),
        )


def list_unfinished(workspace: Workspace) -> tuple[Erasure, ...]:
    """Erasures that were begun here, or came with a restore, and have not been carried out to the end."""
    erasures = read_register(workspace.root).erasures
    done = finished_at() if erasures else {}
    return tuple(one for one in erasures if one.id not in done)


def refuse_unfinished(workspace: Workspace) -> None:
    """Refused while an erasure is half done: nothing is imported, updated or served before it is finished."""
    if list_unfinished(workspace):
        raise Refused(
            _("An erasure started and has not finished."),
            code="erasure_not_finished",
            what_to_do=_("Run 'sightline retention apply', then try again."),
        )


def check_none_held() -> None:
    """Refused while any hold is in force: the snapshots of before that go hold every record."""
    holds = [str(hold.sequence) for hold in holds_in_force()]
    if holds:
        raise Refused(
            _("The erasure that was begun waits, because a hold is in force: %(holds)s.") % {"holds": ", ".join(holds)},
            code="held",
            what_to_do=_("Review the hold: 'sightline retention holds' lists it. Then run this command again."),
        )


def check_log_not_held() -> None:
    """Refused where any hold is in force: the log shows who looked at what."""
    holds = [str(hold.sequence) for hold in holds_in_force()]
    if holds:
        raise Refused(
            _("A hold keeps the audit log: %(holds)s.") % {"holds": ", ".join(holds)},
            code="held",
            what_to_do=_("Review the hold: 'sightline retention holds' lists it."),
        )
