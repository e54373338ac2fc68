"""The wheel, in a fresh environment that holds what it needs and nothing else, goes the whole way.

With the long tests, because it installs everything. That rules, templates and assets are in the wheel is asked every
time by test_run_it.py.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from support.patience import PATIENCE, wait_until

pytestmark = pytest.mark.soak
ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, **more: str) -> str:
    """Run a command without this tree on its path; its output, or a failure that shows it."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("PYTHONPATH", "SIGHTLINE_WORKSPACE", "DJANGO_SETTINGS_MODULE")
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, **more},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `sightline` command of a fresh environment that holds the wheel and what it needs, nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, ROOT, cwd=place)
    run(sys.executable, "-m", "venv", "--without-pip", place / "env", cwd=place)
    python = place / "env" / "bin" / "python"
    # What is never imported need not be compiled.
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--no-compile", "--quiet",
           "--disable-pip-version-check")  # fmt: skip
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "runtime.txt", cwd=place)
    run(*pip, "--no-deps", next(place.glob("*.whl")), cwd=place)
    return place / "env" / "bin" / "sightline"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def fetch(url: str) -> tuple[int, str]:
    """Status and text of a page."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def listens(port: int) -> bool:
    """Whether a server takes connections there."""
    try:
        with socket.create_connection(("127.0.0.1", port)):
            return True
    except OSError:
        return False


def test_invent_ingest_run_and_serve_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    files, workspace = tmp_path / "files", tmp_path / "workspace"
    run(installed, "invent", "--children", "12", "--seed", "3", "--out", files, cwd=tmp_path)
    run(installed, "init", "--trial", workspace, cwd=tmp_path)
    shutil.copytree(files / "agreements", workspace / "agreements")
    run(installed, "-w", workspace, "ingest", files, cwd=tmp_path)
    assert "chronology" in run(installed, "run", "-w", workspace, cwd=tmp_path)
    port = free_port()
    server = subprocess.Popen(
        [str(installed), "-w", str(workspace), "serve", "--port", str(port)],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: listens(port), what="a server of the wheel", process=server)
        status, page = fetch(f"http://127.0.0.1:{port}/accounts/login/")
        assert status == 200
        assert "Sightline" in page
        styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert styles
        for style in styles:
            assert fetch(f"http://127.0.0.1:{port}{style}")[0] == 200
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
