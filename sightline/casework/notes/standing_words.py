"""Says whether words that somebody answered about stand in their record still, as the house reads it."""

import hashlib
from collections.abc import Sequence

from sightline.casenotes.sentences import find_sentences
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.notes.sentence_answers import SentencePlace
from sightline.model.visibility import PROTECTED_WORDS
from sightline.store.snapshot_reader import SnapshotReader


def any_stands(store: SnapshotReader, *, record_id: str, places: Sequence[SentencePlace]) -> bool:
    """Whether one of the sentences is in the newest version of a row of the record; True where that is protected."""
    rows = store.record_rows(record_id=record_id, sight=THE_HOUSE)
    newest = {row["row_id"]: row for row in sorted(rows, key=lambda row: row["row_version"])}
    cells = [str(cell) for row in newest.values() for cell in row["original"].values()]
    return any(_is_in(cell, place) for cell in cells for place in places)


def _is_in(cell: str, place: SentencePlace) -> bool:
    spans = [(place.start, place.end), *find_sentences(cell)]
    return PROTECTED_WORDS in cell or any(_hash(cell[start:end]) == place.words_sha256 for start, end in spans)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
