"""Reads notices of correction for one reader, and what the sharing ledger says of them."""

from collections.abc import Iterable, Mapping, Sequence

from sightline.casework.accounts.governance_scope import agencies_of_records, sees_every_agency
from sightline.casework.audit.id_hashes import hash_id, hash_ids
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.histories import (
    line_of,
    list_histories,
    load_histories,
    need_history,
    settles,
    with_account_states,
    with_replies,
)
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.pages import CorrectionList, CorrectionPage, CorrectionReply, CorrectionWhat
from sightline.casework.corrections.rights import may_settle
from sightline.casework.journal.lines import JournalLines
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.people.selectors import may_open_record
from sightline.sharing import can_see_people

MOST_LISTED = 500


def list_corrections(session: ReaderSession) -> CorrectionList:
    """The notices for the account, the newest first; for information governance those that concern its body."""
    with audited(session, action="list_corrections") as trail:
        actor, now = session.actor, clock.now_at()
        found = list_histories(session)[:MOST_LISTED]
        lines = tuple(line_of(one, now=now, username=actor.reader.username) for one in found)
        trail.add("correction", [one.correction_id for one in lines])
    governs = may_settle(actor=actor)
    return CorrectionList(lines, governs, governs and sees_every_agency(actor=actor))


def read_correction(session: ReaderSession, *, correction_id: str) -> CorrectionPage:
    """One notice: its recipients for information governance, oneself for a reader. NotHere for all others."""
    with audited(session, action="read_correction") as trail:
        trail.add("correction", [correction_id])
        found = need_history(session, correction_id=correction_id)
        name, governs = session.actor.reader.username, settles(session, found)
        own = found.recipient(name)
        openable = _openable(session, found.record_ids)
        trail.add("about", openable)
        texts: JournalLines[str] = JournalLines(
            session, mention_ids=(), record_ids=openable, shas=[found.notice.text_sha], seen={}
        )
        is_whole = governs and found.readers is None
        shown_words = found.notice.text_sha and (is_whole or len(openable) == len(found.record_ids))
        words = texts.text(found.notice.text_sha).words if shown_words else ""
        return CorrectionPage(
            line=line_of(found, now=clock.now_at(), username=name),
            agencies=_agencies(session, found.record_ids),
            recipients=with_account_states(found.recipients) if governs else found.recipients,
            openable=openable,
            mine=own if own and not own.settled_at else None,
            may_settle=governs,
            words=words,
        )


def _openable(session: ReaderSession, record_ids: Sequence[str]) -> tuple[str, ...]:
    """Those of the records that the reader may open now."""
    if not can_see_people(reader=session.actor.reader):
        return ()
    with session.open_current() as opened:
        if opened is None:
            return ()
        return tuple(one for one in record_ids if may_open_record(opened[1], one, session.sight))


def _agencies(session: ReaderSession, record_ids: Sequence[str]) -> tuple[str, ...]:
    """Whose records they are, as the ledger said when they were shown, or as they stand now."""
    rows = SharedRecord.objects.of_records(list(record_ids)).exclude(from_agency="")
    found = set(rows.values_list("from_agency", flat=True))
    return tuple(sorted(found or set(agencies_of_records(session, record_ids).values())))


def own_corrections(session: ReaderSession, correction_ids: Sequence[str]) -> set[str]:
    """Of these notices those that the account has not answered."""
    name = session.actor.reader.username
    rows = CorrectionEntry.objects.notices().filter(entry_id__in=list(correction_ids)) if correction_ids else ()
    return {one.notice.entry_id for one in with_replies(rows) if any(r.username == name for r in one.waiting)}


def replies_by_reader(
    session: ReaderSession, *, record_ids: Iterable[str]
) -> Mapping[tuple[str, str], tuple[CorrectionReply, ...]]:
    """By record and account: what each reader of these records was told of, for a page of the sharing ledger.

    For a page that has checked the reader and is audited by its own selector.
    """
    wanted = {hash_id(one): one for one in record_ids}  # of an erased record a line of the ledger has the hash alone
    found = dict[tuple[str, str], tuple[CorrectionReply, ...]]()
    if not wanted or not may_settle(actor=session.actor):
        return found
    for one in load_histories():
        changed = {wanted[each] for each in hash_ids(one.notice.record_ids) if each in wanted}
        for reader in one.recipients if changed else ():
            said = CorrectionReply(
                one.notice.entry_id, CorrectionWhat(one.notice.word), one.notice.at, reader.settled_at
            )
            seen = set(hash_ids(reader.record_ids))
            for record_id in (one for one in changed if hash_id(one) in seen):
                key = (record_id, reader.username)
                found[key] = (*found.get(key, ()), said)
    return found
