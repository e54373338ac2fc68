"""Append-only chains: each row carries the hash of the row before, so that a row that was edited or cut out is seen.

The number and the hash of the last row are read under a lock that is held until the row is committed. SQLite takes it
with BEGIN IMMEDIATE; on PostgreSQL it is an advisory lock.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from sightline.casework.core import clock
from sightline.casework.core.models import AuditEntry, ChainedRow, Decision
from sightline.casework.core.row_keys.sealed_texts import kept_words, seal_rows
from sightline.model.hash_chain import (
    ERASURE_ENDED,
    ROWS_LEFT,
    Head,
    Walk,
    hash_content,
    read_erased,
    read_start,
    walk_chain,
)

CHAINS: tuple[type[ChainedRow], ...] = (AuditEntry, Decision)
SAME_SECONDS = 60
LOCK_NUMBERS: dict[type[ChainedRow], int] = {AuditEntry: 7_401, Decision: 7_402}


def append(model: type[ChainedRow], **values: Any) -> ChainedRow:
    """Append one row, inside the present transaction or in one of its own."""
    (row,) = append_all(model, [values])
    return row


def append_all(model: type[ChainedRow], rows: Sequence[Mapping[str, Any]]) -> list[ChainedRow]:
    """Append rows in their order, all or none: one look at the last row, one statement."""
    with transaction.atomic(savepoint=False):  # within another, that one is what stands or falls
        hold_lock(model)
        return append_after(model, last_row(model), rows)


def last_row(model: type[ChainedRow]) -> ChainedRow | None:
    """The last row; within a transaction that holds the lock no other can come after it."""
    return model.objects.order_by("-sequence").first()


def append_after(
    model: type[ChainedRow], last: ChainedRow | None, rows: Sequence[Mapping[str, Any]]
) -> list[ChainedRow]:
    """Append rows after the last one, which was read while the lock was held: one statement."""
    made = [model(**values) for values in rows]
    seal_rows(made)
    for row in made:
        _follow(row, last)
        last = row
    all_rows: QuerySet[Any] = QuerySet(model)
    all_rows.bulk_create(made)  # the table's own manager lets nobody else do this
    return made


def _follow(row: ChainedRow, last: ChainedRow | None) -> None:
    """Give a row its number, its moment and its hashes, behind the last one."""
    row.sequence, row.at = last.sequence + 1 if last else 1, next_moment(last)
    row.previous_hash = last.hash if last else ""
    row.hash = hash_row(row)


def next_moment(last: ChainedRow | None) -> str:
    """The moment of the next row: now, and never before the last one's where two clocks differ by seconds alone.

    Where they differ by more, now is written as it is; `audit` says on the row that time went back.
    """
    now = clock.now_at()
    if last is None or clock.is_invented() or went_back(before=last.at, after=now):
        return now
    return max(now, last.at)


def went_back(*, before: str, after: str) -> bool:
    """Whether the second moment is more than a minute before the first."""
    off = datetime.fromisoformat(before) - datetime.fromisoformat(after)
    return off > timedelta(seconds=SAME_SECONDS)


def hash_row(row: ChainedRow) -> str:
    """SHA-256 over every column but the hash itself, which contains the hash of the row before."""
    return hash_content(row_content(row))


def row_content(row: ChainedRow) -> dict[str, Any]:
    """Every column of a row by its name, as the database keeps it, and as it is hashed and exported: words sealed."""
    return {field.attname: kept_words(row, field) for field in row._meta.concrete_fields}


def start_of(model: type[ChainedRow]) -> Head:
    """Behind which row a chain begins: audit rows past their retention leave it, by a decision that names the last."""
    if model is not AuditEntry:
        return Head()
    rows = Decision.objects.of_kind(ROWS_LEFT).oldest_first()
    return read_start(rows.values_list("body", flat=True))


def read_erased_rows(name: str) -> frozenset[int]:
    """The rows of a chain (`audit` or `decisions`) whose typed words were erased, as decisions name them."""
    return read_erased(Decision.objects.of_kind(ERASURE_ENDED).values_list("body", flat=True), chain=name)


def first_break(model: type[ChainedRow]) -> int | None:
    """The number of the first row that is not as it was written or does not follow its forerunner; None if all are."""
    return walk(model).broken_at


def walk(model: type[ChainedRow]) -> Walk:
    """Walk a chain of the database from where it begins."""
    rows = model.objects.order_by("sequence").iterator(chunk_size=2_000)
    return walk_chain((row_content(row) for row in rows), after=start_of(model))


def verify_chains() -> dict[str, int | None]:
    """For each chain the number of its first broken row, or None."""
    return {model._meta.db_table: first_break(model) for model in CHAINS}


def read_heads() -> dict[str, str]:
    """For each chain `number hash` of its last row: kept elsewhere, it shows if rows were later cut off the end."""
    heads = {}
    for model in CHAINS:
        last = model.objects.order_by("-sequence").first()
        heads[model._meta.db_table] = f"{last.sequence} {last.hash}" if last else "0"
    return heads


def hold_lock(model: type[ChainedRow]) -> None:
    """Nobody else appends to the chain until the present transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBERS[model]])
