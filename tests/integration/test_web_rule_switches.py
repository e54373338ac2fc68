"""Rules that carry things up, switched on the web: what to expect, why, and past a ceiling only where that is accepted."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.climbing import person, set_clock
from support.worried import client_of

from sightline.casework.core.models import Decision
from sightline.casework.rule_switches.catalogue import MATCHING, escalation_rules
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.switches import start_with_rules_on
from sightline.casework.rules.backtest import BacktestResult
from sightline.casework.rules.services import activation
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Agreed by the partnership executive on 3 December."
URL = "/rules/return_interview/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("switches"), roles=())


@pytest.fixture
def executive(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Client:
    worried.copy_of(built, workspace)
    set_clock(monkeypatch, "2024-12-03T09:00:00Z")
    return client_of(person("exec", Role.PARTNERSHIP_EXECUTIVE, ""))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    plenty = BacktestResult(date(2024, 12, 2), {"return_interview": {"police": 12 * 21 * 7, "health": 12}})
    monkeypatch.setattr(activation, "measure", lambda _session: plenty)


def test_the_list_says_of_each_rule_whether_it_is_on_and_what_to_expect(executive: Client) -> None:
    page = executive.get(reverse("rule_switches"))
    lines = [line for _, chapter in page.context["chapters"] for line in chapter]
    assert {"return_interview", "late_extract"} <= {line.rule_id for line in lines}
    assert not any(line.on for line in lines if line.kind != MATCHING)
    assert any(line.waiting for line in lines) and any(line.items_a_month for line in lines)
    assert all(
        round(sum(number for _, number in line.measured.by_ladder), 6) == round(line.items_a_month, 6) for line in lines
    )
    said = text(page)
    assert all(reverse("rule_switch", args=[line.rule_id]) in said for line in lines)


def test_a_rule_is_switched_on_and_off_with_its_reasons_which_stay(
    executive: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = executive.get(URL)
    assert "No one has switched this rule on or off yet." in text(page)
    assert list(executive.post(URL, {"why": ""}).context["form"].errors) == ["why"]
    assert list(executive.post(URL, {"why": "noted"}).context["form"].errors) == ["why"], "no reason in words"
    assert not RuleSwitch.objects.exists()
    page = executive.post(URL, {"why": WHY}, follow=True)
    assert "The rule is on." in text(page) and WHY in text(page) and "Switch it off" in text(page)
    set_clock(monkeypatch, "2024-12-04T09:00:00Z")
    page = executive.post(URL, {"why": "Too many for the front door this month."}, follow=True)
    history = page.context["shown"].history
    told = [(one.on, one.by, one.at) for one in history]
    assert told == [(False, "exec", "2024-12-04T09:00:00Z"), (True, "exec", "2024-12-03T09:00:00Z")]
    assert not RuleSwitch.objects.get().on
    assert Decision.objects.filter(kind="rule_switched").count() == 2


def test_past_a_posts_ceiling_it_is_said_and_no_rule_is_refused(
    executive: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_many(monkeypatch)
    said = text(executive.get(URL))
    assert "Too many" in said and "7.0" in said and "Officer in the case, or the public protection desk" in said
    assert "Sightline asks the executive to change staffing or the rule" in said
    page = executive.post(URL, {"why": WHY}, follow=True)
    assert "actions a month were expected, more than a role can answer" in text(page)
    assert RuleSwitch.objects.get().on


def test_who_may_and_what_is_no_rule(executive: Client) -> None:
    worker = client_of(person("sw", Role.PRACTITIONER, "childrens_services"))
    assert worker.get(URL).status_code == worker.post(URL, {"why": WHY}).status_code == 403
    assert executive.get("/rules/no_such_rule/").status_code == 404
    assert not RuleSwitch.objects.exists()


def test_the_first_page_counts_rules_that_are_off_and_never_says_nothing_meanwhile(executive: Client) -> None:
    for role in (Role.REVIEWER, Role.ELECTED_MEMBER):
        page = text(client_of(person(role.value, role, "")).get("/"))
        assert "Switched off" in page and "never switched on" in page and "othing" not in page.split("<main")[1]
    start_with_rules_on()
    executive.post(URL, {"why": WHY})
    page = text(executive.get("/"))
    rules = len(escalation_rules())
    assert f"1 of {rules}</span>" in page and f"{rules} of {rules}</dd>" in page, "off, and without an owner"
    assert "exec on 3 December 2024" in page and WHY in page
    assert "othing" not in page.split("<main")[1]
    switch = executive.post(URL, {"why": WHY}, follow=True)
    assert "The rule is on." in text(switch)
    assert "Who switched rules off" not in text(executive.get("/"))


def test_a_rule_is_confirmed_on_its_page_and_the_count_says_so(executive: Client) -> None:
    page = text(executive.get(reverse("rule_checks")))
    assert "0 of" in page and "not yet checked against the guidance" in page
    url = reverse("confirm_rule", args=["return_interview"])
    assert "Not yet checked against the guidance." in text(executive.get(url))
    assert set(executive.post(url, {}).context["form"].errors) == {"title", "paragraph", "edition", "read_on"}
    day = {"read_on_day": "2", "read_on_month": "12", "read_on_year": "2024"}
    said = {"title": "Children who run away or go missing", "paragraph": "47", "edition": "January 2014"}
    page = text(executive.post(url, {**said, **day}, follow=True))
    assert "We have recorded that this rule is confirmed." in page
    assert (
        "Confirmed against Children who run away or go missing, 47, January 2014, read on 2 December 2024 by exec"
        in page
    )
    assert "1 of" in text(executive.get(reverse("rule_checks")))
    page = text(executive.get(URL))
    assert "Confirmed against" in page
    assert "Confirmed against" not in re.sub("<details.*?</details>", "", page, flags=re.DOTALL), "open"


def test_the_first_run_guide_shows_the_measured_items_a_week(executive: Client) -> None:
    start_with_rules_on()
    page = executive.get(reverse("first_run"))
    line = max(page.context["shown"].lines, key=lambda line: line.items_a_week)
    assert line.items_a_week == pytest.approx(line.rule.items_a_month * 12 * 7 / 365.25) and line.items_a_week > 0
    assert f"{page.context['shown'].items_a_week:.1f} actions a week" in text(page) and "not named" in text(page)
