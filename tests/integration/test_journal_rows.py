"""Every row that a journal leaves is byte for byte what it was at the commit before there was one writer for all.

`tests/data/journal_rows.json` was written by that commit. Where a table changes with a migration, its rows there do too;
decisions and audit never do, for their hashes are in workspaces that are in use.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from support.journals import rows_left, write_all

from sightline.casework.audit import hash_chain
from sightline.store import Workspace

KEPT = Path(__file__).parents[1] / "data" / "journal_rows.json"


@pytest.mark.django_db
def test_the_same_calls_leave_the_same_rows(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    del workspace
    write_all(monkeypatch)
    found: dict[str, list[Any]] = json.loads(json.dumps(rows_left(), default=str))
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert found.keys() == kept.keys()
    for table, rows in kept.items():
        assert list(enumerate(found[table])) == list(enumerate(rows)), table
    assert set(hash_chain.verify_chains().values()) == {None}
