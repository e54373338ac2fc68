"""Reads the narrative cells of every record in force and writes what is marked in them: rows in, passages out.

A cell is read by itself, so a daily file costs its own size. Where a run goes on from an earlier snapshot, only the
records that are touched are looked at; where it begins anew, what was read before by the same rules is kept (`kept`),
and only what is new is read.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice
from typing import NotRequired, TypedDict

import pyarrow as pa

from sightline.casenotes.bulk import read_notes
from sightline.casenotes.note import Note
from sightline.casenotes.reader import INTERVIEWS
from sightline.casenotes.reading_cache import ReadingCache
from sightline.model.ids import make_id
from sightline.model.nouns import HandlingMarking, RowStatus
from sightline.model.passage_table import PASSAGE
from sightline.model.passages import Passage, PassageKind, SaidBy
from sightline.model.progress import SILENT, Progress
from sightline.model.rows.analysis_passages import PassageRow
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text, Written
from sightline.store.earlier import TOUCHED_RECORD, EarlierSnapshot
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows

FIELDS = ("casenotes", "fields.toml")
# The working table of what is read, and how many cells or rows are held at a time.
READ, FETCHED, PROGRESS_EVERY = "read_passage", 5_000, 100
# Passages that only a lead worker, police and reviewers see: the child is made to bring others.
RESTRICTED = frozenset({"made_to_bring_others"})
# Mentions that would tell a protected address. The words of other passages of its record are left out too.
LEADS_HOME = frozenset({"address", "premises", "phone"})
CARRIED = (
    "record_id",
    "row_id",
    "agency",
    "organisation",
    "layout",
    "restricted",
    "markings",
    "source_file",
    "source_row",
)

SUBJECTS = """
SELECT row_id, any_value(name_as_written ORDER BY slot DESC, mention_id) AS name FROM mention
WHERE entity_kind = 'person' AND slot IN ('subject', 'nominal') GROUP BY row_id
"""
CELLS = """
SELECT {carried}, cell.key AS field, cell.value AS text, note_subject.name AS subject,
       standing_note.known_from AS written_on, lower(trim(cell.key)) IN ({childs_words}) AS is_childs_words
FROM (SELECT * FROM source_row WHERE standing = '{current}' AND layout = '{layout}'{only}) AS standing_note
LEFT JOIN note_subject USING (row_id),
LATERAL (SELECT unnest(json_keys(original)) AS key) AS named,
LATERAL (SELECT named.key AS key, json_extract_string(original, named.key) AS value) AS cell
WHERE lower(trim(cell.key)) IN ({headings}) AND cell.value <> ''
"""


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


class WrittenFields(Written, frozen=True):
    """The headings of one layout's narrative cells, as `fields.toml` writes them."""

    notes: tuple[Text, ...]
    childs_words: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """The headings of one layout's narrative cells, in small letters, and those of the child's own words."""

    layout: str
    notes: tuple[str, ...] = field(repr=False)
    childs_words: tuple[str, ...] = field(repr=False)


def build(
    *,
    engine: Engine,
    earlier: EarlierSnapshot | None = None,
    kept: ReadingCache | None = None,
    as_at: date | None = None,
    progress: Progress = SILENT,
) -> dict[str, int]:
    """Write PASSAGE from source rows and who they name; how many cells there are, and how many passages they hold.

    `kept`: what was read before. After a run over all records, as known on `as_at`, the rest is forgotten there.
    """
    on = earlier is not None and earlier.goes_on
    only = f" AND record_id IN (SELECT record_id FROM {TOUCHED_RECORD})" if on else ""
    engine.make("note_subject", SUBJECTS)
    cells = " UNION ALL ".join(_cells_of(fields, only) for fields in read_fields())
    engine.make("note_cell", f"SELECT row_number() OVER (ORDER BY row_id, field) AS place, * FROM ({cells})")
    count = engine.query("SELECT count(*) FROM note_cell").column(0)[0].as_py()
    progress.stage("Reading case notes", total=count)
    engine.load(READ, arrow_schema(PASSAGE).empty_table())
    for rows in _in_batches(_read_cells(engine, count, kept, progress)):
        engine.append(READ, pa.Table.from_pylist(rows, schema=arrow_schema(PASSAGE)))
    engine.make("note_cell", "SELECT NULL AS nothing LIMIT 0")
    names = ", ".join(f'"{name}"' for name in PASSAGE.column_names)
    listed = f"SELECT {names} FROM {READ}"
    passages = engine.query(f"SELECT count(*) FROM {READ}").column(0)[0].as_py()
    if earlier is not None and on:
        earlier.patch(engine=engine, table=PASSAGE, rows=listed, column="record_id", touched=TOUCHED_RECORD)
    else:
        engine.write(PASSAGE, listed)
        if kept is not None and as_at is not None:
            kept.forget_others(as_at=as_at)
    engine.make(READ, "SELECT NULL AS nothing LIMIT 0")
    return {"cells": count, "passages": passages}


@cache
def read_fields() -> tuple[Fields, ...]:
    """The narrative cells by layout, as `rules/casenotes/fields.toml` lists them."""
    return tuple(
        Fields(
            layout,
            tuple(heading.lower() for heading in said.notes),
            tuple(heading.lower() for heading in said.childs_words),
        )
        for layout, said in read_decided(dict[str, WrittenFields], *FIELDS).items()
    )


def _cells_of(fields: Fields, only: str) -> str:
    return CELLS.format(
        carried=", ".join(f"standing_note.{name}" for name in CARRIED),
        current=RowStatus.CURRENT,
        layout=fields.layout,
        only=only,
        headings=_listed((*fields.notes, *fields.childs_words)),
        childs_words=_listed(fields.childs_words or ("",)),
    )


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def _read_cells(engine: Engine, count: int, kept: ReadingCache | None, progress: Progress) -> Iterator[PassageRow]:
    """The rows of every cell, in order. Cells are fetched as they are read, so that no more are held than need be."""
    waiting: deque[CellRow] = deque()

    def fetch() -> Iterator[Note]:
        for start in range(0, count, FETCHED):
            cells = f"SELECT * FROM note_cell WHERE place > {start} AND place <= {start + FETCHED} ORDER BY place"
            for cell in read_rows(engine, CellRow, cells):
                waiting.append(cell)
                yield note_of_cell(cell)

    for done, passages in enumerate(read_notes(fetch(), kept=kept), start=1):
        yield from rows_of_cell(waiting.popleft(), passages)
        if done % PROGRESS_EVERY == 0:
            progress.advance(PROGRESS_EVERY)


def _in_batches(rows: Iterator[PassageRow]) -> Iterator[list[PassageRow]]:
    while batch := list(islice(rows, FETCHED)):
        yield batch


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


def note_of_cell(cell: CellRow) -> Note:
    """The note that a cell holds."""
    return Note(
        text=cell["text"],
        agency=INTERVIEWS if cell["layout"] == "return_interviews" else cell["agency"],
        written_on=cell["written_on"],
        subject=cell["subject"] or "",
    )


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
    }
