"""Damaged and forged data: the last whole snapshot is served, pages and doctor say which, and a run builds on whole ones."""

import json
import re
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from support import small_partnership as small
from support import worried
from support.sessions import session_of

from sightline.casework.audit import hash_chain
from sightline.casework.backlog.services import set_go_live
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import CurrentSnapshot, Decision, PersonChange
from sightline.casework.core.serving import current_snapshot
from sightline.casework.core.session import house_session
from sightline.casework.data.runs import run_pipeline
from sightline.casework.integrity.checks import check_before_serving
from sightline.casework.operations.health import check_health
from sightline.casework.operations.pages import HealthCheck
from sightline.model.calendar import latest_moment
from sightline.model.errors import OurFault
from sightline.model.nouns import Agency
from sightline.model.when import utc_text
from sightline.store import Workspace
from sightline.store.files import sha256_of
from sightline.store.snapshots import MANIFEST, find_snapshot

pytestmark = pytest.mark.django_db(transaction=True)
EARLIER = "2024-06-30-000000000000"
SNAPSHOTS, RECEIVED = (
    "Snapshots are unchanged since they were written",
    "Received files are unchanged since they arrived",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("damage"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Two snapshots that were served, one after the other."""
    (workspace.root / "sightline.toml").touch(mode=0o600)
    (workspace.root / "secret.key").touch(mode=0o600)
    copy = worried.copy_of(built, workspace)
    current = CurrentSnapshot.objects.get().snapshot_id
    shutil.copytree(copy.snapshots / current, copy.snapshots / EARLIER)
    for snapshot_id in (EARLIER, current):
        make_current(copy, snapshot_id)
    return copy


def make_current(workspace: Workspace, snapshot_id: str) -> None:
    manifest_sha = sha256_of(workspace.snapshots / snapshot_id / MANIFEST)
    body = {"snapshot_id": snapshot_id, "as_at": snapshot_id[:10], "manifest_sha256": manifest_sha}
    hash_chain.append(Decision, kind="snapshot_made_current", by="operator", os_name="", body=body)
    CurrentSnapshot.objects.update(snapshot_id=snapshot_id, manifest_sha256=manifest_sha)


def current_id() -> str:
    return CurrentSnapshot.objects.get().snapshot_id


def forge(workspace: Workspace, snapshot_id: str, *, with_manifest: bool = False) -> None:
    """Clear every restriction with plain SQL, and write the manifest to agree with it."""
    folder = workspace.snapshots / snapshot_id
    with sqlite3.connect(folder / "serve.sqlite") as store:
        store.execute("UPDATE entry SET restricted = 0")
    store.close()
    if with_manifest:
        manifest = json.loads((folder / MANIFEST).read_text())
        manifest["files"]["serve.sqlite"]["sha256"] = sha256_of(folder / "serve.sqlite")
        (folder / MANIFEST).write_text(json.dumps(manifest))


def break_off(workspace: Workspace, snapshot_id: str) -> None:
    """As after a disk that lost half of the file."""
    path = workspace.snapshots / snapshot_id / "serve.sqlite"
    path.write_bytes(path.read_bytes()[:5000])


def doctor(workspace: Workspace) -> dict[str, HealthCheck]:
    return {check.name: check for check in check_health(session_of(house_actor()), workspace=workspace)}


def manager() -> Client:
    return worried.client_of(worried.actor("manager", "manager", "childrens_services"))


def text(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


@pytest.mark.parametrize("how", ["forged", "forged with its manifest", "cut", "gone"])
def test_the_last_whole_snapshot_is_served_and_pages_and_doctor_say_which(held: Workspace, how: str) -> None:
    newest = current_id()
    assert doctor(held)[SNAPSHOTS].in_order
    assert house_session().damaged is None
    if how == "gone":
        shutil.rmtree(held.snapshots / newest)
    elif how == "cut":
        break_off(held, newest)
    else:
        forge(held, newest, with_manifest="manifest" in how)
    served = current_snapshot(held)
    assert served is not None and served.id == EARLIER
    page = manager().get("/")
    assert page.status_code == 200
    assert "You are reading the data of 30 June 2024. The operator has been told." in text(page)
    assert "sightline doctor" in text(worried.client_of(worried.actor("operator", "operator", "")).get("/"))
    red = doctor(held)[SNAPSHOTS]
    assert not red.in_order
    assert f"The current snapshot {newest} is damaged" in red.what_to_do
    assert f"Pages show {EARLIER}." in red.what_to_do and "sightline run" in red.what_to_do
    said = check_before_serving(session_of(house_actor()), workspace=held)
    assert said.startswith(f"The current snapshot {newest} is damaged")


def test_without_a_whole_snapshot_there_is_a_plain_page_and_no_traceback(
    held: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    newest = current_id()
    forge(held, newest)
    break_off(held, EARLIER)
    page = manager().get("/")
    assert page.status_code == 503
    assert "Sightline cannot show records now" in text(page) and "Nothing that you entered is lost" in text(page)
    assert "Traceback" not in caplog.text and newest in caplog.text
    red = doctor(held)[SNAPSHOTS].what_to_do
    assert "No other snapshot is undamaged, so no records are shown." in red
    assert f"Snapshot {EARLIER} is damaged: serve.sqlite was changed after it was written." in red
    assert "sightline run --as-at 2024-06-30" in red
    assert Client().get("/accounts/login/").status_code == 200


def test_data_of_another_version_is_said_to_be_that_and_not_to_be_damaged(held: Workspace) -> None:
    newest = current_id()
    manifest = json.loads((held.snapshots / newest / MANIFEST).read_text())
    (held.snapshots / newest / MANIFEST).write_text(json.dumps(manifest | {"schema_version": 1}))
    make_current(held, newest)
    page = manager().get("/")
    assert page.status_code == 503
    assert "Sightline was updated" in text(page) and "run “sightline run”" in text(page)
    assert "damaged" not in text(page)
    check = doctor(held)[SNAPSHOTS]
    assert not check.in_order
    assert check.what_to_do == (
        f"The current snapshot {newest} was made by another version of Sightline, so pages cannot show it. "
        "Build it again with 'sightline run'."
    )


def test_an_older_snapshot_is_served_from_its_own_moment_and_not_from_the_damaged_ones(held: Workspace) -> None:
    CurrentSnapshot.objects.update(changed_at="2030-01-01T06:00:00Z")
    assert house_session().served_from == "2030-01-01T06:00:00Z"
    forge(held, current_id())
    made = Decision.objects.get(body__snapshot_id=EARLIER)
    session = house_session()
    assert session.snapshot is not None and session.snapshot.id == EARLIER
    assert session.served_from == utc_text(latest_moment(made.at))


def test_a_snapshot_that_cannot_be_checked_is_said_and_shown(held: Workspace) -> None:
    newest = current_id()
    manifest = json.loads((held.snapshots / newest / MANIFEST).read_text())
    del manifest["files"]
    (held.snapshots / newest / MANIFEST).write_text(json.dumps(manifest))
    hash_chain.append(Decision, kind="snapshot_made_current", by="operator", os_name="",
                 body={"snapshot_id": newest, "as_at": newest[:10]})  # fmt: skip
    CurrentSnapshot.objects.update(manifest_sha256="")
    served = current_snapshot(held)
    assert served is not None and served.id == newest
    assert "is of an earlier version and cannot be checked" in doctor(held)[SNAPSHOTS].what_to_do


def test_a_row_that_was_changed_to_fit_a_forged_manifest_is_seen_by_doctor(held: Workspace) -> None:
    newest = current_id()
    forge(held, newest, with_manifest=True)
    CurrentSnapshot.objects.update(manifest_sha256=sha256_of(held.snapshots / newest / MANIFEST))
    red = doctor(held)[SNAPSHOTS]
    assert not red.in_order and "does not agree with the decision" in red.what_to_do


def test_a_run_puts_a_damaged_snapshot_aside_and_builds_it_again(held: Workspace) -> None:
    newest = find_snapshot(held, current_id())
    assert newest is not None
    tables, as_at = newest.manifest()["tables"], newest.manifest()["as_at"]
    forge(held, newest.id, with_manifest=True)
    for name in ("first", "second"):
        worried.account(name, "information_governance", "")
    for agency in Agency:  # the copy has no decisions of the workspace it was made from
        set_go_live(session_of(house_actor()), agency=agency, layout="", day=date.fromisoformat(small.LIVE_ON),
                    reason=small.LIVE_WHY, despite_uncovered=True)  # fmt: skip
    report = run_pipeline(session_of(house_actor()), workspace=held, as_at=date.fromisoformat(as_at))
    made = current_snapshot(held)
    assert made is not None and made.id == report.snapshot_id
    assert made.manifest()["tables"] == tables, "the same files give the same tables"
    assert made.manifest()["went_on_from"] != newest.id
    assert doctor(held)[SNAPSHOTS].in_order and house_session().damaged is None
    assert not PersonChange.objects.exists(), "nobody became another by it"


def test_a_run_refuses_a_received_file_that_is_not_as_it_came_by_its_name(held: Workspace) -> None:
    assert doctor(held)[RECEIVED].in_order
    (path,) = [path for path in held.received.iterdir() if b"Station forecourt" in path.read_bytes()]
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"Mother", b"Nobody"))
    with pytest.raises(OurFault) as error:
        run_pipeline(session_of(house_actor()), workspace=held)
    assert error.value.code == "received_damaged"
    assert "police_missing.csv" in error.value.what and path.name in error.value.what
    assert "backup" in error.value.what_to_do
    red = doctor(held)[RECEIVED]
    assert not red.in_order and "police_missing.csv" in red.what_to_do
