"""docs/how-to/run-it.md is followed: each command that needs neither init system, container nor network is really run.

`/opt/sightline` and `/srv/sightline` become folders of the test, `sudo` is left out, and the release is a wheel built
here. The others are named below with what stands for them here.
"""

import os
import re
import socket
import subprocess
import sys
import sysconfig
import textwrap
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple

import pytest
from support.agreed import write_agreements
from support.patience import PATIENCE
from support.run_it import HERE, HOW_TO, PAGE, PASSWORD, read_blocks

ROOT = Path(__file__).parents[2]
# The commands that are not run here, by how they begin: what they need, and what stands for them.
NOT_RUN = {
    "sudo apt-get update": "needs network",  # what Debian gives is here
    "sudo useradd": "needs root",  # the test's own account and folders
    "sudo /opt/sightline/bin/pip install --require-hashes": "needs network",  # this environment's libraries
    "sudo apt-get install --yes postgresql": "needs PostgreSQL",  # SQLite; tests/integration has PostgreSQL
    "sudo install --mode=0644 deploy/systemd": "needs an init system",  # the unit's ExecStart is run as it stands
    "sudo journalctl": "needs an init system",  # the service logs to a file here
    "sudo -u sightline --shell": "needs root",  # each command is run as the test's own account
    "sudo systemctl restart sightline": "needs an init system",
    "sudo install --directory --owner=caddy": "needs root",  # requests come with the headers that Caddy sets
}


def test_every_block_says_whether_it_is_run_and_the_others_are_named_here() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.count("```sh") == len(read_blocks()) == text.count("```") // 2
    left = {block.text: block.needs for block in read_blocks() if block.needs != HERE}
    assert len(left) == len(NOT_RUN)
    for begins, needs in NOT_RUN.items():
        assert [named for words, named in left.items() if words.startswith(begins)] == [needs], begins
    assert len(read_blocks()) - len(left) >= 7
    minutes = [int(found) for found in re.findall(r"^## .*\((\d+) minutes\)$", text, re.MULTILINE)]
    assert len(minutes) == 9 and sum(minutes) <= 30


class Server(NamedTuple):
    folder: Path
    port: int

    def here(self, words: str) -> str:
        """A command of the page, as it is run here."""
        words = words.replace("sudo -u sightline ", "").replace("sudo ", "")
        words = words.replace("/opt/sightline", str(self.folder / "opt")).replace(
            "/srv/sightline", str(self.folder / "srv")
        )
        return words.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}").replace(
            "python3 -m venv", f"{sys.executable} -m venv"
        )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """An empty server: the files of a release in a folder, and nothing installed."""
    for kind in ("--wheel", "--sdist"):
        subprocess.run(
            [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", tmp_path, ROOT],
            check=True,
            capture_output=True,
        )
    (tmp_path / "srv").mkdir(mode=0o700)
    return Server(tmp_path, free_port())


def run(server: Server, words: str, *, typed: str = "") -> str:
    kept = {name: value for name, value in os.environ.items() if not re.match("SIGHTLINE|DJANGO|PYTHON", name)}
    done = subprocess.run(
        ["sh", "-e", "-c", server.here(words)], cwd=server.folder, env=kept, input=typed, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def begin_service(server: Server) -> "subprocess.Popen[bytes]":
    """What the unit starts, with a port that is free here."""
    unit = (server.folder / "deploy" / "systemd" / "sightline.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    with (server.folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*server.here(command).split(), "--port", str(server.port)], cwd=server.folder, stdout=log, stderr=log
        )


@pytest.fixture
def installed(server: Server) -> Iterator[Server]:
    """The page, followed to the end; the service runs."""
    service = None
    try:
        for block in read_blocks():
            if "systemctl enable" in block.text:
                service = begin_service(server)
            if block.needs == HERE:
                typed = f"{PASSWORD}\n" if " account " in block.text else ""
                said = run(server, block.text, typed=typed)
                if "readyz" in block.text:
                    assert said == "ready\n"
            if "-m venv" in block.text:
                (site,) = server.folder.glob("opt/lib/python3.*/site-packages")
                (site / "requirements.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        yield server
    finally:
        if service is not None:
            service.terminate()
            service.wait(timeout=PATIENCE)


def test_followed_to_the_end_somebody_signs_in(installed: Server) -> None:
    settings = (installed.folder / "srv" / "sightline.toml").read_text(encoding="utf-8")
    for line in ('hosts = ["sightline.example.org"]', "https = true", 'two_step = "required"'):
        assert line in settings.splitlines()
    assert (installed.folder / "srv").stat().st_mode & 0o077 == 0
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(SecureJar()))
    address = f"http://127.0.0.1:{installed.port}/accounts/login/"
    page = browser.open(through_proxy(address), timeout=PATIENCE).read().decode()
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    typed = {"csrfmiddlewaretoken": token, "login": "first.operator", "password": PASSWORD}
    answer = browser.open(through_proxy(address, typed), timeout=PATIENCE)
    assert answer.status == 200
    path = urllib.parse.urlsplit(answer.geturl()).path
    assert path.startswith("/accounts/") and not path.startswith("/accounts/login/"), "led to set up the second step"
    # Files go the whole way too: rules, layouts and templates are in the wheel.
    command = "/opt/sightline/bin/sightline"
    run(installed, f"{command} invent --children 4 --seed 3 --out files")
    write_agreements(installed.folder / "srv")
    (_, papers, _) = read_blocks(HOW_TO / "record-papers.md")
    run(installed, papers.text.replace("sightline paper", f"{command} -w /srv/sightline paper"))
    start_need_to_know(installed)
    run(installed, f"{command} -w /srv/sightline ingest files")
    assert "chronology" in run(installed, f"{command} run -w /srv/sightline")


def start_need_to_know(server: Server) -> None:
    """As information governance does on its page, which waits for a second step that the test has no device for."""
    code = """
        import sys
        from pathlib import Path
        from sightline.casework.boot import open_workspace
        open_workspace(Path(sys.argv[1]))
        from sightline.casework.access.services.teams import start_need_to_know
        from sightline.casework.core import clock
        from sightline.casework.core.actor import actor_for_username
        from sightline.casework.core.session import ReaderSession
        session = ReaderSession(actor_for_username("first.governance"))
        start_need_to_know(session, from_on=clock.today(), why="The partners agreed it before the first file.")
    """
    script = server.folder / "start_need_to_know.py"
    script.write_text(textwrap.dedent(code), encoding="utf-8")
    account = "account first.governance --role information_governance --workspace /srv/sightline"
    run(server, f"/opt/sightline/bin/sightline {account}", typed=f"{PASSWORD}\n")
    run(server, f"/opt/sightline/bin/python {script} /srv/sightline")


def through_proxy(address: str, typed: dict[str, str] | None = None) -> urllib.request.Request:
    """A request as the TLS proxy hands it on."""
    headers = {
        "Host": "sightline.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1",
        "Referer": "https://sightline.example.org/accounts/login/",
    }  # fmt: skip
    return urllib.request.Request(address, urllib.parse.urlencode(typed).encode() if typed else None, headers)


class SecureJar(CookieJar):
    """Sends cookies that are for https alone, as if the proxy were there."""

    def extract_cookies(self, response: object, request: object) -> None:
        super().extract_cookies(response, request)  # type: ignore[arg-type]
        for cookie in self:
            cookie.secure = False
