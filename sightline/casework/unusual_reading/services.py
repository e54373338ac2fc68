"""Lets the rules look at the audit log, keeps the answers to what they ask, and keeps who is in the news."""

from datetime import date, timedelta

from sightline.casework.access.teams import read_teams
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.unusual_reading.models import ReadingEntry
from sightline.casework.unusual_reading.pages import ReadingEntryKind
from sightline.casework.unusual_reading.questions import need_question, offered_answers
from sightline.casework.unusual_reading.readings import read_day, read_opened, visible_people
from sightline.casework.unusual_reading.rights import check_is_asked, check_keeps_news, check_looks_for_unusual
from sightline.casework.unusual_reading.writer import READING, ReadingDraft
from sightline.model.errors import Refused, Usage
from sightline.sharing.reading_rules import UnusualReading, find_unusual
from sightline.translation.messages import lazy as _

LOOKED_THROUGH, MOST_DAYS = "unusual_reading_through", 31


def ask_about_days(session: ReaderSession) -> int:
    """Let the rules look at each day that has ended since the last time; how many questions they ask."""
    yesterday, written = clock.today() - timedelta(days=1), Marker.objects.read(LOOKED_THROUGH)
    last = date.fromisoformat(written) if written else yesterday - timedelta(days=1)
    if last == yesterday:
        return 0
    if last > yesterday:  # written while the machine's clock was ahead
        last = yesterday - timedelta(days=1)
    asked = look_for_unusual(session, since=max(last + timedelta(days=1), yesterday - timedelta(days=MOST_DAYS)))
    Marker.objects.write(LOOKED_THROUGH, yesterday.isoformat())
    return asked


def look_for_unusual(session: ReaderSession, *, since: date | None = None) -> int:
    """Let the rules look at each day from one on that has ended, or at yesterday; how many new questions they ask.

    A day that they looked at before gives no question twice.
    """
    check_looks_for_unusual(actor=session.actor)
    session = session.as_house()
    first = max(since or clock.today() - timedelta(days=1), clock.today() - timedelta(days=MOST_DAYS))
    days = [first + timedelta(days=one) for one in range((clock.today() - first).days)]
    return sum(_ask_about(session, day) for day in days)


def _ask_about(session: ReaderSession, day: date) -> int:
    on = read_opened(session, day=day)
    found: list[tuple[str, UnusualReading]] = []
    with session.open_current() as opened:
        if opened is None:
            return 0
        for account in Account.objects.filter(username__in=on.readers).order_by("username"):
            asked_on = _asked_before(account.username, day)
            reader = read_day(session, opened[1], account=account, on=on)
            found += [(account.username, one) for one in find_unusual(reader, asked_on=asked_on)]
    known = set(ReadingEntry.objects.asked().filter(on_day=day).values_list("word", "reader"))
    new = [(name, one) for name, one in found if (one.rule_id, name) not in known]
    if new:
        with READING.hold(session, action="ask_about_reading") as trail:
            for name, one in new:
                draft = ReadingDraft(
                    kind=ReadingEntryKind.ASKED,
                    word=one.rule_id,
                    reader=name,
                    on_day=day,
                    rows=one.rows,
                    counts=one.counts,
                )
                READING.write(session, subject=None, draft=draft, trail=trail)
    return len(new)


def _asked_before(username: str, day: date) -> dict[str, date]:
    """By rule, the last day before this about which it asked of an account."""
    rows = ReadingEntry.objects.asked().filter(reader=username, on_day__lt=day).order_by("on_day")
    return {rule_id: on_day for rule_id, on_day in rows.values_list("word", "on_day") if on_day is not None}


def answer_question(session: ReaderSession, *, entry_id: str, answer: str, words: str) -> None:
    """Answer a question as whose turn it is. A manager who will talk to the person answers again afterwards."""
    with READING.hold(session, action="answer_about_reading", subject_id=entry_id) as trail:
        check_is_asked(actor=session.actor)
        teams = read_teams()
        found = need_question(session, teams, entry_id=entry_id)
        choices = offered_answers(session, teams, found)
        if not choices:
            raise Refused(
                _("This question needs no answer from you."),
                code="out_of_place",
                what_to_do=_("Open the list again: a colleague may have answered."),
            )
        if answer not in choices:
            raise Usage(_("The answer is missing."), code="no_answer", what_to_do=_("Choose an answer."))
        draft = ReadingDraft(kind=ReadingEntryKind(answer), about=entry_id, words=read_words(words, part="words"))
        READING.write(session, subject=None, draft=draft, trail=trail)


def put_in_news(session: ReaderSession, *, person_id: str, why: str) -> str:
    """Put somebody on the list of people in the news; the entry's id. Who is on it stays there until taken off."""
    with READING.hold(session, action="put_in_news") as trail:
        check_keeps_news(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_snapshot, store):
            if not visible_people(session, store, [person_id]):
                raise NotHere
            mentions = sorted(store.mentions_of(person_ids=[person_id]))
        if ReadingEntry.objects.in_news().filter(mention_id__in=mentions).exists():
            raise Refused(_("This person is already on the list."), code="listed_before", what_to_do=_("See the list."))
        words = read_words(why, part="why")
        draft = ReadingDraft(kind=ReadingEntryKind.IN_NEWS, mention_id=mentions[0], words=words)
        return READING.write(session, subject=None, draft=draft, trail=trail).entry_id


def take_out_of_news(session: ReaderSession, *, entry_id: str) -> None:
    """Take somebody off the list."""
    with READING.hold(session, action="take_out_of_news") as trail:
        check_keeps_news(actor=session.actor)
        if not ReadingEntry.objects.in_news().filter(entry_id=entry_id).exists():
            raise NotHere
        draft = ReadingDraft(kind=ReadingEntryKind.OUT_OF_NEWS, about=entry_id)
        READING.write(session, subject=None, draft=draft, trail=trail)
