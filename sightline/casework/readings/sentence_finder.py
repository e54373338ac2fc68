"""Finds words that somebody is asked about in their record as it stands now.

A row that the newest file lacks is there still: one delivery without it takes nothing away. A corrected row is read as
its newest version has it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sightline.casenotes.readings.cells import find_words
from sightline.casework.readings.answer_log import SentencePlace
from sightline.model.rows.records import ServedFullRecordRow
from sightline.model.visibility import PROTECTED_WORDS, RowFilter
from sightline.store.snapshot_reader import SnapshotReader


@dataclass(frozen=True, slots=True)
class FoundWords:
    """Words where they stand now; `text` is empty where something in their cell is protected."""

    row: ServedFullRecordRow = field(repr=False)
    heading: str
    start: int
    text: str = field(repr=False)


def find_words_now(
    store: SnapshotReader, *, record_id: str, places: Sequence[SentencePlace], sight: RowFilter, key: bytes
) -> list[FoundWords]:
    """Where each of these sentences stands in the newest version of a row of its record; none where it is gone."""
    rows = store.record_rows(record_id=record_id, sight=sight)
    newest = {row["row_id"]: row for row in sorted(rows, key=lambda row: row["row_version"])}
    cells = [(row, heading, str(cell)) for row in newest.values() for heading, cell in row["original"].items()]
    found = (next(_find(cells, place, key), None) for place in places)
    return [one for one in found if one is not None]


def _find(
    cells: Sequence[tuple[ServedFullRecordRow, str, str]], place: SentencePlace, key: bytes
) -> Iterator[FoundWords]:
    for row, heading, cell in cells:
        if found := find_words(cell, was=(place.start, place.end), words_hash=place.words_mark, key=key):
            yield FoundWords(row, heading, found[0], cell[slice(*found)])
    for row, heading, cell in cells:
        if PROTECTED_WORDS in cell:
            yield FoundWords(row, heading, place.start, "")
