"""Disputes a conclusion, tells everyone who was shown it, and keeps the reply."""

from sightline.casework.core.actor import acting_account
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.actions import REPLY
from sightline.casework.disputed_conclusions.conclusions import is_changed, need_conclusion, sum_versions
from sightline.casework.disputed_conclusions.histories import need_history
from sightline.casework.disputed_conclusions.readers import find_readers
from sightline.casework.disputed_conclusions.rights import check_settles_conclusion
from sightline.casework.disputed_conclusions.writer import CONCLUSION_DISPUTES, ConclusionDisputeDraft
from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind
from sightline.casework.disputes.replies import check_reply
from sightline.casework.disputes.rights import is_governance
from sightline.casework.journal.draft import need_records, read_name, read_words
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

REPLIED = 1  # the occasion of the second notice to a reader


def dispute_conclusion(session: ReaderSession, *, kind: str, conclusion_id: str, words: str, who: str = "") -> str:
    """Dispute a conclusion that one may open, tell who was shown it, and ask for a reply; the dispute's id.

    Information governance says who disputes it. Of all others it is their own word where they name nobody. The
    conclusion is read first: that has an audit row of its own, which is committed before anything is written.
    """
    acting_account(actor=session.actor)
    found = need_conclusion(session, kind=kind, conclusion_id=conclusion_id)
    with CONCLUSION_DISPUTES.hold(session, action="dispute_conclusion") as trail:
        who = who.strip()
        if who or is_governance(actor=session.actor):
            who = read_name(who, missing=_("Enter who disputes it."))
        draft = ConclusionDisputeDraft(
            kind=DisputeEntryKind.LAID,
            word=found.kind,
            words=read_words(words),
            who=who,
            record_ids=need_records(found.record_ids),
            conclusion_id=conclusion_id,
            rule_id=found.rule_id,
            agencies=found.agencies,
            versions=sum_versions(session, record_ids=found.record_ids),
        )
        entry = CONCLUSION_DISPUTES.write(session, subject=None, draft=draft, trail=trail)
        trail.add("item", [REPLY.open_for(session, entry)])
        readers = find_readers(entry)
        notify(usernames=readers, kind=NoticeKind.DISPUTED, about_id=entry.entry_id, at=entry.at)
    return entry.entry_id


def settle_conclusion_dispute(session: ReaderSession, *, dispute_id: str, decision: DisputeDecision) -> str:
    """Keep the reply to a disputed conclusion and tell who was shown it; the id of the entry.

    The reply never removes a conclusion. It goes when its records or the answers about them change.
    """
    with CONCLUSION_DISPUTES.hold(session, action="settle_conclusion_dispute", subject_id=dispute_id) as trail:
        found = need_history(session, dispute_id=dispute_id)
        laid = found.laid
        check_settles_conclusion(session, laid)
        if decision.kind not in found.choices():
            raise Refused(
                _("The dispute has a reply already."),
                code="out_of_place",
                what_to_do=_("Open the dispute again: a colleague may have acted since."),
            )
        if decision.kind is DisputeEntryKind.CORRECTED and not is_changed(session, laid, now_id=found.now_id):
            raise Refused(
                _("Sightline still concludes this, and no record behind it has changed since it was disputed."),
                code="no_version",
                what_to_do=_("Correct the records or answer the possible match. Record this after the next update."),
            )
        check_reply(session, laid=laid, record_ids=laid.record_ids, decision=decision, trail=trail)
        draft = ConclusionDisputeDraft(
            kind=decision.kind,
            word=laid.word,
            words=read_words(decision.words),
            what=decision.statement.strip() if decision.kind is DisputeEntryKind.STANDS else "",
            about=dispute_id,
            record_ids=tuple(laid.record_ids),
            conclusion_id=laid.conclusion_id,
            rule_id=laid.rule_id,
            agencies=tuple(laid.agencies),
            versions=sum_versions(session, record_ids=laid.record_ids),
        )
        entry = CONCLUSION_DISPUTES.write(session, subject=None, draft=draft, trail=trail)
        REPLY.close(session, dispute_id, now=entry.at)
        readers = {*find_readers(laid, now_id=found.now_id), laid.by} - {entry.by}
        notify(usernames=readers, kind=NoticeKind.DISPUTED, about_id=dispute_id, at=entry.at, occasion=REPLIED)
    return entry.entry_id
