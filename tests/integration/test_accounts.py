"""Accounts from invitation to closing: one-time links, second persons, last accounts, endings, confirmations, recovery."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import connections
from django.test import Client
from support.sessions import session_of

from sightline.casework.accounts.endings import close_ended
from sightline.casework.accounts.models import AccountRequest, OneTimeLink, Recovery
from sightline.casework.accounts.selectors import (
    count_unconfirmed,
    list_accounts,
    list_recoveries,
    list_requests,
    read_account,
)
from sightline.casework.accounts.services.accounts import (
    ask_to_end,
    change_account,
    close_account,
    create_account,
    end_account,
    invite_account,
    reopen_account,
    reset_password,
    reset_second_factor,
    unlock_account,
)
from sightline.casework.accounts.services.confirmation import confirm_account
from sightline.casework.accounts.services.links import hash_token, use_link
from sightline.casework.accounts.services.recovery import answer_recovery, recover_account
from sightline.casework.accounts.services.requests import approve_request, refuse_request
from sightline.casework.audit import hash_chain
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_account, actor_for_username, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.notices.models import Notice
from sightline.model.errors import Refused, Usage

pytestmark = pytest.mark.django_db
PASSWORD, CHOSEN = "long-quiet-river-7", "tall-grey-heron-31"
HASHED = make_password(PASSWORD)
OPERATOR = house_actor()
WHY = "asked by the head of service"
At = Callable[[str], None]


def person(username: str, role: str, agency: str = "", **more: Any) -> Actor:
    """An account with the password, as on the web."""
    made = Account.objects.create(username=username, role=role, agency=agency, password=HASHED, **more)
    return actor_for_account(made)


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    """Two people of information governance."""
    return person("iris", "information_governance"), person("noah", "information_governance")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """It is that moment from now on."""

    def be(moment: str) -> None:
        monkeypatch.setattr(clock, "now_at", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(moment[:10]))

    return be


def refused(code: str, act: Callable[..., Any], *who: Actor, **given: Any) -> None:
    with pytest.raises((Refused, Usage)) as error:
        act(*map(session_of, who), **given)
    assert error.value.code == code


def actions() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", "outcome"))


def test_an_invited_person_chooses_a_password_once_and_nobody_keeps_the_link() -> None:
    done = invite_account(session_of(OPERATOR), username="ann", role="practitioner", agency="police")
    (link,) = OneTimeLink.objects.all()
    kept = [*OneTimeLink.objects.values(), *Decision.objects.values(), *AuditEntry.objects.values()]
    assert done.token and done.token not in repr(kept) and done.token not in repr(done)
    assert link.token_hash == hash_token(done.token)
    assert not Account.objects.get(username="ann").has_usable_password()
    refused("bad_password", use_link, token_hash=link.token_hash, password="short")
    use_link(token_hash=link.token_hash, password=CHOSEN)
    assert Account.objects.get(username="ann").check_password(CHOSEN)
    refused("no_link", use_link, token_hash=link.token_hash, password=PASSWORD)
    assert Account.objects.get(username="ann").check_password(CHOSEN)
    assert ("use_link", "done") in actions() and ("use_link", "refused: no_link") in actions()


def test_a_link_expires_and_a_new_one_ends_the_one_before(at: At) -> None:
    at("2026-11-02T09:00:00Z")
    first = invite_account(session_of(OPERATOR), username="ann", role="practitioner").token
    second = reset_password(session_of(OPERATOR), username="ann", why=WHY).token
    refused("no_link", use_link, token_hash=hash_token(first), password=CHOSEN)
    at("2026-11-09T09:00:00Z")
    refused("no_link", use_link, token_hash=hash_token(second), password=CHOSEN)


def test_the_first_two_are_made_at_the_machine_and_the_third_needs_a_second_person() -> None:
    for name in ("iris", "noah"):
        assert invite_account(session_of(OPERATOR), username=name, role="information_governance").token
    done = invite_account(session_of(OPERATOR), username="olga", role="operator", why=WHY)
    assert done.request and not done.token and not Account.objects.filter(username="olga").exists()


def test_an_account_on_the_web_founds_nobody() -> None:
    iris = person("iris", "information_governance")
    assert invite_account(session_of(iris), username="noah", role="information_governance").request


def test_setting_up_ends_when_two_people_have_signed_in(two: tuple[Actor, Actor]) -> None:
    given: dict[str, Any] = {"password": PASSWORD, "role": "partnership_executive"}
    create_account(session_of(OPERATOR), username="first", **given)
    for account in Account.objects.filter(role="information_governance"):
        Client().force_login(account)
    refused("needs_second_person", create_account, OPERATOR, username="second", **given)
    create_account(session_of(OPERATOR), username="ann", role="practitioner", password=PASSWORD)


PRIVILEGED: dict[str, tuple[Callable[..., Any], dict[str, str]]] = {
    "invite": (invite_account, {"username": "olga", "role": "operator", "why": WHY}),
    "change": (change_account, {"username": "ann", "role": "operator", "why": WHY}),
    "reset_password": (reset_password, {"username": "pia", "why": WHY}),
    "reset_second_step": (reset_second_factor, {"username": "pia", "why": WHY}),
    "reopen": (reopen_account, {"username": "gone", "why": WHY}),
}


@pytest.fixture
def others(two: tuple[Actor, Actor]) -> None:
    person("ann", "practitioner", "police")
    person("pia", "partnership_executive")
    person("gone", "operator", is_active=False)
    TOTP.activate(Account.objects.get(username="pia"), "JBSWY3DPEHPK3PXP")


def state_of(username: str) -> Any:
    found = Account.objects.filter(username=username)
    return list(found.values("role", "password", "is_active", "sessions_ended", "authenticator__id"))


@pytest.mark.parametrize("kind", PRIVILEGED)
def test_access_by_a_privileged_account_takes_two_people(two: tuple[Actor, Actor], others: None, kind: str) -> None:
    act, given = PRIVILEGED[kind]
    before = state_of(given["username"])
    number = act(session_of(two[0]), **given).request
    assert number and state_of(given["username"]) == before, "nothing changes while it waits"
    assert actions()[-1] == ("ask_second_person", "done"), "what was asked for is not said to be done"
    refused("same_person", approve_request, two[0], number=number)
    refused("named_person", approve_request, OPERATOR, number=number)
    manager = person("mona", "manager", "police")
    refused("not_for_role", approve_request, manager, number=number)
    assert state_of(given["username"]) == before
    approve_request(session_of(two[1]), number=number)
    assert state_of(given["username"]) != before
    refused("no_request", approve_request, two[1], number=number)
    assert hash_chain.verify_chains() == {"casework_auditentry": None, "casework_decision": None}


def test_nobody_approves_what_is_about_themselves(two: tuple[Actor, Actor]) -> None:
    number = reset_password(session_of(two[0]), username="noah", why=WHY).request
    refused("same_person", approve_request, two[1], number=number)


def test_at_the_command_line_a_second_person_types_their_own_password(two: tuple[Actor, Actor], others: None) -> None:
    number = reset_password(session_of(OPERATOR), username="pia", why=WHY).request
    noah = actor_for_username("noah")
    for _ in range(6):
        refused("wrong_password", approve_request, noah, number=number, password="guessed")
    refused("wrong_password", approve_request, noah, number=number, password=PASSWORD)
    unlock_account(session_of(OPERATOR), username="noah")
    assert approve_request(session_of(noah), number=number, password=PASSWORD).token


def test_requests_expire_are_refused_and_are_asked_once(two: tuple[Actor, Actor], others: None, at: At) -> None:
    at("2026-11-02T09:00:00Z")
    ask = {"username": "pia", "why": WHY}
    number = reset_password(session_of(two[0]), **ask).request
    refused("asked_already", reset_password, two[0], **ask)
    refuse_request(session_of(two[1]), number=number, why="she is at her desk and knows it")
    refused("no_request", approve_request, two[1], number=number)
    again = reset_password(session_of(two[0]), **ask).request
    at("2026-11-09T09:00:00Z")
    refused("no_request", approve_request, two[1], number=again)
    states = {line.number: line.state_in_words for line in list_requests(session_of(two[1]))}
    assert states == {number: "Refused", again: "Expired"}
    assert reset_password(session_of(two[0]), **ask).request, "it can be asked for anew"


def test_nobody_closes_ends_or_demotes_the_last_of_information_governance_or_themselves(
    two: tuple[Actor, Actor],
) -> None:
    iris, _ = two
    for act, more in (
        (close_account, {}),
        (end_account, {"on": clock.today()}),
        (change_account, {"role": "analyst"}),
        (reset_password, {}),
    ):
        refused("own_account", act, iris, username="iris", why=WHY, **more)
    close_account(session_of(iris), username="noah", why=WHY)
    for act, more in (
        (close_account, {}),
        (end_account, {"on": clock.today()}),
        (change_account, {"role": "analyst"}),
    ):
        refused("last_account", act, OPERATOR, username="iris", why=WHY, **more)
    assert Account.objects.get(username="iris").role == "information_governance"


def test_an_account_ends_after_its_last_day_at_each_request_and_at_sign_in(workspace: Any, at: At) -> None:
    at("2026-07-14T12:00:00Z")
    person("ann", "practitioner", "police")
    end_account(session_of(OPERATOR), username="ann", on=date(2026, 7, 15), why="the placement ends")
    client = Client()
    client.force_login(Account.objects.get(username="ann"))
    at("2026-07-15T21:00:00Z")
    client.force_login(Account.objects.get(username="ann"))
    assert client.get("/accounts/2fa/").status_code == 200
    at("2026-07-16T00:10:00Z")
    assert client.get("/accounts/2fa/").status_code == 302
    answer = Client().post("/accounts/login/", {"login": "ann", "password": PASSWORD})
    assert answer["Location"] == "/accounts/inactive/"
    refused("no_account", actor_for_username, username="ann")
    assert Account.objects.get(username="ann").is_active
    assert close_ended(session_of(OPERATOR)) == 1 and not Account.objects.get(username="ann").is_active
    assert Decision.objects.order_by("-sequence")[0].kind == "close_account"
    token = reopen_account(session_of(OPERATOR), username="ann", why="comes back").token
    assert token and Account.objects.get(username="ann").is_open


def test_a_last_day_is_today_or_later() -> None:
    person("ann", "practitioner")
    refused("bad_last_day", end_account, OPERATOR, username="ann", on=date(2020, 1, 1), why=WHY)
    refused("bad_last_day", end_account, OPERATOR, username="ann", on=date(9999, 12, 31), why=WHY)


def test_resets_end_every_session_at_once(workspace: Any) -> None:
    person("ann", "practitioner", "police")
    client = Client()
    TOTP.activate(Account.objects.get(username="ann"), "JBSWY3DPEHPK3PXP")
    for reset in (reset_password, reset_second_factor):
        client.force_login(Account.objects.get(username="ann"))
        assert client.get("/accounts/2fa/").status_code == 200
        reset(session_of(OPERATOR), username="ann", why=WHY)
        assert client.get("/accounts/2fa/").status_code == 302
    assert not Account.objects.get(username="ann").authenticator_set.exists()
    assert not Account.objects.get(username="ann").check_password(PASSWORD)


def test_a_closed_account_has_no_link_and_no_request(two: tuple[Actor, Actor], others: None) -> None:
    token = invite_account(session_of(two[0]), username="ben", role="practitioner").token
    number = reset_password(session_of(two[0]), username="pia", why=WHY).request
    for name in ("ben", "pia"):
        close_account(session_of(two[0]), username=name, why=WHY)
    refused("no_link", use_link, token_hash=hash_token(token), password=CHOSEN)
    refused("no_request", approve_request, two[1], number=number)
    refused("account_closed", reset_password, two[0], username="ben", why=WHY)


def test_a_manager_looks_after_own_people_alone(two: tuple[Actor, Actor]) -> None:
    mona = person("mona", "manager", "police")
    for name, role, agency in (
        ("ann", "practitioner", "police"),
        ("bea", "practitioner", "health"),
        ("sam", "senior_officer", "police"),
        ("max", "manager", "police"),
    ):
        person(name, role, agency)
    page = list_accounts(session_of(mona))
    assert [line.username for line in page.lines] == ["ann"] and page.requests == page.recoveries == 0
    for name in ("bea", "sam", "max", "mona", "iris"):
        with pytest.raises(NotHere):
            unlock_account(session_of(mona), username=name)
        with pytest.raises(NotHere):
            read_account(session_of(mona), number=Account.objects.get(username=name).pk)
    unlock_account(session_of(mona), username="ann")
    confirm_account(session_of(mona), username="ann")
    refused("not_for_role", close_account, mona, username="ann", why=WHY)
    number = ask_to_end(session_of(mona), username="ann", why="has left the team").request
    assert Account.objects.get(username="ann").is_active
    approve_request(session_of(two[0]), number=number)
    assert not Account.objects.get(username="ann").is_active


@pytest.mark.parametrize("role", ["practitioner", "school_lead", "analyst", "reviewer", "elected_member"])
def test_others_list_no_accounts(role: str) -> None:
    refused("not_for_role", list_accounts, person("zoe", role, "school", organisation="Elm School"))


def test_accounts_are_confirmed_each_quarter(two: tuple[Actor, Actor], at: At) -> None:
    at("2026-08-28T09:00:00Z")
    Account.objects.update(confirmed_on=clock.today())
    person("ann", "practitioner", "police", confirmed_on=date(2026, 8, 1))
    at("2026-11-28T09:00:00Z")
    states = {line.username: line.confirmation for line in list_accounts(session_of(two[0])).lines}
    assert states == {"ann": "overdue", "iris": "due", "noah": "due"}
    refused("own_account", confirm_account, two[0], username="iris")
    confirm_account(session_of(two[0]), username="ann")
    counts = count_unconfirmed(actor=two[0])
    assert counts is not None
    assert (counts.due, counts.overdue) == (2, 0)
    assert Account.objects.get(username="ann").is_active, (
        "it is due, and ends only after a notice: test_recertification.py"
    )
    mona = person("mona", "manager", "police", confirmed_on=date(2026, 8, 1))
    Account.objects.filter(username="ann").update(confirmed_on=date(2026, 8, 1))
    own = count_unconfirmed(actor=mona)
    assert own is not None and (own.due, own.overdue, own.requests) == (0, 1, 0), "of own people alone"
    assert count_unconfirmed(actor=person("zoe", "analyst", "police")) is None


def test_recovery_at_the_machine_is_told_and_reviewed_in_a_working_day(at: At) -> None:
    at("2026-11-27T18:00:00Z")  # a Friday
    iris, pia = person("iris", "information_governance"), person("pia", "partnership_executive")
    TOTP.activate(Account.objects.get(username="iris"), "JBSWY3DPEHPK3PXP")
    refused("not_at_the_machine", recover_account, iris, username="iris", why=WHY)
    refused("not_recovered", recover_account, OPERATOR, username="pia", why=WHY)
    done = recover_account(session_of(OPERATOR), username="iris", why="lost her phone and password")
    use_link(token_hash=hash_token(done.token), password=CHOSEN)
    assert Account.objects.get(username="iris").check_password(CHOSEN)
    assert not Account.objects.get(username="iris").authenticator_set.exists()
    assert set(Notice.objects.values_list("account__username", flat=True)) == {"iris", "pia"}
    (line,) = list_recoveries(session_of(pia))
    assert (line.due_at, line.overdue) == ("2026-11-30T23:59:59Z", False)
    at("2026-12-01T00:00:00Z")
    (line,) = list_recoveries(session_of(pia))
    assert line.overdue and count_unconfirmed(actor=pia).recoveries_overdue == 1
    given = {"number": line.number, "right": True, "words": "I know her voice"}
    refused("own_account", answer_recovery, iris, **given)
    refused("not_for_role", answer_recovery, person("mona", "manager", "police"), **given)
    answer_recovery(session_of(pia), **given)
    assert Recovery.objects.get().answered_by == "pia"
    assert count_unconfirmed(actor=pia).recoveries == 0


def test_recovery_waits_until_one_at_most_is_left(two: tuple[Actor, Actor]) -> None:
    refused("others_left", recover_account, OPERATOR, username="iris", why=WHY)
    close_account(session_of(OPERATOR), username="noah", why=WHY)
    assert recover_account(session_of(OPERATOR), username="noah", why=WHY).token
    assert Account.objects.get(username="noah").is_active


def test_a_change_counts_at_once_and_says_what_was_before() -> None:
    person("ann", "practitioner", "police")
    change_account(session_of(OPERATOR), username="ann", agency="health", post="Nurse", why=WHY)
    assert actor_for_username("ann").reader.agency == "health"
    body = Decision.objects.order_by("-sequence")[0].body
    assert (body["before"]["agency"], body["agency"], body["post"]) == ("police", "health", "Nurse")
    refused("no_role", change_account, OPERATOR, username="ann", role="king", why=WHY)
    refused("no_why", change_account, OPERATOR, username="ann", post="Nurse", why=" ")


def test_a_request_that_could_not_be_done_is_not_kept(two: tuple[Actor, Actor]) -> None:
    refused("reserved_name", invite_account, two[0], username="operator", role="operator")
    assert not AccountRequest.objects.exists()


@pytest.mark.postgresql  # SQLite takes one writer at a time
@pytest.mark.django_db(transaction=True)
def test_two_who_close_each_other_at_once_leave_one() -> None:
    """The check that it is not the last holds under the decisions' lock."""
    names = ("iris", "noah")
    for name in names:
        person(name, "information_governance")

    def close(name: str) -> None:
        with suppress(Refused):
            close_account(session_of(OPERATOR), username=name, why=WHY)
        connections.close_all()

    threads = [threading.Thread(target=close, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Account.objects.filter(is_active=True).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_link_that_two_use_at_once_is_used_once() -> None:
    token = invite_account(session_of(OPERATOR), username="ann", role="practitioner").token
    used: list[str] = []

    def use(password: str) -> None:
        with suppress(Refused):
            use_link(token_hash=hash_token(token), password=password)
            used.append(password)
        connections.close_all()

    threads = [threading.Thread(target=use, args=[password]) for password in (PASSWORD, CHOSEN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(used) == 1 and Account.objects.get(username="ann").check_password(used[0])


def test_the_operator_reads_no_reason_of_another_about_an_account(two: tuple[Actor, Actor]) -> None:
    about = "Her niece Wren is in the case that she reads."
    ann, olga = person("ann", "practitioner", "health"), person("olga", "operator")
    request = reset_password(session_of(two[0]), username="noah", why=about).request
    own = reset_second_factor(session_of(olga), username="noah", why=WHY).request
    close_account(session_of(two[0]), username="ann", why=about)
    for reader, read in ((two[1], {about, WHY}), (olga, {"", WHY})):
        lines = {one.number: one.why for one in list_requests(session_of(reader))}
        assert {lines[request], lines[own]} == read
        history = read_account(session_of(reader), number=ann.account_id or 0).history
        assert {one.why for one in history if one.kind == "close_account"} == {"" if reader is olga else about}
