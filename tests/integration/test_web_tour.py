"""The tour leads through the pages of one's role and can be left; a training workspace says so on every page."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support.sessions import session_of

from sightline.casework.boot import DEMO_FILE, read_demo_day, settings_text
from sightline.casework.core import clock
from sightline.casework.missing.services import record_telephone_report
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.web.tour.stops import STOPS

pytestmark = pytest.mark.django_db(transaction=True)
BANNER = "Everyone here is invented."


def somebody(role: str) -> Client:
    agency = {"school_lead": "school", "elected_member": ""}.get(role, "childrens_services")
    return worried.client_of(worried.actor(role, role, agency, "Elm School" if role == "school_lead" else ""))


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_led_from_stop_to_stop_and_home(workspace: Workspace, role: Role) -> None:
    assert workspace
    client, seen, address = somebody(role), list[str](), reverse("tour")
    assert "Tour, stop" not in text(client, address)
    for _ in STOPS:
        address = client.post(reverse("tour_next"), headers={"Referer": f"http://testserver{address}"}).url  # type: ignore[attr-defined]
        page = text(client, address)
        seen += [stop.heading for stop in STOPS if f": {stop.heading}</h2>" in page]
        if "End the tour" in page:
            break
    assert len(seen) == len(set(seen)) >= 2
    assert seen == [stop.heading for stop in STOPS if stop.heading in seen]
    assert "Tour, stop" not in text(client, client.post(reverse("tour_next")).url)  # type: ignore[attr-defined]


def test_where_everybody_is_invented_it_opens_a_missing_child_and_a_record(workspace: Workspace, settings: Any) -> None:
    held.serve_snapshot(workspace)
    officer = worried.actor("omar", "practitioner", "police", "police")
    now = clock.now_at()
    record_telephone_report(session_of(officer), person_id=held.AOIFE, is_found=False, since_at=now, told_by="Control")
    for training, opened in ((True, [f"/people/{held.AOIFE}/", "/records/"]), (False, ["/help/", "/help/"])):
        settings.SIGHTLINE_TRAINING = training
        client = worried.client_of(officer)
        stops = [client.post(reverse("tour_next"), headers={"Referer": "http://testserver/help/"}) for _ in STOPS[:4]]
        assert [one.url[: len(begins)] for one, begins in zip(stops[2:], opened, strict=True)] == opened  # type: ignore[attr-defined]
        assert f": {STOPS[3].heading}</h2>" in text(client, stops[3].url)  # type: ignore[attr-defined]


def test_it_can_be_left_and_one_stays_where_one_is(workspace: Workspace) -> None:
    assert workspace
    client = somebody("practitioner")
    client.post(reverse("tour_next"))
    left = client.post(reverse("tour_leave"), headers={"Referer": "http://testserver/work/"})
    assert left.url == "/work/"  # type: ignore[attr-defined]
    assert "Tour, stop" not in text(client, "/work/")


def test_it_takes_five_minutes_and_can_be_left_at_every_stop(workspace: Workspace) -> None:
    """At 120 words a minute, with half a minute to look around at each stop."""
    assert workspace
    words = sum(len(f"{stop.heading} {stop.look_at}".split()) for stop in STOPS)
    assert words / 120 + len(STOPS) * 0.5 <= 5
    client = somebody("practitioner")
    for _ in STOPS[:-1]:
        client.post(reverse("tour_next"))
        assert "Leave the tour" in text(client, "/help/")
    client.post(reverse("tour_next"))
    assert "End the tour" in text(client, "/help/"), "a practitioner has every stop"


@pytest.mark.parametrize("came", ["https://elsewhere.example/work/", "", "http://testserver//elsewhere.example/"])
def test_it_leads_to_no_other_site(workspace: Workspace, came: str) -> None:
    assert workspace
    left = somebody("practitioner").post(reverse("tour_leave"), headers={"Referer": came})
    assert left.url == "/"  # type: ignore[attr-defined]


def test_a_training_workspace_says_so_on_every_page_and_another_does_not(workspace: Workspace, settings: Any) -> None:
    assert workspace
    client = somebody("practitioner")
    for address in ("/", "/help/"):
        assert BANNER not in text(client, address)
    settings.SIGHTLINE_TRAINING = True
    for reader in (client, Client()):
        assert BANNER in text(reader, "/help/")
    assert BANNER in text(client, "/")


def test_a_demo_of_an_earlier_day_says_how_old_it_is_and_how_to_make_it_again(
    workspace: Workspace, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / DEMO_FILE).write_text(json.dumps({"as_at": "2026-11-20", "told": True}), encoding="utf-8")
    settings.SIGHTLINE_DEMO_MADE_ON = read_demo_day(workspace.root)
    for today, said in (("2026-11-20", ""), ("2026-11-21", "was made yesterday"), ("2026-11-28", "made 8 days ago")):
        monkeypatch.setattr(clock, "today", lambda today=today: date.fromisoformat(today))
        settings.SIGHTLINE_TRAINING = True
        page = text(Client(), "/help/")
        assert ("make demo RESET=1" in page) is bool(said) and said in page, today
        settings.SIGHTLINE_TRAINING = False
        assert "make demo" not in text(Client(), "/help/"), "only where everybody is invented"


def test_a_new_workspace_is_for_training_only_where_it_is_asked_for() -> None:
    assert "training = true" not in settings_text(two_step="required")
    assert "training = true" in settings_text(two_step="optional", training=True)
