"""What Sightline leaves to the libraries of its sign-in, as they are set here: an update that changes it is seen."""

import base64
import math
import secrets
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity

from sightline.casework.core.models import Account

ISSUER, CLIENT_ID, KEY = "https://login.example.org", "sightline", "a key of a test, which is long enough"
ENOUGH_BITS = 128
DOCS = Path(__file__).parents[2] / "docs"


def decode(**claims: Any) -> dict[str, Any]:
    """What is read of an ID token that came from the directory's own address, as in a sign-in."""
    adapter = OpenIDConnectOAuth2Adapter(RequestFactory().get("/"), "directory")
    adapter._openid_config = {"jwks_uri": "", "issuer": ISSUER}
    adapter.did_fetch_access_token = True
    token = jwt.encode({"iss": ISSUER, "aud": CLIENT_ID, "exp": time.time() + 60, "sub": "7"} | claims, KEY)
    read: dict[str, Any] = adapter._decode_id_token(SimpleNamespace(client_id=CLIENT_ID), token)
    return read


@pytest.mark.parametrize(
    "wrong", [{"exp": time.time() - 60}, {"aud": "another-client"}, {"iss": "https://e.example"}]
)  # fmt: skip
def test_an_id_token_that_has_run_out_or_is_for_another_is_refused(wrong: dict[str, Any]) -> None:
    assert decode()["sub"] == "7"
    with pytest.raises(OAuth2Error):
        decode(**wrong)


@pytest.mark.django_db
def test_no_token_opens_a_page(client: Client) -> None:
    for scheme in ("Bearer", "Token", "Basic"):
        answer = client.get("/", HTTP_AUTHORIZATION=f"{scheme} {jwt.encode({'sub': '7'}, KEY)}")
        assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize(("later", "valid"), [(-30, False), (0, True), (30, False)])
def test_a_code_is_taken_in_its_own_half_minute_of_the_servers_clock(
    monkeypatch: pytest.MonkeyPatch, later: int, valid: bool
) -> None:
    begun = 1_790_000_010
    assert app_settings.TOTP_PERIOD == 30 and begun % 30 == 0
    secret = totp.generate_totp_secret()
    code = totp.format_hotp_value(totp.hotp_value(secret, begun // 30))
    monkeypatch.setattr(totp.time, "time", lambda: begun + later)
    assert totp.validate_totp_code(secret, code) is valid


def test_seeds_of_codes_come_from_the_systems_random_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_bytes", lambda length: b"s" * length)
    monkeypatch.setattr(secrets, "token_hex", lambda length: "5e" * length)
    assert base64.b32decode(totp.generate_totp_secret()) == b"s" * 20
    assert RecoveryCodes.generate_seed() == "5e" * 40


def test_a_challenge_of_a_passkey_is_long_and_never_the_same() -> None:
    server = Fido2Server(PublicKeyCredentialRpEntity(name="Sightline", id="sightline.example.org"))
    user = PublicKeyCredentialUserEntity(name="ada", id=b"7", display_name="Ada")
    challenges = {websafe_decode(server.register_begin(user)[1]["challenge"]) for _ in range(20)}
    assert len(challenges) == 20 and all(len(one) * 8 >= ENOUGH_BITS for one in challenges)


@pytest.mark.django_db
def test_a_sessions_id_is_long_random_and_kept_by_the_server() -> None:
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    keys = set()
    for _ in range(5):
        store = SessionStore()
        store.create()
        keys.add(store.session_key)
    assert len(keys) == 5
    assert all(len(key) * math.log2(len(VALID_KEY_CHARS)) >= ENOUGH_BITS for key in keys)


def test_no_account_has_a_secret_question() -> None:
    names = {field.name for field in Account._meta.get_fields()}
    assert not [name for name in names if any(word in name for word in ("question", "hint", "maiden", "pet"))]
    assert {*settings.MFA_SUPPORTED_TYPES} == {"totp", "webauthn", "recovery_codes"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/accounts/login/", "text/html; charset=utf-8"),
        ("/healthz", "text/plain"),
        ("/static/sightline/sightline.css", 'text/css; charset="utf-8"'),
    ],
)
def test_answers_name_their_type_and_encoding(client: Client, address: str, kind: str) -> None:
    answer = client.get(address)
    assert b"".join(answer), "read to its end, so that a file that it streams is closed"
    assert answer["Content-Type"].startswith(kind)


def test_every_way_to_sign_in_and_the_end_of_a_session_are_written_down() -> None:
    accounts, directory = (" ".join((DOCS / name).read_text(encoding="utf-8").split()) for name in
                           ("reference/accounts.md", "how-to/single-sign-on.md"))  # fmt: skip
    for way in ("password", "second step", "works once"):
        assert way in accounts, way
    assert "The sign-in page now has the button" in directory
    minutes, hours = settings.SESSION_COOKIE_AGE // 60, settings.SIGHTLINE_LONGEST_SESSION_HOURS
    assert f"after {minutes} minutes idle, {hours} hours at most" in directory
