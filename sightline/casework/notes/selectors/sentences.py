"""Sentences of notes that may hold a sign: on the child's page, on a record, and why the model listed each.

None of them is a sign. A note lists few of them, those that are likely first, in the note's order; which ones is worked
out from what the reader may see, so that a hidden one never takes the place of another.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.live_entries import held_through, read_source, shown_cells
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.passages import sentences_of_concern
from sightline.casework.concerns.rights import need_concern
from sightline.casework.core.errors import NotHere
from sightline.casework.core.registry import Registry
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.pages.sentences import (
    NoteSentences,
    ReadSentence,
    SentencePiece,
    SentenceReason,
    SentenceSign,
)
from sightline.casework.people.selectors import may_open, may_open_record
from sightline.model.errors import OurFault
from sightline.model.passages import BY_GATE, INDICATORS, Level
from sightline.model.rows.sentences import ServedWorthReading
from sightline.store.snapshot_reader import SnapshotReader

if TYPE_CHECKING:
    from sightline.casenotes.readings.one_row import MarkedSentence, NamedPerson
    from sightline.casenotes.training.own import OwnReading

logger = logging.getLogger(__name__)
MOST_A_NOTE = 5
# Where a sentence has a sign at two levels, the last of them is named.
SURE = (Level.SET_ASIDE, Level.WORTH_READING, Level.ASKED, Level.MARKED)
# The model that this workspace put in force, and what it learned here; named by the package above that knows it.
OWN_READING: "Registry[Callable[[SnapshotReader], OwnReading | None]]" = Registry("own model of notes")


def list_worth_reading(session: ReaderSession, *, person_id: str) -> tuple[NoteSentences, ...]:
    """The sentences of a person's notes, the newest note first; none where the person is none of this reader's."""
    with audited(session, action="list_worth_reading") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.open_current() as opened:
            if opened is None or not may_open(opened[1], person_id, session.sight):
                return ()
            rows = opened[1].sentences.of_person(person_id=person_id, sight=session.sight)
            notes = by_note(rows, is_asked_apart=True)
        trail.add("record", sorted({one.record_id for one in notes}))
    return notes


def list_worth_reading_of_record(session: ReaderSession, *, record_id: str) -> tuple[NoteSentences, ...]:
    """The sentences of a record, by cell and place."""
    with audited(session, action="list_worth_reading_of_record") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        with session.open_current() as opened:
            if opened is None or not may_open_record(opened[1], record_id, session.sight):
                return ()
            rows = opened[1].sentences.of_record(record_id=record_id, sight=session.sight)
            return by_note(rows, is_asked_apart=True)


def list_worth_reading_of_concern(session: ReaderSession, *, concern_id: str) -> tuple[NoteSentences, ...]:
    """The same of a concern, whether a run holds it yet or not; NotHere where the reader may not see the concern."""
    with audited(session, action="list_worth_reading_of_concern") as trail:
        trail.add("concern", [concern_id])
        concern = need_concern(session, concern_id)
        trail.add("record", [concern.record_id])
        with session.open_current() as opened:
            if opened is None or concern.sequence > held_through(opened[0]):
                return by_note(sentences_of_concern(session, concern, reader=session.actor.reader))
            return by_note(opened[1].sentences.of_record(record_id=concern.record_id, sight=session.sight))


def explain_sentence(
    session: ReaderSession, *, record_id: str, mark_id: str, with_examples: bool = True
) -> SentenceReason:
    """Why a sentence is listed for a sign, of a record or of a concern that no run holds yet.

    Examples take seconds when the first is looked for: without them the sentence alone is read. NotHere where the
    reader may not see the mark.
    """
    with audited(session, action="explain_sentence") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        with session.open_current() as opened:
            store = opened[1] if opened else None
            if store is not None and may_open_record(store, record_id, session.sight):
                found = _of_record(session, store, record_id, mark_id, with_examples)
            else:
                found = _of_concern(session, store, record_id, mark_id, with_examples)
        trail.add("sentence", [mark_id])
    return found


def _of_record(
    session: ReaderSession, store: SnapshotReader, record_id: str, mark_id: str, with_examples: bool
) -> SentenceReason:
    sight = session.sight
    mark = _need(store.sentences.of_record(record_id=record_id, sight=sight), mark_id)
    rows = store.record_rows(record_id=record_id, sight=sight)
    newest = max((one for one in rows if one["row_id"] == mark["row_id"]), key=lambda one: one["row_version"])
    known_from = store.record(record_id=record_id, sight=sight)[0]["known_from"]
    people: list[NamedPerson] = [
        {"mention_id": one["mention_id"], "slot": one["slot"], "name_as_written": one["text"]}
        for one in store.record_namings(record_id=record_id, sight=sight)
    ]
    written_on = date.fromisoformat(known_from[:10]) if known_from else None
    text = newest["original"][mark["field"]]
    return _explain(store, mark, text=text, written_on=written_on, people=people, with_examples=with_examples)


def _of_concern(
    session: ReaderSession, store: SnapshotReader | None, record_id: str, mark_id: str, with_examples: bool
) -> SentenceReason:
    held = Concern.objects.of_record(record_id)
    if held is None:
        raise NotHere
    concern = need_concern(session, held.concern_id)
    mark = _need(sentences_of_concern(session, concern, reader=session.actor.reader), mark_id)
    source, text = read_source(session, concern), shown_cells(session, concern)[mark["field"]]
    written_on = source.source_row["known_from"]
    people = source.mentions
    found = _explain(store, mark, text=text, written_on=written_on, people=people, with_examples=with_examples)
    return replace(found, concern_id=concern.concern_id)


def _need(rows: Iterable[ServedWorthReading], mark_id: str) -> ServedWorthReading:
    mark = next((row for row in rows if row["mark_id"] == mark_id and row["level"] != Level.SET_ASIDE), None)
    if mark is None:
        raise NotHere
    return mark


def _explain(
    store: SnapshotReader | None,
    mark: ServedWorthReading,
    *,
    text: str,
    written_on: date | None,
    people: "Sequence[NamedPerson]",
    with_examples: bool,
) -> SentenceReason:
    asked: MarkedSentence = {
        "text": text,
        "agency": mark["agency"],
        "layout": mark["layout"],
        "written_on": written_on,
        "start": mark["start"],
        "sign": mark["indicator"],
        "model_version": mark["model_version"],
    }
    is_of_model = mark["level"] not in BY_GATE  # what a rule found is explained by the rule's own words
    examples = _weigh(store, asked, people) if with_examples and is_of_model and mark["text"] else ()
    return SentenceReason(mark["record_id"], _sentence([mark]), mark["agency"], mark["happened"], examples)


def by_note(rows: Sequence[ServedWorthReading], *, is_asked_apart: bool = False) -> tuple[NoteSentences, ...]:
    """Sentences by note, in the order of the rows, which has those of one note together.

    `is_asked_apart`: what rules found and a person is asked about stands by itself, behind what the model found. No
    more of one note are asked about at a time; the others are listed as worth reading.
    """
    cells = groupby(rows, key=lambda row: (row["record_id"], row["row_id"], row["field"]))
    apart = BY_GATE if is_asked_apart else (Level.SET_ASIDE,)
    return tuple(_note(list(those), apart) for _, those in cells)


def _note(rows: Sequence[ServedWorthReading], apart: Sequence[Level]) -> NoteSentences:
    asked, later = _split_asked(rows) if Level.ASKED in apart else ([], [])
    likely = [*(row for row in rows if row["level"] not in apart), *later]
    likely.sort(key=lambda row: (row["start"], row["end"]))
    aside = [row for row in rows if row["level"] == Level.SET_ASIDE]
    every = _sentences(likely)
    chosen = sorted(every, key=lambda one: (not one.is_likely, one.start))[:MOST_A_NOTE]
    listed = tuple(sorted(chosen, key=lambda one: one.start))
    first = rows[0]
    return NoteSentences(
        record_id=first["record_id"],
        agency=first["agency"],
        happened=first["happened"],
        heading=first["field"],
        sentences=listed,
        more=len(every) - len(listed),
        aside=len(aside),
        sentences_aside=_sentences(aside),
        sentences_asked=_sentences(asked),
    )


def _split_asked(rows: Sequence[ServedWorthReading]) -> tuple[list[ServedWorthReading], list[ServedWorthReading]]:
    """What a person is asked about in a note, five sentences a sign; what is more is worth reading until then."""
    now: list[ServedWorthReading] = []
    later: list[ServedWorthReading] = []
    signs = Counter[str]()
    for row in rows:
        if row["level"] == Level.ASKED:
            signs[row["indicator"]] += 1
            is_now = signs[row["indicator"]] <= MOST_A_NOTE
            (now if is_now else later).append(row if is_now else {**row, "level": Level.WORTH_READING.value})
    return now, later


def _sentences(rows: Sequence[ServedWorthReading]) -> tuple[ReadSentence, ...]:
    """The sentences of rows in order of place, each once with all its signs."""
    return tuple(_sentence(list(those)) for _, those in groupby(rows, key=lambda row: (row["start"], row["end"])))


def _sentence(rows: Sequence[ServedWorthReading]) -> ReadSentence:
    by_sign = {row["indicator"]: row for row in sorted(rows, key=lambda row: SURE.index(Level(row["level"])))}
    signs = sorted(by_sign.values(), key=lambda row: INDICATORS.index(row["indicator"]))
    return ReadSentence(
        rows[0]["start"],
        tuple(piece for piece in _pieces(rows) if piece.text),
        tuple(SentenceSign(row["mark_id"], row["indicator"], row["level"]) for row in signs),
    )


def _pieces(rows: Sequence[ServedWorthReading]) -> Iterable[SentencePiece]:
    text, begins = rows[0]["text"], rows[0]["start"]
    words = sorted({(one["start"] - begins, one["end"] - begins) for row in rows for one in json.loads(row["words"])})
    done = 0
    for start, end in words:
        if text and start >= done:
            yield from (SentencePiece(text[done:start], False), SentencePiece(text[start:end], True))
            done = end
    yield SentencePiece(text[done:], False)


def _weigh(
    store: SnapshotReader | None, asked: "MarkedSentence", people: "Sequence[NamedPerson]"
) -> tuple[str, ...] | None:
    from sightline.casenotes.readings.one_row import weigh_sentence  # not at the top: it is large

    try:
        return weigh_sentence(asked=asked, mentions=people, own=OWN_READING.only()(store) if store else None)
    except OurFault as error:  # a model whose files were changed: doctor says so
        logger.error("a sentence could not be explained: %s", error.code)
        return None
