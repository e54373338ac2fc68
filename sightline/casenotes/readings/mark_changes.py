"""Counts what another model would list in the notes of a snapshot, by sign: before, after, gained, lost. No words."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TypedDict

from sightline.casenotes.learned.floor import mark_sentences
from sightline.casenotes.learned.model import NoteModel
from sightline.casenotes.readings.build import make_cells
from sightline.casenotes.readings.cells import CellRow, note_of_cell
from sightline.model.passages import BY_GATE, BY_PERSON, INDICATORS, Passage, PassageKind, Polarity
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

# So many notes are read at most. Their order is that of their ids, which are hashes, so they are a sample.
MOST_NOTES, AT_A_TIME = 20_000, 500
Cell = tuple[str, str]
OF_RULES = ", ".join(f"'{level}'" for level in BY_GATE)
# What a person read is not told to the model: no rule marked it. What a rule marked is, whether it stands or not.
MARKED = f"""
SELECT row_id, field, start, "end", indicator, polarity FROM (
    SELECT row_id, field, start, "end", indicator, polarity FROM passage
    WHERE indicator <> '' AND rule_id <> '{BY_PERSON}'
    UNION ALL
    SELECT row_id, field, start, "end", indicator, '{Polarity.AFFIRMED}' FROM sentence_mark
    WHERE level IN ({OF_RULES})
) WHERE row_id IN (SELECT row_id FROM note_cell WHERE place > ? AND place <= ?)
"""
LISTED = f"""
SELECT row_id, field, start, indicator FROM sentence_mark
WHERE level NOT IN ({OF_RULES}) AND row_id IN (SELECT row_id FROM note_cell WHERE place > ? AND place <= ?)
"""


class MarkedByRuleRow(TypedDict):
    """Where a rule marked a sign."""

    row_id: str
    field: str
    start: int
    end: int
    indicator: str
    polarity: str


class ListedBeforeRow(TypedDict):
    """A sentence that was listed for a sign."""

    row_id: str
    field: str
    start: int
    indicator: str


def count_changes(*, engine: Engine, model: NoteModel) -> tuple[int, dict[str, list[int]]]:
    """How many notes were read, and by sign how many sentences were listed before, are now, are new and are gone."""
    count = min(make_cells(engine=engine), MOST_NOTES)
    counters = tuple(Counter[str]() for _ in range(4))
    for start in range(0, count, AT_A_TIME):
        for before, after in _read_share(engine, model, start, min(start + AT_A_TIME, count)):
            for counter, some in zip(counters, (before, after, after - before, before - after), strict=True):
                counter.update(sign for _, sign in some)
    rows = {sign: [counter[sign] for counter in counters] for sign in INDICATORS}
    return count, {sign: row for sign, row in rows.items() if any(row)}


def _read_share(
    engine: Engine, model: NoteModel, start: int, end: int
) -> Iterator[tuple[set[tuple[int, str]], set[tuple[int, str]]]]:
    """Of each cell the sentences that were listed for a sign, and those that this model lists."""
    sql = "SELECT * FROM note_cell WHERE place > ? AND place <= ? ORDER BY place"
    cells = read_rows(engine, CellRow, sql, [start, end])
    passages: dict[Cell, list[Passage]] = defaultdict(list)
    for row in read_rows(engine, MarkedByRuleRow, MARKED, [start, end]):
        passages[row["row_id"], row["field"]].append(_passage(row))
    listed: dict[Cell, set[tuple[int, str]]] = defaultdict(set)
    for one in read_rows(engine, ListedBeforeRow, LISTED, [start, end]):
        listed[one["row_id"], one["field"]].add((one["start"], one["indicator"]))
    keys = [(cell["row_id"], cell["field"]) for cell in cells]
    marks = mark_sentences([note_of_cell(cell) for cell in cells], [passages[key] for key in keys], own=model)
    for key, found in zip(keys, marks, strict=True):
        yield listed[key], {(mark.start, mark.label) for mark in found}


def _passage(row: MarkedByRuleRow) -> Passage:
    kind, label = PassageKind.INDICATOR, row["indicator"]
    return Passage(row["start"], row["end"], "", kind, label, "", polarity=Polarity(row["polarity"]))
