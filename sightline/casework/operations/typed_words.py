"""Seals what people typed before words were sealed: texts by themselves, and reasons of decisions and audit rows.

The hash of such a row is over its words as they were typed, so from the first of them on every row is hashed anew.
The chains and the kept heads are verified before. A decision says where the chains ended; kept heads are signed anew.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import CHAINED, drop_triggers, make_triggers
from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.services import MODELS, compare_with_kept
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import ChainedRow, Decision
from sightline.casework.core.row_keys.sealed_texts import has_plain_words, kept_words, seal_rows, sealed_fields
from sightline.casework.erasure.casework_rows import compact_database
from sightline.model.errors import OurFault
from sightline.model.hash_chain import Head
from sightline.store import Workspace
from sightline.store.chain_heads import KeptHead, read_heads, sign_start, write_heads
from sightline.store.files import fsync

SEALED = "reasons_sealed"
AT_ONCE = 1_000


def count_plain(workspace: Workspace) -> int:
    """How many texts and reasons are not sealed yet; one where sealing them was interrupted at its end."""
    reasons = sum(has_plain_words(row) for model in hash_chain.CHAINS for row in _with_words(model))
    texts = sum(len(rows) for rows in _plain_rows())
    return reasons + texts or int(_next_heads(workspace).exists())


def seal_typed_words(actor: Actor, workspace: Workspace) -> None:
    """Seal all of it. Given again after an interruption it ends as if there had been none."""
    _end_change_of_heads(workspace)
    if not count_plain(workspace):
        return
    with transaction.atomic(durable=True):
        for rows in _plain_rows():
            seal_rows(rows)
            for row in rows:
                row.save(update_fields=[field.name for field in sealed_fields(type(row))])
    if any(has_plain_words(row) for model in hash_chain.CHAINS for row in _with_words(model)):
        _check_whole(workspace)
        _seal_chains(actor, workspace)
        _end_change_of_heads(workspace)
    compact_database()


def _plain_rows() -> Iterator[list[models.Model]]:
    """The rows of each table but the chains that have words which are not sealed."""
    tables = connection.introspection.table_names()
    for model in apps.get_app_config("casework").get_models():
        fields = [field.name for field in sealed_fields(model)]
        if fields and not issubclass(model, ChainedRow) and model._meta.db_table in tables:
            rows = model._default_manager.only(*fields).order_by("pk").iterator()
            yield [row for row in rows if has_plain_words(row)]


def _with_words(model: type[ChainedRow]) -> Iterator[ChainedRow]:
    """The rows with words; only what is asked for here, which any version has."""
    (field,) = sealed_fields(model)
    yield from model.objects.exclude(**{field.name: ""}).only(field.name).iterator()


def _check_whole(workspace: Workspace) -> None:
    wrong = [f"{one.name}: {one.wrong}" for one in compare_with_kept(workspace) if one.wrong]
    if wrong:
        raise OurFault(
            "The audit log or the decisions were changed, so nothing was sealed.",
            code="chain_broken",
            where="; ".join(wrong),
            what_to_do="Restore the backup, and tell information governance.",
        )


def _seal_chains(actor: Actor, workspace: Workspace) -> None:
    """Seal both chains in one transaction, in which alone they have no triggers."""
    kept = read_heads(heads_file(workspace))
    with transaction.atomic(durable=True):
        for model in hash_chain.CHAINS:
            hash_chain.hold_lock(model)
        before = {name: asdict(_head_of(model)) for name, model in MODELS.items()}
        drop_triggers(connection, CHAINED)
        hashes = {name: _seal_chain(model) for name, model in MODELS.items()}
        make_triggers(connection, CHAINED)
        body = {"before": before, "after": {name: asdict(_head_of(model)) for name, model in MODELS.items()}}
        hash_chain.append(Decision, kind=SEALED, by=actor.reader.username, os_name=actor.os_name, body=body)
        write_heads(_next_heads(workspace), [_sign_anew(workspace, one, hashes[one.chain]) for one in kept])


def _head_of(model: type[ChainedRow]) -> Head:
    last = hash_chain.last_row(model)
    return Head(last.sequence, last.hash) if last else Head()


def _seal_chain(model: type[ChainedRow]) -> dict[int, str]:
    """Seal the words of a chain, and hash every row from the first of them on; the new hashes by number."""
    last, hashes = hash_chain.start_of(model), dict[int, str]()
    while rows := list(model.objects.filter(sequence__gt=last.sequence).oldest_first()[:AT_ONCE]):
        plain = {row.sequence for row in rows if has_plain_words(row)}
        seal_rows(rows)
        changed = []
        for row in rows:
            if hashes or row.sequence in plain:
                row.previous_hash = last.hash
                row.hash = hashes[row.sequence] = hash_chain.hash_row(row)
                changed.append(row)
            last = Head(row.sequence, row.hash)
        _write(model, changed)
    return hashes


def _write(model: type[ChainedRow], rows: list[ChainedRow]) -> None:
    (field,) = sealed_fields(model)
    sql = f"UPDATE {model._meta.db_table} SET {field.column} = %s, previous_hash = %s, hash = %s WHERE sequence = %s"
    with connection.cursor() as cursor:
        cursor.executemany(
            sql, [(str(kept_words(row, field)), row.previous_hash, row.hash, row.sequence) for row in rows]
        )


def _sign_anew(workspace: Workspace, one: KeptHead, hashes: dict[int, str]) -> KeptHead:
    """A kept head with the new hash of its row, signed; as it is where the row has none."""
    if one.sequence not in hashes:
        return one
    return sign_start(workspace=workspace, chain=one.chain, head=Head(one.sequence, hashes[one.sequence]), at=one.at)


def _next_heads(workspace: Workspace) -> Path:
    path = heads_file(workspace)
    return path.with_name(f"{path.name}.next")


def _end_change_of_heads(workspace: Workspace) -> None:
    """Put the heads in use that were signed anew; those of a try that did not end are removed."""
    path = _next_heads(workspace)
    if not path.exists():
        return
    if Decision.objects.of_kind(SEALED).exists():
        path.rename(heads_file(workspace))
    else:
        path.unlink()
    fsync(path.parent)
