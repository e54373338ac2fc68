"""Silence over a Christmas week: two tickers at once, a power cut from Christmas Eve, one of them killed at its work.

Every item reaches each stage at the minute written below, which was worked out by hand. Christmas Day 2026 is a Friday;
Monday 28 December stands for Boxing Day; New Year's Day is a Friday. Urgent: 24 hours a stage. Standard: 2, 2, 3 and 5
working days, to the end of the day.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.postgres import cluster, copy_database, find_binaries

from sightline.casework.core.moments import read_kept
from sightline.escalation import Stage, choose_ladder, read_ladders
from sightline.model.when import utc_text

ROOT = Path(__file__).parents[2]
PROCESS = ROOT / "tests" / "support" / "tick_process.py"
CUT_AT, BACK_AT, END_AT = "2026-12-24T18:00:00Z", "2026-12-27T08:00:00Z", "2027-01-08T08:00:00Z"
CS, PO = "childrens_services", "police"
# What climbs from when, on whose ladder, and the moments at which it comes to each next stage: by hand.
STORY: tuple[tuple[str, str, str, dict[str, Any], tuple[tuple[str, str], ...]], ...] = (
    ("urgent, Wednesday before Christmas, 16:59", CS, "2026-12-23T16:59:00Z", {}, (
        ("team_manager", "2026-12-24T16:59:00Z"), ("head_of_service", "2026-12-25T16:59:00Z"),
        ("chief_officer", "2026-12-26T16:59:00Z"), ("lead_safeguarding_partners", "2026-12-27T16:59:00Z"),
        ("chair_and_scrutineer", "2026-12-28T16:59:00Z"))),
    ("urgent, due while the power is off", PO, "2026-12-25T03:30:00Z", {}, (
        ("team_manager", "2026-12-26T03:30:00Z"), ("head_of_service", "2026-12-27T03:30:00Z"),
        ("chief_officer", "2026-12-28T03:30:00Z"), ("lead_safeguarding_partners", "2026-12-29T03:30:00Z"),
        ("chair_and_scrutineer", "2026-12-30T03:30:00Z"))),
    ("standard, Monday before Christmas", CS, "2026-12-21T17:00:00Z", {"urgent": False}, (
        ("team_manager", "2026-12-23T23:59:59Z"), ("head_of_service", "2026-12-29T23:59:59Z"),
        ("chief_officer", "2027-01-04T23:59:59Z"))),
    ("standard, Christmas Eve at noon", PO, "2026-12-24T12:00:00Z", {"urgent": False}, (
        ("team_manager", "2026-12-30T23:59:59Z"), ("head_of_service", "2027-01-04T23:59:59Z"),
        ("chief_officer", "2027-01-07T23:59:59Z"))),
    ("about a professional: there is no team manager on that ladder", CS, "2026-12-23T09:00:00Z",
     {"about_professional": True, "about_agency": "childrens_services"}, (
        ("head_of_service", "2026-12-24T09:00:00Z"), ("chief_officer", "2026-12-25T09:00:00Z"),
        ("lead_safeguarding_partners", "2026-12-26T09:00:00Z"), ("chair_and_scrutineer", "2026-12-27T09:00:00Z"))),
    ("about an officer: professional standards, up to the deputy chief constable", PO, "2026-12-22T08:04:00Z",
     {"about_professional": True, "about_agency": "police"}, (
        ("head_of_service", "2026-12-23T08:04:00Z"), ("chief_officer", "2026-12-24T08:04:00Z"),
        ("lead_safeguarding_partners", "2026-12-25T08:04:00Z"), ("chair_and_scrutineer", "2026-12-26T08:04:00Z"))),
    ("health: the team manager is away 24 to 28 December and nobody stands in", "health", "2026-12-24T10:00:00Z", {}, (
        ("team_manager", "2026-12-25T10:00:00Z"), ("head_of_service", "2026-12-25T10:00:00Z"),
        ("chief_officer", "2026-12-26T10:00:00Z"), ("lead_safeguarding_partners", "2026-12-27T10:00:00Z"),
        ("chair_and_scrutineer", "2026-12-28T10:00:00Z"))),
    ("a school", "school", "2026-12-22T08:01:00Z", {}, (
        ("team_manager", "2026-12-23T08:01:00Z"), ("head_of_service", "2026-12-24T08:01:00Z"),
        ("chief_officer", "2026-12-25T08:01:00Z"), ("lead_safeguarding_partners", "2026-12-26T08:01:00Z"),
        ("chair_and_scrutineer", "2026-12-27T08:01:00Z"))),
    ("housing", "housing", "2026-12-22T08:02:00Z", {}, (
        ("team_manager", "2026-12-23T08:02:00Z"), ("head_of_service", "2026-12-24T08:02:00Z"),
        ("chief_officer", "2026-12-25T08:02:00Z"), ("lead_safeguarding_partners", "2026-12-26T08:02:00Z"),
        ("chair_and_scrutineer", "2026-12-27T08:02:00Z"))),
    ("licensing", "licensing", "2026-12-22T08:03:00Z", {}, (
        ("team_manager", "2026-12-23T08:03:00Z"), ("head_of_service", "2026-12-24T08:03:00Z"),
        ("chief_officer", "2026-12-25T08:03:00Z"), ("lead_safeguarding_partners", "2026-12-26T08:03:00Z"),
        ("chair_and_scrutineer", "2026-12-27T08:03:00Z"))),
    ("youth service", "youth_service", "2026-12-20T23:59:59Z", {}, (
        ("team_manager", "2026-12-21T23:59:59Z"), ("head_of_service", "2026-12-22T23:59:59Z"),
        ("chief_officer", "2026-12-23T23:59:59Z"), ("lead_safeguarding_partners", "2026-12-24T23:59:59Z"),
        ("chair_and_scrutineer", "2026-12-25T23:59:59Z"))),
)  # fmt: skip
LADDERS = (CS, PO, "health", "school", "housing", "licensing", "youth_service", "lado", "professional_standards")
AWAY = {"ladder": "health", "stage": "team_manager", "holder": "health_team_manager_holder",
        "from": "2026-12-24", "to": "2026-12-28"}  # fmt: skip
ROWS = """SELECT casework_item.about_id, number, casework_step.stage, due_at, done_at FROM casework_step
JOIN casework_item ON casework_item.id = casework_step.item_id ORDER BY casework_step.id"""


def test_the_story_reaches_each_chief_officer_that_there_is() -> None:
    reached = {
        choose_ladder(
            agency=agency,
            about_professional=more.get("about_professional", False),
            about_agency=more.get("about_agency", ""),
        )
        for _, agency, _, more, steps in STORY
        if "chief_officer" in dict(steps)
    }
    with_one = {
        name for name, ladder in read_ladders().items() if Stage.CHIEF_OFFICER in {rung.stage for rung in ladder.rungs}
    }
    assert reached == with_one == set(LADDERS)


def moments(start: str, end: str) -> list[str]:
    """Every six hours, and each minute about every moment of the story: what ticking each minute would meet."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    whole = {first + timedelta(hours=hours) for hours in range(0, int((last - first).total_seconds() // 3600) + 1, 6)}
    due = [opened for _, _, opened, _, _ in STORY] + [at for *_, steps in STORY for _, at in steps]
    for one in due:
        minute = datetime.fromisoformat(one).replace(second=0)
        whole |= {minute + timedelta(minutes=minutes) for minutes in (-1, 0, 1)}
    return [at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for at in sorted(whole) if first <= at <= last]


