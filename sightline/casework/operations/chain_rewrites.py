"""Changes rows of both chains into what today's version would write, and hashes every row from the first of them on.

The chains and the kept heads are verified before, and nothing is changed where one is wrong. A decision says where the
chains ended; kept heads are signed anew. An interruption leaves heads that fit.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import CHAINED, drop_triggers, make_triggers
from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.services import MODELS, compare_with_kept
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import ChainedRow, Decision
from sightline.casework.core.row_keys.sealed_texts import SealedWordsField, kept_words
from sightline.model.errors import OurFault
from sightline.model.hash_chain import Head
from sightline.store import Workspace
from sightline.store.chain_heads import KeptHead, read_heads, sign_start, write_heads
from sightline.store.files import fsync

AT_ONCE = 1_000
# Changes rows in place; the numbers of those that it changed.
Change = Callable[[list[ChainedRow]], set[int]]
Columns = Mapping[type[ChainedRow], str]


def rewrite_chains(actor: Actor, workspace: Workspace, *, kind: str, columns: Columns, change: Change) -> None:
    """Change one column of each chain in one transaction, in which alone they have no triggers.

    `kind` is that of the decision which says so. OurFault where a chain or a kept head is wrong.
    """
    _check_whole(workspace)
    kept = read_heads(heads_file(workspace))
    with transaction.atomic(durable=True):
        for model in hash_chain.CHAINS:
            hash_chain.hold_lock(model)
        before = {name: asdict(_head_of(model)) for name, model in MODELS.items()}
        drop_triggers(connection, CHAINED)
        hashes = {name: _rewrite(model, columns[model], change) for name, model in MODELS.items()}
        make_triggers(connection, CHAINED)
        body = {"before": before, "after": {name: asdict(_head_of(model)) for name, model in MODELS.items()}}
        hash_chain.append(Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, body=body)
        write_heads(_next_heads(workspace), [_sign_anew(workspace, one, hashes[one.chain]) for one in kept])
    end_change_of_heads(workspace)


def was_interrupted(workspace: Workspace) -> bool:
    """Whether a change ended before its heads were in use."""
    return _next_heads(workspace).exists()


def end_change_of_heads(workspace: Workspace) -> None:
    """Put the heads in use that were signed anew; those of a try that was not committed are removed."""
    path = _next_heads(workspace)
    if not path.exists():
        return
    kept, anew = read_heads(heads_file(workspace)), read_heads(path)
    if [(one.chain, one.sequence) for one in anew] == [(one.chain, one.sequence) for one in kept] and all(
        map(_fits, anew)
    ):
        path.rename(heads_file(workspace))
    else:
        path.unlink()
    fsync(path.parent)


def _fits(one: KeptHead) -> bool:
    row = MODELS[one.chain].objects.filter(sequence=one.sequence).first()
    return row is None or row.hash == one.hash


def _check_whole(workspace: Workspace) -> None:
    wrong = [f"{one.name}: {one.wrong}" for one in compare_with_kept(workspace) if one.wrong]
    if wrong:
        raise OurFault(
            "The audit log or the decisions were changed, so nothing was sealed.",
            code="chain_broken",
            where="; ".join(wrong),
            what_to_do="Restore the backup, and tell information governance.",
        )


def _head_of(model: type[ChainedRow]) -> Head:
    last = hash_chain.last_row(model)
    return Head(last.sequence, last.hash) if last else Head()


def _rewrite(model: type[ChainedRow], column: str, change: Change) -> dict[int, str]:
    """Change a chain, and hash every row from the first changed one on; the new hashes by number."""
    last, hashes = hash_chain.start_of(model), dict[int, str]()
    while rows := list(model.objects.filter(sequence__gt=last.sequence).oldest_first()[:AT_ONCE]):
        changed, written = change(rows), []
        for row in rows:
            if hashes or row.sequence in changed:
                row.previous_hash = last.hash
                row.hash = hashes[row.sequence] = hash_chain.hash_row(row)
                written.append(row)
            last = Head(row.sequence, row.hash)
        _write(model, column, written)
    return hashes


def _write(model: type[ChainedRow], column: str, rows: list[ChainedRow]) -> None:
    (field,) = (one for one in model._meta.concrete_fields if one.attname == column)
    sql = f"UPDATE {model._meta.db_table} SET {field.column} = %s, previous_hash = %s, hash = %s WHERE sequence = %s"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(_kept(row, field), row.previous_hash, row.hash, row.sequence) for row in rows])


def _kept(row: ChainedRow, field: "models.Field[Any, Any]") -> Any:
    kept = kept_words(row, field)
    return str(kept) if isinstance(field, SealedWordsField) else field.get_db_prep_save(kept, connection)


def _sign_anew(workspace: Workspace, one: KeptHead, hashes: dict[int, str]) -> KeptHead:
    """A kept head with the new hash of its row, signed; as it is where the row has none."""
    if one.sequence not in hashes:
        return one
    return sign_start(workspace=workspace, chain=one.chain, head=Head(one.sequence, hashes[one.sequence]), at=one.at)


def _next_heads(workspace: Workspace) -> Path:
    path = heads_file(workspace)
    return path.with_name(f"{path.name}.next")
