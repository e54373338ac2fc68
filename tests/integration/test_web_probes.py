"""Probes answer anybody in a few fixed words, without a sign-in, a row of the audit or anything about anybody."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from support import small_partnership as small
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry, CurrentSnapshot
from sightline.casework.core.serve_settings import MetricsSettings
from sightline.casework.operations.selectors import readiness
from sightline.casework.timekeeping.scheduler import note_serving, run_tick
from sightline.model.errors import OurFault
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
FIGURES = {"SERVER_PORT": "9464"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("probes"), roles=())


@pytest.fixture
def served(built: Path, tmp_path: Path, settings: Any) -> Workspace:
    """A copy with a snapshot that is served; it may be damaged."""
    shutil.copytree(built, tmp_path / "workspace")
    settings.SIGHTLINE_WORKSPACE = tmp_path / "workspace"
    made = Workspace(tmp_path / "workspace")
    (snapshot,) = made.snapshots.iterdir()
    CurrentSnapshot.objects.create(id=1, snapshot_id=snapshot.name, changed_at="2024-12-02T00:00:00Z")
    return made


def readiness_of(client: Client) -> tuple[int, str]:
    answer = client.get("/readyz")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(("path", "body"), [("/healthz", b"ok\n"), ("/readyz", b"ready\n")])
def test_a_probe_answers_any_host_over_http_and_leaves_no_trace(
    served: Workspace, settings: Any, path: str, body: bytes
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["sightline.example.test"]
    before = AuditEntry.objects.count()
    answer = Client().get(path, headers={"Host": "10.1.2.3:8000"})
    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, body, str(len(body)))
    assert answer["Cache-Control"] == "no-store" and not answer.cookies
    assert Client().head(path).status_code == 200 and Client().post(path).status_code == 405
    assert AuditEntry.objects.count() == before


def test_before_the_first_run_it_is_ready(workspace: Workspace) -> None:
    assert readiness_of(Client()) == (200, "ready\n")


def test_it_is_not_ready_while_the_database_does_not_answer(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("password of sightline at 10.1.2.3")

    monkeypatch.setattr(readiness, "_ask_database", refuse)
    assert readiness_of(Client()) == (503, "The database does not answer.\n")
    assert Client().get("/healthz").status_code == 200, "the process itself answers"


def overwritten(snapshot: Path) -> None:
    (snapshot / "serve.sqlite").write_bytes(b"no database" * 500)


def without_a_table(snapshot: Path) -> None:
    with sqlite3.connect(snapshot / "serve.sqlite") as connection:
        connection.execute("DROP TABLE summary")


def without_pages(snapshot: Path) -> None:
    (snapshot / "serve.sqlite").unlink()


@pytest.mark.parametrize("damage", [overwritten, without_a_table, without_pages, shutil.rmtree])
def test_it_is_not_ready_where_the_snapshot_cannot_be_read(served: Workspace, damage: Any) -> None:
    (snapshot,) = served.snapshots.iterdir()
    damage(snapshot)
    assert readiness_of(Client()) == (503, "The current snapshot cannot be read.\n")


def test_it_is_not_ready_where_ticks_are_late(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-11-25T12:00:00Z")
    note_serving(serving=True)
    assert readiness_of(Client()) == (200, "ready\n")
    set_clock(monkeypatch, "2026-11-25T12:05:01Z")
    assert readiness_of(Client()) == (503, "Work that has come due is not being processed.\n")


def test_figures_are_off_until_a_port_is_named_and_then_on_that_port_alone(served: Workspace, settings: Any) -> None:
    assert Client().get("/metrics").status_code == 404 and Client().get("/metrics", **FIGURES).status_code == 404
    settings.SIGHTLINE_METRICS = MetricsSettings("127.0.0.1", 9464, None)
    assert Client().get("/metrics").status_code == 404
    figures = Client().get("/metrics", **FIGURES)
    assert figures.status_code == 200 and b"sightline_ready 1.0" in figures.content
    assert figures["Content-Type"].startswith("text/plain")
    for path in ("/", "/accounts/login/", "/static/sightline.css", "/files/"):
        assert Client().get(path, **FIGURES).status_code == 404, "no page comes by that port"
    assert Client().get("/healthz", **FIGURES).status_code == Client().get("/readyz", **FIGURES).status_code == 200


def test_figures_say_what_is_not_ready(served: Workspace, settings: Any) -> None:
    settings.SIGHTLINE_METRICS = MetricsSettings("127.0.0.1", 9464, None)
    (snapshot,) = served.snapshots.iterdir()
    overwritten(snapshot)
    assert b"sightline_ready 0.0" in Client().get("/metrics", **FIGURES).content


def test_figures_ask_for_their_secret_where_there_is_one(served: Workspace, settings: Any) -> None:
    token = served.root / "metrics.token"
    settings.SIGHTLINE_METRICS = MetricsSettings("0.0.0.0", 9464, token)
    token.write_text("s" * 40 + "\n", encoding="ascii")
    for sent in ("", "Bearer ", "Bearer " + "s" * 39, "Basic " + "s" * 40):
        refused = Client().get("/metrics", headers={"Authorization": sent}, **FIGURES)
        assert (refused.status_code, refused.content) == (401, b"Send the token.\n")
    assert Client().get("/metrics", headers={"Authorization": "Bearer " + "s" * 40}, **FIGURES).status_code == 200
    token.write_text("short", encoding="ascii")
    with pytest.raises(OurFault, match="token file"):
        Client().get("/metrics", headers={"Authorization": "Bearer short"}, **FIGURES)


def test_each_answer_has_a_number_that_was_made_here(served: Workspace) -> None:
    numbers = {Client().get("/help/", headers={"X-Request-ID": "theirs"})["X-Request-ID"] for _ in range(3)}
    assert len(numbers) == 3 and "theirs" not in numbers


def test_figures_count_open_work_by_stage_and_say_how_long_ago_the_last_tick_was(
    workspace: Workspace, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SIGHTLINE_METRICS = MetricsSettings("127.0.0.1", 9464, None)
    set_clock(monkeypatch, "2026-11-25T12:00:30Z")
    fill_ladder()
    due = [thing("2026-11-25T12:00:00Z"), thing("2026-11-25T12:00:00Z", number=2)]
    run_tick(session_of(house_actor()), now="2026-11-25T12:00:30Z", sources=[lambda _session, _now: due])
    set_clock(monkeypatch, "2026-11-25T12:01:40Z")
    figures = Client().get("/metrics", **FIGURES).content.decode()
    assert "sightline_tick_age_seconds 70.0" in figures and "sightline_tick_failures 0.0" in figures
    assert 'sightline_work_items_open{stage="practitioner"} 2.0' in figures
    assert 'sightline_work_items_open{stage="team_manager"} 0.0' in figures
    assert due[0].item_id not in figures and due[0].agency not in figures
