"""Wrong passwords make one account wait at one address, ever longer; everybody else signs in as before."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from support.sessions import session_of

from sightline.casework.accounts import lockout
from sightline.casework.accounts.models import SignInTries
from sightline.casework.accounts.services.accounts import create_account, unlock_account
from sightline.casework.core import clock
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
PASSWORD = "long-quiet-river-7"
HOME, OFFICE = "203.0.113.7", "198.51.100.4"


@pytest.fixture(autouse=True)
def ann(workspace: Workspace, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(workspace.root)}
    }
    be_at(monkeypatch, "2026-11-25T09:00:00Z")
    create_account(session_of(house_actor()), username="ann", role="practitioner", password=PASSWORD)


def be_at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setattr(clock, "now_at", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(moment[:10]))


def sign_in(address: str, password: str = PASSWORD, name: str = "ann", **more: Any) -> bool:
    answer = Client().post("/accounts/login/", {"login": name, "password": password}, REMOTE_ADDR=address, **more)
    return answer.status_code == 302


def guess(address: str, times: int, name: str = "ann") -> None:
    """Wrong passwords, without the cost of looking at each."""
    for _ in range(times):
        lockout.begin_try(name=name, address=address)


def test_a_lock_out_hits_the_pair_and_not_the_account_everywhere() -> None:
    for _ in range(6):
        assert not sign_in(HOME, "a-wrong-password")
    assert not sign_in(HOME)
    assert sign_in(OFFICE)
    assert ("ann", "refused: waits") in AuditEntry.objects.values_list("username", "outcome")


def test_the_delay_grows_to_an_hour_and_a_right_password_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    guess(HOME, 4)
    waits = []
    for hour in range(9):
        be_at(monkeypatch, f"2026-11-25T{10 + hour}:00:00Z")
        guess(HOME, 1)
        waits.append(lockout.begin_try(name="ann", address=HOME))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    be_at(monkeypatch, "2026-11-25T19:00:00Z")
    assert sign_in(HOME)
    guess(HOME, 4)
    assert sign_in(HOME), "counted from the beginning"


def test_waiting_is_not_made_longer_by_trying() -> None:
    guess(HOME, 50)
    assert lockout.begin_try(name="ann", address=HOME) == 1


def test_a_clock_that_was_wrong_locks_nobody_for_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    be_at(monkeypatch, "2031-01-01T00:00:00Z")
    guess(HOME, 5)
    be_at(monkeypatch, "2026-11-25T09:00:00Z")
    assert lockout.begin_try(name="ann", address=HOME) == 1
    be_at(monkeypatch, "2026-11-25T09:01:00Z")
    assert sign_in(HOME)


def test_unknown_names_wait_alike_and_are_not_kept() -> None:
    for name in ("ann", "nobody-of-that-name"):
        guess(HOME, 5, name)
        answer = Client().post("/accounts/login/", {"login": name, "password": PASSWORD}, REMOTE_ADDR=HOME)
        assert b"Too many wrong passwords from here. Wait 1 minute, then try again." in answer.content
    kept = repr(list(SignInTries.objects.values()))
    assert "ann" not in kept and "nobody-of-that-name" not in kept and HOME not in kept


def test_many_addresses_slow_one_account_but_not_at_a_known_address() -> None:
    assert sign_in(OFFICE)
    for number in range(8):
        guess(f"192.0.2.{number}", 5)
    assert lockout.begin_try(name="ann", address="192.0.2.99") == 1
    assert sign_in(OFFICE)


def test_one_address_that_tries_many_names_waits_but_not_for_who_is_known_there() -> None:
    assert sign_in(OFFICE)
    for number in range(10):
        guess(OFFICE, 4, f"name{number}")
    assert lockout.begin_try(name="ben", address=OFFICE) == 1
    assert sign_in(OFFICE)


def test_the_address_is_the_browsers_only_behind_the_trusted_server(settings: Any) -> None:
    guess(HOME, 5)
    assert sign_in("127.0.0.1", headers={"X-Forwarded-For": HOME}), "nobody set that header whom we trust"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert not sign_in("127.0.0.1", headers={"X-Forwarded-For": f"10.9.9.9, {HOME}"})


def test_unlocking_is_audited_and_works_at_once() -> None:
    guess(HOME, 5)
    assert unlock_account(session_of(house_actor()), username="ann") == 1
    assert sign_in(HOME)
    assert AuditEntry.objects.filter(action="unlock_account", outcome="done").count() == 1


def test_what_nobody_tried_for_three_months_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    guess(HOME, 1)
    lockout.forget_old()
    assert SignInTries.objects.count() == 3
    be_at(monkeypatch, "2027-03-01T09:00:00Z")
    lockout.forget_old()
    assert not SignInTries.objects.exists()
