"""Writes drafts and invented agreements, and suspends an agreement: a decision of a named person, effective at once."""

from pathlib import Path

from django.db import transaction

from sightline.agreements.drafts import write_draft, write_invented
from sightline.casework.agreements.rights import check_keeps
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import SUSPENDED, read_book, read_suspensions
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.translation.messages import lazy as _


def draft_agreement(session: ReaderSession, *, workspace: Workspace, layout: str) -> Path:
    """Write a draft agreement for a layout, to be completed by people; its path."""
    with audited(session, action="draft_agreement") as trail:
        check_keeps(actor=session.actor)
        trail.details = {"layout": layout}
        return write_draft(workspace.root, layout=layout, on=clock.today())


def write_trial_agreements(
    session: ReaderSession, *, workspace: Workspace, all_records: bool, mapping: Path | None = None
) -> list[str]:
    """Write invented agreements for every shipped layout, and those of a mapping; their files. Refused outside a trial.

    Where the mapping does not say whose it is, every agency is covered.
    """
    from sightline.ingest.mappings.files import load_mappings  # not at the top: a web process reads no file

    with audited(session, action="write_trial_agreements") as trail:
        check_keeps(actor=session.actor)
        if not workspace.is_trial:
            raise Refused(
                _("Invented agreements are for trial workspaces only."),
                code="no_trial",
                what_to_do=_("Make one with 'sightline init --trial DIR', or draft an agreement for each layout."),
            )
        own = {one.id: one.agency for one in load_mappings(mapping)} if mapping else {}
        names = write_invented(workspace.root, all_records=all_records, more=own)
        trail.details = {"files": len(names), "all_records": all_records}
    return names


def suspend_agreement(session: ReaderSession, *, workspace: Workspace, agreement_id: str, reason: str) -> int:
    """Suspend an agreement from now on; the decision's number. A suspended agreement is not taken up again."""
    with audited(session, action="suspend_agreement") as trail:
        check_keeps(actor=session.actor)
        words = check_words(reason, today=clock.today(), part="why")
        book = read_book(workspace.root)
        agreement = book.agreement(agreement_id)
        if agreement is None:
            raise Usage(
                _("There is no agreement of that id."),
                code="no_agreement_id",
                what_to_do=_("See the ids with 'sightline agreement list'."),
            )
        if agreement_id in read_suspensions():
            raise Refused(
                _("This agreement is suspended already."),
                code="as_it_is",
                what_to_do=_("To share again, sign a new agreement with a new id."),
            )
        body = {
            "agreement": agreement.id,
            "agency": book.agency_of(agreement),
            "data_kinds": list(agreement.data_kinds),
        }
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision,
                kind=SUSPENDED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.details = dict(body)
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="suspend_agreement", trail=trail)
    return row.sequence
