"""Recertification: each quarter managers confirm or end access; what nobody confirms ends by rule, after a notice."""

from datetime import date

import pytest
from django.urls import reverse
from support import worried
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.access.services.teams import keep_team, sign_task
from sightline.casework.access.teams import read_teams
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.notices.models import Notice
from sightline.casework.recertification.pages import RightKind
from sightline.casework.recertification.selectors import count_to_confirm, read_recertification
from sightline.casework.recertification.services import decide_rights, end_unconfirmed
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
MADE, DUE, OVERDUE = "2026-12-01T09:00:00Z", "2027-03-01T09:00:00Z", "2027-03-16T09:00:00Z"
LAST, ENDED = "2027-03-30T09:00:00Z", "2027-03-31T00:00:01Z"
WHY = "She moved to another town in January and left the team."


@pytest.fixture
def team_id(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> str:
    set_clock(monkeypatch, MADE)
    everybody = (worker(), worker("sue"), manager(), manager("mel"), governance(), governance("ivy"))
    assert everybody
    Account.objects.update(confirmed_on=date(2026, 12, 1))
    return keep_team(
        session_of(governance()), name="East", agency="childrens_services", members=["sam", "sue"], managers=["mia"]
    )


def governance(name: str = "ig") -> Actor:
    return worried.actor(name, "information_governance", "")


def worker(name: str = "sam") -> Actor:
    return worried.actor(name, "practitioner", "childrens_services", "childrens_services")


def manager(name: str = "mia") -> Actor:
    return worried.actor(name, "manager", "childrens_services", "childrens_services")


def waiting_for(who: Actor) -> list[str]:
    return sorted(f"{one.kind} {one.username}" for one in read_recertification(session_of(who)).waiting)


def keys_of(who: Actor, *, username: str, kind: RightKind | None = None) -> list[str]:
    waiting = read_recertification(session_of(who)).waiting
    return [one.full_key for one in waiting if one.username == username and kind in (None, one.kind)]


def overdue_for_governance() -> tuple[int, str, int]:
    (work,) = (one for one in count_work(session_of(governance())) if one.page == "recertification")
    return work.count, work.oldest_at, work.overdue


def test_a_quarter_later_managers_are_asked_for_their_own_people(team_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert waiting_for(manager()) == []
    set_clock(monkeypatch, DUE)
    sign_task(
        session_of(governance()), team_id=team_id, kind="front_door", until_on=date(2027, 5, 31),
        why="The board agreed that this team is the front door.",
    )  # fmt: skip
    assert waiting_for(manager()) == ["account sam", "account sue", "place sam", "place sue"]
    assert waiting_for(manager("mel")) == ["account sam", "account sue", "place mia", "place sam", "place sue"]
    assert waiting_for(worker()) == []
    assert "account ig" not in waiting_for(governance()) and "account ivy" in waiting_for(governance())
    counted = count_to_confirm(session_of(manager()))
    assert counted is not None and (counted.due, counted.overdue) == (4, 0)
    assert overdue_for_governance() == (0, "", 0)
    with pytest.raises(NotHere):  # an account of governance is not a manager's
        ivy = Account.objects.get(username="ivy").pk
        decide_rights(session_of(manager()), keys=[f"account:{ivy}"], decision="needed", why="")
    with pytest.raises(Usage):
        decide_rights(session_of(manager()), keys=["place:no:no"], decision="needed", why="")


def test_confirmed_is_asked_again_a_quarter_later_and_ended_ends_today(
    team_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, DUE)
    decide_rights(session_of(manager()), keys=keys_of(manager(), username="sam"), decision="needed", why="")
    assert waiting_for(manager()) == ["account sue", "place sue"]
    assert Account.objects.get(username="sam").confirmed_on == date(2027, 3, 1)
    with pytest.raises(Usage):
        decide_rights(session_of(manager()), keys=keys_of(manager(), username="sue"), decision="end", why="")
    decide_rights(session_of(manager()), keys=keys_of(manager(), username="sue"), decision="end", why=WHY)
    assert Account.objects.get(username="sue").ends_on == date(2027, 3, 1)
    (team,) = read_teams().teams
    assert (team.members, team.managers) == (("sam",), ("mia",))
    set_clock(monkeypatch, "2027-06-01T09:00:00Z")
    assert waiting_for(manager()) == ["account sam", "place sam"]


def test_what_nobody_confirms_escalates_and_ends_after_a_notice(team_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sam = worker()
    set_clock(monkeypatch, OVERDUE)
    run_tick(house_session(), now=OVERDUE)
    told = set(Notice.objects.filter(kind="access_ends").values_list("account__username", flat=True))
    assert told == {"sam", "sue", "mia", "mel", "ig", "ivy"}
    count, oldest_at, late = overdue_for_governance()
    assert (oldest_at[:10], late) == ("2027-03-01", 0) and count > 4
    page = client_of(sam).get(reverse("recertification")).content.decode()
    assert "Ends after 30 March 2027" in page
    assert "Access ends soon" in client_of(sam).get(reverse("notices")).content.decode()
    decide_rights(session_of(manager()), keys=keys_of(manager(), username="sam"), decision="needed", why="")
    set_clock(monkeypatch, LAST)
    assert end_unconfirmed(house_session()) == 0
    set_clock(monkeypatch, ENDED)
    run_tick(house_session(), now=ENDED)
    (team,) = read_teams().teams
    assert (team.members, team.managers) == (("sam",), ())
    open_now = {one.username for one in Account.objects.all() if one.is_open}
    assert "sam" in open_now and not {"sue", "mia", "mel"} & open_now
    assert len({"ig", "ivy"} & open_now) == 1  # the last account of information governance stays open
    assert Decision.objects.filter(kind="recertification_lapsed").exists()
    assert AuditEntry.objects.filter(action="recertify_lapsed").exists()


def test_nothing_ends_without_a_notice_however_long_no_tick_came(team_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2028-03-01T09:00:00Z")
    assert end_unconfirmed(house_session()) == 0
    assert all(one.is_open for one in Account.objects.all())
    set_clock(monkeypatch, "2028-03-15T09:00:00Z")
    assert end_unconfirmed(house_session()) == 0
    set_clock(monkeypatch, "2028-03-16T09:00:00Z")
    assert end_unconfirmed(house_session()) > 0


def test_a_notice_of_a_clock_that_was_ahead_counts_for_nothing(team_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2031-03-01T09:00:00Z")
    end_unconfirmed(house_session())
    set_clock(monkeypatch, OVERDUE)
    assert all(one.ends_on is None for one in read_recertification(session_of(governance())).waiting)
    end_unconfirmed(house_session())
    ends = {str(one.ends_on) for one in read_recertification(session_of(governance())).waiting}
    assert ends == {"2027-03-30"}


def test_a_task_is_confirmed_or_ended_by_a_manager_who_is_not_in_the_team(
    team_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-12-02T09:00:00Z")
    task_id = sign_task(
        session_of(governance()), team_id=team_id, kind="front_door", until_on=date(2027, 3, 2),
        why="The board agreed that this team is the front door.",
    )  # fmt: skip
    set_clock(monkeypatch, "2027-03-02T09:00:00Z")
    assert "task " in waiting_for(manager()) and "task " not in waiting_for(worker())
    decide_rights(session_of(manager()), keys=[f"task:{task_id}"], decision="end", why=WHY)
    assert read_teams().tasks == ()


def test_the_page(team_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, DUE)
    client, url = client_of(manager()), reverse("recertification")
    assert "4 due, 0 of them overdue" in client.get(reverse("home")).content.decode()
    page = client.get(url).content.decode()
    assert "sue: Place in a team, East. Due 1 March 2027" in page
    wrong = client.post(url, {"decision": "needed"}).content.decode()
    assert "Select what you decide about" in wrong
    keys = keys_of(manager(), username="sue")
    done = client.post(url, {"keys": keys, "decision": "needed", "why": ""}, follow=True).content.decode()
    assert "We have recorded your decision" in done and "sue: " not in done
