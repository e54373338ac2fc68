"""What people type in decisions and audit rows is sealed under a key of its row; without the key nobody reads it."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.sessions import leaving, session_of

from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.audit.services import export_chain, verify_audit
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AnswerText, AuditEntry, Decision
from sightline.casework.core.row_keys.ciphers import destroy_keys
from sightline.casework.core.row_keys.models import RowKey
from sightline.casework.core.row_keys.sealed_texts import key_ids_of
from sightline.casework.erasure.casework_rows import erase_casework
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.keys.keyring import read_keyring, write_keyring
from sightline.casework.keys.sealed_rows import reseal
from sightline.casework.protection.free_text import erase_texts, keep_text, plain_hash
from sightline.model.errors import OurFault
from sightline.store import Workspace
from sightline.store.chain_files import verify_file
from sightline.store.erasures import ErasedKind, Erasure, need_key

pytestmark = pytest.mark.django_db
WHY, FIRST = "Her aunt Zzquill rang: they are one child.", "Both records name the same aunt."


@pytest.fixture(autouse=True)
def rows(workspace: Workspace) -> None:
    (workspace.root / "sightline.toml").write_text("", encoding="utf-8")
    for why in (FIRST, WHY, ""):
        hash_chain.append(Decision, kind="same_person", by="operator", why=why, body={"record_ids": ["r"]})
    with audited(leaving(house_actor()), action="write_chronology", reason=WHY):
        pass


def kept(table: str, column: str) -> list[str]:
    """The column as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY sequence")
        return [value for (value,) in cursor.fetchall()]


def copy_database(folder: Path) -> Path:
    """The tables of the chains and of the keys, as a copy of the database has them."""
    path = folder / "copy.sqlite3"
    with closing(sqlite3.connect(path)) as copy, connection.cursor() as cursor:
        for table in ("casework_auditentry", "casework_decision", "casework_rowkey"):
            cursor.execute(f"SELECT * FROM {table}")
            names, found = [column[0] for column in cursor.description], cursor.fetchall()
            copy.execute(f"CREATE TABLE {table} ({', '.join(names)})")
            copy.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", found)
        copy.commit()
    return path


def decisions(workspace: Workspace) -> tuple[str, tuple[int, ...]]:
    """What a walk over the decisions says is wrong, and which rows were erased."""
    found = verify_audit(session_of(house_actor()), workspace=workspace)[1]
    return found.wrong, found.erased


def test_words_are_sealed_where_they_are_kept_and_read_as_they_were_typed() -> None:
    whys = kept("casework_decision", "why")
    assert all(one.startswith("sealed:") for one in whys[:2]) and whys[2] == ""
    assert kept("casework_auditentry", "reason")[-1].startswith("sealed:")
    assert [row.why for row in Decision.objects.oldest_first()] == [FIRST, WHY, ""]
    assert AuditEntry.objects.newest_first()[0].reason == WHY
    assert RowKey.objects.count() == 3, "a key for each row, and none for a row without words"


