"""Audit rows past their retention leave the log; a signed head stands for them, and every verification begins there."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from support import worried
from support.sessions import leaving, session_of

from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import list_triggers, wanted_triggers
from sightline.casework.audit.id_hashes import hash_id, hash_named
from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import list_audit
from sightline.casework.audit.services import export_chain, keep_todays_heads, verify_audit
from sightline.casework.backup.chains import walk_sqlite
from sightline.casework.backup.services import chain_columns
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.erasure.audit_log import drop_old_rows
from sightline.casework.insiders.models import InsiderLook
from sightline.casework.insiders.pages import LookHow
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.retention.due import list_due
from sightline.casework.retention.pages import NewHold
from sightline.casework.retention.services import lift_hold, place_hold
from sightline.model.errors import Refused
from sightline.model.retention import HoldKind
from sightline.store import Workspace
from sightline.store.chain_files import verify_file
from sightline.store.chain_heads import is_signed, read_heads, read_public_key

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The period of seven years has ended, and legal services agree."
QUESTION = AuditQuestion()


def governance() -> Actor:
    return worried.actor("ivy", "information_governance", "")


def session() -> ReaderSession:
    return session_of(governance())


@pytest.fixture
def old(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Three audit rows of 2018, a head that was kept then, and the papers on holds of today."""
    (workspace.root / "sightline.toml").touch()
    with monkeypatch.context() as then:
        then.setattr(clock, "now_at", lambda: "2018-05-04T09:00:00Z")
        for _ in range(3):
            list_audit(session(), question=QUESTION)
        keep_todays_heads(workspace=workspace)
    for one in ("inquiry_holds", "prosecution_holds"):
        record_paper(session(), paper=NewPaper(one, "I. Governor", "Governance", date(2026, 11, 1), "Cabinet"))
    return workspace


def test_old_rows_leave_and_every_verification_begins_behind_them(old: Workspace, tmp_path: Path) -> None:
    assert [one.rule_id for one in list_due(session())] == ["own_audit"]
    assert drop_old_rows(session(), workspace=old, why=WHY) == 3
    assert AuditEntry.objects.order_by("sequence").values_list("sequence", flat=True)[0] == 4
    assert list_due(session()) == ()
    assert set(hash_chain.verify_chains().values()) == {None}
    assert [one.wrong for one in verify_audit(session(), workspace=old)] == ["", ""]
    assert list_triggers(connection) >= wanted_triggers(connection), "nothing else may be deleted"
    head = next(one for one in read_heads(old.root / "audit-heads.jsonl") if one.sequence == 3)
    assert is_signed(head, read_public_key(old))
    export_chain(leaving(governance()), name="audit", path=tmp_path / "audit.jsonl")
    (found,) = verify_file(path=tmp_path / "audit.jsonl", heads=old.root / "audit-heads.jsonl")
    assert (found.wrong, found.rows) == ("", AuditEntry.objects.count() - 1)


@pytest.mark.sqlite
def test_a_copy_of_the_database_is_verified_from_there_and_a_deeper_cut_is_seen(old: Workspace, tmp_path: Path) -> None:
    drop_old_rows(session(), workspace=old, why=WHY)
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(copy)) as target:
        connection.ensure_connection()
        connection.connection.backup(target)
    assert [one.wrong for one in verify_file(path=copy)] == ["", ""]
    assert {walk.first_break for walk in walk_sqlite(copy, chain_columns()).values()} == {None}
    deeper = shutil.copy(copy, tmp_path / "deeper.sqlite3")
    with closing(sqlite3.connect(deeper)) as target:
        target.executescript(
            "DROP TRIGGER casework_auditentry_no_delete; DELETE FROM casework_auditentry WHERE sequence = 4;"
        )
    assert "row 4 is missing" in verify_file(path=Path(deeper))[0].wrong


def test_a_hold_keeps_the_rows_from_the_first_that_names_what_it_keeps(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / "sightline.toml").touch()
    with monkeypatch.context() as then:
        then.setattr(clock, "now_at", lambda: "2018-05-04T09:00:00Z")
        for named in ([], ["record:other"], ["record:held"], []):
            said = {"username": "nora", "role": "practitioner", "action": "read", "ids": hash_named(named)}
            hash_chain.append(AuditEntry, **said, via="web", outcome="done", details={})
    for one in ("inquiry_holds", "prosecution_holds"):
        record_paper(session(), paper=NewPaper(one, "I. Governor", "Governance", date(2026, 11, 1), "Cabinet"))
    some = NewHold(HoldKind.INQUIRY, "Invented inquiry", date(2100, 1, 1), record_ids=("held",))
    hold = place_hold(session(), hold=some, why=WHY)
    assert drop_old_rows(session(), workspace=workspace, why=WHY) == 2
    with pytest.raises(Refused, match="hold keeps the audit log"):
        drop_old_rows(session(), workspace=workspace, why=WHY)
    lift_hold(session(), hold=hold, why=WHY)
    assert drop_old_rows(session(), workspace=workspace, why=WHY) == 2


def test_nothing_leaves_before_its_time(old: Workspace) -> None:
    drop_old_rows(session(), workspace=old, why=WHY)
    with pytest.raises(Refused, match="No row of the audit log"):
        drop_old_rows(session(), workspace=old, why=WHY)
    assert Decision.objects.filter(kind="audit_rows_left").count() == 1


def test_the_ledger_still_says_who_reads_a_record_again(old: Workspace) -> None:
    for record_id in ("read-once", "read-again"):
        SharedRecord.objects.create(
            at="2018-05-04T09:00:00Z", audit_row=1, way="shown", action="read", username="nora", role="practitioner",
            record_id=hash_id(record_id),
        )  # fmt: skip
    again = {"username": "nora", "role": "practitioner", "action": "read", "ids": ["record:read-again"]}
    hash_chain.append(AuditEntry, **again, via="web", outcome="done", details={})
    drop_old_rows(session(), workspace=old, why=WHY)
    assert list(SharedRecord.objects.values_list("record_id", flat=True)) == [hash_id("read-again")]


def test_looks_of_insiders_leave_with_the_rows_that_tell_of_them(old: Workspace) -> None:
    looks = {
        number: {"about": "watch1", "is_watch": True, "username": "ivy", "how": LookHow.OPENED} for number in (2, 9)
    }
    for number, said in looks.items():
        InsiderLook.objects.create(
            **said, person_id=hash_id("person1"), at=f"2026-11-30T10:00:0{number}Z", audit_row=number
        )
    drop_old_rows(session(), workspace=old, why=WHY)
    assert list(InsiderLook.objects.values_list("audit_row", flat=True)) == [9]
