"""Takes the answer to a question about a sentence, and reads what is asked, as far as its reader may see the note.

Whoever must answer and may not see the note is told whom to call, as with every action. The answer names places and
hashes of words alone.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_SENTENCES, SECOND_READING, ladder_of
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import find_item, reads_again
from sightline.casework.escalation.selectors import read_item
from sightline.casework.escalation.services.responses import HeldItem, held_item, take_correction, take_reading
from sightline.casework.notes.pages.sentences import NoteSentences, ReadSentence, SentencePiece
from sightline.casework.notes.selectors.sentences import by_note
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.sentence_answers import AnsweredSentence, SentencePlace, answers_in_force, place_kept
from sightline.casework.readings.sentence_finder import FoundWords, find_words_now
from sightline.casework.readings.sentence_questions import stands
from sightline.casework.readings.wrong_marks import read_all_answers
from sightline.casework.word_index.word_hashes import need_key
from sightline.escalation import check_words
from sightline.model.errors import Refused
from sightline.model.passages import Level, hash_sha256
from sightline.translation.messages import lazy as _


def answer_sentence(session: ReaderSession, *, item_id: str, answer: SentenceAnswer) -> int:
    """Say whether a sentence says so; the number of the decision. NotHere where the item asks about no sentence."""
    with held_item(session, item_id=item_id, action="answer_sentence") as held:
        item = held.item
        if item.source not in OF_SENTENCES:
            raise NotHere
        _check_second(session, held)
        if answer is SentenceAnswer.CANNOT_TELL and held.stage is ladder_of(item).top:
            raise Refused(
                _("No stage is above yours, so nobody else would be asked."),
                code="nobody_above",
                what_to_do=_("Ask the author of the note or the agency that holds it. Then answer yes or no."),
            )
        first = _first_answer(item)
        if first is None and not stands(session, item.record_id, _places_asked(item)):
            raise Refused(
                _("The note has changed since this was asked."),
                code="asked_no_more",
                what_to_do=_("You do not need to answer. The next update closes this or asks again."),
            )
        is_settled = answer is not SentenceAnswer.CANNOT_TELL
        body = _body(item, first.sign if first else item.sentence["sign"], _places_asked(item))
        body |= {"of_mark": True} if first and first.of_mark else {}
        body["model_version"] = "" if first else item.sentence["model_version"]
        return take_reading(session, held, is_settled=is_settled, answer=answer.value, body=body)


def correct_answer(session: ReaderSession, *, item_id: str, why: str) -> int:
    """Correct a yes to no, saying why; the number of the decision. A second person reads the no, as every other.

    Until then the yes stands. Refused where the answer in force is not yes; NotHere where it asks about no sentence.
    """
    with held_item(session, item_id=item_id, action="correct_answer") as held:
        item = held.item
        if item.source not in OF_SENTENCES:
            raise NotHere
        words = check_words(why, today=clock.today(), part="why")
        _check_second(session, held)
        answers = answers_in_force(read_all_answers())
        stands_now = next((one for one in answers if one.about_id == item.about_id), None)
        if stands_now is None:
            raise Refused(
                _("The answer is not yes now, so there is nothing to correct."),
                code="not_yes",
                what_to_do=_("Open the action again to see its answers."),
            )
        body = {**_body(item, stands_now.sign, stands_now.places), "corrects": stands_now.sequence}
        return take_correction(session, held, answer=SentenceAnswer.NO.value, words=words, body=body)


def read_asked(session: ReaderSession, *, item_id: str) -> tuple[NoteSentences, ...]:
    """The sentences that an item asks about, as its reader may see them; none of an item that asks about none.

    NotHere where the account may not know of the item.
    """
    page = read_item(session, item_id=item_id)
    with audited(session, action="read_asked_sentences") as trail:
        refuse_elected(session.actor)
        trail.add("item", [item_id])
        item = find_item(session, item_id)
        if item is None or item.source not in OF_SENTENCES or not page.line.shown:
            return ()
        trail.add("record", [item.record_id])
        return _read(session, item, _places_asked(item))


def _read(session: ReaderSession, item: Item, places: Sequence[SentencePlace]) -> tuple[NoteSentences, ...]:
    """With the words that carried them, where the newest reading lists them; else as they stand in the record."""
    first = _first_answer(item)
    sign, key = first.sign if first else item.sentence.get("sign", ""), need_key()
    hashes = {one.words_mark for one in places}
    with session.open_current() as opened:
        if opened is None:
            return ()
        rows = opened[1].sentences.of_record(record_id=item.record_id, sight=session.sight)
        listed = [row for row in rows if row["indicator"] == sign and row["level"] != Level.SET_ASIDE]
        asked = [row for row in listed if hash_sha256(row["words_sha256"], key=key) in hashes]
        if asked:
            return by_note(asked)
        found = find_words_now(opened[1], record_id=item.record_id, places=places, sight=session.sight, key=key)
    return tuple(_as_note(item, one) for one in found)


def _as_note(item: Item, one: FoundWords) -> NoteSentences:
    sentence = ReadSentence(one.start, (SentencePiece(one.text, False),) if one.text else (), ())
    return NoteSentences(item.record_id, one.row["agency"], None, one.heading, (sentence,), 0)


def _body(item: Item, sign: str, places: Sequence[SentencePlace]) -> dict[str, Any]:
    """What each answer keeps: the sign, whose note it is, and where its words stand."""
    return {
        "label": sign,
        "agency": item.agency,
        "known_from": item.known_from,
        "answered_on": clock.today().isoformat(),
        "model_version": "",
        "sentences": [asdict(place) for place in places],
        **{name: getattr(places[0], name) for name in ("source_file", "source_row", "field", "start", "end")},
    }


def _places_asked(item: Item) -> tuple[SentencePlace, ...]:
    """The sentences that an item asks about: of a second reading those that the first answer was about."""
    if first := _first_answer(item):
        return first.places
    return (place_kept(item.sentence, key=need_key()),) if item.sentence else ()


def _first_answer(item: Item) -> AnsweredSentence | None:
    """The no that a second reading is about; None of a first question."""
    if item.source != SECOND_READING:
        return None
    said = [one for one in read_all_answers() if one.about_id == item.about_id and not one.is_second]
    return next((one for one in reversed(said) if one.answer is SentenceAnswer.NO), None)


def _check_second(session: ReaderSession, held: HeldItem) -> None:
    """Refused where a second reading is by whoever read first, or of the same agency by no manager."""
    item = held.item
    if item.source == SECOND_READING and session.actor.reader.username in _first_readers(item):
        raise Refused(
            _("You read this sentence before. A second person must read it."),
            code="own_answer",
            what_to_do=_("Ask a colleague to answer."),
        )
    if not reads_again(item=item, stage=held.stage):
        raise Refused(
            _("A colleague of yours read this sentence before. A manager must read it."),
            code="from_below",
            what_to_do=_("Tell your manager what you know."),
        )


def _first_readers(item: Item) -> set[str]:
    return {one.by for one in read_all_answers() if one.about_id == item.about_id and not one.is_second}
