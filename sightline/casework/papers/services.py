"""Records a paper, and withdraws one: decisions of a named person that another may follow and none changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.pages import FileGround
from sightline.casework.core.session import ReaderSession
from sightline.casework.papers.decisions import PRINTED, RECORDED, WITHDRAWN, find_print, papers_in_force
from sightline.casework.papers.labels import paper_labels
from sightline.casework.papers.pages import NewPaper, PaperFile
from sightline.casework.papers.prints import list_prints
from sightline.casework.papers.rights import check_records_paper, check_records_papers
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.papers import PaperKind
from sightline.papers.report import make_report
from sightline.translation.messages import lazy as _

MOST_LETTERS = 200


def record_paper(session: ReaderSession, *, paper: NewPaper, password: str = "") -> int:
    """Record that a paper is signed and where it is kept; the decision's number. A later record replaces it."""
    with audited(session, action="record_paper") as trail:
        check_records_paper(actor=session.actor, paper_id=paper.paper_id, password=password)
        _check_paper(paper.paper_id)
        if paper.signed_on > clock.today():
            raise Usage(_("The date is in the future."), code="bad_day", what_to_do=_("Enter the date on the paper."))
        body = {
            "paper": paper.paper_id,
            "signed_by": _read_box(paper.signed_by, code="no_signer", missing=_("It is missing who signed the paper.")),
            "post": _read_box(paper.post, code="no_post", missing=_("The job title of the signer is missing.")),
            "signed_on": paper.signed_on.isoformat(),
            "kept_at": _read_box(paper.kept_at, code="no_place", missing=_("It is missing where the paper is kept.")),
        }
        if version := paper.version.strip():
            _check_version(paper.paper_id, version)
            body["version"] = version
        return _decide(session, trail, kind=RECORDED, action="record_paper", body=body)


def withdraw_paper(session: ReaderSession, *, paper_id: str, reason: str) -> int:
    """Withdraw a paper's record, saying why; the decision's number. The record stays among the decisions."""
    with audited(session, action="withdraw_paper") as trail:
        check_records_papers(actor=session.actor)
        _check_paper(paper_id)
        words = check_words(reason, today=clock.today(), part="why")
        if paper_id not in papers_in_force():
            raise Refused(
                _("This paper is not recorded."), code="as_it_is", what_to_do=_("Choose a paper that is recorded.")
            )
        return _decide(session, trail, kind=WITHDRAWN, action="withdraw_paper", body={"paper": paper_id}, why=words)


def print_paper(session: ReaderSession, *, kind: PaperKind) -> PaperFile:
    """Print the paper as it is now. Its lines are kept once a version, so that a signature can name the version."""
    with audited(session, action="print_paper") as trail:
        check_records_papers(actor=session.actor)
        session.give_ground(FileGround.NAMES_NOBODY)
        (found,) = list_prints(session, kinds=(kind,))
        paper = found.paper
        trail.details = {"paper": str(kind), "version": paper.version}
        if find_print(paper_id=kind, version=paper.version) is None:
            body = {"paper": str(kind), "version": paper.version, "lines": paper.lines}
            _decide(session, trail, kind=PRINTED, action="print_paper", body=body)
    printed_at = datetime.fromisoformat(clock.now_at())
    report = make_report(paper, printed_at=printed_at, on=clock.today(), differences=found.differences)
    return PaperFile(found, report)


def _decide(
    session: ReaderSession, trail: Trail, *, kind: str, action: str, body: Mapping[str, Any], why: str = ""
) -> int:
    with transaction.atomic(durable=True):
        row = hash_chain.append(
            Decision,
            kind=kind,
            by=session.actor.reader.username,
            os_name=session.actor.os_name,
            why=why,
            body=dict(body),
        )
        trail.details = {name: body[name] for name in ("paper", "version") if name in body}
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=session.actor, action=action, trail=trail)
    return row.sequence


def _check_paper(paper_id: str) -> None:
    known = list(paper_labels())
    if paper_id not in known:
        raise Usage(
            _("There is no such paper."),
            code="no_paper",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(known)},
        )


def _check_version(paper_id: str, version: str) -> None:
    if find_print(paper_id=paper_id, version=version) is None:
        raise Usage(
            _("Sightline has printed no version %(version)s of this paper.") % {"version": version},
            code="no_print",
            what_to_do=_("Copy the version from the first lines of the paper, or leave it out."),
        )


def _read_box(text: str, *, code: str, missing: str) -> str:
    said = text.strip()[:MOST_LETTERS]
    if not said:
        raise Usage(missing, code=code, what_to_do=_("Say it in a few words."))
    return said
