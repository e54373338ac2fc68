"""The narrative cells of records, and the rows of what is marked in one: passages, and sentences worth reading."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NotRequired, TypedDict

from sightline.casenotes.gate import mark_asked, read_gate
from sightline.casenotes.gate.features import NEVER_LEFT_OUT, may_be_asked
from sightline.casenotes.learned.marks import SentenceMark
from sightline.casenotes.learned.model import read_model
from sightline.casenotes.note import Note, NoteText
from sightline.casenotes.parts.sentences import Range
from sightline.casenotes.reader import INTERVIEWS, read_all
from sightline.casenotes.readings.cache import Reading
from sightline.model.ids import make_id
from sightline.model.nouns import HandlingMarking
from sightline.model.passages import (
    BY_GATE,
    BY_PERSON,
    Certainty,
    ConfirmedSign,
    Experiencer,
    Passage,
    PassageKind,
    Polarity,
    SaidBy,
    Tense,
    hash_words,
)
from sightline.model.rows.analysis_passages import PassageRow, SentenceMarkRow

INTERVIEWS_LAYOUT = "return_interviews"
# A concern that is entered here is told as it is written: its writer means to say something.
STANDING_LAYOUT = "sightline_concerns"
# Passages that only a lead worker, police and reviewers see: the child is made to bring others.
RESTRICTED = frozenset({"made_to_bring_others"})
# Mentions that would tell a protected address. The words of other passages of its record are left out too.
LEADS_HOME = frozenset({"address", "premises", "phone"})


class CellRow(TypedDict):
    """A narrative cell: what its row carries, its words, whom it is about, and its place among all that are read."""

    record_id: str
    row_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    source_file: str
    source_row: int
    field: str
    text: str
    subject: str | None
    written_on: date | None
    is_childs_words: bool
    place: NotRequired[int]


@dataclass(frozen=True, slots=True)
class Asking:
    """Of which signs a person is asked about unlikely marks; a mark that nobody is asked about stands, as it is told.

    Nobody is asked of a concern that was entered here, nor of what was known before its agency went live (`live`, by
    agency and layout): what such marks open belongs to the backlog.
    """

    signs: Collection[str] = NEVER_LEFT_OUT
    live: Mapping[tuple[str, str], date] = field(default_factory=dict)

    def is_about(self, cell: CellRow, one: Passage) -> bool:
        """Whether a person is asked about an unlikely mark in a cell."""
        layout, known_on = cell["layout"], cell["written_on"]
        live = self.live.get((cell["agency"], layout)) or self.live.get((cell["agency"], ""))
        is_before = known_on is not None and live is not None and known_on < live
        return one.label in self.signs and layout != STANDING_LAYOUT and not is_before


ASKING = Asking()


def list_standing(cell: CellRow, reading: Reading, asking: Asking = ASKING) -> list[Passage]:
    """The passages of a cell that stand: those too that would be asked about and are not."""
    unasked = [one for one in reading.asked if not asking.is_about(cell, one)]
    if not unasked:
        return reading.passages
    return sorted([*reading.passages, *unasked], key=lambda one: (one.start, -one.end, one.kind))


def rows_of_cell(cell: CellRow, passages: Iterable[Passage]) -> Iterator[PassageRow]:
    """The rows of PASSAGE of one cell, each once; no wording in the child's own words, nothing that leads home."""
    seen: set[str] = set()
    for passage in passages:
        if HandlingMarking.PROTECTED_ADDRESS in cell["markings"] and passage.label in LEADS_HOME:
            continue
        row = _row(cell, passage)
        if row["passage_id"] not in seen and not (cell["is_childs_words"] and row["wording"]):
            seen.add(row["passage_id"])
            yield row


def _row(cell: CellRow, passage: Passage) -> PassageRow:
    kinds = {kind: passage.label if passage.kind is kind else "" for kind in PassageKind}
    said_by = passage.said_by
    if cell["is_childs_words"] and passage.kind is PassageKind.INDICATOR:
        said_by = SaidBy.CHILD
    return {
        "record_id": cell["record_id"],
        "row_id": cell["row_id"],
        "agency": cell["agency"],
        "organisation": cell["organisation"],
        "layout": cell["layout"],
        "markings": cell["markings"],
        "source_file": cell["source_file"],
        "source_row": cell["source_row"],
        "restricted": cell["restricted"] or passage.label in RESTRICTED,
        "passage_id": make_id(
            "passage", cell["row_id"], cell["field"], str(passage.start), str(passage.end), passage.label, passage.text
        ),
        "field": cell["field"],
        "start": passage.start,
        "end": passage.end,
        "text": "" if HandlingMarking.PROTECTED_ADDRESS in cell["markings"] else passage.text,
        "indicator": kinds[PassageKind.INDICATOR],
        "wording": kinds[PassageKind.WORDING],
        "mention": kinds[PassageKind.MENTION],
        "polarity": str(passage.polarity),
        "certainty": str(passage.certainty),
        "time": str(passage.time),
        "experiencer": str(passage.experiencer),
        "said_by": str(said_by),
        "speaker": str(passage.speaker),
        "role": str(passage.role),
        "rule_id": passage.rule_id,
        "rule_version": passage.rule_version,
        "cues": json.dumps([{"start": c.start, "end": c.end, "attribute": str(c.attribute)} for c in passage.cues]),
        "suggestion": passage.suggestion,
        "is_childs_words": cell["is_childs_words"],
        "confirmed_at": "",
    }