def plan(path: Path, at: list[str], **more: Any) -> Path:
    climbing = [
        {"due_at": opened, "number": number, "agency": agency, "about_id": name[:40], **extra}
        for number, (name, agency, opened, extra, _) in enumerate(STORY, start=1)
    ]
    path.write_text(json.dumps({"climbing": climbing, "fill": [], "away": [], "moments": at, **more}), encoding="utf-8")
    return path


def environment(url: str) -> dict[str, str]:
    left_out = ("SIGHTLINE_WORKSPACE", "SIGHTLINE_DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | ({"SIGHTLINE_DATABASE_URL": url} if url else {})


def run(workspace: Path, url: str, *plans: Path) -> list[int]:
    """Tick by these plans, all at once; how each process ended."""
    processes = [warm.Process([str(PROCESS), str(workspace), str(each)], env=environment(url)) for each in plans]
    return [process.wait() for process in processes]


def read(workspace: Path, url: str, sql: str) -> list[tuple[Any, ...]]:
    if not url:
        with sqlite3.connect(workspace / "casework.sqlite3") as connection:
            return list(connection.execute(sql))
    import psycopg

    with psycopg.connect(url) as postgres:
        return list(postgres.execute(sql))


def as_text(kept: Any) -> str:
    """A moment as casework reads what the database kept."""
    return utc_text(read_kept(kept))


# On SQLite with the long tests: partnerships are on PostgreSQL.
@pytest.fixture(scope="module", params=[pytest.param("sqlite", marks=pytest.mark.soak), "postgresql"])
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A new workspace, its casework database in a file of its own or in a cluster of its own."""
    if os.environ.get("SIGHTLINE_DATABASE_URL"):
        pytest.skip("this test brings both databases itself")
    binaries = find_binaries()
    if request.param == "postgresql" and binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    folder = tmp_path_factory.mktemp("begun") / "workspace"
    with ExitStack() as stack:
        url = stack.enter_context(cluster(binaries)) if request.param == "postgresql" and binaries else ""
        made = warm.run(["-m", "sightline", "init", str(folder)], env=environment(url))
        assert made.returncode == 0, made.stderr
        yield folder, url


@pytest.fixture
def where(begun: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """A copy of that workspace, of one test's own."""
    folder, url = begun
    shutil.copytree(folder, tmp_path / "workspace")
    return tmp_path / "workspace", copy_database(url) if url else ""


def test_silence_over_christmas_reaches_every_chief_officer_at_the_due_minute(
    where: tuple[Path, str], tmp_path: Path
) -> None:
    workspace, url = where
    begin = plan(tmp_path / "begin.json", [], fill=LADDERS, away=[AWAY])
    assert run(workspace, url, begin) == [0]
    before_cut = plan(tmp_path / "before.json", moments("2026-12-20T23:00:00Z", CUT_AT))
    assert run(workspace, url, before_cut, before_cut) == [0, 0]
    killed = plan(tmp_path / "killed.json", [BACK_AT], die_after=4)
    assert run(workspace, url, killed) == [-9]
    at_the_kill = len(read(workspace, url, ROWS))
    assert run(workspace, url, plan(tmp_path / "back.json", [BACK_AT])) == [0]
    # In order: what came due earlier was worked earlier, over all items.
    in_the_dark = [as_text(due) for *_, due, done in read(workspace, url, ROWS) if as_text(done) == BACK_AT]
    assert in_the_dark == sorted(in_the_dark) and len(in_the_dark) >= 12
    after_cut = plan(tmp_path / "after.json", moments(BACK_AT, END_AT))
    assert run(workspace, url, after_cut, after_cut) == [0, 0]

    rows = read(workspace, url, ROWS)
    assert at_the_kill < len(rows)
    for name, _, opened, _, expected in STORY:
        worked = [(stage, as_text(due_at)) for about, _, stage, due_at, _ in rows if about == name[:40]]
        assert worked == [("practitioner", opened), *expected], name
    # Dated truly; and worked within the minute, or, of what came due in the dark, when the power came back.
    for due_at, done_at in ((as_text(due), as_text(done)) for *_, due, done in rows):
        late = (datetime.fromisoformat(done_at) - datetime.fromisoformat(due_at)).total_seconds()
        assert 0 < late <= 60 or (CUT_AT <= due_at < BACK_AT and done_at == BACK_AT), (due_at, done_at)
    # Each step once, and each said once in the audit.
    assert len({(about, number) for about, number, *_ in rows}) == len(rows)
    audited = read(workspace, url, "SELECT details FROM casework_auditentry WHERE action IN ('open_item', 'work_item')")
    said = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in audited]
    assert sum(len(each["steps"]) for each in said) == len(rows)


