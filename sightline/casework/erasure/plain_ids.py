"""Puts keyed hashes in place of ids of erased records, and of mentions on them, in every table of casework.

A record's id can be worked out from its agency's own number. Nobody opens an erased record by its id any more, and the
hash is the one that audit log and sharing ledger have. The tables are read from the models, so that a table that is
added later is known without a line here. In this transaction alone append-only ones have no triggers.
"""

from __future__ import annotations  # Django's Field takes no parameters when it runs

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from sightline.casework.audit.append_only import NUMBERED, drop_triggers, make_triggers
from sightline.casework.audit.id_hashes import BETWEEN, hash_id
from sightline.casework.core.models import ChainedRow, VocabularyField
from sightline.casework.core.moments import MomentField
from sightline.casework.core.row_keys.sealed_texts import SealedWordsField
from sightline.casework.erasure.named_things import IS_ID, TEXT_COLUMNS, texts_in

# Columns of words, of hashes and of names of accounts are shorter than an id, or are none of these fields.
SHORTEST, AT_ONCE = 20, 500
NO_IDS = (VocabularyField, MomentField, SealedWordsField)


def hash_erased_ids(is_erased: Callable[[str], bool]) -> None:
    """Replace them in every table but the chains, whose rows are never changed."""
    for model in _tables():
        _hash_in(model, is_erased)


def plain_ids() -> set[str]:
    """All that may be an id in these tables."""
    found = set[str]()
    for model in _tables():
        for name in id_columns(model):
            for value in model._default_manager.values_list(name, flat=True).iterator():
                found.update(one.rpartition(BETWEEN)[2] for one in _said(value))
    return {one for one in found if IS_ID.fullmatch(one)}


def id_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table that may hold an id of another row, a record or a mention."""
    return [one.name for one in model._meta.concrete_fields if _may_hold_ids(one)]


def _tables() -> Iterator[type[models.Model]]:
    for model in apps.get_app_config("casework").get_models():
        if not issubclass(model, ChainedRow) and id_columns(model):
            yield model


def _may_hold_ids(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, NO_IDS) or field.unique or field.name in TEXT_COLUMNS:
        return False
    is_long = isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST
    return is_long or isinstance(field, models.JSONField)


def _hash_in(model: type[models.Model], is_erased: Callable[[str], bool]) -> None:
    names, changed = id_columns(model), []
    for row in model._default_manager.only("pk", *names).iterator():
        said = {name: _hashed(getattr(row, name), is_erased) for name in names}
        if any(value != getattr(row, name) for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
    if changed:
        tables = (model._meta.db_table,) if model._meta.db_table in NUMBERED else ()
        drop_triggers(connection, tables)
        model._default_manager.bulk_update(changed, names, batch_size=AT_ONCE)
        make_triggers(connection, tables)


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    yield from texts_in(value)


def _hashed(value: Any, is_erased: Callable[[str], bool]) -> Any:
    if isinstance(value, str):
        kind, between, said = value.rpartition(BETWEEN)
        return f"{kind}{between}{hash_id(said)}" if said and is_erased(said) else value
    if isinstance(value, list):
        return [_hashed(one, is_erased) for one in value]
    if isinstance(value, dict):
        return {_hashed(name, is_erased): _hashed(one, is_erased) for name, one in value.items()}
    return value