def marks_of_cell(cell: CellRow, marks: Iterable[SentenceMark], *, model_version: str) -> Iterator[SentenceMarkRow]:
    """The rows of SENTENCE_MARK of one cell, by the model or gate of that version. No words of it are among them."""
    shipped = read_model().version
    for mark in marks:
        kind = str(mark.level) if mark.level in BY_GATE else "sentence_mark"
        yield {
            "record_id": cell["record_id"],
            "row_id": cell["row_id"],
            "agency": cell["agency"],
            "organisation": cell["organisation"],
            "layout": cell["layout"],
            "markings": cell["markings"],
            "source_file": cell["source_file"],
            "source_row": cell["source_row"],
            "restricted": cell["restricted"] or mark.label in RESTRICTED,
            "mark_id": make_id(kind, cell["row_id"], cell["field"], str(mark.start), str(mark.end), mark.label),
            "field": cell["field"],
            "start": mark.start,
            "end": mark.end,
            "indicator": mark.label,
            "level": str(mark.level),
            "words": json.dumps([{"start": start, "end": end} for start, end in mark.words]),
            "model_version": shipped if mark.by_shipped else model_version,
            "is_childs_words": cell["is_childs_words"],
        }


def marks_of_reading(
    cell: CellRow, reading: Reading, *, model_version: str, asking: Asking = ASKING
) -> Iterator[SentenceMarkRow]:
    """The same of a whole reading: what the model of that version lists, what the gate set aside, and what is asked."""
    yield from marks_of_cell(cell, reading.marks, model_version=model_version)
    asked = mark_asked(note_of_cell(cell), [one for one in reading.asked if asking.is_about(cell, one)])
    if reading.aside or asked:
        yield from marks_of_cell(cell, [*reading.aside, *asked], model_version=read_gate().version)


def note_of_cell(cell: CellRow) -> Note:
    """The note that a cell holds."""
    return Note(
        text=cell["text"],
        agency=INTERVIEWS if cell["layout"] == INTERVIEWS_LAYOUT else cell["agency"],
        written_on=cell["written_on"],
        subject=cell["subject"] or "",
    )


def confirmed_rows_of_cell(cell: CellRow, confirmed: Sequence[ConfirmedSign], *, key: bytes) -> Iterator[PassageRow]:
    """The rows of PASSAGE that people confirmed in one cell: a sign once, by the first decision that confirmed it."""
    done: set[tuple[str, int]] = set()
    for one in sorted(confirmed, key=lambda one: one.sequence):
        is_here = (cell["row_id"], cell["field"]) == (one.row_id, one.field)
        was = (one.start, one.end)
        place = find_words(cell["text"], was=was, words_hash=one.words_mark, key=key) if is_here else None
        if place is not None and (one.sign, place[0]) not in done:
            done.add((one.sign, place[0]))
            for row in rows_of_cell(cell, [_passage(cell, one.sign, place)]):
                yield {**row, "confirmed_at": one.confirmed_at}


def find_words(text: str, *, was: Range, words_hash: str, key: bytes) -> Range | None:
    """Where words stand in a cell: where they were, or in another version of it the same sentence, or the same words.

    A corrected cell may be divided in another way, and a sentence that was one may stand in a longer one.
    """
    places = chain((was,), NoteText(text).sentences, _ranges_of_words(text, was[1] - was[0]))
    return next((place for place in places if hash_words(text[slice(*place)], key=key) == words_hash), None)


def _ranges_of_words(text: str, length: int) -> Iterator[Range]:
    """Every range of so many letters that begins and ends no word in its middle, and with no blank."""
    for start in range(len(text) - length + 1 if length > 0 else 0):
        end = start + length
        if not (text[start].isspace() or text[end - 1].isspace() or _is_within(text, start) or _is_within(text, end)):
            yield start, end


def _is_within(text: str, place: int) -> bool:
    """Whether a place is between two letters of one word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _passage(cell: CellRow, sign: str, place: Range) -> Passage:
    """A sign as a person confirmed it, said, dated and sure as its rule reads the words; else as the writer's."""
    stated = _passage_of_rule(note_of_cell(cell), sign, place)
    return Passage(
        kind=PassageKind.INDICATOR,
        label=sign,
        start=place[0],
        end=place[1],
        text=cell["text"][slice(*place)],
        polarity=Polarity.AFFIRMED,
        certainty=stated.certainty if stated else Certainty.CERTAIN,
        time=stated.time if stated else Tense.CURRENT,
        experiencer=stated.experiencer if stated else Experiencer.SUBJECT,
        said_by=stated.said_by if stated else SaidBy.PROFESSIONAL,
        rule_id=BY_PERSON,
    )


def _passage_of_rule(note: Note, sign: str, place: Range) -> Passage | None:
    """The mark of a rule that a person was asked about in these words: of several, what is of this child and of now."""
    found = [one for one in read_all(note) if one.label == sign and one.start < place[1] and one.end > place[0]]
    asked = [one for one in found if may_be_asked(one)]
    return min(asked, key=_distance, default=None)


def _distance(one: Passage) -> tuple[bool, bool, bool, int]:
    is_of_other, is_past = one.experiencer != Experiencer.SUBJECT, one.time != Tense.CURRENT
    return is_of_other, is_past, one.certainty != Certainty.CERTAIN, one.start
