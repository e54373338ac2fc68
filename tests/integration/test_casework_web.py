"""What every answer of the web carries, and that signing in and out is audited."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from support import held
from support.sessions import session_of

from sightline import cli
from sightline.casework.accounts.services.accounts import close_account, create_account
from sightline.casework.boot import SETTINGS_TEXT, settings_text
from sightline.casework.core import clock
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.middleware import LAST_HERE
from sightline.casework.settings import SIGHTLINE_LONGEST_SESSION_HOURS
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
PASSWORD = "long-quiet-river-7"


@pytest.fixture
def client(workspace: Workspace, settings: Any) -> Client:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(workspace.root)}
    }
    held.serve_snapshot(workspace)
    create_account(session_of(house_actor()), username="ann", role="practitioner", agency="police", password=PASSWORD)
    return Client()


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": "ann", "password": password})


def entries(action: str) -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(action=action).order_by("sequence").values_list("username", "outcome"))


def test_signing_in_and_out_and_failing_to_is_audited(client: Client) -> None:
    assert sign_in(client, "a-wrong-password").status_code == 200
    assert sign_in(client).status_code == 302
    client.post("/accounts/logout/")
    assert entries("sign_in") == [("ann", "refused: wrong_details"), ("ann", "done")]
    assert entries("sign_out") == [("ann", "done")]


def test_a_name_that_is_no_account_is_not_kept(client: Client) -> None:
    """People type passwords into the wrong box."""
    client.post("/accounts/login/", {"login": "my-own-password", "password": "x"})
    assert entries("sign_in") == [("", "refused: wrong_details")]


def test_every_page_may_be_kept_by_nobody(client: Client) -> None:
    sign_in(client)
    for path in ("/", f"/people/{held.AOIFE}/", "/help/", "/no/such/page/"):
        response = client.get(path)
        assert response["Cache-Control"] == "no-store"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy


def test_after_signing_out_the_browser_is_told_to_forget(client: Client) -> None:
    sign_in(client)
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_closed_account_is_out_with_the_next_request(client: Client) -> None:
    sign_in(client)
    assert client.get("/").status_code == 200
    close_account(session_of(house_actor()), username="ann", why="has left")
    assert client.get("/").status_code == 302


def test_a_role_taken_away_is_gone_with_the_next_request(client: Client) -> None:
    sign_in(client)
    assert client.get(f"/people/{held.AOIFE}/").status_code == 200
    Account.objects.update(role="elected_member")
    assert client.get(f"/people/{held.AOIFE}/").status_code == 403


def test_a_new_password_ends_other_sessions(client: Client) -> None:
    sign_in(client)
    account = Account.objects.get()
    account.set_password("another-quiet-river-8")
    account.save()
    assert client.get("/").status_code == 302


def test_after_five_wrong_passwords_the_right_one_waits(client: Client) -> None:
    for _ in range(6):
        sign_in(client, "a-wrong-password")
    sign_in(client)
    assert client.get("/").status_code == 302


def test_where_two_steps_are_required_nobody_gets_further_without(client: Client, settings: Any) -> None:
    settings.SIGHTLINE_TWO_STEP = "required"
    sign_in(client)
    response = client.get(f"/people/{held.AOIFE}/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/")
    page = client.get("/accounts/2fa/").content.decode()
    assert "Set up a second step before you go on." in page and "Add a key" in page


def test_a_new_workspace_asks_everybody_for_two_steps_and_the_demo_does_not() -> None:
    assert tomllib.loads(SETTINGS_TEXT)["web"]["two_step"] == "required"
    for two_step in ("required", "optional"):
        assert tomllib.loads(settings_text(two_step=two_step))["web"]["two_step"] == two_step
    assert 'two_step="optional"' in (Path(cli.__file__).parent / "demo" / "run.py").read_text(encoding="utf-8")


def test_second_step_secrets_are_kept_sealed(client: Client) -> None:
    TOTP.activate(Account.objects.get(), "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get()
    assert "JBSWY3DPEHPK3PXP" not in repr(kept.data)
    assert sign_in(client)["Location"].startswith("/accounts/2fa/authenticate/")


def test_a_session_ends_twelve_hours_after_it_began_however_busy_it_was(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SIGHTLINE_LONGEST_SESSION_HOURS == 12
    settings.SIGHTLINE_LONGEST_SESSION_HOURS = SIGHTLINE_LONGEST_SESSION_HOURS
    monkeypatch.setattr(clock, "now_at", lambda: "2026-11-25T08:00:00Z")
    sign_in(client)
    for minutes in range(0, 12 * 60 + 1, 20):
        now = f"2026-11-25T{8 + minutes // 60:02}:{minutes % 60:02}:00Z"
        monkeypatch.setattr(clock, "now_at", lambda now=now: now)
        assert client.get("/notices/").status_code == 200, now
    monkeypatch.setattr(clock, "now_at", lambda: "2026-11-25T20:00:01Z")
    assert client.get("/notices/")["Location"].startswith("/accounts/login/")
    sign_in(client)
    assert client.get("/notices/").status_code == 200


def test_sessions_end_after_half_an_hour_without_a_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now_at", lambda: "2026-11-25T08:59:00Z")
    sign_in(client)
    assert 0 < client.session.get_expiry_age() <= 30 * 60
    for now in ("2026-11-25T09:00:10Z", "2026-11-25T09:00:50Z", "2026-11-25T09:20:00Z"):
        monkeypatch.setattr(clock, "now_at", lambda now=now: now)
        client.get("/help/")
        client.get("/")
        assert client.session[LAST_HERE] == now[:16]  # to be changed is to be saved, and the half hour begins anew
