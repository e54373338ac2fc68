"""The pages of accounts: every act of the command line by a page, links shown once, and what a manager is let do."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from support.sessions import session_of

from sightline.casework.accounts.models import AccountRequest, Recovery
from sightline.casework.accounts.services.accounts import close_account
from sightline.casework.accounts.services.recovery import recover_account
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
PASSWORD = "long-quiet-river-7"
HASHED = make_password(PASSWORD)
URL, WHY = "/accounts-administration/", "asked by the head of service"
LINK = re.compile(r"http://testserver/accounts/link/([\w-]{20,})/")


@pytest.fixture(autouse=True)
def people(workspace: Workspace) -> None:
    for name, role, agency in (
        ("iris", "information_governance", ""),
        ("noah", "information_governance", ""),
        ("pia", "partnership_executive", ""),
        ("mona", "manager", "police"),
        ("ann", "practitioner", "police"),
        ("bea", "practitioner", "health"),
    ):
        Account.objects.create(username=name, role=role, agency=agency, password=HASHED)


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def page_of(name: str, act: str = "") -> str:
    return f"{URL}{Account.objects.get(username=name).pk}/{f'{act}/' if act else ''}"


def link_in(answer: Any) -> str:
    (token,) = set(LINK.findall(answer.content.decode()))
    return str(token)


def test_a_person_is_invited_on_a_page_and_the_link_is_shown_once() -> None:
    iris = client_of("iris")
    work = {"username": "cara", "role": "practitioner", "agency": "health", "post": "Nurse", "why": WHY}
    answer = iris.post(f"{URL}invite/", work)
    token = link_in(answer)
    assert answer["Cache-Control"] == "no-store"
    for url in (URL, page_of("cara"), f"{URL}requests/", f"{URL}invite/"):
        assert token.encode() not in iris.get(url).content
    cara = Client()
    cara.get(f"/accounts/link/{token}/")
    chosen = {"password": "tall-grey-heron-31", "again": "tall-grey-heron-31"}
    assert cara.post("/accounts/link/", chosen)["Location"] == "/accounts/login/"
    assert Account.objects.get(username="cara").check_password("tall-grey-heron-31")


def test_what_is_wrong_with_an_invitation_is_said_at_its_form() -> None:
    iris = client_of("iris")
    for given, said in (
        ({"username": "ann", "role": "analyst", "why": WHY}, "An account already has that name."),
        ({"username": "cara", "role": "school_lead", "why": WHY}, "A school lead sees people of one school"),
        ({"username": "", "role": "king"}, "Enter the user name"),
    ):
        answer = iris.post(f"{URL}invite/", given)
        assert answer.status_code == 400 and said in answer.content.decode()


def test_a_privileged_account_takes_two_people_on_the_pages() -> None:
    iris, noah = client_of("iris"), client_of("noah")
    work = {"username": "olga", "role": "operator", "why": "night cover"}
    assert iris.post(f"{URL}invite/", work)["Location"] == URL
    number = AccountRequest.objects.get().pk
    assert not Account.objects.filter(username="olga").exists()
    own = iris.post(f"{URL}requests/{number}/", {"answer": "approve"})
    assert own.status_code == 400 and b"A second person must approve this" in own.content
    assert b"night cover" in noah.get(f"{URL}requests/{number}/").content
    assert b"Say why you refuse" in noah.post(f"{URL}requests/{number}/", {"answer": "refuse"}).content
    assert link_in(noah.post(f"{URL}requests/{number}/", {"answer": "approve"}))
    assert Account.objects.get(username="olga").role == "operator"


def test_each_act_has_its_page() -> None:
    iris = client_of("iris")
    for act, given, state in (
        ("unlock", {}, {}),
        ("confirm", {}, {}),
        ("change", {"role": "analyst", "agency": "police", "why": WHY}, {"role": "analyst"}),
        ("end", {"on_0": "1", "on_1": "1", "on_2": "2030", "why": WHY}, {}),
        ("end", {"why": WHY}, {"ends_on": None}),
        ("reset-second-step", {"why": WHY}, {"sessions_ended": 1}),
        ("reset-password", {"why": WHY}, {}),
        ("close", {"why": WHY}, {"is_active": False}),
        ("reopen", {"why": WHY}, {"is_active": True}),
    ):
        assert iris.get(page_of("ann", act)).status_code == 200, act
        if "why" in given:
            assert iris.post(page_of("ann", act), given | {"why": " "}).status_code == 400, act
        answer = iris.post(page_of("ann", act), given)
        assert answer.status_code == 200 if act in ("reset-password", "reopen") else 302, act
        account = Account.objects.get(username="ann")
        assert {name: getattr(account, name) for name in state} == state, act
    history = iris.get(page_of("ann")).content.decode()
    assert "Closed" in history and WHY in history


def test_a_manager_is_let_do_what_a_manager_may() -> None:
    mona = client_of("mona")
    listed = mona.get(URL).content.decode()
    assert page_of("ann") in listed and page_of("bea") not in listed and "Invite a person" not in listed
    for act in ("unlock", "confirm"):
        assert mona.post(page_of("ann", act)).status_code == 302
    for act in ("change", "close", "resume", "reset-password", "reset-second-step", "reopen", "no-such-act"):
        assert mona.post(page_of("ann", act), {"why": WHY}).status_code == 404, act
    assert mona.get(page_of("ann", "end")).status_code == mona.get(page_of("ann", "suspend")).status_code == 200
    for name in ("bea", "iris", "mona"):
        assert mona.post(page_of(name, "unlock")).status_code == 404, name
    assert mona.post(page_of("ann", "ask-to-end"), {"why": "has left"}).status_code == 302
    assert Account.objects.get(username="ann").is_active
    number = AccountRequest.objects.get().pk
    assert mona.get(f"{URL}requests/{number}/").status_code == 403
    assert client_of("iris").post(f"{URL}requests/{number}/", {"answer": "approve"}).status_code == 302
    assert not Account.objects.get(username="ann").is_active


def test_a_recovery_is_told_and_reviewed_on_its_page() -> None:
    close_account(session_of(house_actor()), username="noah", why=WHY)
    recover_account(session_of(house_actor()), username="iris", why="lost her phone")
    number, pia, iris = Recovery.objects.get().pk, client_of("pia"), client_of("iris")
    assert f"{URL}recoveries/{number}/" in pia.get("/notices/").content.decode()
    for home in (pia.get("/"), iris.get("/")):
        assert b"1 recovery of an account needs review" in home.content
    own = iris.post(f"{URL}recoveries/{number}/", {"answer": "right", "words": "it was me"})
    assert own.status_code == 400 and b"cannot review it" in own.content
    assert pia.post(f"{URL}recoveries/{number}/", {"answer": "right", "words": "I called her"}).status_code == 302
    assert Recovery.objects.get().answered_by == "pia"


@pytest.mark.parametrize("number", ["9" * 15, "9" * 20, "0"])
def test_a_number_that_is_none_is_no_page(number: str) -> None:
    iris = client_of("iris")
    for url in (f"{URL}{number}/", f"{URL}{number}/close/", f"{URL}requests/{number}/", f"{URL}recoveries/{number}/"):
        assert iris.get(url).status_code == 404


def test_no_form_is_taken_without_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="iris"))
    assert client.post(page_of("ann", "close"), {"why": WHY}).status_code == 403
    assert Account.objects.get(username="ann").is_active
