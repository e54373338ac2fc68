"""Lays a dispute or a person's own statement beside a record, and keeps what is decided about a dispute."""

from sightline.casework.core.actor import acting_account
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown
from sightline.casework.disputes.actions import REPLY
from sightline.casework.disputes.histories import (
    has_new_version,
    mentions_named,
    need_history,
    need_record,
    version_of,
)
from sightline.casework.disputes.models import MOST_PART
from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind, NewDispute, NewStatement
from sightline.casework.disputes.replies import check_reply
from sightline.casework.disputes.rights import check_adds_statement, check_settles, is_governance
from sightline.casework.disputes.writer import DISPUTES, DisputeDraft
from sightline.casework.journal.draft import read_name, read_words
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

WHO_MISSING = _("Enter whose words these are.")


def lay_dispute(session: ReaderSession, *, dispute: NewDispute) -> str:
    """Dispute a record that one may open, or a box of it, and ask its controller to reply; the dispute's id.

    Information governance says who disputes it. Of anybody else it is their own word where they name nobody.
    """
    with DISPUTES.hold(session, action="lay_dispute") as trail:
        acting_account(actor=session.actor)
        record = need_record(session, record_id=dispute.record_id)
        who = dispute.who.strip()
        if who or is_governance(actor=session.actor):
            who = read_name(who, missing=_("Enter who disputes it."))
        draft = DisputeDraft(
            kind=DisputeEntryKind.LAID,
            words=read_words(dispute.words),
            who=who,
            record_ids=(record.record_id,),
            what=dispute.part.strip()[:MOST_PART],
            agency=record.agency,
            organisation=record.organisation,
            version=version_of(session, record_id=record.record_id),
        )
        entry = DISPUTES.write(session, subject=None, draft=draft, trail=trail)
        trail.add("item", [REPLY.open_for(session, entry)])
    return entry.entry_id


def settle_dispute(session: ReaderSession, *, dispute_id: str, decision: DisputeDecision) -> str:
    """Keep the outcome of a dispute; the id of the entry. A correction is told to all who were shown the record."""
    with DISPUTES.hold(session, action="settle_dispute", subject_id=dispute_id) as trail:
        found = need_history(session, dispute_id=dispute_id)
        laid = found.laid
        check_settles(session, laid)
        if decision.kind not in found.choices():
            raise Refused(
                _("The dispute is settled already."),
                code="out_of_place",
                what_to_do=_("Open the dispute again: a colleague may have acted since."),
            )
        is_corrected = decision.kind is DisputeEntryKind.CORRECTED
        if is_corrected and not has_new_version(session, laid):
            raise Refused(
                _("No new version of the record has arrived since it was disputed."),
                code="no_version",
                what_to_do=_("Ask the agency to correct it in its own system, and record this when the data are here."),
            )
        words = read_words(decision.words)
        check_reply(session, laid=laid, record_ids=[laid.record_id], decision=decision, trail=trail)
        draft = DisputeDraft(
            kind=decision.kind,
            words=words,
            what=decision.statement.strip() if decision.kind is DisputeEntryKind.STANDS else "",
            about=dispute_id,
            record_ids=(laid.record_id,),
            agency=laid.agency,
            organisation=laid.organisation,
            version=version_of(session, record_id=laid.record_id),
        )
        entry = DISPUTES.write(session, subject=None, draft=draft, trail=trail)
        REPLY.close(session, dispute_id, now=entry.at)
        if is_corrected:
            tell_all_who_were_shown(
                session, record_ids=[laid.record_id], what=CorrectionWhat.CORRECTED, trail=trail, words=words
            )
    return entry.entry_id


def add_statement(session: ReaderSession, *, statement: NewStatement) -> str:
    """Put a person's own statement beside a record, for them; the id of the entry."""
    with DISPUTES.hold(session, action="add_statement") as trail:
        acting_account(actor=session.actor)
        record = need_record(session, record_id=statement.record_id)
        check_adds_statement(actor=session.actor, mention_ids=mentions_named(session, record_id=record.record_id))
        draft = DisputeDraft(
            kind=DisputeEntryKind.STATEMENT,
            words=read_words(statement.words),
            who=read_name(statement.who, missing=WHO_MISSING),
            record_ids=(record.record_id,),
            agency=record.agency,
            organisation=record.organisation,
        )
        entry = DISPUTES.write(session, subject=None, draft=draft, trail=trail)
    return entry.entry_id
