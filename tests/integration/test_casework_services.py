"""Accounts, taking files in and running: who may, what is decided and audited, and what stands when it fails."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from support import held
from support.sessions import session_of

from sightline import pipeline
from sightline.casework.accounts.services.accounts import close_account, create_account
from sightline.casework.core.actor import Actor, actor_for_account, actor_for_username, house_actor
from sightline.casework.core.models import Account, AuditEntry, CurrentSnapshot, Decision, PipelineRun
from sightline.casework.core.serving import current_snapshot
from sightline.casework.data import runs
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.model.errors import BadInput, OurFault, Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.files import sha256_of
from sightline.store.snapshots import MANIFEST, Snapshot, find_snapshot

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
ANALYST = Actor(Reader("analyst", Role.ANALYST, "police"), "cli")
PASSWORD = "long-quiet-river-7"
ANN: dict[str, Any] = {"username": "ann", "role": "practitioner", "agency": "health", "password": PASSWORD}


def outcomes() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", "outcome"))


def test_an_account_is_made_with_its_decision_and_audit_row() -> None:
    create_account(session_of(house_actor()), **ANN)
    assert authenticate(username="ann", password=PASSWORD) is not None
    decision = Decision.objects.get()
    assert (decision.kind, decision.body["role"], decision.by) == ("make_account", "practitioner", "operator")
    assert outcomes()[0] == ("make_account", "done")
    assert PASSWORD not in repr([entry.__dict__ for entry in AuditEntry.objects.all()] + [decision.body])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "wizard"}, "no_role"),
        ({"agency": "navy"}, "no_agency"),
        ({"role": "school_lead", "agency": "school"}, "no_organisation"),
        ({"username": "operator"}, "reserved_name"),
        ({"password": "short"}, "bad_account"),
        ({"password": "password1234"}, "bad_account"),
        ({"username": "two words"}, "bad_account"),
    ],
)
def test_an_account_that_cannot_stand_is_said_and_not_made(changes: dict[str, str], code: str) -> None:
    with pytest.raises(Usage) as error:
        create_account(session_of(house_actor()), **(ANN | changes))
    assert error.value.code == code
    assert not Account.objects.exists()
    assert outcomes() == [("make_account", f"failed: {code}")]


def test_an_account_is_made_anew_only_where_that_is_asked_for() -> None:
    create_account(session_of(house_actor()), **ANN)
    with pytest.raises(Refused):
        create_account(session_of(house_actor()), **ANN)
    create_account(session_of(house_actor()), **(ANN | {"role": "manager"}), replace=True)
    assert Account.objects.get().role == "manager"


def test_others_make_no_accounts() -> None:
    with pytest.raises(Refused):
        create_account(session_of(OFFICER), **ANN)
    assert outcomes() == [("make_account", "refused: not_for_role")]


def test_rights_change_at_once() -> None:
    create_account(session_of(house_actor()), **ANN)
    account = Account.objects.get()
    assert actor_for_account(account).reader.role == Role.PRACTITIONER
    Account.objects.update(role="elected_member")
    assert actor_for_username("ann").reader.role == Role.ELECTED_MEMBER
    close_account(session_of(house_actor()), username="ann", why="has left")
    with pytest.raises(Refused) as error:
        actor_for_username("ann")
    assert error.value.code == "no_account"
    assert authenticate(username="ann", password=PASSWORD) is None


def test_files_are_taken_in_in_the_same_order_however_they_are_named(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("Colour,Taste\nblue,sour\n")
    (tmp_path / "a.csv").write_text("Colour,Taste\nred,sweet\n")
    (tmp_path / "notes.doc").write_text("not an export")
    report = ingest_files(session_of(ANALYST), workspace=workspace, paths=[tmp_path, tmp_path / "b.csv"])
    assert [receipt.source_file for receipt in report.receipts] == ["a.csv", "b.csv"]
    assert report.has_rejects
    began, entry = AuditEntry.objects.order_by("sequence")
    assert (began.action, began.outcome, len(began.ids)) == ("ingest_began", "done", 2)
    assert (entry.action, entry.outcome, len(entry.ids)) == ("ingest", "done", 2)


def test_what_is_not_there_is_said(workspace: Workspace, tmp_path: Path) -> None:
    for paths, code in (([tmp_path / "no.csv"], "no_such_file"), ([tmp_path / "empty"], "no_files")):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(BadInput) as error:
            ingest_files(session_of(ANALYST), workspace=workspace, paths=paths)
        assert error.value.code == code
    (tmp_path / "a.csv").write_text("Colour,Taste\nred,sweet\n")
    with pytest.raises(Usage) as later:
        ingest_files(session_of(ANALYST), workspace=workspace, paths=[tmp_path], received_on=date(2999, 1, 1))
    assert later.value.code == "received_later"


def test_practitioners_neither_ingest_nor_run(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        ingest_files(session_of(OFFICER), workspace=workspace, paths=[tmp_path])
    with pytest.raises(Refused):
        run_pipeline(session_of(OFFICER), workspace=workspace)


def test_one_command_at_a_time(workspace: Workspace) -> None:
    with workspace.lock(owner="ann", doing="ingest", now="2024-07-01T09:00:00Z"):
        with pytest.raises(Refused) as error:
            run_pipeline(session_of(ANALYST), workspace=workspace)
    assert error.value.code == "locked"


@pytest.fixture
def next_snapshot(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corridor, found to have built the small snapshot."""
    held.serve_snapshot(workspace)
    CurrentSnapshot.objects.all().delete()

    def run(*, workspace: Workspace, **_: Any) -> Snapshot:
        snapshot = find_snapshot(workspace, held.SNAPSHOT_ID)
        assert snapshot is not None
        return snapshot

    monkeypatch.setattr(pipeline, "run", run)


