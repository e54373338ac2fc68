"""The sealed rows of one received file, in a file of their own beside its other tables: found by keyed hashes alone.

Rows about one person or thing are one subject, so a register of forty weeks has each pupil's hashes once. Nothing in
the file says who anybody is.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sightline.model.errors import OurFault
from sightline.sealing.ciphers import RowCipher, SealedText
from sightline.sealing.roll_keys import RollKeys
from sightline.store.received_files import SEALED_ROWS, hash_sealed_rows

CHUNK = 8_192
TABLES = """
CREATE TABLE sealed_row (handle TEXT NOT NULL, content TEXT NOT NULL, subject INTEGER NOT NULL, wrapped BLOB NOT NULL,
    sealed BLOB NOT NULL);
CREATE TABLE linked_agency (agency TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE link_hash (hash INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (hash, subject)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX sealed_row_subject ON sealed_row (subject);
CREATE INDEX sealed_row_handle ON sealed_row (handle);
"""
MOST_ASKED = 500
SUBJECTS = "SELECT hash, subject FROM link_hash WHERE hash IN (?)"
ROWS_OF = "SELECT subject, handle, content, wrapped, sealed FROM sealed_row WHERE subject IN (?)"
FIRST_OF = """SELECT handle, content, wrapped, sealed FROM sealed_row WHERE rowid IN (
    SELECT min(rowid) FROM sealed_row WHERE subject IN (?) AND length(wrapped) > 0 GROUP BY subject)"""
WHOLE_HANDLES = "SELECT DISTINCT handle FROM sealed_row WHERE length(wrapped) > 0"
BY_HANDLES = "SELECT handle, content, wrapped, sealed FROM sealed_row WHERE handle IN (?)"


class SealedRow(NamedTuple):
    """One row as it is kept: its keyed hashes of id and content, and the row, sealed."""

    handle: str
    content: str
    text: SealedText

    @property
    def is_erased(self) -> bool:
        """Whether its key was destroyed: nobody can open it, and it counts no more."""
        return not self.text.wrapped


@dataclass(slots=True)
class SealedWriter:
    """Seals the rows of one file as they are read. `links` of a row are the hashes that it may be found by.

    `agencies` are those for whose rows the hashes were made.
    """

    folder: Path
    keys: RollKeys = field(repr=False)
    count: int = 0
    agencies: set[str] = field(default_factory=set)
    _subjects: dict[frozenset[int], int] = field(default_factory=dict, repr=False)
    _waiting: list[tuple[str, str, int, bytes, bytes]] = field(default_factory=list, repr=False)
    _hashes: list[tuple[int, int]] = field(default_factory=list, repr=False)
    _connection: sqlite3.Connection | None = None
    _cipher: RowCipher | None = None

    def add(self, *, handle: str, content: str, links: frozenset[int], text: bytes) -> None:
        """Seal one row under its keyed hashes. The file is made with the first."""
        if self._connection is None or self._cipher is None:
            self._connection = _create(self.folder / SEALED_ROWS)
            self._cipher = RowCipher(self.keys.rows)
        subject = self._subjects.get(links)
        if subject is None:
            subject = self._subjects[links] = len(self._subjects) + 1
            self._hashes += [(one, subject) for one in links]
        one = self._cipher.seal(text, place=place_of(handle, content))
        self._waiting.append((handle, content, subject, one.wrapped, one.sealed))
        self.count += 1
        if len(self._waiting) >= CHUNK:
            self._flush(self._connection)

    def close(self) -> None:
        """Write what is left, the indexes, and beside the file its hash, so that damage is found without a key."""
        if self._connection is not None:
            self._flush(self._connection)
            self._connection.executemany("INSERT INTO link_hash VALUES (?, ?)", sorted(self._hashes))
            self._connection.executemany(
                "INSERT INTO linked_agency VALUES (?)", [(one,) for one in sorted(self.agencies)]
            )
            self._connection.executescript(INDEXES)
            self._connection.commit()
            self._connection.close()
            self._connection = None
            hash_sealed_rows(self.folder)

    def _flush(self, connection: sqlite3.Connection) -> None:
        connection.executemany("INSERT INTO sealed_row VALUES (?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()


def _create(path: Path) -> sqlite3.Connection:
    """An empty file, for its owner alone, that is written once: the folder around it is whole or is not there."""
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, isolation_level="DEFERRED")
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;")
    connection.executescript(TABLES)
    return connection


class SealedRows:
    """Reads the sealed rows of one file, which is held until `close`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def find_each(self, texts: Mapping[str, Collection[str]], *, keys: RollKeys) -> dict[str, list[SealedRow]]:
        """Of each who is looked for, the rows of every subject that is found by one of the texts; none is opened."""
        asked: dict[int, list[str]] = {}
        for name, some in texts.items():
            for one in self._hash_texts(some, keys):
                asked.setdefault(one, []).append(name)
        subjects: dict[int, set[str]] = {}
        for found, subject in self._select(SUBJECTS, asked):
            subjects.setdefault(subject, set()).update(asked[found])
        rows: dict[str, list[SealedRow]] = {}
        for subject, *said in self._select(ROWS_OF, subjects):
            row = _as_row(said)
            for name in sorted(subjects[subject]) if not row.is_erased else ():
                rows.setdefault(name, []).append(row)
        return rows

    def find_first(self, texts: Collection[str], *, keys: RollKeys) -> list[SealedRow]:
        """One row of every subject that is found by one of the texts; none of them is opened."""
        subjects = {subject for _, subject in self._select(SUBJECTS, self._hash_texts(texts, keys))}
        return [_as_row(said) for said in self._select(FIRST_OF, subjects)]

    def handles(self) -> set[str]:
        """The handles of the rows that are not erased."""
        return {handle for (handle,) in self._connection.execute(WHOLE_HANDLES)}

    def take(self, handles: Iterable[str]) -> list[SealedRow]:
        """The rows with these handles; none of them is opened."""
        return [_as_row(said) for said in self._select(BY_HANDLES, handles)]

    def _hash_texts(self, texts: Iterable[str], keys: RollKeys) -> set[int]:
        agencies = [agency for (agency,) in self._connection.execute("SELECT agency FROM linked_agency")]
        return {keys.link(text, agency=agency) for text in texts for agency in agencies}

    def _select(self, sql: str, wanted: Iterable[Any]) -> Iterator[Sequence[Any]]:
        """The lines of a query of many values, some values at a time."""
        every = sorted(set(wanted))
        for at in range(0, len(every), MOST_ASKED):
            some = every[at : at + MOST_ASKED]
            yield from self._connection.execute(sql.replace("(?)", f"({', '.join('?' * len(some))})"), some)


def _as_row(said: Sequence[Any]) -> SealedRow:
    handle, content, wrapped, sealed = said
    return SealedRow(handle, content, SealedText(wrapped, sealed))


def place_of(handle: str, content: str) -> str:
    """What a sealed row is bound to: which row it is, and which version of it."""
    return f"{handle}/{content}"


def sealed_row_gone(where: str) -> OurFault:
    """That a row which a file once sealed is not there any more."""
    return OurFault(
        "A sealed row is gone: nobody could open it any more.",
        code="sealed_gone",
        where=where,
        what_to_do="Put the file back from a backup.",
    )
