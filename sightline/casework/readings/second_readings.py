"""Asks a second reader after each no: another agency that may see the note, else a manager of the same agency."""

from typing import Any

from sightline.casework.core.house_reader import people_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.candidates import visibility_of_records
from sightline.casework.escalation.engine import SECOND_READING, SENTENCE, Basis, Candidate
from sightline.casework.escalation.models import Item
from sightline.casework.readings.answer_log import AnsweredSentence, SentencePlace, awaiting_second, place_kept
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.reader_choice import SecondReader, choose_second_reader
from sightline.casework.readings.sample import as_restricted_as, is_always_read_again
from sightline.casework.readings.sentence_questions import (
    closed_unanswered,
    first_person,
    in_ordinary_time,
    nth_asked,
    question_about,
    stands,
    timed,
)
from sightline.casework.readings.wrong_marks import read_all_answers
from sightline.casework.word_index.word_hashes import need_key
from sightline.escalation import Stage, choose_ladder, read_ladder
from sightline.model.visibility import Visibility
from sightline.translation.messages import lazy as _

ABOUT_SECOND = _("Another agency answered no. %(question)s")
ABOUT_NO_OTHER = _("One agency answered no, and no other agency may see the note. %(question)s")


def second_readings(session: ReaderSession, now: str) -> list[Candidate]:
    """The same question to a second reader, after each no that nobody else has read yet, while its words stand."""
    waiting = [one for one in awaiting_second(read_all_answers()) if one.at < now]
    seen = visibility_of_records(session, [one.record_id for one in waiting]) if waiting else {}
    people = people_of(session, [mention for one in waiting for mention in one.mention_ids])
    stand = [one for one in waiting if one.record_id in seen and stands(session, one.record_id, one.places)]
    closed = closed_unanswered(SECOND_READING)
    return [_second(one, seen[one.record_id], people, closed[one.about_id]) for one in stand]


def places_asked(item: Item) -> tuple[SentencePlace, ...]:
    """The sentences that an item asks about: of a second reading those that the first answer was about."""
    if first := first_answer(item):
        return first.places
    return (place_kept(item.sentence, key=need_key()),) if item.source == SENTENCE and item.sentence else ()


def first_answer(item: Item) -> AnsweredSentence | None:
    """The no that a second reading is about; None of a first question."""
    if item.source != SECOND_READING:
        return None
    said = [one for one in read_all_answers() if one.about_id == item.about_id and not one.is_second]
    return next((one for one in reversed(said) if one.answer is SentenceAnswer.NO), None)


def first_readers(item: Item) -> set[str]:
    """The accounts that answered before a second person was asked."""
    return {one.by for one in read_all_answers() if one.about_id == item.about_id and not one.is_second}


def _second(one: AnsweredSentence, seen: Visibility, people: dict[str, str], times_closed: int) -> Candidate:
    seen = as_restricted_as(one.sign, seen=seen)
    reader = choose_second_reader(holder=one.agency or seen.agency, first_reader=one.by, seen=seen)
    about = (ABOUT_NO_OTHER if reader.begins else ABOUT_SECOND) % {"question": question_about(one.sign)}
    return Candidate(
        source=SECOND_READING,
        about=about,
        agency=reader.agency,
        organisation=reader.organisation,
        begins=reader.begins,
        record_id=one.record_id,
        mention_ids=one.mention_ids,
        basis=(Basis(one.record_id, seen),),
        about_id=one.about_id,
        person_id=first_person(one.mention_ids, people),
        known_from=one.known_from,
        sentence={"sign": one.sign},
        **_timed(one, nth_asked(_second_name(one), times_closed), reader),
    )


def _timed(one: AnsweredSentence, nth: str, reader: SecondReader) -> dict[str, Any]:
    """The straight line of what must be answered; for a no that is only in the sample, the ordinary time of a stage."""
    if is_always_read_again(one.sign):
        return timed(one.at, nth, until=_stage_after(reader))
    return in_ordinary_time(one.at, nth)


def _second_name(one: AnsweredSentence) -> str:
    """What a second reading is known by: a correction of a yes has one of its own."""
    name = f"{one.about_id} second"
    return nth_asked(name, one.sequence) if one.corrects else name


def _stage_after(reader: SecondReader) -> Stage:
    """The stage that is asked after the one that reads first."""
    ladder = read_ladder(choose_ladder(agency=reader.agency))
    return ladder.next_after(Stage(reader.begins) if reader.begins else ladder.first)
