"""Reads which papers are recorded, and which are missing."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.papers.decisions import papers_in_force, read_decisions
from sightline.casework.papers.gate import needs_papers
from sightline.casework.papers.labels import paper_labels
from sightline.casework.papers.pages import PaperLine, PapersPage, PrintedPaperLine
from sightline.casework.papers.prints import list_prints
from sightline.casework.papers.rights import check_records_papers
from sightline.papers.requirements import paper_rules
from sightline.store import Workspace


def read_papers(session: ReaderSession, *, workspace: Workspace | None) -> PapersPage:
    """Every paper with its record, and every decision there was."""
    with audited(session, action="read_papers") as trail:
        check_records_papers(actor=session.actor)
        decisions, recorded = read_decisions(), papers_in_force()
        trail.add("decision", [str(one.sequence) for one in decisions])
        return PapersPage(
            lines=tuple(PaperLine(rule, recorded.get(rule.id)) for rule in paper_rules()),
            decisions=tuple(reversed(decisions)),
            refuses=workspace is not None and needs_papers(workspace),
            labels=paper_labels(),
            recorded=frozenset(recorded),
        )


def read_prints(session: ReaderSession) -> tuple[PrintedPaperLine, ...]:
    """Each paper that Sightline prints, with its signature and what has changed since."""
    with audited(session, action="read_prints"):
        check_records_papers(actor=session.actor)
        return tuple(list_prints(session))
