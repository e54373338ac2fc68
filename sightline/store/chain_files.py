"""Audit and decisions in a file outside the database: an export, or a copy of the SQLite database, read without Django.

An export is JSON lines: what it is, then each row in order with every column, then the head at which it ends. Without
that last line the file was cut.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sightline.model.errors import BadInput
from sightline.model.hash_chain import (
    ERASURE_ENDED,
    MAY_LEAVE,
    ROWS_LEFT,
    ChainResult,
    Head,
    Walk,
    read_erased,
    read_key_id,
    read_start,
    walk_chain,
)
from sightline.store.chain_heads import KeptHead, compare_heads, read_heads

FORMAT, VERSION = "sightline-chain", 1
CHAINS = {"audit": "casework_auditentry", "decisions": "casework_decision"}
ROW_KEYS = "casework_rowkey"
SQLITE_BEGINS = b"SQLite format 3\0"
LONGEST_LINE = 1 << 24
CUT = "the file was cut: its last line is not there"
JSON_COLUMNS = frozenset({"ids", "details", "body"})


@dataclass(frozen=True, slots=True)
class CheckedChain:
    """One chain of a file: its name, what a walk over it found, and the hash of each row by its number."""

    name: str
    walk: Walk
    is_whole: bool
    hashes: Mapping[int, str] = field(default_factory=dict, repr=False)
    words: "TypedWords" = field(default_factory=lambda: TypedWords(), repr=False)


@dataclass(frozen=True, slots=True)
class TypedWords:
    """The words that people typed in the rows of a chain: the key of each, and which were erased.

    `named` are the rows of which a decision says so, `missing` the keys that are not there; None where a file has none.
    """

    keys: Mapping[int, str] = field(default_factory=dict, repr=False)
    named: frozenset[int] = frozenset()
    missing: frozenset[str] | None = None

    @property
    def erased(self) -> tuple[int, ...]:
        """The rows whose words nobody can read, and a decision says so."""
        return tuple(sorted(number for number in self.named & set(self.keys) if self._is_gone(number)))

    @property
    def wrong(self) -> str:
        """The first row whose words nobody can read although no decision says so, in words."""
        gone = (number for number in self.keys if self.missing is not None and self._is_gone(number))
        first = min((number for number in gone if number not in self.named), default=None)
        return "" if first is None else f"the words of row {first} cannot be read, and no erasure names them"

    def _is_gone(self, number: int) -> bool:
        return self.missing is None or self.keys[number] in self.missing


def check_file(path: Path) -> tuple[CheckedChain, ...]:
    """Walk every chain of an export or of a copy of the database; BadInput where the file is neither."""
    if not path.is_file():
        raise BadInput("There is no such file.", code="no_such_file", where=path.name, what_to_do="Check the path.")
    with path.open("rb") as stream:
        is_database = stream.read(len(SQLITE_BEGINS)) == SQLITE_BEGINS
    return _check_database(path) if is_database else (_check_export(path),)


def verify_file(*, path: Path, heads: Path | None = None) -> tuple[ChainResult, ...]:
    """Walk the chains of a file, without a workspace; `heads`: a file of kept heads to compare them with."""
    kept = read_heads(heads) if heads else ()
    return tuple(as_result(checked, kept=kept) for checked in check_file(path))


def as_result(checked: CheckedChain, *, kept: tuple[KeptHead, ...], public_key: str = "") -> ChainResult:
    """What a walk and the kept heads say of a chain, in words."""
    walk = checked.walk
    wrong = f"from row {walk.broken_at}: {walk.why}" if walk.broken_at is not None else ""
    if not wrong and not checked.is_whole:
        wrong = CUT
    wrong = wrong or compare_heads(
        kept=kept, chain=checked.name, hashes=checked.hashes, ends_at=walk.head.sequence, public_key=public_key
    )
    wrong, head = wrong or checked.words.wrong, f"{walk.head.sequence} {walk.head.hash}".strip()
    return ChainResult(checked.name, walk.rows, head, wrong, checked.words.erased)


def write_json_line(content: Mapping[str, Any]) -> str:
    """One line of an export."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def header_line(*, name: str, written_at: str, after: Head, erased: Collection[int] = (), label: str = "") -> str:
    """The line that says what an export is, behind which row it begins, and of which rows the words were erased.

    `label` says who exported it, when and what for.
    """
    return write_json_line(
        ({"exported": label} if label else {})
        | {"format": FORMAT, "version": VERSION, "chain": name, "written_at": written_at,
         "after": {"sequence": after.sequence, "hash": after.hash}, "erased": sorted(erased)}
    )  # fmt: skip


