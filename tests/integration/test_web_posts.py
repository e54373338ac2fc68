"""Posts on the web: who reads what of them, put into somebody's hands, ended, absent, divided; empty ones are said."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support.climbing import LADDER, fill_ladder, person, set_clock, thing
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, Decision
from sightline.casework.posts.models import Post
from sightline.casework.posts.selectors.posts import PostChange, id_of, tenures_of
from sightline.casework.timekeeping.scheduler import tick
from sightline.escalation import Stage
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NOON, LATER = "2026-11-25T12:00:00Z", "2026-11-27T12:00:00Z"
WHY = "Began on Monday, agreed by the head of service."


@pytest.fixture
def governance(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Client:
    set_clock(monkeypatch, NOON)
    return client_of(person("ig", Role.INFORMATION_GOVERNANCE, ""))


def post_url(
    stage: str, *, ladder: str = LADDER, organisation: str = "", seat: str = "holder", name: str = "post"
) -> str:
    return reverse(name, args=[id_of(ladder=ladder, stage=stage, seat=seat, organisation=organisation)])


def typed(**more: str) -> dict[str, str]:
    return {"holder": "", "deputy": "", "why": WHY, **more}


def away(first: str, last: str = "") -> dict[str, str]:
    """Days as three boxes each, from `25 11 2026`."""
    boxes = {}
    for name, day in (("absent_from", first), ("absent_to", last)):
        parts = day.split() or ["", "", ""]
        boxes |= {f"{name}_{part}": text for part, text in zip(("day", "month", "year"), parts, strict=True)}
    return boxes


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_post_is_put_into_somebodys_hands_changed_and_ended_and_all_of_it_stays_written(
    governance: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tia", "mo"):
        person(name, Role.MANAGER, LADDER)
    url = post_url("team_manager")
    page = governance.post(url, typed(holder="tia", deputy="mo"), follow=True)
    assert "The change is saved" in text(page) and "<strong>tia</strong>, from 25 November 2026, midday on" in text(
        page
    )
    set_clock(monkeypatch, "2026-11-26T09:00:00Z")
    governance.force_login(Account.objects.get(username="ig"))  # a session lasts twelve hours
    governance.post(url, typed(holder="tia", deputy="mo", **away("26 11 2026", "30 11 2026")))
    set_clock(monkeypatch, LATER)
    governance.force_login(Account.objects.get(username="ig"))
    governance.post(url, typed(holder="mo"))
    page = governance.post(url, typed(), follow=True)
    assert "<strong>tia</strong>, from 25 November 2026, midday until 27 November 2026, midday" in text(page)
    assert "No one has been assigned" not in text(page) and "no one is responsible" in text(page)
    assert "away from 26 November 2026 to 30 November 2026" in text(page)
    decisions = list(Decision.objects.filter(kind="post_set").order_by("sequence"))
    assert [row.body["holder"] for row in decisions] == ["tia", "tia", "mo", ""]
    assert {row.why for row in decisions} == {WHY} and {row.by for row in decisions} == {"ig"}
    assert Post.objects.get(stage="team_manager").holder is None


def test_who_held_it_is_read_by_everybody_and_why_by_those_who_may_change_it(governance: Client) -> None:
    worker = client_of(person("sw", Role.PRACTITIONER, LADDER))
    person("tia", Role.MANAGER, LADDER)
    url = post_url("team_manager")
    secret = typed(holder="tia", why="In hospital until the spring, told us by her husband.", **away("25 11 2026"))
    assert "In hospital" in text(governance.post(url, secret, follow=True))
    said = text(worker.get(url))
    assert "tia" in said and "In hospital" not in said and '<form method="post" novalidate' not in said
    assert worker.post(url, typed(holder="sw")).status_code == 400, "shown again, with what is refused"
    assert Post.objects.get(stage="team_manager").holder.username == "tia"
    assert client_of(person("cllr", Role.ELECTED_MEMBER, "")).get(reverse("posts")).status_code == 403


@pytest.mark.parametrize(
    ("given", "box"),
    [
        (typed(holder="nobody of that name"), "holder"),
        (typed(deputy="cllr"), "deputy"),
        (typed(holder="ig", why=""), "why"),
        ({**typed(holder="ig"), **away("31 2 2026")}, "absent_from"),
        ({**typed(holder="ig"), **away("", "3 12 2026")}, "absent_from"),
        ({**typed(holder="ig"), **away("3 12 2026", "1 12 2026")}, "absent_to"),
    ],
)
def test_what_cannot_stand_is_said_at_its_box(governance: Client, given: dict[str, str], box: str) -> None:
    person("cllr", Role.ELECTED_MEMBER, "")
    page = governance.post(post_url("team_manager"), given)
    assert page.status_code == 400 and list(page.context["form"].errors) == [box]
    assert f'href="#id_{box}' in text(page)
    assert not Post.objects.exists()


def test_one_body_gets_a_holder_of_its_own(governance: Client) -> None:
    person("dsl", Role.SCHOOL_LEAD, "school", "Elm School")
    own = post_url("practitioner", ladder="school", name="post_body")
    assert list(governance.post(own, typed(holder="dsl")).context["form"].errors) == ["organisation"]
    page = governance.post(own, typed(holder="dsl", organisation="Elm School"), follow=True)
    assert page.redirect_chain[0][0] == post_url("practitioner", ladder="school", organisation="Elm School")
    assert "Schools and colleges: who must answer: Elm School" in text(page)
    assert Post.objects.get().organisation == "Elm School"
    assert "Elm School" in text(governance.get(reverse("posts")))
    shared = post_url("lead_safeguarding_partners", ladder="partnership", seat="chief_constable", name="post_body")
    assert governance.get(shared).status_code == 404


def test_a_post_that_nobody_holds_and_that_something_open_came_to_is_said(
    governance: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no one to tell" not in text(governance.get(reverse("posts")))
    fill_ladder(but=(Stage.TEAM_MANAGER,))
    tick(session_of(house_actor()), as_at=LATER, sources=[lambda _session, _now: [thing(NOON), thing(NOON, number=2)]])
    listed = text(governance.get(reverse("posts")))
    assert "One role has an open action and no one to tell." in listed and "2 open, no one told" in listed
    assert "2 open actions came to this role, and there was no one to tell." in text(
        governance.get(post_url("team_manager"))
    )
    person("tia", Role.MANAGER, LADDER)
    governance.post(post_url("team_manager"), typed(holder="tia"))
    assert "no one to tell" not in text(governance.get(reverse("posts")))
    set_clock(monkeypatch, LATER)
    governance.force_login(Account.objects.get(username="ig"))  # a session lasts twelve hours
    governance.post(post_url("team_manager"), typed(holder="tia", **away("27 11 2026")))
    assert "2 open, no one told" in text(governance.get(reverse("posts"))), "away, and nobody stands in"
    governance.post(post_url("team_manager"), typed(holder="tia", deputy="ig", **away("27 11 2026")))
    assert "no one told" not in text(governance.get(reverse("posts")))


def test_who_has_no_address_is_said_to_those_who_can_see_to_it(governance: Client) -> None:
    person("tia", Role.MANAGER, LADDER)
    page = governance.post(post_url("team_manager"), typed(holder="tia"), follow=True)
    assert "No e-mail address is set for tia" in text(page)
    Account.objects.filter(username="tia").update(email="tia@council.example")
    assert "No e-mail address" not in text(governance.get(post_url("team_manager")))


def test_tenures_leave_out_the_times_with_nobody() -> None:
    held = ("", "tia", "tia", "", "", "mo", "tia")
    changes = tuple(
        PostChange(number, f"day {number}", "ig", holder, "", None, None, "") for number, holder in enumerate(held)
    )
    assert [(one.holder, one.from_at, one.until_at) for one in tenures_of(changes)] == [
        ("tia", "day 6", ""), ("mo", "day 5", "day 6"), ("tia", "day 1", "day 3")]  # fmt: skip
