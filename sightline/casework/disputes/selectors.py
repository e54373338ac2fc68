"""Reads what is said beside records: additions of their authors, disputes with their outcomes, people's statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.selectors.additions import list_additions
from sightline.casework.concerns.sent_rows import find_sent
from sightline.casework.concerns.subjects import records_of
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.histories import (
    DisputeHistory,
    has_new_version,
    line_of,
    load_histories,
    mentions_named,
    need_history,
    need_record,
    with_outcomes,
)
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.disputes.pages import (
    BesideKind,
    BesideLine,
    BesideOptions,
    DisputeEntryKind,
    DisputeList,
    DisputePage,
)
from sightline.casework.disputes.rights import is_governance, may_add_statement, may_settle
from sightline.casework.protection.free_text import Texts

MOST_LISTED = 500


def list_beside(session: ReaderSession, *, record_ids: Iterable[str]) -> Mapping[str, tuple[BesideLine, ...]]:
    """What is said beside these records, by record, of those that the reader may see; the oldest first of each kind."""
    wanted = list(record_ids)
    found: dict[str, list[BesideLine]] = defaultdict(list)
    for record_id, added in list_additions(session, record_ids=wanted).items():
        found[record_id] += [BesideLine(BesideKind.ADDED, one.at, one.by, one.words) for one in added]
    rows = list(DisputeEntry.objects.beside(wanted))
    if rows:
        with audited(session, action="list_beside") as trail:
            seen = {one.record_id for one in records_of(session, record_ids=sorted({row.record_id for row in rows}))}
            trail.add("record", sorted(seen))
            for record_id, line in _lines_beside(session, [row for row in rows if row.record_id in seen]):
                found[record_id].append(line)
    return {record_id: tuple(lines) for record_id, lines in found.items()}


def _lines_beside(session: ReaderSession, rows: list[DisputeEntry]) -> Iterable[tuple[str, BesideLine]]:
    texts = Texts(session, [row.text_sha for row in rows])
    outcomes = {row.about: row for row in rows if row.about}
    for row in rows:
        text = texts.of(row.text_sha, record_ids=[row.record_id])
        outcome = outcomes.get(row.entry_id)
        if row.kind == DisputeEntryKind.LAID:
            kind = BesideKind(outcome.kind) if outcome else BesideKind.DISPUTED
            yield (
                row.record_id,
                BesideLine(kind, row.at, row.by, text.words, text.who, row.part or text.what, row.entry_id),
            )
        elif row.kind == DisputeEntryKind.STATEMENT:
            yield row.record_id, BesideLine(BesideKind.STATEMENT, row.at, row.by, text.words, text.who)
        elif text.what:  # the person's own statement, kept with the outcome
            yield row.record_id, BesideLine(BesideKind.STATEMENT, row.at, row.by, text.what, dispute_id=row.about)


def list_disputes(session: ReaderSession) -> DisputeList:
    """The disputes that the account entered, or settles: those without a reply first, by deadline."""
    with audited(session, action="list_disputes") as trail:
        actor, now = session.actor, clock.now_at()
        if is_governance(actor=actor):
            found = [one for one in load_histories() if may_settle(session, one.laid)]
        else:
            found = [] if actor.account_id is None else load_histories(by=actor.reader.username)
        lines = sorted((line_of(one, now=now) for one in found), key=lambda one: (not one.due_at, one.due_at))
        trail.add("dispute", [one.dispute_id for one in lines])
    return DisputeList(tuple(lines[:MOST_LISTED]), is_governance(actor=actor))


def read_dispute(session: ReaderSession, *, dispute_id: str) -> DisputePage:
    """One dispute and its outcome; NotHere where the account neither entered nor settles it."""
    with audited(session, action="read_dispute") as trail:
        trail.add("dispute", [dispute_id])
        found = need_history(session, dispute_id=dispute_id)
        can_open = bool(records_of(session, record_ids=[found.laid.record_id]))
        return _make_page(session, found, can_open=can_open)


def _make_page(session: ReaderSession, found: DisputeHistory, *, can_open: bool) -> DisputePage:
    laid, outcome = found.laid, found.outcome
    texts = Texts(session, [laid.text_sha, *([outcome.text_sha] if outcome else [])])
    said = texts.of(laid.text_sha, record_ids=[laid.record_id])
    decided = texts.of(outcome.text_sha, record_ids=[laid.record_id]) if outcome else None
    settles = may_settle(session, laid)
    return DisputePage(
        line=line_of(found, now=clock.now_at()),
        part=laid.part or said.what,
        choices=found.choices() if settles else (),
        can_open=can_open,
        has_new_version=settles and has_new_version(session, laid),
        words=said.words,
        who=said.who,
        why=decided.words if decided else "",
        statement=decided.what if decided else "",
        settled_at=outcome.at if outcome else "",
        settled_by=outcome.by if outcome else "",
    )


def offer_beside(session: ReaderSession, *, record_id: str) -> BesideOptions:
    """What the account may enter beside a record; NotHere where it may not open it."""
    with audited(session, action="offer_beside") as trail:
        record = need_record(session, record_id=record_id)
        trail.add("record", [record_id])
        with session.open_current() as opened:
            rows = opened[1].record_rows(record_id=record_id, sight=session.sight) if opened else []
        sent = find_sent(session, record_id)
        headings = [heading for row in rows for heading in row["original"]]
        boxes = list(dict.fromkeys([*headings, *(heading for heading, _ in (sent.boxes if sent else ()))]))
        mentions = mentions_named(session, record_id=record_id)
        return BesideOptions(
            record_id=record_id,
            kind=record.kind,
            agency=record.agency,
            boxes=tuple(boxes),
            may_add_statement=may_add_statement(actor=session.actor, mention_ids=mentions),
            is_governance=is_governance(actor=session.actor),
        )


def may_say_beside(session: ReaderSession, *, record_id: str) -> bool:
    """Whether the account may enter a dispute of a record, for a page that is audited by its own selector."""
    try:
        need_record(session, record_id=record_id)
    except NotHere:
        return False
    return session.actor.account_id is not None


def open_histories() -> list[DisputeHistory]:
    """Every dispute without a reply; for counts alone."""
    return [one for one in with_outcomes(DisputeEntry.objects.disputes()) if one.outcome is None]
