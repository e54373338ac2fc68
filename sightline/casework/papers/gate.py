"""Whether a workspace imports files: one that was made for real data does once every paper is recorded.

The first file also waits for need to know: until it is in force, every practitioner may open every child.

`init` marks a workspace for real data. A trial, a demo and one for training have no mark. One of an earlier version
that has imported files has none either: it goes on, and information governance is told what is missing, since when.
"""

from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import takes_invented, waits_for_papers
from sightline.casework.core.sight_decisions import IN_FORCE
from sightline.casework.papers.decisions import papers_in_force, withdrawn_at
from sightline.model.errors import Refused
from sightline.model.rules import Rule
from sightline.papers.requirements import missing_papers
from sightline.store import Workspace
from sightline.store.batches import first_received_at, list_parts
from sightline.translation.messages import lazy as _

NO_PAPERS, NO_NEED_TO_KNOW = "no_papers", "no_need_to_know"


def needs_papers(workspace: Workspace) -> bool:
    """Whether files are refused here until every paper is recorded."""
    return waits_for_papers(workspace) and is_for_real_data(workspace)


def is_for_real_data(workspace: Workspace) -> bool:
    """Whether it is no trial, no demo, and none to learn on."""
    return not takes_invented(workspace.root)


def is_to_be_asked(workspace: Workspace) -> bool:
    """Whether it is a workspace of before papers were asked for that has imported nothing yet."""
    return is_for_real_data(workspace) and not workspace.asks_for_papers and not list_parts(workspace)


def ask_where_empty(workspace: Workspace) -> None:
    """Mark a workspace of before that has imported nothing: its first file waits for the papers."""
    if is_to_be_asked(workspace):
        workspace.ask_for_papers(now=clock.now_at())


def missing_since(workspace: Workspace) -> tuple[str, ...]:
    """For each missing paper since when: its withdrawal, else the day it was asked for, else the first file's.

    None where everybody in the workspace is invented.
    """
    missing = list_missing() if is_for_real_data(workspace) else ()
    if not missing:
        return ()
    withdrawn, asked_at = withdrawn_at(), workspace.papers_asked_at or first_received_at(workspace)
    return tuple(withdrawn.get(rule.id) or asked_at for rule in missing)


def lacks_need_to_know(workspace: Workspace) -> bool:
    """Whether it is for real data, and need to know is not in force."""
    return is_for_real_data(workspace) and not IN_FORCE.only()(clock.now_at())


def list_missing() -> tuple[Rule, ...]:
    """The papers that nobody has recorded, or that were withdrawn."""
    return missing_papers(papers_in_force())


def check_papers(workspace: Workspace) -> None:
    """Refused where this workspace needs papers and one is missing, or the first file comes before need to know.

    Nothing of any file is read before.
    """
    missing = list_missing() if needs_papers(workspace) else ()
    if missing:
        raise Refused(
            _("Sightline imports no real file yet. These papers are missing: %(papers)s.")
            % {"papers": ", ".join(rule.id for rule in missing)},
            code=NO_PAPERS,
            what_to_do=_(
                "Record each one: 'sightline paper record PAPER'. To try invented files, make a trial workspace."
            ),
        )
    if needs_papers(workspace) and lacks_need_to_know(workspace) and not list_parts(workspace):
        raise Refused(
            _("Sightline imports no real file yet. Need to know is not in force, so anyone could open any child."),
            code=NO_NEED_TO_KNOW,
            what_to_do=_(
                "Ask information governance to start it under Access to records. See docs/how-to/start-need-to-know.md."
            ),
        )
