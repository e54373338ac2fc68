"""Reads questions about reading for one reader: a manager those about their own people, governance all but its own."""

from sightline.casework.access.teams import Teams, read_teams
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.unusual_reading.models import ReadingEntry
from sightline.casework.unusual_reading.pages import (
    NewsLine,
    NewsPerson,
    QuestionCount,
    QuestionState,
    ReadingAnswerLine,
    ReadingEntryKind,
    ReadingLine,
    ReadingQuestionLine,
    ReadingQuestionList,
    ReadingQuestionPage,
    sentence_of,
)
from sightline.casework.unusual_reading.questions import (
    ReadingQuestion,
    load_questions,
    need_question,
    offered_answers,
    readers_asked_about,
)
from sightline.casework.unusual_reading.readings import people_read, visible_people
from sightline.casework.unusual_reading.rights import (
    check_is_asked,
    check_keeps_news,
    is_asked,
    is_governance,
)

MOST_LISTED = 200


def list_questions(session: ReaderSession) -> ReadingQuestionList:
    """The questions that the account may open: those to answer first, the longest waiting at the top."""
    with audited(session, action="list_reading_questions") as trail:
        check_is_asked(actor=session.actor)
        lines = _own_lines(session)
        trail.add("reading_entry", [one.entry_id for one in lines])
        return ReadingQuestionList(lines, is_governance(actor=session.actor))


def read_question(session: ReaderSession, *, entry_id: str) -> ReadingQuestionPage:
    """One question with the readings behind it; NotHere where the account is not asked about that person."""
    with audited(session, action="read_reading_question") as trail:
        check_is_asked(actor=session.actor)
        trail.add("reading_entry", [entry_id])
        teams = read_teams()
        found = need_question(session, teams, entry_id=entry_id)
        readings = _readings_of(session, found.asked)
        trail.add("person", [one.person_id for one in readings if one.is_shown])
        texts = Texts(session, [one.text_sha for one in found.answers])
        answers = tuple(
            ReadingAnswerLine(ReadingEntryKind(one.kind), one.at, one.by, texts.of(one.text_sha).words)
            for one in found.answers
        )
        choices = offered_answers(session, teams, found)
        return ReadingQuestionPage(_make_line(session, teams, found), readings, answers, choices)


def count_questions(session: ReaderSession) -> QuestionCount | None:
    """How many questions wait for the account; None where it is asked none. Part of a first page."""
    if not is_asked(actor=session.actor):
        return None
    waiting = [one for one in _own_lines(session) if one.may_answer]
    return QuestionCount(len(waiting), sum(one.is_overdue for one in waiting))


def list_news(session: ReaderSession) -> tuple[NewsLine, ...]:
    """Who is on the list of people in the news, the newest first."""
    with audited(session, action="list_people_in_news") as trail:
        check_keeps_news(actor=session.actor)
        rows = list(ReadingEntry.objects.in_news())
        texts = Texts(session, [row.text_sha for row in rows])
        with session.open_current() as opened:
            people = opened[1].people_of(mention_ids=[row.mention_id for row in rows]) if opened and rows else {}
            shown = visible_people(session, opened[1], set(people.values())) if opened else {}
        trail.add("person", shown)
        return tuple(
            NewsLine(
                entry_id=row.entry_id,
                person_id=person_id if person_id in shown else "",
                name=shown[person_id].name if person_id in shown else "",
                since_at=row.at,
                by=row.by,
                why=texts.of(row.text_sha, mention_ids=[row.mention_id]).words,
            )
            for row in rows
            for person_id in [people.get(row.mention_id, "")]
        )


def read_news_person(session: ReaderSession, *, person_id: str) -> NewsPerson:
    """Somebody who is to be put on the list; NotHere where there is no such person."""
    with audited(session, action="read_news_person") as trail:
        check_keeps_news(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_snapshot, store):
            shown = visible_people(session, store, [person_id])
            if person_id not in shown:
                raise NotHere
            mentions = store.mentions_of(person_ids=[person_id])
        listed = ReadingEntry.objects.in_news().filter(mention_id__in=mentions).exists()
        return NewsPerson(person_id, shown[person_id].name, listed)


def _own_lines(session: ReaderSession) -> tuple[ReadingQuestionLine, ...]:
    teams = read_teams()
    asked = ReadingEntry.objects.asked().exclude(reader=session.actor.reader.username)
    readers = asked.order_by("reader").values_list("reader", flat=True).distinct()
    rows = asked.filter(reader__in=readers_asked_about(session.actor, teams, readers))
    lines = [_make_line(session, teams, one) for one in load_questions(teams, rows[:MOST_LISTED])]
    return tuple(sorted(lines, key=lambda one: (one.state is QuestionState.CLOSED, not one.may_answer, one.at)))


def _make_line(session: ReaderSession, teams: Teams, found: ReadingQuestion) -> ReadingQuestionLine:
    today, asked = clock.today(), found.asked
    due_on = found.due_on(today=today)
    return ReadingQuestionLine(
        entry_id=asked.entry_id,
        reader=asked.reader,
        on_day=asked.on_day or today,
        rule_id=asked.word,
        sentence=sentence_of(asked.word, asked.counts),
        at=asked.at,
        state=found.state(today=today),
        due_on=due_on,
        is_overdue=due_on is not None and due_on < today,
        may_answer=bool(offered_answers(session, teams, found)),
    )


def _readings_of(session: ReaderSession, asked: ReadingEntry) -> tuple[ReadingLine, ...]:
    """Each person once a row; named only where the page's reader may open them."""
    rows = AuditEntry.objects.filter(sequence__in=asked.rows, username=asked.reader).order_by("sequence")
    opened_then = people_read(session, rows).get(asked.reader, [])
    seen = dict.fromkeys((one.at, one.person_id) for one in opened_then)
    with session.open_current() as opened:
        if opened is None:
            return ()
        shown = visible_people(session, opened[1], {person for _at, person in seen})
    return tuple(
        ReadingLine(at, person, shown[person].name, shown[person].birth_dates, is_shown=True)
        if person in shown
        else ReadingLine(at, "", "")
        for at, person in seen
    )
