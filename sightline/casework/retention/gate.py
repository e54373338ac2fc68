"""Whether anything may be erased: the papers on holds are signed, and no erasure is half done."""

from sightline.casework.papers.decisions import papers_in_force
from sightline.casework.retention.decisions import finished_at
from sightline.casework.retention.pages import ErasureGate
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
