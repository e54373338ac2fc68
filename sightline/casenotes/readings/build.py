"""Reads the narrative cells of every record in force and writes what is marked in them: rows in, passages out.

Sentences that the model finds worth reading go into a table of their own, on which no pattern, deadline or question
rests.

A cell is read by itself, so a daily file costs its own size. Where a run goes on from an earlier snapshot, only the
records that are touched are looked at; where it begins anew, what was read before by the same rules is kept (`kept`),
and only what is new is read.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice

import pyarrow as pa

from sightline.casenotes.learned.model import ModelFiles, read_model
from sightline.casenotes.note import Note
from sightline.casenotes.readings.bulk import read_notes
from sightline.casenotes.readings.cache import Reading, ReadingCache
from sightline.casenotes.readings.cells import (
    ASKING,
    Asking,
    CellRow,
    confirmed_rows_of_cell,
    list_standing,
    marks_of_reading,
    note_of_cell,
    rows_of_cell,
)
from sightline.model.analysis_tables.passages import PASSAGE, SENTENCE_MARK
from sightline.model.nouns import RowStatus
from sightline.model.passages import BY_GATE, BY_PERSON, ConfirmedSign, Level
from sightline.model.progress import SILENT, Progress
from sightline.model.rows.analysis_passages import PassageRow, SentenceMarkRow
from sightline.model.tables import Table
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text, Written
from sightline.store.earlier import TOUCHED_RECORD, EarlierSnapshot
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows

FIELDS = ("casenotes", "fields.toml")
# The working table of what is read, and how many cells or rows are held at a time.
READ, FETCHED, PROGRESS_EVERY = "read_{table}", 5_000, 100
WRITTEN_AT_ONCE = 500
CONFIRMED, CONFIRMED_PASSAGES = "confirmed_row", "confirmed_passage"
ONLY_CONFIRMED = f" AND row_id IN (SELECT row_id FROM {CONFIRMED})"
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


class WrittenFields(Written, frozen=True):
    """The headings of one layout's narrative cells, as `fields.toml` writes them."""

    notes: tuple[Text, ...]
    childs_words: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutHeadings:
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
    model: ModelFiles | None = None,
    progress: Progress = SILENT,
    confirmed: Sequence[ConfirmedSign] = (),
    confirmed_key: bytes = b"",
    asking: Asking = ASKING,
) -> dict[str, int]:
    """Write PASSAGE and SENTENCE_MARK from source rows and who they name; how many there are, set aside, and asked.

    `model`: the model of this workspace that is in force, else the shipped one. `confirmed`: signs that people read and
    no rule marked, their words marked with `confirmed_key`. `kept`: what was read before. After a run over all records,
    as known on `as_at`, the rest is forgotten there. `asking`: about which unlikely marks people are asked.
    """
    on = earlier is not None and earlier.goes_on
    only = f" AND record_id IN (SELECT record_id FROM {TOUCHED_RECORD})" if on else ""
    count = make_cells(engine=engine, only=only)
    progress.stage("Reading case notes", total=count)
    for table in (PASSAGE, SENTENCE_MARK):
        engine.load(READ.format(table=table.name), arrow_schema(table).empty_table())
    by = read_model(model).version
    for read in _in_batches(_read_cells(engine, count, kept, model, progress)):
        standing = [(cell, list_standing(cell, reading, asking)) for cell, reading in read]
        _append(engine, PASSAGE, [row for cell, passages in standing for row in rows_of_cell(cell, passages)])
        marks = [row for each in read for row in marks_of_reading(*each, model_version=by, asking=asking)]
        _append(engine, SENTENCE_MARK, marks)
    engine.make("note_cell", "SELECT NULL AS nothing LIMIT 0")
    aside, asked = (_count_level(engine, level) for level in BY_GATE)
    written = [_write(engine, table, earlier if on else None) for table in (PASSAGE, SENTENCE_MARK)]
    by_people = _write_confirmed(engine, confirmed, confirmed_key, earlier if on else None)
    if not on and kept is not None and as_at is not None:
        kept.forget_others(as_at=as_at)
    return {
        "cells": count, "passages": written[0], "marks": written[1], "confirmed": by_people,
        "set_aside": aside, "asked": asked,
    }  # fmt: skip


def _count_level(engine: Engine, level: Level) -> int:
    """How many signs of rules were set aside, or are asked about, in what was read now."""
    sql = f"SELECT count(*) FROM {READ.format(table=SENTENCE_MARK.name)} WHERE level = '{level}'"
    return int(engine.query(sql).column(0)[0].as_py())


