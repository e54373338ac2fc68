"""Tells everyone who was shown records what was done to them, and keeps that each of them knows."""

from collections.abc import Iterable, Sequence
from datetime import time

from sightline.casework.audit.trail import Trail
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.actions import ACKNOWLEDGE
from sightline.casework.corrections.histories import need_history, read_history, settles
from sightline.casework.corrections.holders import find_holders, holders_of
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.own_readings import find_own_readings
from sightline.casework.corrections.pages import CorrectionEntryKind, CorrectionWhat
from sightline.casework.corrections.recipients import PeopleOnRecord, find_recipients
from sightline.casework.corrections.rights import check_settles
from sightline.casework.corrections.writer import CORRECTIONS, CorrectionDraft
from sightline.casework.journal.draft import read_words
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.model.errors import Refused, Usage
from sightline.model.visibility import Scope
from sightline.model.when import london_day, moment
from sightline.translation.messages import lazy as _


def tell_all_who_were_shown(
    session: ReaderSession, *, record_ids: Iterable[str], what: CorrectionWhat, trail: Trail, words: str = ""
) -> str:
    """Put a notice in the list of each reader who was shown one of the records; the notice's id.

    One notice a reader: it lists those that the reader may have seen. Empty where nobody else was shown one. Call it in
    the transaction of the act that corrects, restricts or erases the records, and before their ids are forgotten.
    `words` say what is right now; they can be erased.
    """
    asked = tuple(dict.fromkeys(record_ids))
    by = session.actor.reader.username
    held, own = _whose(session, asked), find_own_readings(holders_of(session, asked))
    shown = find_recipients(record_ids=asked, held=held, named=find_named(session, asked), own=own)
    recipients = tuple(one for one in shown if one.username != by)
    if not recipients:
        return ""
    seen = {one for reader in recipients for one in reader.record_ids}
    ids = tuple(one for one in asked if one in seen)
    place = {one: number for number, one in enumerate(ids)}
    draft = CorrectionDraft(
        kind=CorrectionEntryKind.CHANGED,
        word=what,
        words=words.strip(),
        record_ids=ids,
        recipients=tuple(
            (r.username, r.agency, r.organisation, r.shown_at, r.has_file, sorted(place[one] for one in r.record_ids))
            for r in recipients
        ),
        holders=tuple(sorted({one for holders in find_holders(session, ids).values() for one in holders})),
    )
    entry = CORRECTIONS.write(session, subject=None, draft=draft, trail=trail)
    notify(
        usernames=[one.username for one in recipients],
        kind=NoticeKind.CORRECTION,
        about_id=entry.entry_id,
        at=entry.at,
    )
    trail.add("item", [ACKNOWLEDGE.open_for(session, entry)])
    return entry.entry_id


def find_named(session: ReaderSession, record_ids: Sequence[str]) -> tuple[PeopleOnRecord, ...]:
    """Who is named on these records, in the snapshot: by every mention, since a person's id is that of a mention.

    Not on one that was always restricted or sealed: whoever may not know of it was shown nothing of it.
    """
    with session.open_current() as opened:
        if opened is None:
            return ()
        store = opened[1]
        holders, people = store.holders_of(record_ids=record_ids), store.people_on(record_ids=record_ids)
        versions = store.records(record_ids=list(holders), sight=THE_HOUSE)
        return tuple(
            PeopleOnRecord(
                one,
                whose,
                tuple(sorted({*people[one], *store.mentions_of(person_ids=sorted(people[one]))} - {""})),
                _first_moment(each["received_at"] for each in versions.get(one, ())),
            )
            for one, whose in holders.items()
            if people.get(one, set()) - {""}
            and any(not each["restricted"] and not each["sealed"] for each in versions.get(one, ()))
        )


def _first_moment(received: Iterable[str]) -> str:
    """The beginning of the first of these days; empty where none is known."""
    days = [london_day(one) for one in received]
    return moment(min(days), time(0, 0)) if days else ""


def _whose(session: ReaderSession, record_ids: Sequence[str]) -> tuple[Scope, ...]:
    return tuple(holders_of(session, record_ids).values())


def acknowledge_correction(session: ReaderSession, *, correction_id: str, copies_dealt_with: bool) -> str:
    """Say that one knows, and has corrected or destroyed each copy that one took; the id of the entry."""
    with CORRECTIONS.hold(session, action="acknowledge_correction", subject_id=correction_id) as trail:
        account = acting_account(actor=session.actor)
        found = need_history(session, correction_id=correction_id)
        mine = found.recipient(account.username)
        if mine is None or mine.settled_at:
            raise Refused(
                _("This notice needs no answer from you."), code="out_of_place", what_to_do=_("See your notices.")
            )
        if mine.has_file and not copies_dealt_with:
            raise Usage(
                _("You took the record in a file."),
                code="no_copies",
                what_to_do=_("Correct or destroy each copy, then say that you did."),
            )
        draft = CorrectionDraft(kind=CorrectionEntryKind.ACKNOWLEDGED, about=correction_id, reader=account.username)
        entry = CORRECTIONS.write(session, subject=None, draft=draft, trail=trail)
        _close_when_all_answered(session, entry)
    return entry.entry_id


def reach_recipient(session: ReaderSession, *, correction_id: str, username: str, words: str) -> str:
    """Keep that information governance told a reader in another way, such as one whose account is closed."""
    with CORRECTIONS.hold(session, action="reach_recipient", subject_id=correction_id) as trail:
        check_settles(actor=session.actor)
        found = need_history(session, correction_id=correction_id)
        if not settles(session, found):
            raise NotHere
        reader = found.recipient(username)
        if reader is None or reader.settled_at:
            raise Refused(
                _("This reader has answered already, or was not shown the record."),
                code="out_of_place",
                what_to_do=_("Open the notice again: a colleague may have acted since."),
            )
        said = read_words(words)
        draft = CorrectionDraft(
            kind=CorrectionEntryKind.REACHED, about=correction_id, reader=reader.username, words=said
        )
        entry = CORRECTIONS.write(session, subject=None, draft=draft, trail=trail)
        _close_when_all_answered(session, entry)
    return entry.entry_id


def _close_when_all_answered(session: ReaderSession, entry: CorrectionEntry) -> None:
    if not any(one.waiting for one in read_history(entry.about)):
        ACKNOWLEDGE.close(session, entry.about, now=entry.at)
