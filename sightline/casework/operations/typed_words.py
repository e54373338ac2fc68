"""Seals what people typed before words were sealed: texts by themselves, and reasons of decisions and audit rows.

The hash of such a row is over its words as they were typed, so from the first of them on every row is hashed anew.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction

from sightline.casework.audit import hash_chain
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import ChainedRow
from sightline.casework.core.row_keys.sealed_texts import has_plain_words, seal_rows, sealed_fields
from sightline.casework.erasure.casework_rows import compact_database
from sightline.casework.operations.chain_rewrites import end_change_of_heads, rewrite_chains, was_interrupted
from sightline.store import Workspace

SEALED = "reasons_sealed"


def count_plain(workspace: Workspace) -> int:
    """How many texts and reasons are not sealed yet; one where sealing them was interrupted at its end."""
    reasons = sum(has_plain_words(row) for model in hash_chain.CHAINS for row in _with_words(model))
    texts = sum(len(rows) for rows in _plain_rows())
    return reasons + texts or int(was_interrupted(workspace))


def seal_typed_words(actor: Actor, workspace: Workspace) -> None:
    """Seal all of it. Given again after an interruption it ends as if there had been none."""
    end_change_of_heads(workspace)
    if not count_plain(workspace):
        return
    with transaction.atomic(durable=True):
        for rows in _plain_rows():
            seal_rows(rows)
            for row in rows:
                row.save(update_fields=[field.name for field in sealed_fields(type(row))])
    if any(has_plain_words(row) for model in hash_chain.CHAINS for row in _with_words(model)):
        columns = {model: sealed_fields(model)[0].name for model in hash_chain.CHAINS}
        rewrite_chains(actor, workspace, kind=SEALED, columns=columns, change=_seal)
    compact_database()


def _seal(rows: list[ChainedRow]) -> set[int]:
    plain = {row.sequence for row in rows if has_plain_words(row)}
    seal_rows(rows)
    return plain


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
