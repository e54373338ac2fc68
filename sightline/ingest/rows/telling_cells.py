"""What only erased rows say: names, numbers and addresses by which rows not imported and file names are known.

A row that nobody could read has no record, and yet it may name the same person. The register keeps these cells as keyed
hashes, so that the same is found again in a restored backup.
"""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import PurePath

import pyarrow.parquet as pq

from sightline.ingest.wording import Cells, plain_cells
from sightline.store.batches import list_parts
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.store.workspace import Workspace

SHORTEST, LONGEST, FEWEST_FIGURES = 4, 60, 9
ENOUGH = 2  # so many of them in one row, and the row goes
SOURCE_ROW, NEUTRAL, WORD = "source_row", "renamed-", re.compile(r"[^\W_]+")
MOST_JOINED = 4  # words of a name that may be one cell: an address


def find_telling(workspace: Workspace, *, row_ids: Collection[str]) -> frozenset[str]:
    """The short cells of these rows that no other row has, in the form in which cells are compared."""
    telling: set[str] = set()
    for row_id, cells in _read_cells(workspace) if row_ids else ():
        if row_id in row_ids:
            telling.update(filter(is_telling, cells))
    for row_id, cells in _read_cells(workspace) if telling else ():
        if row_id not in row_ids:
            telling.difference_update(cells)
    return frozenset(telling)


def is_telling(cell: str) -> bool:
    """Whether a cell may name somebody: neither long text nor a short number, such as a date or a count."""
    figures = re.sub(r"[\d/.:-]", "", cell) == ""
    return SHORTEST <= len(cell) <= LONGEST and (not figures or sum(map(str.isdigit, cell)) >= FEWEST_FIGURES)


def names_erased(row: Collection[str], register: ErasureRegister) -> bool:
    """Whether a row that was not imported says what erased rows said. Where a quotation mark is open, within a cell."""
    if not register.has(ErasedKind.CELL):
        return False
    said = {cell for cell in plain_cells(row) if is_telling(cell) and register.holds(ErasedKind.CELL, cell)}
    broken = (part for cell in row if len(cell) > LONGEST for part in re.split(r'[,;\t"\n]', cell))
    said |= {cell for cell in plain_cells(broken) if is_telling(cell) and register.holds(ErasedKind.CELL, cell)}
    return len(said) >= ENOUGH


def says_erased(words: str, register: ErasureRegister) -> bool:
    """Whether words that somebody typed, or the name of a file, have a cell of erased rows."""
    if not register.has(ErasedKind.CELL):
        return False
    found = [one.casefold() for one in WORD.findall(words)]
    runs = {"".join(found[at : at + many]) for at in range(len(found)) for many in range(1, MOST_JOINED + 1)}
    cells = runs | set(plain_cells([words]))
    return any(is_telling(one) and register.holds(ErasedKind.CELL, one) for one in cells)


def neutral_name(name: str, register: ErasureRegister) -> str:
    """The name under which a file is kept: another where its own has what erased rows said."""
    if not says_erased(PurePath(name).stem, register):
        return name
    return f"{NEUTRAL}{register.hash(ErasedKind.CELL, name)[:8]}{PurePath(name).suffix.casefold()}"


def _read_cells(workspace: Workspace) -> Iterator[tuple[str, Cells]]:
    """Id and cells of every row that was received in the clear, each of its versions."""
    for part in list_parts(workspace):
        for batch in pq.ParquetFile(part.path(SOURCE_ROW)).iter_batches(columns=["row_id", "original"]):
            for row_id, original in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield row_id, plain_cells(json.loads(original).values())
