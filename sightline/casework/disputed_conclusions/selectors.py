"""Reads disputed conclusions: the list, one with its reply, what its page shows, and which actions are about one."""

from collections.abc import Sequence

from django.db.models import Q

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.conclusions import is_changed, need_conclusion
from sightline.casework.disputed_conclusions.histories import (
    ConclusionHistory,
    conclusions_here,
    has_words,
    line_of,
    load_histories,
    may_open_history,
    need_history,
    sees_all_behind,
    with_outcomes,
)
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.pages import (
    ConclusionDisputeList,
    ConclusionDisputePage,
    ConclusionNote,
    DisputableConclusion,
)
from sightline.casework.disputed_conclusions.rights import may_settle_conclusion
from sightline.casework.disputed_conclusions.succession import read_followed
from sightline.casework.disputes.rights import is_governance
from sightline.casework.escalation.scopes import disputed_items
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.protection.free_text import Texts

MOST_LISTED = 500


def list_conclusion_disputes(session: ReaderSession) -> ConclusionDisputeList:
    """The disputed conclusions that the account entered, or replies to: those without a reply first, by deadline."""
    with audited(session, action="list_conclusion_disputes") as trail:
        actor, now = session.actor, clock.now_at()
        if is_governance(actor=actor):
            every = load_histories()
            found = [one for one in every if may_settle_conclusion(session, one.laid)]
        else:
            found = [] if actor.account_id is None else load_histories(by=actor.reader.username)
        here = conclusions_here(session, found)
        lines = sorted(
            (line_of(one, now=now, here=here) for one in found), key=lambda one: (not one.due_at, one.due_at)
        )
        trail.add("conclusion_dispute", [one.dispute_id for one in lines])
    return ConclusionDisputeList(tuple(lines[:MOST_LISTED]), is_governance(actor=actor))


def read_conclusion_dispute(session: ReaderSession, *, dispute_id: str) -> ConclusionDisputePage:
    """One disputed conclusion and its reply; NotHere where the account may not open it.

    A reader who was told and no longer sees all that is behind it reads how it stands, and no words.
    """
    with audited(session, action="read_conclusion_dispute") as trail:
        trail.add("conclusion_dispute", [dispute_id])
        found = need_history(session, dispute_id=dispute_id)
        laid, outcome = found.laid, found.outcome
        settles = may_settle_conclusion(session, laid)
        note = _make_note(Texts(session, _shas(found)), found) if has_words(session, found) else None
        notices = Notice.objects.filter(kind=NoticeKind.DISPUTED, about_id=dispute_id)
        return ConclusionDisputePage(
            line=line_of(found, now=clock.now_at(), here=conclusions_here(session, [found])),
            choices=found.choices() if settles else (),
            can_open=sees_all_behind(session, laid),
            is_changed=settles and is_changed(session, laid, now_id=found.now_id),
            notified=notices.order_by().values("account").distinct().count(),
            words=note.words if note else "",
            who=note.who if note else "",
            why=note.why if note else "",
            statement=note.statement if note else "",
            settled_at=outcome.at if outcome else "",
            settled_by=outcome.by if outcome else "",
        )


def offer_conclusion_dispute(
    session: ReaderSession, *, kind: str, conclusion_id: str
) -> tuple[DisputableConclusion, bool]:
    """The conclusion that the account may dispute, and whether it is of information governance; else NotHere."""
    with audited(session, action="offer_conclusion_dispute") as trail:
        found = need_conclusion(session, kind=kind, conclusion_id=conclusion_id)
        trail.add("record", found.record_ids)
        return found, is_governance(actor=session.actor)


def list_notes_of_conclusion(session: ReaderSession, *, conclusion_id: str) -> tuple[ConclusionNote, ...]:
    """What is said beside a conclusion to those who see all that is behind it, the oldest first."""
    followed = [dispute for dispute, now_id in read_followed().items() if now_id == conclusion_id]
    of_it = Q(conclusion_id=conclusion_id) | Q(entry_id__in=followed)
    rows = ConclusionDisputeEntry.objects.disputes().filter(of_it)
    found = [one for one in with_outcomes(rows.reverse()) if sees_all_behind(session, one.laid)]
    if not found:
        return ()
    with audited(session, action="list_notes_of_conclusion") as trail:
        trail.add("conclusion_dispute", [one.laid.entry_id for one in found])
        texts = Texts(session, [sha for one in found for sha in _shas(one)])
        return tuple(_make_note(texts, one) for one in found)


def own_disputed_conclusions(session: ReaderSession, about_ids: Sequence[str]) -> set[str]:
    """Of these disputes those that the account may open: for its notices."""
    rows = ConclusionDisputeEntry.objects.disputes().filter(entry_id__in=list(about_ids)) if about_ids else ()
    return {one.laid.entry_id for one in with_outcomes(rows) if may_open_history(session, one)}


def disputed_actions(session: ReaderSession) -> frozenset[str]:
    """The ids of the actions about a disputed conclusion; for a page that shows actions by their own rights."""
    return disputed_items(session)


def _shas(one: ConclusionHistory) -> list[str]:
    return [one.laid.text_sha, *([one.outcome.text_sha] if one.outcome else [])]


def _make_note(texts: Texts, one: ConclusionHistory) -> ConclusionNote:
    laid, outcome = one.laid, one.outcome
    said = texts.of(laid.text_sha, record_ids=laid.record_ids)
    decided = texts.of(outcome.text_sha, record_ids=laid.record_ids) if outcome else None
    return ConclusionNote(
        dispute_id=laid.entry_id,
        state=one.state,
        at=laid.at,
        by=laid.by,
        words=said.words,
        who=said.who,
        why=decided.words if decided else "",
        statement=decided.what if decided else "",
    )
