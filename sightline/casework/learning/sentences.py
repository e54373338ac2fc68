"""Finds the sentence of which somebody spoke, in the record as it is held now."""

import json
from dataclasses import dataclass, field, replace

from sightline.casenotes.parts.sentences import find_sentences
from sightline.casenotes.readings.cells import RESTRICTED
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.keys.sealed_secrets import unseal
from sightline.casework.learning.models import NoteExample
from sightline.casework.notes.excerpts import shown_words
from sightline.casework.notes.said_readings import SaidReading
from sightline.model.visibility import RowFilter
from sightline.sharing import can_see
from sightline.store.snapshot_reader import SnapshotReader

# The slots that name the child of a record, the first in the order of preference.
OF_CHILD = ("subject", "nominal")


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence as it is sealed: its words, whom its note is about, and the agency that wrote it."""

    text: str = field(repr=False)
    subject: str = field(repr=False)
    agency: str

    def pack(self) -> str:
        """As text, to be sealed."""
        return json.dumps([self.text, self.subject, self.agency], ensure_ascii=False)


def open_sentence(one: NoteExample) -> KeptSentence:
    """The sentence of an example."""
    return KeptSentence(*json.loads(unseal(one.sealed)))


def find_sentence(session: ReaderSession, store: SnapshotReader, said: SaidReading) -> KeptSentence | None:
    """The sentence as this reader is shown it; None where they may not open it, or where it is there no longer."""
    shown = shown_words(session, store=store, record_id=said.record_id)
    if shown is None:
        return None
    as_restricted = replace(shown.visibility, restricted=True)
    if said.sign in RESTRICTED and not can_see(reader=session.actor.reader, item=as_restricted):
        return None
    place = (said.source_file, said.source_row)
    cells = next((cells for row, cells in shown.rows if (row["source_file"], row["source_row"]) == place), {})
    text = cut_sentences(cells.get(said.heading, ""), said.start, said.end)
    return (
        KeptSentence(text, _subject_of(store, said.record_id, session.sight), shown.visibility.agency) if text else None
    )


def cut_sentences(text: str, start: int, end: int) -> str:
    """The sentences that hold a stretch of a text; empty where nothing stands there."""
    touched = [span for span in find_sentences(text) if span[0] < end and span[1] > start]
    return text[touched[0][0] : touched[-1][1]].strip() if touched else ""


def is_still_held(store: SnapshotReader, record_id: str, text: str) -> bool:
    """Whether the record still has a row with this sentence in it, as the house reads it."""
    rows = store.record_rows(record_id=record_id, sight=THE_HOUSE)
    return any(text in str(cell) for row in rows for cell in row["original"].values())


def _subject_of(store: SnapshotReader, record_id: str, sight: RowFilter) -> str:
    namings = store.record_namings(record_id=record_id, sight=sight)
    named = [
        (OF_CHILD.index(one["slot"]), one["mention_id"], one["text"]) for one in namings if one["slot"] in OF_CHILD
    ]
    return min(named)[2] if named else ""
