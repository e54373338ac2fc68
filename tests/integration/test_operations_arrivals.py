"""A run is started after each delivery: one at a time, never beside other work, and again only after a while."""

from pathlib import Path

import pytest
from support.sessions import session_of

from sightline.casework.core import clock
from sightline.casework.operations import arrivals
from sightline.casework.operations.arrivals import AGAIN_SECONDS, ArrivalRuns, files_waiting
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
FILES = "Incident ID,School,Surname,Forename,DOB,Logged On,Incident Date,Text\n"


class Running:
    """A run that goes on until it is told to end."""

    code: int | None = None

    def poll(self) -> int | None:
        return self.code


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setattr(clock, "steady_seconds", lambda: 1000.0)
    return []


def runs(started: list[Path], run: Running) -> ArrivalRuns:
    def start(root: Path) -> Running:
        started.append(root)
        return run

    return ArrivalRuns(start=start)


def test_without_files_nothing_is_started(workspace: Workspace, started: list[Path]) -> None:
    assert not runs(started, Running()).look() and not started


def test_one_run_at_a_time_and_again_only_after_a_while(
    workspace: Workspace, started: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "files_waiting", lambda: frozenset({"1:a"}))
    run = Running()
    looks = runs(started, run)
    assert looks.look() and started == [workspace.root]
    assert not looks.look(), "it runs"
    run.code = 1
    assert not looks.look(), "it failed on the same files a moment ago"
    monkeypatch.setattr(arrivals, "files_waiting", lambda: frozenset({"1:a", "2:b"}))
    assert looks.look(), "more files arrived"
    run.code = 1
    monkeypatch.setattr(clock, "steady_seconds", lambda: 1000.0 + AGAIN_SECONDS)
    assert looks.look() and len(started) == 3


def test_nothing_is_started_beside_other_work(
    workspace: Workspace, started: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "files_waiting", lambda: frozenset({"1:a"}))
    with workspace.lock(owner="somebody", doing="ingest", now=clock.now_at()):
        assert not runs(started, Running()).look()
    assert not started


def test_files_that_arrived_wait_for_a_run(workspace: Workspace, tmp_path: Path) -> None:
    from sightline.casework.core.actor import house_actor
    from sightline.casework.data.ingest import ingest_files

    path = tmp_path / "school_concerns.csv"
    path.write_text(FILES + "S1,Elm School,Ashdown,Wren,27/03/2010,05/02/2024,05/02/2024,Late again.\n", "utf-8")
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[path])
    assert len(files_waiting()) == 1