def footer_line(head: Head) -> str:
    """The line with which a whole export ends."""
    return write_json_line({"head": {"sequence": head.sequence, "hash": head.hash}})


def _check_database(path: Path) -> tuple[CheckedChain, ...]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            starts = {MAY_LEAVE: read_start(_read_bodies(connection, ROWS_LEFT))}
            return tuple(
                _with_keys(
                    connection,
                    _checked(name, _read_table(connection, table), starts.get(table, Head()), is_whole=True),
                )
                for name, table in CHAINS.items()
            )
    except (sqlite3.DatabaseError, ValueError) as error:
        raise _unreadable(path) from error


def _read_bodies(connection: sqlite3.Connection, kind: str) -> Iterator[dict[str, Any]]:
    """The bodies of the decisions of a kind, in their order."""
    sql = f"SELECT body FROM {CHAINS['decisions']} WHERE kind = ? ORDER BY sequence"
    return (json.loads(body) for (body,) in connection.execute(sql, [kind]))


def _with_keys(connection: sqlite3.Connection, checked: CheckedChain) -> CheckedChain:
    """The same, compared with the keys of the database; a copy of before there were any has sealed nothing."""
    keys = checked.words.keys
    sql = f"SELECT id FROM {ROW_KEYS}"
    there = {str(one) for (one,) in connection.execute(sql)} if keys else set()
    named = read_erased(_read_bodies(connection, ERASURE_ENDED), chain=checked.name)
    return replace(checked, words=TypedWords(keys, named, frozenset(set(keys.values()) - there)))


def _read_table(connection: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    for row in connection.execute(f"SELECT * FROM {table} ORDER BY sequence"):
        yield {name: json.loads(row[name]) if name in JSON_COLUMNS else row[name] for name in row.keys()}  # noqa: SIM118


def _check_export(path: Path) -> CheckedChain:
    try:
        with path.open(encoding="utf-8") as stream:
            lines = iter(lambda: stream.readline(LONGEST_LINE), "")
            first = json.loads(next(lines, "null"))
            if not isinstance(first, dict) or first.get("format") != FORMAT or first.get("version") != VERSION:
                raise _unreadable(path)
            rows = _Rows(lines)
            after = Head(int(first["after"]["sequence"]), str(first["after"]["hash"]))
            checked = _checked(str(first["chain"]), rows, after, is_whole=False)
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise _unreadable(path) from error
    words = replace(checked.words, named=frozenset(map(int, first.get("erased", ()))))
    return replace(checked, is_whole=rows.head == checked.walk.head, words=words)


class _Rows:
    """The rows of an export; `head` is what its last line says, None where there is no such line."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.head: Head | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for line in self._lines:
            content = json.loads(line)
            if "head" in content:
                self.head = Head(int(content["head"]["sequence"]), str(content["head"]["hash"]))
                return
            yield content


def _checked(name: str, rows: Iterable[dict[str, Any]], after: Head, *, is_whole: bool) -> CheckedChain:
    hashes: dict[int, str] = {after.sequence: after.hash} if after.sequence else {}
    keys: dict[int, str] = {}

    def noted() -> Iterator[dict[str, Any]]:
        for row in rows:
            hashes[row["sequence"]] = row["hash"]
            if key_id := read_key_id(row):
                keys[row["sequence"]] = key_id
            yield row

    return CheckedChain(name, walk_chain(noted(), after=after), is_whole, hashes, TypedWords(keys))


def _unreadable(path: Path) -> BadInput:
    return BadInput(
        "This file is no export of the audit and no copy of the database, or it is damaged.",
        code="not_an_audit_file",
        where=path.name,
        what_to_do="Give a file that 'sightline audit export' wrote, or a copy of casework.sqlite3.",
    )
