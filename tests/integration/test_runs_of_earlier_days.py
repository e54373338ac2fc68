"""A run of an earlier day is written beside the snapshot that is served: pages never turn back to it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import small_partnership as small
from support import worried
from support.sessions import session_of

from sightline.casework.core import clock
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry, CurrentSnapshot, Decision, PersonChange, PipelineRun, RunState
from sightline.casework.core.selectors.whole_snapshots import MADE_CURRENT
from sightline.casework.data.runs import RunReport, run_pipeline
from sightline.casework.data.selectors import last_run, list_runs
from sightline.store import Workspace
from sightline.store.snapshots import find_snapshot

pytestmark = pytest.mark.django_db(transaction=True)
SERVED, EARLIER = date(2024, 12, 2), date(2024, 6, 1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("beside"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A partnership whose pages show the second of December."""
    return worried.copy_of(built, workspace)


def run(held: Workspace, day: date | None) -> RunReport:
    return run_pipeline(session_of(house_actor()), workspace=held, as_at=day)


def what_rests_on_it() -> tuple[Any, ...]:
    return (
        CurrentSnapshot.objects.values_list("snapshot_id", "manifest_sha256", "changed_at").get(),
        Decision.objects.of_kind(MADE_CURRENT).count(),
        PersonChange.objects.count(),
    )


def test_a_run_of_an_earlier_day_leaves_what_pages_show(held: Workspace) -> None:
    run(held, SERVED)
    before, last = what_rests_on_it(), last_run()
    report = run(held, EARLIER)
    assert report.served_on == SERVED and report.snapshot_id[:10] == EARLIER.isoformat()
    assert find_snapshot(held, report.snapshot_id) is not None
    assert what_rests_on_it() == before and last_run() == last
    assert AuditEntry.objects.filter(action="run").newest_first()[0].outcome == "done"
    newest, *others = list_runs(session_of(house_actor()))
    assert newest.state == RunState.BESIDE and not newest.is_current
    assert [one.is_current for one in others] == [True]


@pytest.mark.parametrize("days", [0, 1])
def test_a_run_of_the_day_served_or_a_later_one_is_served(held: Workspace, days: int) -> None:
    report = run(held, SERVED + timedelta(days=days))
    assert report.served_on is None
    assert CurrentSnapshot.objects.get().snapshot_id == report.snapshot_id


def test_a_run_that_names_no_day_is_served_also_where_the_clock_was_ahead(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: EARLIER)
    report = run(held, None)
    assert report.served_on is None and report.snapshot_id[:10] == EARLIER.isoformat()
    assert CurrentSnapshot.objects.get().snapshot_id == report.snapshot_id


def test_it_is_kept_for_fourteen_days_whatever_is_run_meanwhile(held: Workspace) -> None:
    beside = run(
        held, date(2024, 12, 1)
    ).snapshot_id  # of a month that has a later one, and so kept for no other reason
    for day in range(1, 16):
        (held.snapshots / f"2025-01-{day:02}-{'0' * 12}").mkdir()
        (held.snapshots / f"2025-01-{day:02}-{'0' * 12}" / "manifest.json").write_text("{}")
    run(held, date(2025, 2, 1))
    assert find_snapshot(held, beside) is not None
    PipelineRun.objects.filter(snapshot_id=beside).update(ended_at="2024-12-01T10:00:00Z")
    run(held, date(2025, 2, 2))
    assert find_snapshot(held, beside) is None
