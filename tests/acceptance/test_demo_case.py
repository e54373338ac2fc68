"""The demo of a learning review, whole: from the files of the case to what its author may ask."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from support.small_partnership import run_python, sightline

from sightline.cli.demo.review_case import DISCOVERED_ON, TITLE
from sightline.invented.case.cast import read_case


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's workspace, and what the command said."""
    folder = tmp_path_factory.mktemp("case") / "demo"
    return folder, sightline("demo", "--case", "review", "--no-serve", "--dir", folder)


# What the scrutineer is told of the first child of the review, by a process of its own.
ASKED = """
import dataclasses, json, sys
from datetime import date
from pathlib import Path
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from sightline.casework.core.actor import actor_for_username
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.selectors.earliest import read_earliest
page = read_earliest(ReaderSession(actor_for_username("reviewer")), person="A", review_id=sys.argv[2])
print(json.dumps({one.statement_id: one.days and one.days.together for one in page.statements}, default=str))
"""


def entries(folder: Path, kind: str) -> list[tuple[str, str]]:
    """The mention and the account of each entry of a kind, as the review's terms keep them."""
    with closing(sqlite3.connect(folder / "casework.sqlite3")) as connection:
        return connection.execute(
            "SELECT mention_id, coalesce(username, '') FROM casework_reviewentry "
            "LEFT JOIN casework_account ON casework_account.id = account_id WHERE kind = ? ORDER BY decision",
            [kind],
        ).fetchall()


def review_of(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "casework.sqlite3")) as connection:
        ((review_id,),) = connection.execute("SELECT entry_id FROM casework_reviewentry WHERE kind = 'opened'")
    return str(review_id)


def test_a_review_of_six_children_is_open_and_the_scrutineer_reads_it(told: tuple[Path, str]) -> None:
    folder, said = told
    assert TITLE in said
    assert len({mention_id for mention_id, _ in entries(folder, "child")}) == len(read_case()["girls"]) == 6
    assert len({mention_id for mention_id, _ in entries(folder, "adult")}) == len(read_case()["adults"])
    assert [username for _, username in entries(folder, "author")] == ["reviewer"]


def test_the_first_draft_of_the_report_is_written_and_calls_the_children_by_letter(told: tuple[Path, str]) -> None:
    folder, _ = told
    said = (folder / "draft-report.html").read_text(encoding="utf-8")
    assert "Child F" in said and (folder / "draft-report.docx").stat().st_size > 10_000
    for girl in read_case()["girls"].values():
        assert girl["surname"] not in said


def test_the_constables_note_is_the_first_suspicion_and_lies_years_before_discovery(told: tuple[Path, str]) -> None:
    folder, _ = told
    note = next(said["on"] for said in read_case()["told"] if said["by"] == "intelligence")
    said = run_python("-c", ASKED, folder, review_of(folder))
    first = date.fromisoformat(json.loads(said.splitlines()[-1])["suspicion_written"])
    assert 0 <= (first - note).days <= 9  # a log is submitted up to nine days later
    assert (DISCOVERED_ON - first).days > 3 * 365
