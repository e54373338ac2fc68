"""Reads the narrative cells of one row at once, without a run: the very passages that the next run will write of it.

The rules take seconds to make ready, once a process. A server does it when it starts (`make_ready`); whoever comes
sooner waits for that one making, and does not begin another.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any

from sightline.casenotes.build import CARRIED, note_of_cell, read_fields, rows_of_cell
from sightline.casenotes.note import Note
from sightline.casenotes.reader import read_all

Row = dict[str, Any]
NAMED = ("subject", "nominal")
# Holds a sign, a name and an age, so that every list is read.
FIRST_NOTE = Note(
    text="Tia Marlow, 14, was seen in a grey van with an older man. She did not come home.", agency="police"
)
_making = Lock()


def make_ready() -> None:
    """Make the rules ready in this process; at once where they are."""
    with _making:
        _make()


@cache
def _make() -> None:
    read_all(FIRST_NOTE)


def read_row_passages(*, source_row: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows of PASSAGE that a run writes of one row of `source_row` and the mentions on it.

    `original` is its cells as JSON; of the mentions, slot, mention_id and name_as_written are read.
    """
    cells = list(_cells(source_row, _subject(mentions)))
    if cells:
        make_ready()
    return [row for cell in cells for row in rows_of_cell(cell, read_all(note_of_cell(cell)))]


def _cells(source_row: Mapping[str, Any], subject: str) -> Iterator[Row]:
    fields = next((one for one in read_fields() if one.layout == source_row["layout"]), None)
    if fields is None:
        return
    carried = {name: source_row[name] for name in (*CARRIED, "known_from")}
    for heading, text in sorted(json.loads(source_row["original"]).items()):
        name = heading.strip().lower()
        if text and name in (*fields.notes, *fields.childs_words):
            yield carried | {
                "field": heading, "text": text, "subject": subject, "written_on": source_row["known_from"],
                "is_childs_words": name in fields.childs_words,
            }  # fmt: skip


def _subject(mentions: Sequence[Mapping[str, Any]]) -> str:
    """The name of whom the row is about: as a run chooses it, the subject before a nominal."""
    named = [one for one in mentions if one["slot"] in NAMED and one["name_as_written"] is not None]
    named.sort(key=lambda one: one["mention_id"])
    named.sort(key=lambda one: one["slot"], reverse=True)
    return str(named[0]["name_as_written"]) if named else ""
