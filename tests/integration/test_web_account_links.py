"""The pages of a one-time link, as its person meets them."""

from typing import Any

import pytest
from django.test import Client
from support.sessions import session_of

from sightline.casework.accounts.services.accounts import create_account, invite_account
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
CHOSEN = "tall-grey-heron-31"


@pytest.fixture
def token(workspace: Workspace) -> str:
    return invite_account(session_of(house_actor()), username="ann", role="practitioner", agency="police").token


def choose(client: Client, password: str = CHOSEN, again: str = "") -> Any:
    return client.post("/accounts/link/", {"password": password, "again": again or password})


def test_the_token_leaves_the_address_and_opening_uses_nothing_up(token: str) -> None:
    client = Client()
    for _ in range(3):
        answer = client.get(f"/accounts/link/{token}/")
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/link/")
    assert token not in repr(dict(client.session))
    assert b"<strong>ann</strong>" in client.get("/accounts/link/").content


def test_a_password_is_chosen_once_and_then_one_signs_in(token: str) -> None:
    client = Client()
    client.get(f"/accounts/link/{token}/")
    assert b"at least 12 characters" in choose(client, "short").content
    assert b"Enter the same password twice" in choose(client, again="another").content
    assert choose(client)["Location"] == "/accounts/login/"
    assert client.post("/accounts/login/", {"login": "ann", "password": CHOSEN}).status_code == 302
    other = Client()
    other.get(f"/accounts/link/{token}/")
    assert other.get("/accounts/link/").status_code == 404
    assert choose(other, "some-other-words-12").status_code == 404
    assert Account.objects.get(username="ann").check_password(CHOSEN)


def test_without_a_link_there_is_nothing(workspace: Workspace) -> None:
    assert Client().get("/accounts/link/").status_code == 404
    assert Client().get("/accounts/link/guessed-words/", follow=True).status_code == 404
    assert choose(Client()).status_code == 404


def test_whoever_was_signed_in_is_signed_out(token: str) -> None:
    create_account(session_of(house_actor()), username="ben", role="practitioner", password="long-quiet-river-7")
    client = Client()
    client.force_login(Account.objects.get(username="ben"))
    client.get(f"/accounts/link/{token}/")
    choose(client)
    assert client.get("/accounts/password/change/").status_code == 302


def test_a_form_without_its_token_is_not_taken(token: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(f"/accounts/link/{token}/")
    assert choose(client).status_code == 403
    assert not Account.objects.get(username="ann").has_usable_password()
