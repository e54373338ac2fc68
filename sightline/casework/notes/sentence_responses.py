"""Takes the answer to a question about a sentence, and reads what is asked, as far as its reader may see the note.

Whoever must answer and may not see the note is told whom to call, as with every action. The answer names places and
hashes alone.
"""

from dataclasses import asdict

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.permissions import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_SENTENCES, SECOND_READING, ladder_of
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.responses import HeldItem, held_item, take_reading
from sightline.casework.escalation.rights import find_item, reads_again
from sightline.casework.escalation.selectors import read_item
from sightline.casework.notes.sentence_answers import AnsweredSentence, SentenceAnswer, read_sentence_answers
from sightline.casework.notes.sentence_pages import NoteSentences
from sightline.casework.notes.sentence_questions import list_asked_notes, places_of
from sightline.casework.notes.sentences import by_note
from sightline.model.errors import Refused
from sightline.model.rows.sentences import ServedWorthReading
from sightline.translation.messages import lazy as _


def answer_sentence(session: ReaderSession, *, item_id: str, answer: SentenceAnswer) -> int:
    """Say whether a note says so; the number of the decision. NotHere where the item asks about no sentence."""
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
        rows = () if first else _rows_asked(session, item)
        places = first.places if first else places_of(rows)
        body = {
            "label": first.sign if first else rows[0]["indicator"],
            "agency": item.agency,
            "known_from": item.known_from,
            "answered_on": clock.today().isoformat(),
            "model_version": "" if first else rows[0]["model_version"],
            "sentences": [asdict(place) for place in places],
            **{name: getattr(places[0], name) for name in ("source_file", "source_row", "field", "start", "end")},
        }
        is_settled = answer is not SentenceAnswer.CANNOT_TELL
        return take_reading(session, held, is_settled=is_settled, answer=answer.value, body=body)


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
        with session.open_current() as opened:
            sentences = opened[1].sentences if opened else None
            rows = sentences.of_record(record_id=item.record_id, sight=session.sight) if sentences else []
        sign, hashes = _what_is_asked(session, item)
        return by_note([row for row in rows if row["indicator"] == sign and row["words_sha256"] in hashes])


def _what_is_asked(session: ReaderSession, item: Item) -> tuple[str, set[str]]:
    """The sign that an item asks about, and the hashes of its sentences; none where it is asked no more."""
    if first := _first_answer(item):
        return first.sign, {one.words_sha256 for one in first.places}
    asked = next((one for one in list_asked_notes(session) if one.about_id == item.about_id), None)
    return (asked.sign, {row["words_sha256"] for row in asked.rows}) if asked else ("", set())


def _rows_asked(session: ReaderSession, item: Item) -> tuple[ServedWorthReading, ...]:
    """The sentences that a first question asks about; Refused where the note changed and it is asked no more."""
    for one in list_asked_notes(session):
        if one.about_id == item.about_id:
            return one.rows
    raise Refused(
        _("The note has changed since this was asked."),
        code="asked_no_more",
        what_to_do=_("You do not need to answer. The next update closes this or asks again."),
    )


def _first_answer(item: Item) -> AnsweredSentence | None:
    """The no that a second reading is about; None of a first question."""
    if item.source != SECOND_READING:
        return None
    said = (one for one in read_sentence_answers() if one.about_id == item.about_id and not one.is_second)
    return next((one for one in said if one.answer is SentenceAnswer.NO), None)


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
    return {one.by for one in read_sentence_answers() if one.about_id == item.about_id and not one.is_second}
