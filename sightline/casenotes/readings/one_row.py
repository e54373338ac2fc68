"""Reads the narrative cells of one row at once, without a run: the very passages that the next run will write of it.

The rules take seconds to make ready, once a process. A server does it when it starts (`make_ready`); whoever comes
sooner waits for that one making, and does not begin another.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from threading import Lock
from typing import TypedDict

from sightline.casenotes.gate import let_stand
from sightline.casenotes.learned.features import read_sentences
from sightline.casenotes.learned.model import ModelFiles, read_model
from sightline.casenotes.note import Note
from sightline.casenotes.reader import INTERVIEWS, read_all
from sightline.casenotes.readings.build import read_fields
from sightline.casenotes.readings.bulk import read_together
from sightline.casenotes.readings.cache import Reading
from sightline.casenotes.readings.cells import (
    INTERVIEWS_LAYOUT,
    CellRow,
    list_standing,
    marks_of_reading,
    note_of_cell,
    rows_of_cell,
)
from sightline.casenotes.training.own import OwnReading, read_own
from sightline.model.rows.analysis_passages import PassageRow, SentenceMarkRow

NAMED = ("subject", "nominal")
# Holds a sign, a name and an age, so that every list is read.
FIRST_NOTE = Note(
    text="Tia Marlow, 14, was seen in a grey van with an older man. She did not come home.", agency="police"
)
_making = Lock()


class NoteSource(TypedDict):
    """What is read of a row of `source_row`; `original` is its cells as JSON."""

    record_id: str
    row_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    source_file: str
    source_row: int
    known_from: date | None
    original: str


class NamedPerson(TypedDict):
    """What is read of a mention on that row."""

    mention_id: str
    slot: str
    name_as_written: str


def make_ready() -> None:
    """Make the rules and the gate ready in this process; at once where they are."""
    with _making:
        _make()


@cache
def _make() -> None:
    let_stand(FIRST_NOTE, read_all(FIRST_NOTE))


def make_model_ready() -> None:
    """Make the shipped model ready too, as a server does: else the first page of each worker waits for it."""
    make_ready()
    read_together([FIRST_NOTE])


def read_row_passages(*, source_row: NoteSource, mentions: Sequence[NamedPerson]) -> list[PassageRow]:
    """The rows of PASSAGE that a run writes of one row of `source_row` and the mentions on it."""
    cells = list(_cells(source_row, _subject(mentions)))
    if cells:
        make_ready()
    notes = [note_of_cell(cell) for cell in cells]
    stood = [let_stand(note, read_all(note)) for note in notes]
    read = [Reading(one.passages, [], one.aside, one.asked) for one in stood]
    return [row for cell, of in zip(cells, read, strict=True) for row in rows_of_cell(cell, list_standing(cell, of))]


def read_row_sentences(
    *, source_row: NoteSource, mentions: Sequence[NamedPerson], model: ModelFiles | None = None
) -> list[SentenceMarkRow]:
    """The rows of SENTENCE_MARK of one row, but where a rule marked the same sign.

    `model`: that of the workspace where one is in force, else the shipped one.
    """
    cells = list(_cells(source_row, _subject(mentions)))
    if cells:
        make_ready()
    read = read_together([note_of_cell(cell) for cell in cells], model=model)
    by = read_model(model).version
    return [
        row
        for cell, reading in zip(cells, read, strict=True)
        for row in marks_of_reading(cell, reading, model_version=by)
        if not any(
            one.label == row["indicator"] and one.start < row["end"] and one.end > row["start"]
            for one in list_standing(cell, reading)
        )
    ]


class MarkedSentence(TypedDict):
    """A marked sentence whose examples are asked for: its cell's text and row, where it begins, and by which model."""

    text: str
    agency: str
    layout: str
    written_on: date | None
    start: int
    sign: str
    model_version: str


def weigh_sentence(
    *, asked: MarkedSentence, mentions: Sequence[NamedPerson], own: OwnReading | None = None
) -> tuple[str, ...] | None:
    """The sentences of the shipped corpus that weighed most; None where a model marked it that is in force no longer.

    `own`: the model of the workspace, where one is in force: the shipped one marks some sentences beside it. A sentence
    that was confirmed here is an empty text.
    The first time that a sign is asked for in a process takes some seconds: the rules read the corpus.
    """
    from sightline.casenotes.training.why import weigh_examples  # not at the top: most readings explain nothing

    by_own = own is not None and asked["model_version"] != read_model().version
    model = read_model(own.files if own and by_own else None)
    if asked["model_version"] != model.version:
        return None
    make_ready()
    agency = INTERVIEWS if asked["layout"] == INTERVIEWS_LAYOUT else asked["agency"]
    note = Note(asked["text"], agency=agency, written_on=asked["written_on"], subject=_subject(mentions))
    sentences = read_sentences(note, read_all(note))
    sentence = next((one for one in sentences if one.start == asked["start"]), None)
    if sentence is None:
        return None
    part = model.weights.find_best(sentence, asked["sign"])
    confirmed = [one for each in own.confirmed for one in read_own(each)] if own and by_own else []
    return tuple(one.shown for one in weigh_examples(model.weights, part, asked["sign"], confirmed))


def _cells(source_row: NoteSource, subject: str) -> Iterator[CellRow]:
    fields = next((one for one in read_fields() if one.layout == source_row["layout"]), None)
    if fields is None:
        return
    for heading, text in sorted(json.loads(source_row["original"]).items()):
        name = heading.strip().lower()
        if text and name in (*fields.notes, *fields.childs_words):
            yield {
                "record_id": source_row["record_id"], "row_id": source_row["row_id"], "agency": source_row["agency"],
                "organisation": source_row["organisation"], "layout": source_row["layout"],
                "restricted": source_row["restricted"], "markings": source_row["markings"],
                "source_file": source_row["source_file"], "source_row": source_row["source_row"],
                "field": heading, "text": text, "subject": subject, "written_on": source_row["known_from"],
                "is_childs_words": name in fields.childs_words,
            }  # fmt: skip


def _subject(mentions: Sequence[NamedPerson]) -> str:
    """The name of whom the row is about: as a run chooses it, the subject before a nominal."""
    named = [one for one in mentions if one["slot"] in NAMED]
    named.sort(key=lambda one: one["mention_id"])
    named.sort(key=lambda one: one["slot"], reverse=True)
    return named[0]["name_as_written"] if named else ""
