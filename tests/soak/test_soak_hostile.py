"""Thousands of hostile files through the command's own service: each has a receipt or a reason, and nothing else happens.

SIGHTLINE_SOAK_FILES says how many (10,000); the rows in them are several times as many.
"""

import logging
import os
import time
from pathlib import Path

import pytest
from support.exports import Tables
from support.hostile_files import write_hostile
from support.killing import say
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.selectors import list_files
from sightline.store import Workspace

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]
FILES = int(os.environ.get("SIGHTLINE_SOAK_FILES", "10000"))
A_COMMAND = 250
SEED = 20260302
LONGEST = 60.0


def test_hostile_files_bring_no_error_no_hang_and_no_loss(
    workspace: Workspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    rows = slowest = 0.0
    names: set[str] = set()
    for first in range(0, FILES, A_COMMAND):
        folder = tmp_path / f"in{first}"
        folder.mkdir()
        given = [write_hostile(folder, number=n, seed=SEED) for n in range(first, min(FILES, first + A_COMMAND))]
        began = time.monotonic()
        report = ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
        slowest = max(slowest, (time.monotonic() - began) / len(given))
        assert not report.has_failed, [receipt for receipt in report.refused if receipt.code == "unforeseen"]
        assert {r.source_file for r in (*report.receipts, *report.refused)} == {path.name for path in given}
        assert all(receipt.adds_up for receipt in report.receipts)
        names |= {path.name for path in given}
        rows += sum(receipt.rows_read for receipt in report.receipts)
        say(f"{len(names)} files, {rows:.0f} rows; slowest mean of a command {slowest:.2f} s a file")
    assert not caplog.records
    assert slowest < LONGEST
    shown = list_files(session_of(house_actor()))
    assert {line.source_file for line in shown} <= names and not any(line.state for line in shown)
    (counted,) = Tables(workspace).ask(
        "SELECT sum(rows_read) = sum(rows_taken) + sum(rows_rejected) + sum(rows_unchanged) FROM received_file"
    )
    assert counted == (True,)