def test_rows_that_are_read_together_find_their_keys_with_one_query() -> None:
    hash_chain.append_all(Decision, [{"kind": "many", "by": "operator", "why": f"{FIRST} {n}"} for n in range(40)])
    for read in (
        lambda: list(Decision.objects.of_kind("many")),
        lambda: list(Decision.objects.of_kind("many").iterator()),
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert sorted(row.why for row in read()) == sorted(f"{FIRST} {n}" for n in range(40))
        assert len(asked) == 2
        with CaptureQueriesContext(connection) as asked:
            assert len([row.kind for row in read()]) == 40
        assert len(asked) == 1, "whoever reads no words asks for no key"


def test_without_its_key_a_row_is_whole_and_its_words_are_gone(workspace: Workspace, tmp_path: Path) -> None:
    destroy_keys(key_ids_of(Decision.objects.get(sequence=2)))
    assert [row.why for row in Decision.objects.oldest_first()] == [FIRST, "Erased", ""]
    assert set(hash_chain.verify_chains().values()) == {None}
    assert decisions(workspace) == ("the words of row 2 cannot be read, and no erasure names them", ())
    body = {"erasure": "e", "reasons": {"audit": [], "decisions": [2]}}
    hash_chain.append(Decision, kind="erasure_finished", by="operator", body=body)
    assert decisions(workspace) == ("", (2,))
    path = tmp_path / "decisions.jsonl"
    export_chain(leaving(house_actor()), name="decisions", path=path)
    assert [(one.wrong, one.erased) for one in verify_file(path=path)] == [("", (2,))]
    assert "Zzquill" not in path.read_text(encoding="utf-8")


@pytest.mark.sqlite  # a copy of the database is a file
def test_a_copy_of_the_database_says_which_words_nobody_can_read(tmp_path: Path) -> None:
    copy = copy_database(tmp_path)
    assert [(one.wrong, one.erased) for one in verify_file(path=copy)] == [("", ()), ("", ())]
    with closing(sqlite3.connect(copy)) as target:
        target.execute("DELETE FROM casework_rowkey")
        target.commit()
    assert [one.wrong.partition(" cannot")[0] for one in verify_file(path=copy)] == [
        f"the words of row {AuditEntry.objects.newest_first()[0].sequence}", "the words of row 1",
    ]  # fmt: skip


def test_words_of_another_row_are_seen_and_changed_ones_are_not_read() -> None:
    first, second = kept("casework_decision", "why")[:2]
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_decision SET why = %s WHERE sequence = 1", [second])
        cursor.execute("UPDATE casework_decision SET why = %s WHERE sequence = 2", [f"{first[:-8]}AAAAAAA="])
    make_triggers(connection)
    assert hash_chain.first_break(Decision) == 1
    with pytest.raises(OurFault, match="were changed"):
        assert Decision.objects.get(sequence=2).why


def test_no_words_go_in_as_they_were_typed() -> None:
    with pytest.raises(OurFault, match="not sealed"):
        Decision._base_manager.filter(sequence=1).update(why=WHY)


def test_a_text_is_sealed_and_no_guess_at_its_words_can_be_checked_without_a_key() -> None:
    sha = keep_text(words=WHY)
    assert keep_text(words=WHY) == sha and AnswerText.objects.get(pk=sha).words == WHY
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM casework_answertext")
        assert cursor.fetchone()[0].startswith("sealed:")
    guess = json.dumps({"what": "", "who": "", "words": WHY}, sort_keys=True, ensure_ascii=False)
    assert sha != hashlib.sha256(guess.encode()).hexdigest()
    before = RowKey.objects.count()
    assert erase_texts(is_erased=sha.__eq__) == [sha]
    assert AnswerText.objects.get(pk=sha).words == "" and RowKey.objects.count() == before - 1


def test_the_hash_by_which_repeated_answers_are_found_goes_with_an_erased_answer(workspace: Workspace) -> None:
    at = "2026-11-30T09:00:00Z"
    item = Item.objects.create(
        item_id="one", rule_id="r", source="clock", record_id="r1", ladder="police", urgency="standard", about="A question.",
        opened_at=at, worked_through=at, state="waiting", stage="practitioner", highest_stage="practitioner", answer_by=at,
    )  # fmt: skip
    said = {"text_sha": keep_text(words="No."), "plain_sha": plain_hash("No.")}
    event = ItemEvent.objects.create(item=item, kind="not_proceed", at=at, **said)
    register = need_key(workspace.root)
    hashes = {"record": (register.hash(ErasedKind.RECORD, "r1"),)}
    erase_casework(register.with_erasure(Erasure("e", "2026-11-30", hashes)))
    event.refresh_from_db()
    assert (event.text_sha, event.plain_sha) == (said["text_sha"], "")


def test_another_data_key_seals_the_keys_of_rows_anew(workspace: Workspace) -> None:
    before = set(RowKey.objects.values_list("wrapped", flat=True))
    write_keyring(workspace.root, read_keyring(workspace.root).with_new_key())
    assert reseal(read_keyring(workspace.root)) >= len(before)
    write_keyring(workspace.root, read_keyring(workspace.root).without_old_keys())
    assert not before & set(RowKey.objects.values_list("wrapped", flat=True))
    assert Decision.objects.get(sequence=2).why == WHY