def _write_confirmed(
    engine: Engine, confirmed: Sequence[ConfirmedSign], key: bytes, earlier: EarlierSnapshot | None
) -> int:
    """Put signs that people confirmed in the place of those of an earlier run; how many there are. They are few."""
    ids = sorted({one.row_id for one in confirmed})
    engine.load(CONFIRMED, pa.table({"row_id": pa.array(ids, pa.string())}))
    cells = " UNION ALL ".join(_cells_of(fields, ONLY_CONFIRMED) for fields in read_fields())
    read = read_rows(engine, CellRow, f"SELECT 0 AS place, * FROM ({cells})") if ids else []
    rows = [row for cell in read for row in confirmed_rows_of_cell(cell, confirmed, key=key)]
    engine.load(CONFIRMED_PASSAGES, pa.Table.from_pylist(rows, schema=arrow_schema(PASSAGE)))
    names = ", ".join(f'"{name}"' for name in PASSAGE.column_names)
    listed, where = f"SELECT {names} FROM {CONFIRMED_PASSAGES}", f"rule_id = '{BY_PERSON}'"
    if earlier is not None:
        earlier.patch_where(engine=engine, table=PASSAGE, rows=listed, where=where)
    elif rows:
        engine.patch(PASSAGE, listed, where=where)
    return len(rows)


def make_cells(*, engine: Engine, only: str = "") -> int:
    """Make the working table `note_cell` of the narrative cells of records in force, by place; how many there are."""
    engine.make("note_subject", SUBJECTS)
    cells = " UNION ALL ".join(_cells_of(fields, only) for fields in read_fields())
    engine.make("note_cell", f"SELECT row_number() OVER (ORDER BY row_id, field) AS place, * FROM ({cells})")
    return int(engine.query("SELECT count(*) FROM note_cell").column(0)[0].as_py())


def _append(engine: Engine, table: Table, rows: Sequence[PassageRow | SentenceMarkRow]) -> None:
    engine.append(READ.format(table=table.name), pa.Table.from_pylist(list(rows), schema=arrow_schema(table)))


def _write(engine: Engine, table: Table, earlier: EarlierSnapshot | None) -> int:
    """Write what was read into its table, whole or in the place of what is touched; how many rows were read."""
    read = READ.format(table=table.name)
    names = ", ".join(f'"{name}"' for name in table.column_names)
    listed = f"SELECT {names} FROM {read}"
    count = int(engine.query(f"SELECT count(*) FROM {read}").column(0)[0].as_py())
    if earlier is not None:
        earlier.patch(engine=engine, table=table, rows=listed, column="record_id", touched=TOUCHED_RECORD)
    else:
        engine.write(table, listed)
    engine.make(read, "SELECT NULL AS nothing LIMIT 0")
    return count


@cache
def read_fields() -> tuple[LayoutHeadings, ...]:
    """The narrative cells by layout, as `rules/casenotes/fields.toml` lists them."""
    return tuple(
        LayoutHeadings(
            layout,
            tuple(heading.lower() for heading in said.notes),
            tuple(heading.lower() for heading in said.childs_words),
        )
        for layout, said in read_decided(dict[str, WrittenFields], *FIELDS).items()
    )


def _cells_of(fields: LayoutHeadings, only: str) -> str:
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


def _read_cells(
    engine: Engine, count: int, kept: ReadingCache | None, model: ModelFiles | None, progress: Progress
) -> Iterator[tuple[CellRow, Reading]]:
    """Every cell and its reading, in order. Cells are fetched as they are read: no more are held than need be."""
    waiting: deque[CellRow] = deque()

    def fetch() -> Iterator[Note]:
        for start in range(0, count, FETCHED):
            cells = f"SELECT * FROM note_cell WHERE place > {start} AND place <= {start + FETCHED} ORDER BY place"
            for cell in read_rows(engine, CellRow, cells):
                waiting.append(cell)
                yield note_of_cell(cell)

    for done, reading in enumerate(read_notes(fetch(), kept=kept, model=model), start=1):
        yield waiting.popleft(), reading
        if done % PROGRESS_EVERY == 0:
            progress.advance(PROGRESS_EVERY)


def _in_batches(read: Iterator[tuple[CellRow, Reading]]) -> Iterator[list[tuple[CellRow, Reading]]]:
    while batch := list(islice(read, WRITTEN_AT_ONCE)):
        yield batch