@pytest.mark.usefixtures("next_snapshot")
def test_a_run_makes_its_snapshot_current_by_a_decision(workspace: Workspace) -> None:
    report = run_pipeline(session_of(ANALYST), workspace=workspace, as_at=date(2024, 7, 1))
    current = current_snapshot(workspace)
    assert current is not None
    assert current.id == report.snapshot_id == held.SNAPSHOT_ID
    assert report.counts["person"] == 3
    body = Decision.objects.get().body
    assert (body["snapshot_id"], body["as_at"]) == (held.SNAPSHOT_ID, "2024-07-01")
    assert body["manifest_sha256"] == sha256_of(current.folder / MANIFEST)
    assert CurrentSnapshot.objects.get().manifest_sha256 == body["manifest_sha256"]
    assert PipelineRun.objects.get().state == "done"
    assert outcomes() == [("run", "done")]


@pytest.mark.usefixtures("next_snapshot")
def test_a_run_that_explains_says_what_changed(workspace: Workspace) -> None:
    run_pipeline(session_of(ANALYST), workspace=workspace)
    report = run_pipeline(session_of(ANALYST), workspace=workspace, explain=True)
    assert report.changes["person"] == {"appeared": [], "vanished": [], "changed": []}


@pytest.mark.usefixtures("next_snapshot")
def test_a_run_that_fails_leaves_the_earlier_snapshot_and_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_pipeline(session_of(ANALYST), workspace=workspace)

    def broken(**_: Any) -> Snapshot:
        raise ValueError("Aoife Ó Brien")

    monkeypatch.setattr(runs, "_build", lambda *_: broken())
    with pytest.raises(OurFault) as error:
        run_pipeline(session_of(ANALYST), workspace=workspace)
    assert "Aoife" not in str(error.value)
    current = current_snapshot(workspace)
    assert current is not None
    assert current.id == held.SNAPSHOT_ID
    failed = PipelineRun.objects.order_by("-id").first()
    assert failed is not None
    assert (failed.state, failed.what_went_wrong) == ("failed", "ValueError")
    assert outcomes()[-1] == ("run", "failed: ValueError")


@pytest.mark.usefixtures("next_snapshot")
def test_a_run_that_was_killed_is_marked_by_the_next(workspace: Workspace) -> None:
    PipelineRun.objects.create(started_at="2024-07-01T09:00:00Z", by="analyst", as_at=date(2024, 7, 1))
    run_pipeline(session_of(ANALYST), workspace=workspace)
    assert list(PipelineRun.objects.order_by("id").values_list("state", flat=True)) == ["interrupted", "done"]


def test_a_snapshot_whose_folder_is_gone_is_our_fault(workspace: Workspace) -> None:
    CurrentSnapshot.objects.create(snapshot_id="2024-07-01-gone", changed_at="2024-07-01T09:00:00Z")
    with pytest.raises(OurFault) as error:
        current_snapshot(workspace)
    assert error.value.code == "no_whole_snapshot"
