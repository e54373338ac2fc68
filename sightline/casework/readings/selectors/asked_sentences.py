"""Reads the sentences that an action asks about, as far as its reader may see the note."""

from collections.abc import Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_SENTENCES
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import find_item
from sightline.casework.escalation.selectors import read_item
from sightline.casework.notes.pages.sentences import NoteSentences, ReadSentence, SentencePiece
from sightline.casework.notes.selectors.sentences import by_note
from sightline.casework.readings.answer_log import SentencePlace
from sightline.casework.readings.second_readings import first_answer, places_asked
from sightline.casework.readings.sentence_finder import FoundWords, find_words_now
from sightline.casework.word_index.word_hashes import need_key
from sightline.model.passages import Level, hash_sha256


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
        return _read_sentences(session, item, places_asked(item))


def _read_sentences(session: ReaderSession, item: Item, places: Sequence[SentencePlace]) -> tuple[NoteSentences, ...]:
    """With the words that carried them, where the newest reading lists them; else as they stand in the record."""
    first = first_answer(item)
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