def test_two_at_once_and_one_killed_do_every_step_once(where: tuple[Path, str], tmp_path: Path) -> None:
    workspace, url = where
    many = [{"due_at": f"2026-12-21T{number // 60:02d}:{number % 60:02d}:00Z", "number": number, "agency": CS,
             "about_id": f"item {number}"} for number in range(30)]  # fmt: skip
    assert run(workspace, url, plan(tmp_path / "begin.json", [], fill=[CS])) == [0]
    one = plan(tmp_path / "one.json", ["2026-12-28T00:00:00Z"], climbing=many)
    dies = plan(tmp_path / "dies.json", ["2026-12-28T00:00:00Z"], climbing=many, die_after=25)
    endings = run(workspace, url, one, dies, one)
    assert endings[0] == endings[2] == 0
    rows = read(workspace, url, ROWS)
    assert len(rows) == 30 * 6
    assert len({(about, number) for about, number, *_ in rows}) == 30 * 6
    assert run(workspace, url, one) == [0]
    assert len(read(workspace, url, ROWS)) == 30 * 6
    done = warm.run(["-m", "sightline", "-w", str(workspace), "doctor"], env=environment(url))
    assert "Audit and decisions are unchanged since they were" in " ".join(done.stdout.split()), (
        done.stdout + done.stderr
    )
