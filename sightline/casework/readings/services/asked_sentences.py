"""Takes the answer to a question about a sentence, and what corrects a yes.

Whoever must answer and may not see the note is told whom to call, as with every action. The answer names places and
hashes of words alone.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_SENTENCES, SECOND_READING, ladder_of
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import reads_again
from sightline.casework.escalation.services.responses import HeldItem, held_item, take_correction, take_reading
from sightline.casework.readings.answer_log import SentencePlace, answers_in_force
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.second_readings import first_answer, first_readers, places_asked
from sightline.casework.readings.sentence_questions import stands
from sightline.casework.readings.wrong_marks import read_all_answers
from sightline.escalation import check_words
from sightline.model.errors import Refused
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
                _("You are the last stage, so answer yes or no."),
                code="nobody_above",
                what_to_do=_("Ask the author of the note or the agency that holds it. Then answer yes or no."),
            )
        first = first_answer(item)
        if first is None and not stands(session, item.record_id, places_asked(item)):
            raise Refused(
                _("The note has changed since this was asked."),
                code="asked_no_more",
                what_to_do=_("You do not need to answer. The next update closes this or asks again."),
            )
        is_settled = answer is not SentenceAnswer.CANNOT_TELL
        body = _body(item, first.sign if first else item.sentence["sign"], places_asked(item))
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


def _check_second(session: ReaderSession, held: HeldItem) -> None:
    """Refused where a second reading is by whoever read first, or of the same agency by no manager."""
    item = held.item
    if item.source == SECOND_READING and session.actor.reader.username in first_readers(item):
        raise Refused(
            _("You read this sentence before. A second person must read it."),
            code="own_answer",
            what_to_do=_("Ask a colleague to answer."),
        )
    if not reads_again(item=item, stage=held.stage):
        raise Refused(
            _("Someone in your team has already read this sentence. A manager must read it now."),
            code="from_below",
            what_to_do=_("Tell your manager what you know."),
        )
