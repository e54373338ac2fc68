"""Answers as a whole, on the web: who opens the page, what stands on it, and which words stay hidden."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support.climbing import LADDER, fill_ladder, person, set_clock, thing
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account
from sightline.casework.escalation.services.responses import answer_item
from sightline.casework.reappraisal.selectors import shift_month
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = "2026-11-23T09:00:00Z"
SAME = "The car belongs to her uncle, whom the school has met."
HIDDEN = "Seen in clinic on Tuesday with her aunt, who explained the marks."


@pytest.fixture
def people(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    """Four items answered in November: three with the same words, one that rests on a restricted record of health."""
    set_clock(monkeypatch, "2026-11-23T09:30:00Z")
    people = fill_ladder()
    restricted = Visibility("health", "Clinic", "health_attendances", True)
    things = [thing(MONDAY, number=number, **({"seen": restricted} if number == 3 else {})) for number in range(4)]
    tick(session_of(house_actor()), as_at="2026-11-23T09:20:00Z", sources=[lambda _session, _now: things])
    for number, each in enumerate(things):
        form = {"form": "not_proceed", "reason": "explained", "words": HIDDEN if number == 3 else SAME}
        answer_item(session_of(people["practitioner"]), item_id=each.item_id, form=form)
    return people


def open_page(actor: Actor, month: str = "") -> Any:
    client = Client()
    client.force_login(Account.objects.get(username=actor.reader.username))
    return client.get(reverse("answers"), {"month": month} if month else {})


def test_the_scrutineer_reads_the_sample_and_the_words_that_came_again(people: dict[str, Actor]) -> None:
    page = open_page(people["chair_and_scrutineer scrutineer"])
    said = " ".join(page.content.decode().split())
    assert page.status_code == 200
    assert said.count(SAME) == 1 + 3  # as a text given three times, and in the sample
    assert "Given 3 times, by 1 person" in said and "A sample of November 2026" in said
    assert HIDDEN not in said and "Based on a restricted record. To ask for access" in said
    assert said.count(reverse("item", args=[page.context["review"].sample[0].item_id])) >= 1


def test_the_executive_reads_no_words_and_is_led_to_no_page_that_it_cannot_open(people: dict[str, Actor]) -> None:
    page = open_page(person("exec", Role.PARTNERSHIP_EXECUTIVE, ""))
    said = page.content.decode()
    assert page.status_code == 200 and len(page.context["review"].sample) == 4
    assert SAME not in said and HIDDEN not in said and "/items/" not in said


def test_another_month_is_asked_for_and_nonsense_is_the_present_one(people: dict[str, Actor]) -> None:
    chair = people["chair_and_scrutineer chair"]
    before = open_page(chair, "2026-10")
    assert "There are no answers for that month" in before.content.decode()
    assert "?month=2026-11" in before.content.decode()
    assert open_page(chair, "2026-99").context["review"].month == "2026-11"


def test_who_may_open_it_is_led_there_from_the_work_list(people: dict[str, Actor]) -> None:
    for actor, may in ((people["chair_and_scrutineer chair"], True), (person("m", Role.MANAGER, LADDER), False)):
        client = Client()
        client.force_login(Account.objects.get(username=actor.reader.username))
        assert (reverse("answers") in client.get(reverse("work")).content.decode()) is may
        assert client.get(reverse("answers")).status_code == (200 if may else 403)


@pytest.mark.parametrize(
    ("month", "by", "other"), [("2026-11", 1, "2026-12"), ("2026-12", 1, "2027-01"), ("2026-01", -1, "2025-12")]
)
def test_months_go_on_over_the_year(month: str, by: int, other: str) -> None:
    assert shift_month(month, by) == other
