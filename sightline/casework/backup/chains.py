"""Walks the chains of a copied database, without Django: every row must follow the one before it.

The columns and how each is read come from the backup's manifest. A wrong statement there only makes the walk fail.
"""

import csv
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.model.hash_chain import MAY_LEAVE, ROWS_LEFT, Head, read_start, walk_chain

DECISIONS = "casework_decision"
INT, JSON, TEXT = "int", "json", "text"
READ: Mapping[str, Any] = {INT: int, JSON: json.loads, TEXT: str}


@dataclass(frozen=True, slots=True)
class CopiedChain:
    """How a copied chain is: its rows, its head, and the number of the first row that was changed since."""

    rows: int
    head: str
    first_break: int | None


def walk_copied(
    *, rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], after: Head | None = None
) -> CopiedChain:
    """Walk rows in the order of their numbers, as text or as the database gives them, behind the row `after`."""
    read = ({name: READ[kind](row[name]) for name, kind in columns.items()} for row in rows)
    walk = walk_chain(read, after=after)
    head = f"{walk.head.sequence} {walk.head.hash}" if walk.rows else "0"
    return CopiedChain(walk.rows, head, walk.broken_at)


def walk_sqlite(path: Path, chains: Mapping[str, Mapping[str, str]]) -> dict[str, CopiedChain]:
    """Walk the chains (table: columns) of a copied SQLite file, which is opened to be read alone."""
    with closing(open_copy(path)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(table: str) -> Iterator[dict[str, Any]]:
            return (dict(row) for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY sequence'))

        start = find_start(rows(DECISIONS)) if DECISIONS in chains else Head()
        return {
            table: walk_copied(rows=rows(table), columns=columns, after=start if table == MAY_LEAVE else None)
            for table, columns in chains.items()
        }


def walk_csv(folder: Path, chains: Mapping[str, Mapping[str, str]]) -> dict[str, CopiedChain]:
    """Walk the chains of a copied PostgreSQL database, one CSV file a table."""
    start = find_start(read_csv(folder / f"{DECISIONS}.csv")) if DECISIONS in chains else Head()
    return {
        table: walk_copied(
            rows=read_csv(folder / f"{table}.csv"), columns=columns, after=start if table == MAY_LEAVE else None
        )
        for table, columns in chains.items()
    }


def find_start(decisions: Iterable[Mapping[str, Any]]) -> Head:
    """Behind which row the copied audit chain begins."""
    return read_start(json.loads(row["body"]) for row in decisions if row["kind"] == ROWS_LEFT)


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a copied table, by their columns' names."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def open_copy(path: Path) -> sqlite3.Connection:
    """A copied SQLite file, which nothing changes."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
