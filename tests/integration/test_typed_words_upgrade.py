"""An upgrade seals what people typed before words were sealed, and the chains and the kept heads verify afterwards."""

import pytest
from django.db import connection
from support.canary import find_words
from support.sessions import leaving, session_of

from sightline.casework.accounts.models import Recovery
from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import drop_triggers, list_triggers, make_triggers, wanted_triggers
from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.services import keep_todays_heads, verify_audit
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, AnswerText, AuditEntry, ChainedRow, Decision
from sightline.casework.core.row_keys.sealed_texts import has_plain_words, sealed_fields
from sightline.casework.operations import chain_rewrites
from sightline.casework.operations.typed_words import SEALED, count_plain, seal_typed_words
from sightline.casework.protection.free_text import keep_text
from sightline.model.errors import OurFault
from sightline.model.hash_chain import hash_content
from sightline.store import Workspace
from sightline.store.chain_heads import read_heads

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Her aunt Zzquill rang: they are one child."
WORDS = "Zzquill said so at the door."


@pytest.fixture
def before(workspace: Workspace) -> Workspace:
    """Rows and a text as an earlier version kept them, and the heads that it kept."""
    (workspace.root / "sightline.toml").write_text("", encoding="utf-8")
    for number in range(4):
        hash_chain.append(Decision, kind="same_person", by="operator", body={"record_ids": [f"r{number}"]})
        with audited(leaving(house_actor()), action="write_chronology"):
            pass
    drop_triggers(connection)
    for model in hash_chain.CHAINS:
        type_words(model, {2, 4})
    make_triggers(connection)
    sha = keep_text(words=WORDS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_answertext SET words = %s WHERE sha256 = %s", [WORDS, sha])
        account = Account.objects.create(username="was", role="practitioner")
        said = {"account": account, "by": "operator", "at": "2026-11-30T10:00:00Z", "due_at": "2026-12-01T10:00:00Z"}
        Recovery.objects.create(**said, why=WHY)
        cursor.execute("UPDATE casework_recovery SET why = %s", [WHY])
        cursor.execute("DELETE FROM casework_rowkey")
    keep_todays_heads(workspace=workspace)
    assert whole(workspace) == ["", ""]
    return workspace


def type_words(model: type[ChainedRow], numbers: set[int]) -> None:
    """Put words in rows as they were typed, and hash every row anew."""
    (field,) = sealed_fields(model)
    last = ""
    for row in model.objects.oldest_first():
        content = hash_chain.row_content(row) | {"previous_hash": last}
        content |= {field.column: WHY} if row.sequence in numbers else {}
        last = hash_content(content)
        sql = (
            f"UPDATE {model._meta.db_table} SET {field.column} = %s, previous_hash = %s, hash = %s WHERE sequence = %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [content[field.column], content["previous_hash"], last, row.sequence])


def whole(workspace: Workspace) -> list[str]:
    return [one.wrong for one in verify_audit(session_of(house_actor()), workspace=workspace)]


def test_what_was_typed_before_is_sealed_and_everything_verifies(before: Workspace) -> None:
    heads, last = read_heads(heads_file(before)), Decision.objects.newest_first()[0]
    assert Decision.objects.get(sequence=2).why == WHY, "before the upgrade it can be read"
    assert count_plain(before) == 6
    seal_typed_words(house_actor(), before)
    assert whole(before) == ["", ""]
    assert [row.why for row in Decision.objects.oldest_first()][:4] == ["", WHY, "", WHY]
    assert AuditEntry.objects.get(sequence=2).reason == WHY and AnswerText.objects.get().words == WORDS
    assert Recovery.objects.get().why == WHY and has_plain_words(Recovery.objects.get()) is False
    assert find_words(before.root, "Zzquill") == []
    now = read_heads(heads_file(before))
    assert [(one.chain, one.sequence, one.at) for one in now] == [(one.chain, one.sequence, one.at) for one in heads]
    assert {one.hash for one in now}.isdisjoint({one.hash for one in heads})
    (made,) = Decision.objects.of_kind(SEALED)
    assert made.body["before"]["decisions"] == {"sequence": last.sequence, "hash": last.hash}
    assert wanted_triggers(connection) <= list_triggers(connection)
    count = Decision.objects.count()
    seal_typed_words(house_actor(), before)
    assert count_plain(before) == 0 and Decision.objects.count() == count, "once"


def test_an_interruption_at_either_side_of_the_commit_leaves_heads_that_fit(
    before: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(chain_rewrites, "write_heads", lambda path, _heads: (path.touch(), 1 / 0))
        with pytest.raises(ZeroDivisionError):
            seal_typed_words(house_actor(), before)
    assert whole(before) == ["", ""] and count_plain(before) == 4, "texts alone are sealed"
    with monkeypatch.context() as dying:
        dying.setattr(chain_rewrites, "end_change_of_heads", None)
        with pytest.raises(TypeError):
            seal_typed_words(house_actor(), before)
    assert whole(before) != ["", ""] and count_plain(before) == 1
    seal_typed_words(house_actor(), before)
    assert whole(before) == ["", ""] and count_plain(before) == 0


def test_a_chain_that_was_changed_is_not_made_to_look_right(before: Workspace) -> None:
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_decision SET kind = 'other' WHERE sequence = 1")
    make_triggers(connection)
    with pytest.raises(OurFault, match="nothing was sealed"):
        seal_typed_words(house_actor(), before)
    assert "from row 1" in whole(before)[1] and not Decision.objects.of_kind(SEALED).exists()
