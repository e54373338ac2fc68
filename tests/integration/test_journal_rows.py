"""Every row that a journal leaves is byte for byte what it was at the commit before there was one writer for all.

`tests/data/journal_rows.json` was written by that commit. Where a table changes with a migration, its rows there do too;
decisions and audit never do, for their hashes are in workspaces that are in use.
"""

import hashlib
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from support.journals import rows_left, write_all

from sightline.casework.audit import hash_chain, trail
from sightline.casework.core.models import Decision
from sightline.casework.networks.models import AnalystEntry
from sightline.casework.protection import free_text
from sightline.store import Workspace

MIGRATION: Any = import_module("sightline.casework.migrations.0033_analyst_entries")
KEPT = Path(__file__).parents[1] / "data" / "journal_rows.json"


@pytest.mark.django_db
def test_the_same_calls_leave_the_same_rows(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    del workspace
    # The hash of a text is made with a key of the workspace; here without, as it was at that commit.
    monkeypatch.setattr(free_text, "name_text", lambda text: hashlib.sha256(text.encode()).hexdigest())
    # So are the ids in the audit log.
    monkeypatch.setattr(trail, "hash_named", list)
    write_all(monkeypatch)
    found: dict[str, list[Any]] = json.loads(json.dumps(rows_left(), default=str))
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert found.keys() == kept.keys()
    for table, rows in kept.items():
        assert list(enumerate(found[table])) == list(enumerate(rows)), table
    assert set(hash_chain.verify_chains().values()) == {None}


@pytest.mark.django_db
def test_the_migration_makes_of_decisions_what_the_writer_wrote(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the ids, which a decision of an analyst does not say."""
    del workspace
    write_all(monkeypatch)
    decisions = Decision.objects.of_kind(MIGRATION.ADDED, MIGRATION.TAKEN_BACK).oldest_first()
    made = [AnalystEntry(**columns) for columns in MIGRATION.entries_of(decisions)]
    written = list(AnalystEntry.objects.in_order())
    assert [one.kind for one in made] == ["added", "added", "taken_back"]
    ids = {one.entry_id: now.entry_id for one, now in zip(made, written, strict=True)}
    for one, now in zip(made, written, strict=True):
        one.pk, one.entry_id, one.about = now.pk, ids[one.entry_id], ids.get(one.about, "")
        fields = one._meta.concrete_fields
        assert [one_of(field, one) for field in fields] == [one_of(field, now) for field in fields]


def one_of(field: Any, row: AnalystEntry) -> tuple[str, Any]:
    """A column by its name, as Python has it once it was read."""
    return field.name, field.to_python(getattr(row, field.name))
