"""Two senders at once, and one that dies at its work: each holder is told once by each channel, on both databases."""

import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.listening import mail_server, web_server
from support.postgres import cluster, copy_database, find_binaries

ROOT = Path(__file__).parents[2]
PROCESS = ROOT / "tests" / "support" / "send_process.py"
LADDERS = ("childrens_services", "police", "health", "school", "housing", "licensing", "youth_service")
NOW, LATER = "2026-11-25T12:01:00Z", "2026-11-25T12:16:01Z"
Where = tuple[Path, str]


def environment(url: str, mail_port: int, hook: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIGHTLINE_", "DJANGO_"))}
    return kept | {
        "SIGHTLINE_ADDRESS": "https://sightline.council.example",
        "SIGHTLINE_MAIL_HOST": "127.0.0.1",
        "SIGHTLINE_MAIL_PORT": str(mail_port),
        "SIGHTLINE_MAIL_SECURITY": "none",
        "SIGHTLINE_MAIL_FROM": "sightline@council.example",
        "SIGHTLINE_WEBHOOK_URL": hook,
        "SIGHTLINE_WEBHOOK_SECRET": "a secret that only the two sides know",
        **({"SIGHTLINE_DATABASE_URL": url} if url else {}),
    }


# On SQLite with the long tests: partnerships are on PostgreSQL.
@pytest.fixture(scope="module", params=[pytest.param("sqlite", marks=pytest.mark.soak), "postgresql"])
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Where]:
    """A new workspace, its casework database in a file of its own or in a cluster of its own."""
    if os.environ.get("SIGHTLINE_DATABASE_URL"):
        pytest.skip("this test brings both databases itself")
    binaries = find_binaries()
    if request.param == "postgresql" and binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    folder = tmp_path_factory.mktemp("begun") / "workspace"
    with ExitStack() as stack:
        url = stack.enter_context(cluster(binaries)) if request.param == "postgresql" and binaries else ""
        around = environment(url, 25, "https://hooks.example")
        made = warm.run(["-m", "sightline", "init", str(folder)], env=around)
        assert made.returncode == 0, made.stderr
        yield folder, url


@pytest.fixture
def where(begun: Where, tmp_path: Path) -> Where:
    """A copy of that workspace, of one test's own."""
    folder, url = begun
    shutil.copytree(folder, tmp_path / "workspace")
    return tmp_path / "workspace", copy_database(url) if url else ""


def run(where: Where, around: dict[str, str], folder: Path, *plans: dict[str, Any]) -> list[int]:
    """Work these plans, all at once; how each process ended."""
    processes = []
    for number, plan in enumerate(plans):
        path = folder / f"plan{number}.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        processes.append(warm.Process([str(PROCESS), str(where[0]), str(path)], env=around))
    return [process.wait() for process in processes]


def read(where: Where, sql: str) -> list[tuple[Any, ...]]:
    if not where[1]:
        with sqlite3.connect(where[0] / "casework.sqlite3") as connection:
            return list(connection.execute(sql))
    import psycopg

    with psycopg.connect(where[1]) as postgres:
        return list(postgres.execute(sql))


def test_two_senders_tell_each_holder_once_by_each_channel(where: Where, tmp_path: Path) -> None:
    climbing = [(ladder, number) for number, ladder in enumerate(LADDERS * 2)]
    with mail_server() as mail, web_server() as web:
        around = environment(where[1], mail.port, f"{web.url}/hook")
        assert run(where, around, tmp_path, {"now": NOW, "fill": LADDERS, "climbing": climbing}) == [0]
        sends = {"now": NOW, "rounds": 3}
        assert run(where, around, tmp_path, sends, sends, sends) == [0, 0, 0]
        letters, posted = Counter(to for to, _ in mail.taken), [json.loads(body) for _, _, body in web.posted]
    assert letters == {f"{ladder}_practitioner_holder@a.example": 1 for ladder in LADDERS}
    assert len(posted) == len(LADDERS) == len({one["to"] for one in posted})
    told = [number for one in posted for number in one["notices"]]
    assert len(told) == len(set(told)) == len(climbing)
    assert read(where, "SELECT state, count(*) FROM casework_noticesending GROUP BY state") == [
        ("sent", 2 * len(climbing))
    ]
    assert read(where, "SELECT outcome, count(*) FROM casework_noticelog GROUP BY outcome") == [
        ("sent", 2 * len(LADDERS))
    ]


def test_one_that_dies_at_its_work_is_followed_by_another_under_the_same_id(where: Where, tmp_path: Path) -> None:
    with mail_server() as mail, web_server() as web:
        around = environment(where[1], mail.port, f"{web.url}/hook")
        begin = {"now": NOW, "fill": ["police"], "climbing": [("police", 1)]}
        assert run(where, around, tmp_path, begin) == [0]
        assert run(where, around, tmp_path, {"now": NOW, "rounds": 1, "dies": True}) == [-9]
        assert len(mail.taken) == 1
        assert run(where, around, tmp_path, {"now": NOW, "rounds": 2}) == [0]
        assert (len(mail.taken), len(web.posted)) == (1, 1), "what is claimed is left alone"
        assert run(where, around, tmp_path, {"now": LATER, "rounds": 2}) == [0]
        assert (len(mail.taken), len(web.posted)) == (2, 1)
        ids = {line for _, letter in mail.taken for line in letter.splitlines() if line.startswith("Message-ID")}
    assert len(ids) == 1


def test_a_mail_server_that_never_answers_holds_up_no_tick(where: Where, tmp_path: Path) -> None:
    with mail_server(deaf=True) as mail, web_server() as web:
        around = environment(where[1], mail.port, web.url)
        begin = {"now": NOW, "fill": ["police"], "climbing": [("police", 1)]}
        assert run(where, around, tmp_path, begin) == [0]
        ticks = {"now": NOW, "ticks": 3, "ticks_to": str(tmp_path / "ticks.json")}
        assert run(where, around, tmp_path, ticks) == [0]
        assert mail.connections == 1, "it was asked, and is still being waited for"
    ended, waits = json.loads((tmp_path / "ticks.json").read_text(encoding="utf-8"))
    assert ended >= 3 and waits, "the ticks ended while the letter was still being waited for"
