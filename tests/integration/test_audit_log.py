"""The audit log is read, written to a file and verified; what was changed, removed, reordered or cut off is named."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from support.sessions import leaving, session_of
from typer.testing import CliRunner

from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import list_audit
from sightline.casework.audit.services import export_chain, keep_heads_now, keep_todays_heads, verify_audit
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.cli.app import app
from sightline.model.errors import BadInput, OurFault, Refused, Usage
from sightline.model.hash_chain import Head, hash_content
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.chain_files import verify_file
from sightline.store.chain_heads import HEADS_FILE, KEY_FILE, is_signed, keep_heads, read_heads, read_public_key

pytestmark = pytest.mark.django_db
CHILD = "a" * 20


@pytest.fixture(autouse=True)
def rows(workspace: Workspace) -> None:
    (workspace.root / "sightline.toml").write_text("", encoding="utf-8")
    for number in range(6):
        with audited(session_of(house_actor()), action="read_person" if number % 2 else "search") as trail:
            trail.add("person", [CHILD if number == 3 else "b" * 20])
        hash_chain.append(Decision, kind="opened", by="operator", body={"record_ids": [f"record {number} – ’"]})


def exported(tmp_path: Path, **options: Any) -> Path:
    path = tmp_path / f"audit-{len(list(tmp_path.iterdir()))}.jsonl"
    export_chain(leaving(house_actor()), name="audit", path=path, **options)
    return path


def rewritten(path: Path, change: Callable[[list[str]], list[str]]) -> Path:
    lines = change(path.read_text(encoding="utf-8").splitlines(keepends=True))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def changed_row(lines: list[str]) -> list[str]:
    row = json.loads(lines[3])
    row["username"] = "somebody"
    row["hash"] = hash_content(row)
    return [*lines[:3], json.dumps(row) + "\n", *lines[4:]]


def test_an_export_verifies_without_a_database(tmp_path: Path) -> None:
    path = exported(tmp_path)
    assert [one.wrong for one in verify_file(path=path)] == [""]
    assert path.stat().st_mode & 0o077 == 0
    entry = AuditEntry.objects.get(action="export_audit")
    assert entry.details["rows"] == len(path.read_text(encoding="utf-8").splitlines()) - 2


def test_a_part_of_the_chain_verifies_behind_its_first_row(tmp_path: Path) -> None:
    (result,) = verify_file(path=exported(tmp_path, after=4))
    assert (result.wrong, result.rows) == ("", AuditEntry.objects.count() - 4 - 1)  # its own row came after


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (
            lambda lines: [*lines[:3], lines[3].replace("operator", "somebody"), *lines[4:]],
            "from row 3: it was changed",
        ),
        (changed_row, "from row 4: it does not follow"),
        (lambda lines: [*lines[:3], *lines[4:]], "from row 3: row 3 is missing"),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], "from row 2: row 2 is missing or out of order"),
        (lambda lines: lines[:-1], "the file was cut"),
        (lambda lines: [*lines[:-2], lines[-1]], "the file was cut"),
    ],
)
def test_what_was_done_to_a_file_is_named(tmp_path: Path, change: Callable[[list[str]], list[str]], named: str) -> None:
    (result,) = verify_file(path=rewritten(exported(tmp_path), change))
    assert named in result.wrong


@pytest.mark.parametrize("content", [b"", b"nothing of ours\n", b'{"format": "other"}\n', b"\xff\xfe\x00", b"[1]\n"])
def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        verify_file(path=path)


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = exported(tmp_path)
    before = path.read_bytes()
    with pytest.raises(Usage):
        export_chain(leaving(house_actor()), name="audit", path=path)
    assert path.read_bytes() == before


def test_rows_cut_off_the_end_are_seen_by_the_heads_that_were_kept(workspace: Workspace, tmp_path: Path) -> None:
    heads = keep_heads_now(session_of(house_actor()), workspace=workspace)
    assert {head.chain for head in heads} == {"audit", "decisions"}
    assert [one.wrong for one in verify_audit(session_of(house_actor()), workspace=workspace)] == ["", ""]
    copy = tmp_path / "heads"
    copy.write_bytes(heads_file(workspace).read_bytes())
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_decision WHERE sequence > 4")
    make_triggers(connection)
    audit, decisions = verify_audit(session_of(house_actor()), workspace=workspace)
    assert audit.wrong == "" and "cut from the end: it had 6 rows" in decisions.wrong
    path = tmp_path / "decisions.jsonl"
    export_chain(leaving(house_actor()), name="decisions", path=path)
    assert [one.wrong for one in verify_file(path=path)] == [""]
    assert "cut from the end" in verify_file(path=path, heads=copy)[0].wrong


def test_a_head_is_kept_once_a_day_and_signed(workspace: Workspace) -> None:
    assert (keep_todays_heads(workspace=workspace), keep_todays_heads(workspace=workspace)) == (2, 0)
    assert (workspace.root / KEY_FILE).stat().st_mode & 0o077 == 0
    path = heads_file(workspace)
    path.write_text(path.read_text(encoding="utf-8").replace('"sequence":6', '"sequence":5'), encoding="utf-8")
    assert "was not signed by this workspace" in verify_audit(session_of(house_actor()), workspace=workspace)[1].wrong


def test_a_key_of_heads_that_was_cut_off_while_it_was_written_is_made_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def die(path: Path, target: Path) -> Path:
        if target.name == KEY_FILE:
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "rename", die)
        keep_heads(
            workspace=workspace,
            path=workspace.root / HEADS_FILE,
            heads={"audit": Head(1, "a" * 64)},
            at="2026-11-25T12:00:00Z",
        )
    assert not (workspace.root / KEY_FILE).exists()
    keep_heads(
        workspace=workspace,
        path=workspace.root / HEADS_FILE,
        heads={"audit": Head(1, "a" * 64)},
        at="2026-11-25T12:00:00Z",
    )
    (kept,) = read_heads(workspace.root / HEADS_FILE)
    assert is_signed(kept, read_public_key(workspace))


def test_heads_are_kept_where_the_settings_say(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (workspace.root / "sightline.toml").write_text(f'[audit]\nheads_folder = "{other}"\n', encoding="utf-8")
    keep_todays_heads(workspace=workspace)
    assert len(read_heads(other / HEADS_FILE)) == 2 and not (workspace.root / HEADS_FILE).exists()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('audit = "elsewhere"', "it must be a table, not text"),
        ("[audit]\nheads_folder = 3", "'heads_folder' must be text, not a whole number"),
        ('[audit]\nheads = "elsewhere"', "'heads' is not a key that is known here; use one of heads_folder"),
    ],
)
def test_a_setting_of_kept_heads_that_cannot_be_used_is_refused(workspace: Workspace, written: str, says: str) -> None:
    (workspace.root / "sightline.toml").write_text(written, encoding="utf-8")
    with pytest.raises(Usage, match=says) as refused:
        keep_todays_heads(workspace=workspace)
    assert refused.value.where == "sightline.toml, [audit]" and "check-the-audit.md" in refused.value.what_to_do


@pytest.mark.sqlite
def test_a_copy_of_the_database_verifies_without_the_workspace(tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite3"
    with sqlite3.connect(path) as copy:
        for table in ("casework_auditentry", "casework_decision"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {table}")
                names = [column[0] for column in cursor.description]
                found = cursor.fetchall()
            copy.execute(f"CREATE TABLE {table} ({', '.join(names)})")
            copy.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", found)
    copy.close()
    assert [(one.name, one.wrong) for one in verify_file(path=path)] == [("audit", ""), ("decisions", "")]
    with sqlite3.connect(path) as copy:
        copy.execute("UPDATE casework_auditentry SET outcome = 'done!' WHERE sequence = 2")
    copy.close()
    assert "from row 2" in verify_file(path=path)[0].wrong


def test_entries_are_found_by_account_action_outcome_id_and_day() -> None:
    def found(**parts: Any) -> list[str]:
        page = list_audit(session_of(house_actor()), question=AuditQuestion(**parts))
        return [one.action for one in page.lines if one.action != "read_audit"]

    assert found(action="search") == ["search"] * 3
    assert found(about=CHILD) == ["read_person"]
    assert found(outcome="refused") == [] and found(account="nobody") == []
    with pytest.raises(Refused):
        list_audit(session_of(Actor(Reader("a", Role.MANAGER, "police"), "web")), question=AuditQuestion())
    assert found(outcome="refused") == []  # the refusal was of reading the audit
    assert AuditEntry.objects.filter(action="read_audit", outcome__startswith="refused").count() == 1


def test_older_entries_follow() -> None:
    first = list_audit(session_of(house_actor()), question=AuditQuestion(), limit=4)
    second = list_audit(session_of(house_actor()), question=AuditQuestion(), limit=4, before=first.older_before)
    assert second.lines[0].sequence == first.lines[-1].sequence - 1


def test_the_command_verifies_a_file_without_a_workspace_and_says_which_row(tmp_path: Path) -> None:
    path = exported(tmp_path)
    whole = CliRunner().invoke(app, ["audit", "verify", "--from", str(path)])
    assert whole.exit_code == 0 and "Every row is unchanged since it was written." in whole.stdout
    rewritten(path, lambda lines: [*lines[:3], *lines[4:]])
    cut = CliRunner().invoke(app, ["audit", "verify", "--from", str(path)])
    assert cut.exit_code == 1 and "unchanged since it was written" not in cut.stdout


def test_no_file_is_left_where_the_export_of_the_audit_cannot_be_audited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("sightline.casework.audit.trail._append", fail)
    with pytest.raises(OurFault):
        exported(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if "audit-" in path.name] == []


def test_the_page_shows_entries_to_information_governance_alone() -> None:
    client = Client()
    client.force_login(Account.objects.create(username="ig", role="information_governance"))
    page = client.get("/audit/", {"about": CHILD})
    assert page.status_code == 200
    assert page.content.decode().count('<td role="cell" class="govuk-table__cell"><span class="sl-label">Number') == 1
    assert "person:" + CHILD in page.content.decode()
    for odd in ({"before": "9" * 30}, {"from_day": "0000-00-00"}, {"about": "\x00%_'"}, {"outcome": "x"}):
        assert client.get("/audit/", odd).status_code == 200
    client.force_login(Account.objects.create(username="m", role="manager", agency="police"))
    assert client.get("/audit/").status_code == 403
