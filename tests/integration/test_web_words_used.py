"""Words we use: counts by team, kind and month, for those who lead; no author, no child, no number under five."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from support import held, worried
from support.sessions import session_of

from sightline.casework.accounts.services.accounts import create_account
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account
from sightline.casework.notes.selectors.wording_counts import FEW, WordsUsed, read_words_used
from sightline.model.errors import Refused
from sightline.model.schema import PASSAGE, SOURCE_ROW
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
SCHOOL = {"agency": "school", "organisation": "Elm School", "layout": "school_concerns"}
OTHER = {**SCHOOL, "organisation": "Oak School"}
CLINIC = {"agency": "health", "organisation": "Clinic", "layout": "health_attendances", "restricted": True}
SEALED = {**SCHOOL, "restricted": True, "markings": ["SEALED IDENTITY"]}
MARCH, APRIL, LAST_YEAR = date(2024, 3, 4), date(2024, 4, 30), date(2023, 4, 30)
# visibility, day, kind, speaker, how many
WRITTEN: tuple[tuple[dict[str, Any], date, str, str, int], ...] = (
    (SCHOOL, MARCH, "streetwise", "professional", 7),
    (SCHOOL, APRIL, "streetwise", "professional", 2),
    (SCHOOL, APRIL, "streetwise", "quoted", 9),
    (SCHOOL, LAST_YEAR, "absconded", "professional", 6),
    (OTHER, MARCH, "absconded", "professional", 5),
    (SEALED, MARCH, "manipulative", "professional", 8),
    (CLINIC, MARCH, "consensual", "professional", 6),
)


@pytest.fixture(autouse=True)
def served(workspace: Workspace, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(workspace.root)}
    }
    made = held.tables

    def with_wording() -> dict[Any, list[dict[str, Any]]]:
        filled = made()
        for place, (seen, day, wording, speaker, times) in enumerate(WRITTEN):
            for number in range(times):
                row = {"row_id": f"wording-{place}-{number}", "record_id": f"record-{place}-{number}", **seen}
                filled[SOURCE_ROW].append(
                    {**row, "standing": "current", "known_from": day, "original": json.dumps({"Notes": "words"})}
                )
                filled[PASSAGE].append(
                    {**row, "passage_id": f"p-{place}-{number}", "field": "Notes", "start": 0, "end": 5, "cues": "[]",
                     "wording": wording, "speaker": speaker, "rule_id": wording}
                )  # fmt: skip
        return filled

    monkeypatch.setattr(held, "tables", with_wording)
    held.serve_snapshot(workspace, anew=True)


def manager(agency: str) -> Actor:
    return worried.actor(f"manager_{agency}", "manager", agency)


def numbers(page: WordsUsed) -> dict[str, dict[str, str]]:
    return {wording: dict(zip(page.months, said, strict=True)) for wording, said in page.lines}


def team(page: WordsUsed, organisation: str) -> str:
    return next(one.team_id for one in page.teams if one.organisation == organisation)


def test_a_manager_sees_own_teams_by_kind_and_month_and_no_number_under_five() -> None:
    who = manager("school")
    page = read_words_used(session_of(who))
    assert [one.organisation for one in page.teams] == ["", "Elm School", "Oak School"]
    assert page.months == ("2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04")
    assert numbers(page)["streetwise"] == {**dict.fromkeys(page.months, "0"), "2024-03": "about 5", "2024-04": FEW}
    elm = read_words_used(session_of(who), team_id=team(page, "Elm School"))
    assert set(numbers(elm)) == {"streetwise"}
    assert (numbers(elm)["streetwise"]["2024-03"], numbers(elm)["streetwise"]["2024-04"]) == ("7", FEW)
    oak = read_words_used(session_of(who), team_id=team(page, "Oak School"))
    assert numbers(oak)["absconded"]["2024-03"] == "5"


def test_earlier_months_are_a_page_before() -> None:
    who = manager("school")
    page = read_words_used(session_of(who))
    assert (page.earlier, page.later) == ("2023-10", "")
    empty = read_words_used(session_of(who), to=page.earlier)
    assert (empty.lines, empty.earlier, empty.later) == ((), "2023-04", "2024-04")
    first = read_words_used(session_of(who), to=empty.earlier)
    assert numbers(first)["absconded"]["2023-04"] == "about 5"
    assert (first.earlier, first.later) == ("", "2023-10")
    for nonsense in ("yesterday", "2024-13", "9999-01", "²⁰²⁴-01", "2024-1"):
        assert read_words_used(session_of(who), to=nonsense).months == page.months


def test_what_a_reader_may_not_open_is_not_counted() -> None:
    governance = worried.actor("iggy", "information_governance", "")
    everything = read_words_used(session_of(governance))
    assert {one.agency for one in everything.teams} == {"health", "school"}
    chiefs = worried.actor("pol", "senior_officer", "police")
    assert read_words_used(session_of(chiefs)).lines == ()
    for who in (governance, manager("school")):
        for one in read_words_used(session_of(who)).teams:
            shown = read_words_used(session_of(who), team_id=one.team_id)
            assert "manipulative" not in numbers(shown), "a sealed identity is nobody's to count"
            assert ("consensual" in numbers(shown)) == (one.agency == "health")
    assert {one.agency for one in read_words_used(session_of(manager("school"))).teams} == {"school"}


@pytest.mark.parametrize("role", ["practitioner", "school_lead", "analyst", "reviewer", "elected_member"])
def test_whoever_leads_no_team_is_refused(role: str) -> None:
    with pytest.raises(Refused):
        read_words_used(session_of(worried.actor(role, role, "school", "Elm School")))


def test_concerns_count_at_once_and_no_author_and_no_child_is_named() -> None:
    authors = [worried.actor(name, "practitioner", "youth_service") for name in ("yaz", "yon")]
    for number in range(6):
        worried.enter(authors[number % 2], name="Wren Ashdown", seen_heard="She is streetwise.", childs_words="")
    worried.enter(authors[0], own_agency_only="Y", seen_heard="She is streetwise.", childs_words="")
    page = read_words_used(session_of(manager("youth_service")))
    (line,) = page.lines
    assert line == ("streetwise", ("0", "0", "0", "0", "0", "about 5"))
    governance = worried.actor("iggy", "information_governance", "")
    assert "youth_service" in {one.agency for one in read_words_used(session_of(governance)).teams}
    client = Client()
    client.force_login(Account.objects.get(username="manager_youth_service"))
    shown = client.get("/words-we-use/").content.decode()
    assert "Streetwise" in shown and "about 5" in shown
    for name in ("yaz", "yon", "Wren", "Ashdown"):
        assert name not in shown
    assert "/words-we-use/" in client.get("/").content.decode()


def test_nobody_but_who_leads_has_the_page_in_the_menu() -> None:
    create_account(
        session_of(house_actor()),
        username="ann",
        role="practitioner",
        agency="police",
        password="long-quiet-river-7",
    )
    client = Client()
    client.force_login(Account.objects.get(username="ann"))
    assert "/words-we-use/" not in client.get("/").content.decode()
    assert client.get("/words-we-use/").status_code == 403
