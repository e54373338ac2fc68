"""Reads adults named in records to whom a letter may have to go, and what is missing before one can."""

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.house_reader import people_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.named_adults.histories import NamedAdultHistory, governed, load_histories, need_history
from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.pages import (
    AGENCIES_REPLY,
    NamedAdultEntryKind,
    NamedAdultLine,
    NamedAdultLogLine,
    NamedAdultPage,
)
from sightline.casework.named_adults.reasons import read_telling
from sightline.casework.named_adults.reasons import telling_reasons as telling_reasons
from sightline.casework.named_adults.rights import check_lists, is_governance, may_open, may_reply
from sightline.casework.people.selectors import may_open as may_open_person
from sightline.casework.protection.free_text import Texts

K = NamedAdultEntryKind


def list_named_adults(session: ReaderSession) -> tuple[NamedAdultLine, ...]:
    """The adults about whom somebody asked: those that are looked at again first, by the day."""
    with audited(session, action="list_named_adults") as trail:
        check_lists(actor=session.actor)
        found = governed(session, load_histories())
        texts = Texts(session, [one.asked.text_sha for one in found])
        lines = [_line_of(one, texts) for one in found]
        trail.add("named_adult", [one.adult_id for one in lines])
    return tuple(sorted(lines, key=lambda one: (not one.review_at, one.review_at)))


def read_named_adult(session: ReaderSession, *, adult_id: str) -> NamedAdultPage:
    """One adult with all that was recorded; NotHere where the account sees nothing of it."""
    with audited(session, action="read_named_adult") as trail:
        trail.add("named_adult", [adult_id])
        found = need_history(session, adult_id=adult_id)
        rows = (found.asked, *found.entries.all)
        texts = Texts(session, [row.text_sha for row in rows])
        return NamedAdultPage(
            line=_line_of(found, texts),
            log=tuple(_log_line(row, texts) for row in found.entries.all),
            choices=choices_of_reader(session, found),
            person_id=_person_of(session, found),
            words=texts.of(found.asked.text_sha).words,
        )


def choices_of_reader(session: ReaderSession, found: NamedAdultHistory) -> tuple[NamedAdultEntryKind, ...]:
    """What the account may record next about an adult."""
    adult_id, agency = found.asked.entry_id, session.actor.reader.agency
    replies = AGENCIES_REPLY if may_reply(session, adult_id=adult_id) and agency in read_telling().agencies else ()
    if not is_governance(actor=session.actor):
        return replies
    letter = () if found.missing(now=clock.now_at()) else (K.LETTER,)
    return (*letter, K.ENDED if found.standing_reason else K.REASON, K.AGAIN)


def sees_named_adult(session: ReaderSession, *, adult_id: str) -> bool:
    """Whether the account may open an adult's page, for a page that is audited by its own selector."""
    return may_open(session, adult_id=adult_id)


def _person_of(session: ReaderSession, found: NamedAdultHistory) -> str:
    """The person as matched now; empty where the account may not open them."""
    person_id = people_of(session, [found.asked.mention_id]).get(found.asked.mention_id, "")
    with session.open_current() as opened:
        is_open = opened is not None and person_id and may_open_person(opened[1], person_id, session.sight)
    return person_id if is_open else ""


def _line_of(one: NamedAdultHistory, texts: Texts) -> NamedAdultLine:
    now, review_at = clock.now_at(), one.review_at
    return NamedAdultLine(
        adult_id=one.asked.entry_id,
        asked_at=one.asked.at,
        missing=one.missing(now=now),
        review_at=review_at,
        is_overdue=bool(review_at) and review_at < now,
        has_letter=bool(one.entries.of(K.LETTER)),
        who=texts.of(one.asked.text_sha).who,
    )


def _log_line(row: NamedAdultEntry, texts: Texts) -> NamedAdultLogLine:
    words = texts.of(row.text_sha).words if row.text_sha else ""
    return NamedAdultLogLine(K(row.kind), row.at, row.by, row.agency, row.word, row.on_day, words)
