"""Writes drafts and invented agreements. Suspends an agreement, and puts one in force again: decisions of a person."""

from pathlib import Path
from typing import Any

from django.db import transaction

from sightline.agreements import AgreementBook, SharingAgreement
from sightline.agreements.drafts import write_draft, write_invented
from sightline.agreements.files import find_agreement
from sightline.casework.accounts.rights import check_named_person
from sightline.casework.agreements.rights import check_keeps
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import (
    PUT_IN_FORCE,
    SUSPENDED,
    is_marked_trial,
    read_book,
    standing_suspension,
)
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.translation.messages import lazy as _

ACTIONS = {SUSPENDED: "suspend_agreement", PUT_IN_FORCE: "resume_agreement"}


def draft_agreement(session: ReaderSession, *, workspace: Workspace, layout: str) -> Path:
    """Write a draft agreement for a layout, to be completed by people; its path."""
    with audited(session, action="draft_agreement") as trail:
        check_keeps(actor=session.actor)
        path = write_draft(workspace.root, layout=layout, on=clock.today())
        trail.details = {"layout": layout}  # only now: what was typed may be no layout
    return path


def write_trial_agreements(
    session: ReaderSession, *, workspace: Workspace, all_records: bool, mapping: Path | None = None
) -> list[str]:
    """Write invented agreements for every shipped layout, and those of a mapping; their files. Refused outside a trial.

    Where the mapping does not say whose it is, every agency is covered.
    """
    from sightline.ingest.mappings.files import load_mappings  # not at the top: a web process reads no file

    with audited(session, action="write_trial_agreements") as trail:
        check_keeps(actor=session.actor)
        if not is_marked_trial(workspace.root):
            raise Refused(
                _("Invented agreements are for trial workspaces only."),
                code="no_trial",
                what_to_do=_("Make one with 'sightline init --trial DIR', or draft an agreement for each layout."),
            )
        own = {one.id: one.agency for one in load_mappings(mapping)} if mapping else {}
        names = write_invented(workspace.root, all_records=all_records, more=own)
        trail.details = {"files": len(names), "all_records": all_records}
    return names


def suspend_agreement(
    session: ReaderSession, *, workspace: Workspace, agreement_id: str, reason: str, password: str = ""
) -> int:
    """Suspend an agreement, its agency and its layouts from now on; the decision's number.

    A named person decides: at the command line with a password. Other files of the folder need not be usable.
    """
    with audited(session, action="suspend_agreement") as trail:
        check_keeps(actor=session.actor)
        check_named_person(actor=session.actor, password=password)
        words = check_words(reason, today=clock.today(), part="why")
        book = find_agreement(workspace.root, agreement_id)
        agreement = _need_agreement(book, agreement_id)
        if standing_suspension(book, agreement):
            raise Refused(
                _("This agreement is suspended already."),
                code="as_it_is",
                what_to_do=_("To share again, put an agreement in force with 'sightline agreement resume'."),
            )
        body = {
            "agreement": agreement.id,
            "agency": book.agency_of(agreement),
            "data_kinds": list(agreement.data_kinds),
            "file_sha256": book.hashes[agreement.id],
        }
        return _decide(session, trail, SUSPENDED, words, body)


def resume_agreement(
    session: ReaderSession,
    *,
    workspace: Workspace,
    agreement_id: str,
    file_sha256: str,
    reason: str,
    password: str = "",
) -> int:
    """Put an agreement in force on an agency and layouts that are suspended; the decision's number.

    A named person decides: at the command line with a password. It counts for the file as it is now: whatever changes
    in it, the file is suspended again.
    """
    with audited(session, action="resume_agreement") as trail:
        check_keeps(actor=session.actor)
        check_named_person(actor=session.actor, password=password)
        words = check_words(reason, today=clock.today(), part="why")
        book = read_book(workspace.root)
        agreement = _need_agreement(book, agreement_id)
        if standing_suspension(book, agreement) is None:
            raise Refused(
                _("No decision suspends this agreement."),
                code="as_it_is",
                what_to_do=_("See its days with 'sightline agreement list'."),
            )
        if file_sha256.strip().lower() != book.hashes[agreement.id]:
            raise Refused(
                _("The SHA-256 is not that of the agreement's file."),
                code="other_file",
                what_to_do=_("Read the file again. Then give what 'sha256sum' says of it."),
            )
        body = {
            "agreement": agreement.id,
            "agency": book.agency_of(agreement),
            "data_kinds": list(agreement.data_kinds),
            "file_sha256": book.hashes[agreement.id],
        }
        return _decide(session, trail, PUT_IN_FORCE, words, body)


def _need_agreement(book: AgreementBook, agreement_id: str) -> SharingAgreement:
    agreement = book.agreement(agreement_id)
    if agreement is None:
        raise Usage(
            _("There is no agreement of that id."),
            code="no_agreement_id",
            what_to_do=_("See the ids with 'sightline agreement list'."),
        )
    return agreement


def _decide(session: ReaderSession, trail: Trail, kind: str, why: str, body: dict[str, Any]) -> int:
    """Keep a decision and its audit row in one transaction."""
    actor = session.actor
    with transaction.atomic(durable=True):
        row = hash_chain.append(
            Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, why=why, body=body
        )  # fmt: skip
        trail.details = dict(body)
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=actor, action=ACTIONS[kind], trail=trail)
    return row.sequence
