"""Puts keyed hashes in place of ids of erased records, and of mentions on them, in rows of journals.

A record's id can be worked out from its agency's own number. Nobody opens an erased record by its id any more, and the
hash is the one that audit log and sharing ledger have. In this transaction alone these tables have no triggers.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.models import VocabularyField
from sightline.casework.journal.models import JournalEntry

IDS = ("record_id", "record_ids", "mention_id", "other_mention_id", "ends", "bodies")
AT_ONCE = 500


def hash_erased_ids(is_erased: Callable[[str], bool]) -> None:
    """Replace them in every journal."""
    for model in JournalEntry.__subclasses__():
        _hash_in(model, is_erased)


def _hash_in(model: type[JournalEntry], is_erased: Callable[[str], bool]) -> None:
    fields = [one for one in model._meta.concrete_fields if one.name in IDS and not isinstance(one, VocabularyField)]
    changed = []
    for row in model._default_manager.only("pk", *(one.name for one in fields)).iterator():
        said = {one.name: _hashed(getattr(row, one.name), is_erased) for one in fields}
        if any(value != getattr(row, name) for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
    if changed:
        tables, names = (model._meta.db_table,), [one.name for one in fields]
        drop_triggers(connection, tables)
        model._default_manager.bulk_update(changed, names, batch_size=AT_ONCE)
        make_triggers(connection, tables)


def _hashed(value: Any, is_erased: Callable[[str], bool]) -> Any:
    if isinstance(value, str):
        return hash_id(value) if value and is_erased(value) else value
    if isinstance(value, list):
        return [_hashed(one, is_erased) for one in value]
    return {name: _hashed(one, is_erased) for name, one in value.items()} if isinstance(value, dict) else value
