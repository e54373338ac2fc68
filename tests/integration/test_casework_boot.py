"""A workspace made and opened in processes of its own: files, secrets, the deployed settings, and one chain for all."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support.patience import PATIENCE

from sightline.casework.boot import SETTINGS_TEXT, make_secret

ROOT = Path(__file__).parents[2]
APPEND = """
import sys
from pathlib import Path
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from sightline.casework.core.session import house_session
from sightline.casework.audit.trail import audited
for _ in range(25):
    with audited(house_session(), action="read"):
        pass
"""
VERIFY = """
import sys
from pathlib import Path
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from sightline.casework.audit.hash_chain import verify_chains
from sightline.casework.core.models import AuditEntry
print(AuditEntry.objects.count(), verify_chains())
"""
COOKIES = """
import json, sys
from pathlib import Path
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from django.test import Client
from sightline.casework.accounts.services.links import make_link
from sightline.casework.core.models import Account
account = Account.objects.create_user("ann", password="long-quiet-river-7", role="practitioner", agency="police")
client = Client(headers={"host": "sightline.example", "x-forwarded-proto": "https"})
page = client.get("/accounts/login/")
client.force_login(account)
client.get("/accounts/2fa/")
seen = {name: dict(cookie) for name, cookie in client.cookies.items()}
client.post("/accounts/logout/")
client.get(f"/accounts/link/{make_link(account=account, kind='reset', by='operator')}/")
client.post("/accounts/link/", {"password": "other-quiet-river-8", "again": "other-quiet-river-8"})
seen |= {name: dict(cookie) for name, cookie in client.cookies.items() if cookie.value}
print(json.dumps({"cookies": seen, "hsts": page["Strict-Transport-Security"],
                  "told": "Your password is set" in client.get("/accounts/login/").content.decode()}))
"""


def environment(**more: str) -> dict[str, str]:
    left_out = ("SIGHTLINE_WORKSPACE", "SIGHTLINE_DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if name not in left_out} | more


def python(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment(**more), capture_output=True, text=True, timeout=PATIENCE
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("boot") / "workspace"
    done = python("-m", "sightline", "init", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_what_is_in_the_workspace_is_its_owners_alone(made: Path) -> None:
    assert not stat.S_IMODE(made.stat().st_mode) & 0o077
    for name in ("secret.key", "sightline.toml", "casework.sqlite3"):
        assert stat.S_IMODE((made / name).stat().st_mode) == 0o600


def test_every_workspace_has_a_secret_of_its_own_and_keeps_it(made: Path, tmp_path: Path) -> None:
    make_secret(tmp_path / "secret.key")
    secret = (tmp_path / "secret.key").read_text()
    assert len(secret) >= 64
    assert secret != (made / "secret.key").read_text()
    make_secret(tmp_path / "secret.key")
    assert (tmp_path / "secret.key").read_text() == secret


def test_a_workspace_is_not_made_twice(made: Path) -> None:
    assert python("-m", "sightline", "init", str(made)).returncode == 4


def test_the_database_is_in_wal_and_has_its_triggers(made: Path) -> None:
    with sqlite3.connect(made / "casework.sqlite3") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        triggers = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert len([name for name in triggers if name.startswith(("casework_auditentry", "casework_decision"))]) == 6


def test_processes_that_write_at_once_make_one_chain(made: Path) -> None:
    before = int(python("-c", VERIFY, str(made)).stdout.split()[0])
    writers = [
        subprocess.Popen([sys.executable, "-c", APPEND, str(made)], cwd=ROOT, env=environment()) for _ in range(3)
    ]
    assert [writer.wait(timeout=PATIENCE) for writer in writers] == [0, 0, 0]
    done = python("-c", VERIFY, str(made))
    assert done.stdout.startswith(f"{before + 75} {{'casework_auditentry': None"), done.stdout + done.stderr


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose pages are served behind https."""
    folder = tmp_path_factory.mktemp("deployed") / "workspace"
    assert python("-m", "sightline", "init", str(folder)).returncode == 0
    assert not (folder / "agreements").exists(), "init writes no agreement"
    text = SETTINGS_TEXT.replace("https = false", "https = true").replace("hosts = []", 'hosts = ["sightline.example"]')
    (folder / "sightline.toml").write_text(text)
    return folder


def test_the_deployed_settings_pass_djangos_own_checks(deployed: Path) -> None:
    done = python(
        *("-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
        SIGHTLINE_WORKSPACE=str(deployed),
        DJANGO_SETTINGS_MODULE="sightline.casework.settings",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_behind_https_each_cookie_is_of_this_host_alone_and_holds_no_words(deployed: Path) -> None:
    done = python("-c", COOKIES, str(deployed))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said["cookies"]) == {"__Host-sessionid", "__Host-csrftoken"}
    for cookie in said["cookies"].values():
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
    assert said["hsts"] == "max-age=31536000; includeSubDomains"
    assert said["told"]


def test_no_migration_is_missing(made: Path) -> None:
    done = python(
        *("-m", "django", "makemigrations", "--check", "--dry-run", "casework"),
        SIGHTLINE_WORKSPACE=str(made),
        DJANGO_SETTINGS_MODULE="sightline.casework.settings",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_doctor_finds_a_new_workspace_in_order_and_a_changed_audit_row(made: Path) -> None:
    assert python("-m", "sightline", "-w", str(made), "doctor").returncode == 0
    with sqlite3.connect(made / "casework.sqlite3") as connection:
        connection.execute("DROP TRIGGER casework_auditentry_no_update")
        connection.execute("UPDATE casework_auditentry SET action = 'nothing' WHERE sequence = 2")
    done = python("-m", "sightline", "-w", str(made), "doctor")
    assert done.returncode == 1
    assert "NOT in order" in done.stdout
