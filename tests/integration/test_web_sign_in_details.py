"""What ASVS asks of passwords, codes, cookies and methods, where no other test looks."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth
from django.test import Client
from support.sessions import session_of

from sightline.casework.accounts.services.accounts import create_account, reset_password
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
PASSWORD, SECRET = "long-quiet-river-7", "JBSWY3DPEHPK3PXP"
LONG = "  Over the hills, " + 4 * "and far away, " + "42  "
CHANGE, SCRIPT = "/accounts/password/change/", "/static/sightline/sightline.js"


@pytest.fixture
def ann(workspace: Workspace, settings: Any) -> Account:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(workspace.root)}
    }
    create_account(session_of(house_actor()), username="ann", role="practitioner", agency="police", password=PASSWORD)
    return Account.objects.get(username="ann")


def sign_in(password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": "ann", "password": password})
    return client


def test_a_password_is_changed_with_the_old_one_and_taken_as_typed(ann: Account) -> None:
    assert len(LONG) > 64
    client = sign_in()
    new = {"password1": LONG, "password2": LONG}
    client.post(CHANGE, {"oldpassword": "not-the-old-one-3", **new})
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)
    client.post(CHANGE, {"oldpassword": PASSWORD, **new})
    ann.refresh_from_db()
    assert ann.check_password(LONG)
    assert not any(ann.check_password(other) for other in (LONG.strip(), LONG.lower(), LONG[:64]))


def test_password_boxes_are_masked_and_named(ann: Account) -> None:
    for client, path, boxes in ((Client(), "/accounts/login/", 1), (sign_in(), CHANGE, 3)):
        named = re.findall(r"<input[^>]*name=\"\w*password\w*\"[^>]*>", client.get(path).content.decode())
        assert len(named) == boxes
        assert all('type="password"' in box and re.search(r'autocomplete="[a-z]+-password"', box) for box in named)


def test_a_forgotten_password_takes_no_second_step_away(ann: Account) -> None:
    auth.TOTP.activate(ann, SECRET)
    reset_password(session_of(house_actor()), username="ann", why="Forgotten, and called back")
    assert ann.authenticator_set.count() == 1  # type: ignore[attr-defined]


def test_a_code_of_an_app_works_once(ann: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    auth.TOTP.activate(ann, SECRET)
    half_minute = next(iter(auth.yield_hotp_counters_from_time()))
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([half_minute]))
    code = auth.format_hotp_value(auth.hotp_value(SECRET, half_minute))
    for signed_in in (True, False):
        client = sign_in()
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert client.get("/accounts/login/").wsgi_request.user.is_authenticated is signed_in


def test_what_people_do_with_their_own_factors_is_audited(
    ann: Account, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """A stolen session that adds a factor or changes the password would otherwise leave no trace."""
    auth.TOTP.activate(ann, SECRET)
    half_minute = next(iter(auth.yield_hotp_counters_from_time()))
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([half_minute]))
    code = auth.format_hotp_value(auth.hotp_value(SECRET, half_minute))
    client = sign_in()
    client.post("/accounts/2fa/authenticate/", {"code": "000000" if code != "000000" else "111111"})
    client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    client.get("/accounts/2fa/totp/activate/")
    new = auth.hotp_value(client.session["mfa.totp.secret"], half_minute)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": auth.format_hotp_value(new)})
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": LONG, "password2": LONG})
    rows = AuditEntry.objects.exclude(action__in=("sign_in", "sign_out", "make_account")).order_by("sequence")
    assert [(row.action, row.outcome, row.details.get("kind", "")) for row in rows] == [
        ("second_step", "refused: wrong_code", "totp"),
        ("second_step", "done", "totp"),
        ("remove_second_step", "done", "totp"),
        ("add_second_step", "done", "totp"),
        ("add_second_step", "done", "recovery_codes"),
        ("change_own_password", "done", ""),
    ]


def test_cookies_are_kept_from_scripts_and_other_sites(ann: Account) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "ann", "password": PASSWORD})
    kept = {name: client.cookies[name] for name in ("sessionid", "csrftoken")}
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in kept.values())


def test_a_session_has_a_new_number_after_signing_in_and_none_after_signing_out(ann: Account) -> None:
    client = Client()
    client.get("/accounts/link/guessed-words/")
    before = client.cookies["sessionid"].value
    client.post("/accounts/login/", {"login": "ann", "password": PASSWORD})
    during = client.cookies["sessionid"].value
    assert before and during and before != during
    client.post("/accounts/logout/")
    copied = Client()
    copied.cookies["sessionid"] = during
    assert not copied.get("/accounts/login/").wsgi_request.user.is_authenticated


def test_passwords_are_kept_by_scrypt(ann: Account) -> None:
    assert ann.password.startswith("scrypt$")


def test_only_static_files_may_be_read_by_other_sites(ann: Account) -> None:
    client = sign_in()
    for path, may in (("/accounts/2fa/", False), ("/accounts/login/", False), ("/healthz", False), (SCRIPT, True)):
        answer = client.get(path, headers={"origin": "https://elsewhere.example"})
        assert answer.has_header("Access-Control-Allow-Origin") is may, path
        answer.close()


def test_trace_is_refused(ann: Account) -> None:
    client = sign_in()
    assert Client().trace("/accounts/login/").status_code == 405
    for path in ("/", "/find/", "/help/", CHANGE, "/healthz"):
        assert client.trace(path).status_code == 405, path
