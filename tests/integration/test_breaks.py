"""Leavers and movers: a break closes sessions at once, a last day refuses sign-in, a change of team ends its grounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from support import held, worried
from support import rights_objects as made
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.access.selectors.access import read_access
from sightline.casework.access.services.looks import open_by_number
from sightline.casework.access.services.teams import assign, keep_team, sign_task, start_need_to_know
from sightline.casework.accounts.selectors import list_accounts, read_account
from sightline.casework.accounts.services.accounts import close_account, end_account, reopen_account
from sightline.casework.accounts.services.breaks import resume_account, suspend_account
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.model.errors import Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
TODAY, AFTER = "2026-12-01T09:00:00Z", "2026-12-05T00:00:01Z"
WHY = "She begins a leave of six months on Monday."


@pytest.fixture
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made.store(workspace)
    set_clock(monkeypatch, TODAY)
    worker(), manager(), governance(), governance("ivy")
    return workspace


def governance(name: str = "ig") -> Actor:
    return worried.actor(name, "information_governance", "")


def worker() -> Actor:
    return worried.actor("sam", "practitioner", "childrens_services", "childrens_services")


def manager(name: str = "mia") -> Actor:
    return worried.actor(name, "manager", "childrens_services", "childrens_services")


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


def test_a_break_ends_open_sessions_with_the_next_page_and_refuses_sign_in(served: Workspace) -> None:
    account = Account.objects.get(username="sam")
    account.set_password("three words together")
    account.save()
    client = client_of(worker())
    assert client.get(reverse("home")).status_code == 200
    suspend_account(session_of(manager()), username="sam", why=WHY)
    assert client.get(reverse("home")).status_code == 302
    typed = {"login": "sam", "password": "three words together"}
    client.post(reverse("account_login"), typed)
    assert client.get(reverse("home")).status_code == 302
    (line,) = (one for one in list_accounts(session_of(manager())).lines if one.username == "sam")
    assert line.state == "suspended"
    resume_account(session_of(governance()), username="sam", why="She is back from leave today.")
    assert client.get(reverse("home")).status_code == 302  # the old session stays closed
    client.post(reverse("account_login"), typed)
    assert client.get(reverse("home")).status_code == 200


def test_who_suspends_and_resumes_whom(served: Workspace) -> None:
    worried.actor("olu", "practitioner", "police", "police")
    for who, username in ((manager(), "olu"), (worker(), "mia")):
        with pytest.raises(NotHere):
            suspend_account(session_of(who), username=username, why=WHY)
    with refused("own_account"):
        suspend_account(session_of(governance()), username="ig", why=WHY)
    with refused("not_suspended"):
        resume_account(session_of(governance()), username="sam", why=WHY)
    suspend_account(session_of(manager()), username="sam", why=WHY)
    with refused("not_for_role"):
        resume_account(session_of(manager()), username="sam", why=WHY)
    suspend_account(session_of(governance()), username="ivy", why=WHY)
    with refused("two_people"):
        resume_account(session_of(governance()), username="ivy", why=WHY)
    with refused("last_account"):
        suspend_account(session_of(house_actor()), username="ig", why=WHY)


def test_a_suspended_account_can_be_closed_and_reopened(served: Workspace) -> None:
    number = Account.objects.get(username="sam").pk
    suspend_account(session_of(governance()), username="sam", why=WHY)
    assert read_account(session_of(governance()), number=number).may == ("resume", "close")
    close_account(session_of(governance()), username="sam", why=WHY)
    assert read_account(session_of(governance()), number=number).line.state == "closed"
    reopen_account(session_of(house_actor()), username="sam", why=WHY)
    assert Account.objects.get(username="sam").is_open


def test_a_manager_sets_a_last_day_and_brings_it_forward_and_no_more(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_account(session_of(manager()), username="sam", on=date(2026, 12, 9), why=WHY)
    end_account(session_of(manager()), username="sam", on=date(2026, 12, 4), why=WHY)
    for later in (date(2026, 12, 9), None):
        with refused("later_last_day"):
            end_account(session_of(manager()), username="sam", on=later, why=WHY)
    client = client_of(worker())
    assert client.get(reverse("home")).status_code == 200
    set_clock(monkeypatch, AFTER)
    assert client.get(reverse("home")).status_code == 302
    assert worker().reader.username == "sam" and not Account.objects.get(username="sam").is_open


def test_who_leaves_a_team_loses_its_grounds_that_day(served: Workspace) -> None:
    start_need_to_know(session_of(governance()), from_on=date(2026, 12, 1), why="The board agreed; teams are entered.")
    said: dict[str, Any] = {"name": "Front door", "agency": "childrens_services", "managers": ["mia"]}
    team_id = keep_team(session_of(governance()), members=["sam"], **said)
    sign_task(
        session_of(governance()), team_id=team_id, kind="front_door", until_on=date(2027, 1, 31),
        why="The board agreed that this team is the front door.",
    )  # fmt: skip
    client = client_of(worker())
    client.post(reverse("find"), {"name": "Ben Hale"})
    client.post(reverse("say_purpose"), {"purpose": "enquiry"})
    open_by_number(session_of(worker()), person_id=held.BEN, number="C-2026-0142")
    assign(session_of(governance()), person_id=held.AOIFE, team_id=team_id, why="The team works with her since Monday.")
    opens = {one: reverse("person", args=[one]) for one in (held.AOIFE, held.BEN)}
    assert [client.get(url).status_code for url in opens.values()] == [200, 200]
    keep_team(session_of(governance()), members=[], team_id=team_id, **said)
    assert [client.get(url).status_code for url in opens.values()] == [404, 404]
    assert client_of(manager()).get(opens[held.BEN]).status_code == 404
    keep_team(session_of(governance()), members=["sam"], team_id=team_id, **said)
    assert client.get(opens[held.BEN]).status_code == 404  # the number was for the earlier place in the team


def test_a_team_says_for_which_organisations_units_and_areas_it_answers(served: Workspace) -> None:
    ig = client_of(governance())
    typed = {"name": "East", "agency": "childrens_services", "members": "sam", "managers": "mia"}
    ig.post(reverse("access_team_add"), {**typed, "responsible_for": "Elm School\nEast ward\nElm School\n"})
    (team,) = read_access(session_of(governance())).teams
    assert team.responsible_for == ("Elm School", "East ward")
    page = ig.get(reverse("access")).content.decode()
    assert "Elm School, East ward" in page
    changed = ig.get(reverse("access_team", args=[team.team_id])).content.decode()
    assert "East ward" in changed
