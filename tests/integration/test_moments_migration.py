"""Moments that were text become timestamps: in a workspace of commit 70ae463 with rows in every table that has one.

Each reads as the same text, byte for byte, on both databases; and the way back gives every row as it was.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from support.kept_workspace import DATABASES, KeptWorkspace, keep_workspace

COLUMNS: dict[str, tuple[tuple[str, ...], ...]] = import_module("sightline.casework.migrations.0020_moments").COLUMNS

RUN_WRITES = {"concern", "currentsnapshot", "marker"}  # an upgrade ends with a run


@pytest.fixture(params=DATABASES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeptWorkspace]:
    with keep_workspace(tmp_path, request.param, asked="moments_process.py") as found:
        yield found


def without_moments(rows: Any) -> Any:
    """The rows without the columns that were changed."""
    changed = {name: {column for kind in kinds for column in kind} for name, kinds in COLUMNS.items()}
    return {
        name: {
            key: {column: value for column, value in row.items() if column not in changed.get(name, ())}
            for key, row in table.items()
        }
        for name, table in rows.items()
    }


def moments_of(rows: Any) -> Any:
    """The moments as texts, None where there was none."""
    return {
        name: {
            key: {column: None if row[column] in ("", "None") else row[column] for kind in kinds for column in kind}
            for key, row in rows[name].items()
        }
        for name, kinds in COLUMNS.items()
    }


@pytest.mark.soak  # 0020 changes no more; test_operations_upgrade.py upgrades this workspace with every test
def test_every_moment_reads_as_the_text_that_it_was(kept: KeptWorkspace) -> None:
    before = kept.ask("fill")
    assert before["was"] == "0013_concern_noted" and before["chains"][1] == []
    whole = [len(rows) for name, rows in before["rows"].items() if name in COLUMNS]
    assert len(whole) == len(COLUMNS) and min(whole) >= 1, "each table has a row"

    early = kept.run("-m", "sightline", "-w", kept.workspace, "doctor")
    assert early.returncode and "code needs_upgrade" in early.stdout + early.stderr, "it judges no older workspace"
    assert "0020_moments" in kept.sightline("upgrade", "--check")
    kept.sightline("upgrade", "--without-backup")
    assert "NOT in order" not in kept.sightline("doctor")

    after = kept.ask("compare")
    assert after["types"] == ["DateTimeField"]
    for name, table in moments_of(before["rows"]).items():
        if name not in RUN_WRITES:
            assert {key: after["now"][name][key] for key in table} == table, name
    check_rest(before["rows"], after)
    assert after["again"] == after["now"]


def columns_of(then: Any, rows: Any) -> Any:
    """Rows as they are, of those that were there then and in the columns that they had: later migrations add some."""
    return {key: {column: rows[key][column] for column in row} for key, row in then.items()}


def check_rest(before: Any, after: Any) -> None:
    """What is no moment stays as it was, the chains too; and the way back gives every moment its text again."""
    rows, back = without_moments(after["rows"]), without_moments(after["back"])
    for name in set(before) - RUN_WRITES:
        then = without_moments(before)[name]
        assert columns_of(then, rows[name]) == then, name
        assert {key: after["back"][name][key] for key in before[name]} == before[name], name
    # Tables that were made since are empty, but for the index that the upgrade makes; the way back takes them away.
    newer = rows.keys() - back.keys()
    assert {name for name in newer if rows[name]} == {"indexedtext", "indexkey"}
    assert {name: columns_of(back[name], rows[name]) for name in back} == back
    assert moments_of(after["back"]) == {name: said for name, said in after["now"].items() if name not in newer}
    for name in ("auditentry", "decision"):
        assert {key: after["rows"][name][key] for key in before[name]} == before[name]
    assert after["chains"][1] == []
