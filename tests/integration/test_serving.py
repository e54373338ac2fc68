"""The real server: workers share what was loaded before them, and a stop finishes what was begun."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from support.patience import PATIENCE, wait_until
from support.postgres import cluster, find_binaries

from sightline.casework.core.serve_settings import MEGABYTE

ROOT = Path(__file__).parents[2]
PROC = Path("/proc")


class Serving(NamedTuple):
    process: "subprocess.Popen[str]"
    port: int
    figures: int
    folder: Path


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def fetch(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return answer.status, answer.read().decode()


def answers(port: int) -> bool:
    try:
        return fetch(f"http://127.0.0.1:{port}/healthz") == (200, "ok\n")
    except OSError:
        return False


def is_refused(port: int) -> bool:
    """At once, and not only after the requests in hand have ended."""
    try:
        fetch(f"http://127.0.0.1:{port}/healthz")
    except urllib.error.URLError as error:
        return isinstance(error.reason, ConnectionRefusedError)
    except ConnectionError:
        return False
    return False


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """On SQLite."""
    with served(tmp_path, {}) as found:
        yield found


@contextmanager
def served(tmp_path: Path, more: dict[str, str]) -> Iterator[Serving]:
    """A server of an empty workspace, with three workers, figures and a slow page."""
    workspace, (port, figures) = tmp_path / "workspace", free_ports()
    environment = {**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify"), **more}
    init = [sys.executable, "-m", "sightline", "init", workspace]
    subprocess.run(init, cwd=ROOT, check=True, capture_output=True, env=environment)
    settings = (workspace / "sightline.toml").read_text(encoding="utf-8")
    chosen = f"[serve]\nworkers = 3\nstop_seconds = 60\n[metrics]\nport = {figures}\n[logs]\nformat = 'json'\nrequests = true\n"
    (workspace / "sightline.toml").write_text(settings[: settings.index("[serve]")] + chosen, encoding="utf-8")
    script = ROOT / "tests" / "support" / "serve_slowly.py"
    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)  # as systemd listens, with Type=notify
    told.bind(str(tmp_path / "notify"))
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, script, workspace, str(port), tmp_path]
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=log, text=True, env=environment
        )
    try:
        wait_until(lambda: answers(port), what="the server answers", process=process)
        told.settimeout(PATIENCE)
        assert told.recv(1000).startswith(b"READY=1")
        yield Serving(process, port, figures, tmp_path)
    finally:
        process.kill()
        process.wait()
        told.close()


def workers_of(pid: int) -> list[int]:
    return [int(one) for one in (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()]


def kilobytes(pid: int, name: str) -> int:
    rollup = (PROC / str(pid) / "smaps_rollup").read_text()
    return sum(int(found) for found in re.findall(rf"^{name}:\s+(\d+) kB", rollup, re.MULTILINE))


@pytest.mark.skipif(not (PROC / "self" / "smaps_rollup").exists(), reason="needs /proc/PID/smaps_rollup (Linux 4.14)")
def test_workers_share_and_a_stop_finishes_what_was_begun(serving: Serving) -> None:
    assert_nothing_is_shared(serving)
    got: list[tuple[int, str]] = []
    slow = threading.Thread(target=lambda: got.append(fetch(f"http://127.0.0.1:{serving.port}/slow/")))
    slow.start()
    wait_until((serving.folder / "begun").exists, what="a slow page is begun", process=serving.process)
    for _ in range(30):
        assert fetch(f"http://127.0.0.1:{serving.port}/accounts/login/?next=/Aoife/")[0] == 200
    assert (
        'sightline_requests_total{method="GET",page="account_login",status="200"} 30.0'
        in fetch(f"http://127.0.0.1:{serving.figures}/metrics")[1]
    ), "all workers' figures together"
    workers = workers_of(serving.process.pid)
    assert len(workers) == 3
    for worker in workers:
        assert kilobytes(worker, "(?:Private_Dirty|Private_Clean)") * 1024 < 200 * MEGABYTE
        assert kilobytes(worker, "Pss") * 1024 < 200 * MEGABYTE

    serving.process.send_signal(signal.SIGTERM)
    wait_until(lambda: is_refused(serving.port), what="no more is taken", process=serving.process)
    assert got == [] and serving.process.poll() is None, "it waits for what was begun"
    (serving.folder / "go").touch()
    slow.join(timeout=PATIENCE)
    assert got == [(200, "whole")]
    assert serving.process.wait(timeout=PATIENCE) == 0
    log = (serving.folder / "log").read_text(encoding="utf-8")
    assert [json.loads(line)["page"] for line in log.splitlines()].count("account_login") == 30
    assert "Aoife" not in log and "127.0.0.1" not in log


def assert_nothing_is_shared(serving: Serving) -> None:
    """But memory: no thread, no connection, no file of a database is open before workers are made."""
    before = json.loads((serving.folder / "before.json").read_text(encoding="utf-8"))
    assert before["threads"] == ["MainThread"], "a pool's threads would be dead in a worker, and its connections shared"
    assert not [name for name in before["open"] if re.search(r"sqlite|duckdb", name)], "each worker opens its own"


def test_on_postgresql_workers_share_no_pool(tmp_path: Path) -> None:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    with cluster(binaries) as url, served(tmp_path, {"SIGHTLINE_DATABASE_URL": url}) as serving:
        assert_nothing_is_shared(serving)
        assert fetch(f"http://127.0.0.1:{serving.port}/readyz") == (200, "ready\n")
