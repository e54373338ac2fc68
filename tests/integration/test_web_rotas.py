"""Rotas and the straight line on the web: kept by whoever may, read by all who may, the picture in the order of times."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support.climbing import LADDER, fill_ladder, person, set_clock, thing
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Decision
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.responses import acknowledge_item
from sightline.casework.posts.rota_models import RotaShift
from sightline.casework.straight_line.selectors import read_straight_line
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NOON = "2026-11-25T12:00:00Z"
SAID = {
    "act": "add", "add-holding": "day", "add-username": "desk", "add-days": ["mon", "tue", "wed"],
    "add-begins": "08:00", "add-ends": "17:00", "add-from_on_0": "", "add-why": "Duty desk, agreed on Monday",
    "add-from_on_day": "1", "add-from_on_month": "12", "add-from_on_year": "2026",
    "add-to_on_day": "", "add-to_on_month": "", "add-to_on_year": "",
}  # fmt: skip


@pytest.fixture
def governance(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Client:
    set_clock(monkeypatch, NOON)
    person("desk", Role.PRACTITIONER, LADDER)
    return client_of(person("ig", Role.INFORMATION_GOVERNANCE, ""))


def words(response: Any) -> str:
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def test_a_shift_is_added_ended_and_both_are_read_with_who_and_why(governance: Client) -> None:
    url = reverse("rota", args=[LADDER])
    assert "no one is on duty in some hours" in words(governance.get(url))
    response = governance.post(url, SAID, follow=True)
    assert "Monday to Wednesday, 8am to 5pm" in words(response), words(response)
    number = RotaShift.objects.get().decision
    ended = {"act": "end", "end-number": str(number), "end-last_on_day": "8", "end-last_on_month": "12",
             "end-last_on_year": "2026", "end-why": "Moved to another team"}  # fmt: skip
    page = words(governance.post(url, ended, follow=True))
    assert "to 8 December 2026" in page and "by ig" in page and "Moved to another team" in page
    assert [one.kind for one in Decision.objects.order_by("pk")] == ["rota_shift_added", "rota_shift_ended"]
    assert "Hours not covered" in words(governance.get(reverse("rotas")))


def test_what_cannot_be_kept_is_said_at_its_box(governance: Client) -> None:
    response = governance.post(reverse("rota", args=[LADDER]), {**SAID, "add-begins": "breakfast"})
    assert response.status_code == 400 and "is not a time of day" in words(response)
    response = governance.post(reverse("rota", args=[LADDER]), {**SAID, "add-username": "nobody"})
    assert response.status_code == 400 and RotaShift.objects.count() == 0


def test_whoever_may_not_keep_it_reads_it_without_forms_or_reasons(governance: Client) -> None:
    url = reverse("rota", args=[LADDER])
    governance.post(url, SAID)
    reader = client_of(person("reads", Role.PRACTITIONER, LADDER))
    page = words(reader.get(url))
    assert "Monday to Wednesday" in page and "Add a shift" not in page and "agreed on Monday" not in page
    assert reader.post(url, SAID).status_code in (400, 403) and RotaShift.objects.count() == 1
    assert client_of(person("e", Role.ELECTED_MEMBER, "")).get(url).status_code == 403


def test_an_item_shows_its_line_as_one_list_in_the_order_of_times(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = "2026-11-25T11:50:00Z"
    arriving = [thing(arrived, agency=agency, nth=agency) for agency in ("police", LADDER)]
    people = fill_ladder(LADDER)
    fill_ladder("police")
    set_clock(monkeypatch, NOON)
    tick(session_of(house_actor()), as_at=NOON, sources=[lambda _session, _now: arriving])
    own = people["practitioner"]
    item = Item.objects.get(agency=LADDER)
    response = client_of(own).get(reverse("item", args=[item.item_id]))
    page = words(response)
    assert (
        "From arrival to answer" in page
        and "Children’s services: told" in page
        and "no one is dealing with it yet" in page
    )
    assert response.content.decode().count('aria-current="step"') == 1
    shown = read_straight_line(session_of(own), item_id=item.item_id)
    assert shown is not None
    assert [event.at for event in shown.events] == sorted(event.at for event in shown.events)
    assert [event.what for event in shown.events][:2] == ["arrived", "told"]
    assert [event.stage for event in shown.events if event.what == "stage"] == [
        "team_manager", "head_of_service", "chief_officer", "lead_safeguarding_partners", "chair_and_scrutineer"
    ]  # fmt: skip
    acknowledge_item(session_of(own), item_id=item.item_id)
    page = words(client_of(own).get(reverse("item", args=[item.item_id])))
    assert "Children’s services: dealing with it" in page and "Children’s services: no one is dealing" not in page
    assert "Police: no one is dealing with it yet" in page, "each agency has its own"
    assert "Strategy discussion due" in page
