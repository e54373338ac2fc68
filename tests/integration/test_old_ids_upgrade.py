"""An upgrade hashes ids that rows of the chains have from before: both chains and the kept heads verify afterwards."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from support.canary import find_words
from support.sessions import session_of

from sightline import casework
from sightline.casework.audit import hash_chain, id_hashes
from sightline.casework.audit.append_only import drop_triggers, list_triggers, make_triggers, wanted_triggers
from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.id_hashes import KEY_FILE, hash_id
from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import list_audit
from sightline.casework.audit.services import keep_todays_heads, verify_audit
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry, ChainedRow, Decision
from sightline.casework.journal.writer import Journal
from sightline.casework.operations import chain_rewrites, old_ids
from sightline.casework.operations.old_ids import HASHED, JOURNALS, count_plain_ids, hash_old_ids
from sightline.casework.operations.upgrade import plan_upgrade
from sightline.model.errors import OurFault
from sightline.model.hash_chain import hash_content
from sightline.store import Workspace
from sightline.store.chain_heads import KeptHead, read_heads, write_heads

pytestmark = pytest.mark.django_db(transaction=True)
RECORD, MENTION, WHY = "zzrecord0000000000001", "zzmention000000000001", "She is safe at her aunt’s."
OLD_IDS = ["person:zzperson00000000000001", f"record:{RECORD}", "decision:3", "file:abc"]
OLD_BODY = {"entry_id": "e1", "mention_id": MENTION, "record_ids": [RECORD], "by": "mia"}
ANSWER = {"mention_id_a": MENTION, "mention_id_b": "other-mention", "answer": "same"}


@pytest.fixture
def before(workspace: Workspace) -> Workspace:
    """Rows as an earlier version kept them, written past today's code, and the heads that it kept."""
    (workspace.root / "sightline.toml").write_text("", encoding="utf-8")
    for number in range(3):
        hash_chain.append(AuditEntry, username="mia", role="practitioner", via="web", action=f"look_{number}",
                          ids=["account:mia"], reason=WHY, outcome="done")  # fmt: skip
    hash_chain.append(Decision, kind="same_person", by="mia", why=WHY, body=ANSWER)
    hash_chain.append(Decision, kind="emergency_opened", by="mia", why=WHY, body={})
    hash_chain.append(Decision, kind="upgrade", by="operator", body={})
    drop_triggers(connection)
    make_old(AuditEntry, "ids", {2: OLD_IDS})
    make_old(Decision, "body", {2: OLD_BODY})
    make_triggers(connection)
    keep_todays_heads(workspace=workspace)
    assert whole(workspace) == ["", ""]
    return workspace


def make_old(model: type[ChainedRow], column: str, values: dict[int, object]) -> None:
    """Put raw ids in rows, and hash every row anew, by SQL alone."""
    last = ""
    for row in model.objects.oldest_first():
        content = hash_chain.row_content(row) | {"previous_hash": last}
        content |= {column: values[row.sequence]} if row.sequence in values else {}
        last = hash_content(content)
        sql = f"UPDATE {model._meta.db_table} SET {column} = %s, previous_hash = %s, hash = %s WHERE sequence = %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [json.dumps(content[column]), content["previous_hash"], last, row.sequence])


def kept_of(workspace: Workspace, *ids: str) -> int:
    """How often rows of the chains hold these ids, as the database keeps them; kept heads hold none."""
    assert find_words(workspace.root, *ids) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT ids FROM casework_auditentry UNION ALL SELECT body FROM casework_decision")
        return sum(str(said).count(one) for (said,) in cursor.fetchall() for one in ids)


def whole(workspace: Workspace) -> list[str]:
    return [one.wrong for one in verify_audit(session_of(house_actor()), workspace=workspace)]


def test_old_ids_are_hashed_and_both_chains_and_the_heads_verify(before: Workspace) -> None:
    heads = read_heads(heads_file(before))
    assert count_plain_ids() == 2 and kept_of(before, "zzperson", RECORD, MENTION) == 5
    key = before.root / KEY_FILE
    key.unlink(missing_ok=True)
    id_hashes._key_of.cache_clear()
    assert "in 2 rows are hashed" in str(plan_upgrade(actor=house_actor(), workspace=before).lines)
    assert not key.exists(), "a look makes no key"
    hash_old_ids(house_actor(), before)
    assert whole(before) == ["", ""] and count_plain_ids() == 0
    row = AuditEntry.objects.get(action="look_1")
    person, record = OLD_IDS[0].partition(":")[2], hash_id(RECORD)
    assert row.ids == [f"person:{hash_id(person)}", f"record:{record}", "decision:3", "file:abc"]
    opened = Decision.objects.get(kind="emergency_opened")
    assert opened.body == {"entry_id": "e1", "mention_id": hash_id(MENTION), "record_ids": [record], "by": "mia"}
    assert (row.reason, opened.why) == (WHY, WHY), "sealed words are as they were"
    assert kept_of(before, person, RECORD) == 0
    now = read_heads(heads_file(before))
    assert [(one.chain, one.sequence, one.at) for one in now] == [(one.chain, one.sequence, one.at) for one in heads]
    (made,) = Decision.objects.of_kind(HASHED)
    assert made.body["after"]["audit"]["sequence"] == made.body["before"]["audit"]["sequence"]
    assert wanted_triggers(connection) <= list_triggers(connection)
    count = Decision.objects.count()
    hash_old_ids(house_actor(), before)
    assert Decision.objects.count() == count, "once"


def test_what_decides_who_is_who_keeps_its_mentions(before: Workspace) -> None:
    hash_old_ids(house_actor(), before)
    assert Decision.objects.get(kind="same_person").body == ANSWER


def test_governance_finds_the_old_rows_by_the_id_as_before(before: Workspace) -> None:
    asked = AuditQuestion("", "", "", RECORD, None, None)
    found = [line.action for line in list_audit(session_of(house_actor()), question=asked, before=None, limit=9).lines]
    hash_old_ids(house_actor(), before)
    lines = list_audit(session_of(house_actor()), question=asked, before=None, limit=9).lines
    assert [line.action for line in lines if line.action != "verify_audit" and line.action != "list_audit"] == found


def test_a_chain_that_was_changed_is_left_as_it_is(before: Workspace) -> None:
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_decision SET kind = 'other' WHERE sequence = 1")
    make_triggers(connection)
    with pytest.raises(OurFault):
        hash_old_ids(house_actor(), before)
    assert count_plain_ids() == 2 and not Decision.objects.of_kind(HASHED).exists()


def test_a_second_change_that_is_interrupted_before_its_commit_keeps_the_heads_in_use(
    before: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:

    def write_and_die(path: Path, heads: list[KeptHead]) -> None:
        write_heads(path, heads)
        raise ZeroDivisionError

    with monkeypatch.context() as dying:
        dying.setattr(chain_rewrites, "write_heads", write_and_die)
        with pytest.raises(ZeroDivisionError):
            hash_old_ids(house_actor(), before)
    assert chain_rewrites.was_interrupted(before)
    hash_old_ids(house_actor(), before)
    assert whole(before) == ["", ""] and count_plain_ids() == 0


def test_every_journal_that_hashes_its_decisions_is_named() -> None:
    for path in Path(casework.__file__).parent.glob("*/writer.py"):
        import_module(f"sightline.casework.{path.parent.name}.writer")
    waiting: list[Any] = [Journal]
    found = dict[str, str]()
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        found |= {one.noun: one.entries.__name__} if one.hashes_ids else {}
    assert found == JOURNALS
    assert "emergency_opened" in old_ids._kinds()
