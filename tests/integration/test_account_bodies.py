"""Accounts are administered by governance of their own body, by the partnership's and by the operator, and no other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.access.teams import read_teams
from sightline.casework.accounts.governance_work import count_requests
from sightline.casework.accounts.models import AccountRequest
from sightline.casework.accounts.selectors import (
    count_unconfirmed,
    list_accounts,
    list_requests,
    read_account,
    read_request,
)
from sightline.casework.accounts.services.accounts import (
    change_account,
    close_account,
    create_account,
    end_account,
    invite_account,
    reopen_account,
    reset_password,
    reset_second_factor,
    set_email,
    unlock_account,
)
from sightline.casework.accounts.services.breaks import resume_account, suspend_account
from sightline.casework.accounts.services.confirmation import confirm_account
from sightline.casework.accounts.services.requests import approve_request, refuse_request
from sightline.casework.core.actor import Actor, actor_for_account, house_actor, operator_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.recertification.held_rights import list_rights
from sightline.casework.recertification.rights import may_decide
from sightline.model.errors import Refused

pytestmark = pytest.mark.django_db
HASHED = make_password("long-quiet-river-7")
IG, ELM, OAK, POLICE = "information_governance", ("school", "Elm School"), ("school", "Oak School"), ("police", "")
WHY = "asked by the head of service"
ACTS: dict[str, Callable[[Any, str], Any]] = {
    "change": lambda session, name: change_account(session, username=name, post="Nurse", why=WHY),
    "close": lambda session, name: close_account(session, username=name, why=WHY),
    "end": lambda session, name: end_account(session, username=name, on=None, why=WHY),
    "suspend": lambda session, name: suspend_account(session, username=name, why=WHY),
    "reset password": lambda session, name: reset_password(session, username=name, why=WHY),
    "reset second step": lambda session, name: reset_second_factor(session, username=name, why=WHY),
    "unlock": lambda session, name: unlock_account(session, username=name),
    "confirm": lambda session, name: confirm_account(session, username=name),
    "e-mail": lambda session, name: set_email(session, username=name, email="a@police.example"),
}  # fmt: skip
ACTS_ON_CLOSED: dict[str, Callable[[Any, str], Any]] = {
    "reopen": lambda session, name: reopen_account(session, username=name, why=WHY),
    "resume": lambda session, name: resume_account(session, username=name, why=WHY),
}


def person(username: str, role: str, body: tuple[str, str] = ("", ""), **more: Any) -> Actor:
    """An account with a password, as on the web."""
    made = Account.objects.create(
        username=username, role=role, agency=body[0], organisation=body[1], password=HASHED, **more
    )
    return actor_for_account(made)


@pytest.fixture
def elm() -> Actor:
    """Governance of one school, beside people of that school, another school, the police and the partnership."""
    for name, role, body in (
        ("tess", "school_lead", ELM), ("theo", "school_lead", OAK), ("omar", "practitioner", POLICE),
        ("polly", IG, POLICE), ("exec", "partnership_executive", ("", "")), ("nobody", "practitioner", ("school", "")),
    ):  # fmt: skip
        person(name, role, body)
    return person("elsie", IG, ELM)


def refused(code: str, act: Callable[..., Any], who: Actor, **given: Any) -> None:
    with pytest.raises(Refused) as error:
        act(session_of(who), **given)
    assert error.value.code == code


def names(actor: Actor) -> set[str]:
    return {line.username for line in list_accounts(session_of(actor), closed=True).lines}


def asked(**given: Any) -> int:
    """A request for a governance account by the operator at the machine; its number."""
    invite_account(session_of(house_actor()), username="new", role=IG, why=WHY, **given)
    return AccountRequest.objects.latest("pk").pk


def test_a_body_lists_its_own_accounts_alone_and_the_partnership_and_the_operator_all(elm: Actor) -> None:
    assert names(elm) == {"elsie", "tess"}
    everybody = {"elsie", "tess", "theo", "omar", "polly", "exec", "nobody"}
    assert names(person("ig", IG)) == everybody | {"ig"}
    assert names(operator_actor()) == everybody | {"ig"}
    assert (
        "Everyone of your organisation who can sign in."
        in client_of(elm).get(reverse("accounts_list")).content.decode()
    )
    read_account(session_of(elm), number=Account.objects.get(username="tess").pk)
    with pytest.raises(NotHere):
        read_account(session_of(elm), number=Account.objects.get(username="omar").pk)
    counts = count_unconfirmed(actor=elm)
    assert counts is not None and (counts.due, counts.requests) == (0, 0)


@pytest.mark.parametrize("name", ACTS)
def test_it_does_nothing_to_an_account_of_another_body(elm: Actor, name: str) -> None:
    before = Account.objects.filter(username="omar").values().get()
    for other in ("omar", "theo", "nobody", "never.made"):  # one answer, as if there were no such account
        refused("no_account", lambda session, other=other: ACTS[name](session, other), elm)
    assert Account.objects.filter(username="omar").values().get() == before
    ACTS[name](session_of(elm), "tess")


@pytest.mark.parametrize("name", ACTS_ON_CLOSED)
def test_it_lets_nobody_of_another_body_in_again(elm: Actor, name: str) -> None:
    for username in ("omar", "tess"):
        suspend_account(session_of(house_actor()), username=username, why=WHY)
    refused("no_account", lambda session: ACTS_ON_CLOSED[name](session, "omar"), elm)
    assert not Account.objects.get(username="omar").is_open
    ACTS_ON_CLOSED[name](session_of(elm), "tess")
    assert Account.objects.get(username="tess").is_open


def test_it_gives_no_account_to_another_body_nor_itself_the_partnerships_rights(elm: Actor) -> None:
    for agency, organisation in (OAK, POLICE, ("", ""), ("school", "")):
        given = {"agency": agency, "organisation": organisation}
        refused("not_for_agency", invite_account, elm, username="kim", role="practitioner", **given)
        refused("not_for_agency", create_account, elm, username="kim", role="analyst", password="x-y-z-1-2-3", **given)
        for username in ("tess", "elsie"):
            refused("not_for_agency", change_account, elm, username=username, why=WHY, **given)
    for role in ("operator", "partnership_executive"):  # who works for all
        refused("not_for_agency", invite_account, elm, username="kim", role=role, agency=ELM[0], organisation=ELM[1])
        refused("not_for_agency", change_account, elm, username="tess", role=role, why=WHY)
    assert not AccountRequest.objects.exists() and not Account.objects.filter(username="kim").exists()
    invite_account(session_of(elm), username="kim", role="practitioner", agency=ELM[0], organisation=ELM[1])
    change_account(session_of(elm), username="kim", post="Nurse", why=WHY)


def test_a_request_is_read_and_decided_by_its_body_and_the_partnership_alone(elm: Actor) -> None:
    polly, ig = actor_for_account(Account.objects.get(username="polly")), person("ig", IG)
    number = asked(agency=ELM[0], organisation=ELM[1])
    seen = {one.reader.username: bool(list_requests(session_of(one))) for one in (elm, ig, polly, operator_actor())}
    assert seen == {"elsie": True, "ig": True, "polly": False, "operator": True}
    counted = [count_requests(session_of(one)).count for one in (elm, ig, polly)]
    assert counted == [1, 1, 0]
    assert [list_accounts(session_of(one)).requests for one in (elm, polly)] == [1, 0]
    with pytest.raises(NotHere):
        read_request(session_of(polly), number=number)
    refused("no_request", approve_request, polly, number=number)
    refused("no_request", refuse_request, polly, number=number, why=WHY)
    assert read_request(session_of(elm), number=number).may_decide
    approve_request(session_of(elm), number=number)
    assert Account.objects.get(username="new").organisation == "Elm School"


def test_a_change_of_body_needs_a_second_person_of_both(elm: Actor) -> None:
    ig, ina = person("ig", IG), person("ina", IG)
    change_account(session_of(ig), username="tess", role=IG, agency="police", organisation="", why=WHY)
    (number,) = AccountRequest.objects.values_list("pk", flat=True)
    for one in (elm, actor_for_account(Account.objects.get(username="polly"))):
        refused("no_request", approve_request, one, number=number)
    approve_request(session_of(ina), number=number)
    assert Account.objects.get(username="tess").agency == "police"


def test_where_nobody_of_the_body_or_the_partnership_is_left_governance_of_another_approves(elm: Actor) -> None:
    number = asked(agency="health")
    assert read_request(session_of(elm), number=number).may_decide
    person("ig", IG)
    with pytest.raises(NotHere):
        read_request(session_of(elm), number=number)
    Account.objects.filter(username="ig").update(is_active=False)
    approve_request(session_of(elm), number=number)
    assert Account.objects.get(username="new").agency == "health"


def test_it_confirms_access_of_its_own_body_alone(elm: Actor) -> None:
    teams = read_teams()
    found = {one.username for one in list_rights(teams) if may_decide(actor=elm, right=one, teams=teams)}
    assert found == {"tess"}
