"""Rows in a chain: each carries the hash of the row before it, so that a changed, missing or reordered row is named.

The same function hashes a row in the database and a row in an exported file, so that a file is checked without either.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.model.sealed_words import key_id_of


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a chain at some moment: its number and its hash. A chain without rows ends at 0."""

    sequence: int = 0
    hash: str = ""


# The decision that rows past their retention left a chain, and the table whose rows may leave: its body names the last
# of them, so that a walk begins behind it.
ROWS_LEFT, MAY_LEAVE = "audit_rows_left", "casework_auditentry"


def read_start(bodies: Iterable[Mapping[str, Any]]) -> Head:
    """Behind which row the audit chain begins, by the bodies of decisions that rows left it, in their order."""
    last = Head()
    for body in bodies:
        last = Head(int(body["sequence"]), str(body["hash"]))
    return last


# The decision that an erasure ended, and where its body names the rows whose typed words can be read by nobody.
ERASURE_ENDED, ERASED_ROWS = "erasure_finished", "reasons"
TYPED = ("why", "reason")  # the columns of words that people typed


def read_erased(bodies: Iterable[Mapping[str, Any]], *, chain: str) -> frozenset[int]:
    """The rows of a chain whose words were erased, by the bodies of decisions that erasures ended."""
    return frozenset(number for body in bodies for number in body.get(ERASED_ROWS, {}).get(chain, ()))


def read_key_id(content: Mapping[str, Any]) -> str:
    """The id of the key that seals the words of a row; empty where it has none."""
    return next((found for name in TYPED if (found := key_id_of(content.get(name)))), "")


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk over a chain found: how many rows held, where it ends, and the first row that does not hold.

    `broken_at` is that row's number, None where all hold; `why` says what is wrong with it.
    """

    rows: int
    head: Head
    broken_at: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ChainResult:
    """Whether one chain holds: how many rows, where it ends, and in words what is wrong; empty where nothing is.

    `erased` are the rows whose typed words can be read by nobody any more.
    """

    name: str
    rows: int
    head: str
    wrong: str = ""
    erased: tuple[int, ...] = ()


def hash_content(content: Mapping[str, Any]) -> str:
    """SHA-256 over every column of a row but the hash itself."""
    kept = {name: value for name, value in content.items() if name != "hash"}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def walk_chain(rows: Iterable[Mapping[str, Any]], *, after: Head | None = None) -> Walk:
    """Walk rows in the order given, which begin behind the row `after`; by default at the first row of the chain."""
    last, count = after or Head(), 0
    for row in rows:
        why = _what_is_wrong(row, last)
        if why:
            return Walk(count, last, last.sequence + 1, why)
        last, count = Head(row["sequence"], row["hash"]), count + 1
    return Walk(count, last)


def _what_is_wrong(row: Mapping[str, Any], before: Head) -> str:
    if row.get("sequence") != before.sequence + 1:
        return f"row {before.sequence + 1} is missing or out of order: row {row.get('sequence')} is in its place"
    if row.get("hash") != hash_content(row):
        return "it was changed after it was written"
    if row.get("previous_hash") != before.hash:
        return "it does not follow the row before it: that row was changed or replaced"
    return ""
