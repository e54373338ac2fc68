"""Looks for words in every file of a folder: in its bytes, and in what tables and databases say once unpacked."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

SQLITE_BEGINS = b"SQLite format 3\0"


def find_words(root: Path, *words: str) -> list[str]:
    """The files that hold one of these words, in any case."""
    wanted = [word.casefold() for word in words]
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and any(word in text for text in _texts(path) for word in wanted)
    )


def find_said(root: Path, *words: str) -> set[str]:
    """Those of these words that some file of a folder holds: each file is unpacked once."""
    found: set[str] = set()
    for path in sorted(root.rglob("*")):
        if path.is_file() and len(found) < len(words):
            texts = list(_texts(path))
            found |= {word for word in words if any(word.casefold() in text for text in texts)}
    return found


def _texts(path: Path) -> Iterator[str]:
    content = path.read_bytes()
    yield content.decode("utf-8", "replace").casefold()
    yield content.decode("utf-16-le", "replace").casefold()
    if path.suffix == ".parquet":
        yield str(pq.read_table(path, partitioning=None).to_pylist()).casefold()
    elif path.suffix == ".duckdb":
        with closing(duckdb.connect(str(path), read_only=True)) as database:
            names = [name for (name,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            for name in names:
                yield str(database.execute(f'FROM "{name}"').fetchall()).casefold()
    elif content.startswith(SQLITE_BEGINS):
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as kept:
            names = [name for (name,) in kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                yield str(kept.execute(f'SELECT * FROM "{name}"').fetchall()).casefold()
