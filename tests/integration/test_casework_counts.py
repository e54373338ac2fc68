"""Counting over a snapshot: audited, kept, the same each time, sealed identities left out; and the page that shows it."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from support import small_partnership as small
from support.picture_laws import check_picture
from support.pseudo_language import speak_pseudo
from support.sessions import session_of

from sightline.casework.audit import hash_chain
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account, AuditEntry, CurrentSnapshot, Decision
from sightline.casework.counts.services import COUNTED, CountResult, as_body, make_count
from sightline.casework.rules.services.withdrawal import withdraw_rule
from sightline.model.errors import BadInput, Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.scale.counting.counts import ListedChild, sum_up
from sightline.scale.counting.rules import read_shipped
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The partnership executive decided on 3 July: it says too little here."
RULE = """
id = "seen"
label = "Children whom somebody wrote of"
says = "Counted is whom police reported missing or a clinic saw."
why = "A small rule for a test."
status = "local"
decided_by = "A test"
decided_on = 2026-11-26

[[lists]]
id = "missing"
label = "Reported missing"
agency = "police"
means = "harmed"
layout = "police_missing"
slots = ["subject"]

[[lists]]
id = "clinic"
label = "Seen at a clinic"
agency = "health"
means = "at_risk"
layout = "health_attendances"
slots = ["subject"]

[[lists]]
id = "met"
label = "Met patterns"
agency = "partnership"
means = "patterns"
patterns = ["repeat_missing", "shared_vehicle"]

[[examples]]
says = "Reported missing."
row = { layout = "police_missing", slot = "subject", fact = "missing" }
lists = ["missing"]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("counts"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    settings.SIGHTLINE_WORKSPACE = built
    (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot, "changed_at": "2024-12-02T06:00:00Z"}
    )
    return Workspace(built)


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "seen.toml"
    path.write_text(RULE, encoding="utf-8")
    return path


def make(served: Workspace, rule: Path, **more: Any) -> CountResult:
    return make_count(session_of(house_actor()), workspace=served, rule=rule, resamples=100, **more)


def page_as(role: str) -> tuple[int, str]:
    client = Client()
    client.force_login(Account.objects.create(username=role, role=role, agency="police"))
    answer = client.get(reverse("how_many"))
    return answer.status_code, unescape(answer.content.decode())


def leader() -> Client:
    client = Client()
    client.force_login(Account.objects.create(username="leader", role="elected_member", agency=""))
    return client


def test_the_same_rule_on_the_same_snapshot_gives_the_same_and_is_kept(served: Workspace, rule: Path) -> None:
    first = make(served, rule)
    (snapshot,) = (folder.name for folder in served.snapshots.iterdir())
    again = make(served, rule, snapshot_id=snapshot)
    assert first.snapshot_id == again.snapshot_id == snapshot
    assert as_body(first) == as_body(again)
    assert first.count.known > 0
    kept = Decision.objects.filter(kind=COUNTED).order_by("sequence")
    assert [row.body for row in kept] == [json.loads(json.dumps(as_body(first)))] * 2
    assert hash_chain.first_break(Decision) is None
    entry = AuditEntry.objects.filter(action="count_children").order_by("-sequence").first()
    assert entry is not None
    assert entry.details == {"rule_id": "seen", "rule_version": first.rule.rule.version, "known": first.count.known}


def test_nobody_sealed_is_counted_and_nobody_is_named(served: Workspace, rule: Path) -> None:
    text = RULE.replace('layout = "police_missing"\nslots', 'layout = "childrens_services_events"\nslots')
    text = text.replace("decided_on = 2026-11-26", "decided_on = 2026-11-26\nunder = 150")  # a parent is among them
    rule.write_text(text.replace('row = { layout = "police_missing"', 'row = { layout = "childrens_services_events"'))
    made = make(served, rule, with_estimate=False)
    sealed = [row for row in small.childrens_services() if row.get("Sightline Marking") == "SEALED IDENTITY"]
    assert sealed
    people = {row["Person ID"] for row in small.childrens_services()} - {row["Person ID"] for row in sealed}
    (listed,) = (one.people for one in made.count.lists if one.id == "missing")
    assert listed == len(people)
    assert small.SEALED_NAME not in json.dumps(as_body(made))
    assert "Ashdown" not in json.dumps(as_body(made))


def test_who_may_count_and_what_is_refused(served: Workspace, rule: Path) -> None:
    officer = Actor(Reader("officer", Role.PRACTITIONER, "police"), "cli")
    with pytest.raises(Refused):
        make_count(session_of(officer), workspace=served, rule=rule)
    with pytest.raises(Usage, match="no snapshot"):
        make(served, rule, snapshot_id="2020-01-01-0123456789ab")
    with pytest.raises(Usage, match="no named list 'x'"):
        make(served, rule, lists=["x"])
    with pytest.raises(BadInput, match="no such rule"):
        make(served, Path("nosuchrule"))
    assert not Decision.objects.filter(kind=COUNTED).exists()


def test_the_page_before_anybody_counted_and_with_small_numbers(served: Workspace, rule: Path) -> None:
    assert "There is no count yet" in page_as("partnership_executive")[1]
    make(served, rule)
    status, page = page_as("elected_member")
    assert status == 200
    assert "Total known</dt><dd>under 5</dd>" in page
    assert "cannot be estimated, because" in page
    assert "Under 5 people are on one list or more." in page
    assert "Reported missing" in page
    assert page_as("practitioner")[0] == 403


def test_a_count_says_one_stage_for_its_estimate_and_none_of_the_methods(served: Workspace, rule: Path) -> None:
    said: list[str] = []

    class Heard:
        def stage(self, label: str, *, total: int | None = None) -> None:
            said.append(label)

        def advance(self, count: int = 1) -> None:
            raise AssertionError("a stage without steps")

    make(served, rule, progress=Heard())
    assert said == ["Counting", "Estimating how many children are on no list"]


def test_a_withdrawn_rule_counts_nobody_and_the_page_says_so(served: Workspace, rule: Path) -> None:
    make(served, rule)
    assert "withdrawn after this count" not in page_as("partnership_executive")[1]
    withdraw_rule(session_of(house_actor()), rule_id="repeat_missing", why=WHY)
    assert "withdrawn after this count, which still includes them: “Missing again and again”." in page_as("reviewer")[1]
    made = make(served, rule)
    (met,) = (one for one in made.count.lists if one.id == "met")
    assert made.withdrawn == ("repeat_missing",)
    assert "repeat missing" not in met.definition and "shared vehicle" in met.definition
    assert "so it leaves them out: “Missing again and again”." in page_as("elected_member")[1]
    withdraw_rule(session_of(house_actor()), rule_id="shared_vehicle", why=WHY)
    assert [one.id for one in make(served, rule).count.lists] == ["missing", "clinic"]


def test_the_answer_is_said_in_the_readers_language_and_as_it_was_kept_where_its_words_were_others(
    served: Workspace, rule: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = as_body(make(served, rule))
    speak_pseudo(monkeypatch)
    client = leader()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    page = unescape(client.get(reverse("how_many")).content.decode())
    assert "%(people)s" not in page and "⟦№Under 5 people are on one list or more.⟧" in page
    assert "⟦№How many there are in all cannot be estimated, because " in page
    body["estimate"]["words"] = ["They were counted by other words."]
    hash_chain.append(Decision, kind=COUNTED, by="ann", os_name="", why="", body=body)
    assert "They were counted by other words." in client.get(reverse("how_many")).content.decode()


def test_the_page_hides_small_numbers_and_what_gives_them_away(served: Workspace) -> None:
    """43 children: 40 at risk at school, 3 harmed of whom one is at school too. 3 and its rest to 43 are hidden."""
    shipped = read_shipped("exploited")
    listed = [ListedChild(f"s{n}", "school", date(2012, 1 + n % 12, 1)) for n in range(41)]
    listed += [ListedChild(f"s{n}", "police_victim", date(2013, 6, 1)) for n in (40, 41, 42)]
    listed += [ListedChild(f"m{n}", "patterns", date(2012, 1, 1)) for n in range(7)]
    count = sum_up(listed=listed, rule=shipped, as_at=date(2014, 12, 31))
    assert (count.known, count.harmed, count.at_risk, count.backlog.people) == (43, 3, 40, 7)
    body = as_body(CountResult(shipped, "2014-12-31-0123456789ab", count, None))
    hash_chain.append(Decision, kind=COUNTED, by="ann", os_name="", why="", body=body)
    status, page = page_as("partnership_executive")
    assert status == 200
    assert "Total known</dt><dd>43</dd>" in page
    assert "Harmed</dt><dd>under 5</dd>" in page
    assert "At risk</dt><dd>hidden</dd>" in page
    assert "not yet classified</dt><dd>7</dd>" in page
    assert "the longest wait is 1,095 days" in page
    assert "Version " + shipped.rule.version in page
    rows = re.findall(r'<th scope="row" class="govuk-table__header">(\d{4})</th>(.*?)</tr>', page, re.DOTALL)
    numbers = {year: re.findall(r">([^<]+)</td>", cells) for year, cells in rows}
    assert numbers["2012"][:3] == ["0", "about 40", "about 40"]  # 41 to the nearest five
    assert numbers["2014"][:3] == ["under 5", "about 40", "about 45"]
    assert page.count("<svg") == 2
    client = leader()
    shown = client.get(reverse("how_many")).context["counts"]
    for drawn in shown[0].drawn.values():
        check_picture(drawn)
    assert ": about 45 known to an agency, under 5 of them as harmed. About 45 could" in page
    assert "known to an agency: about 45" in page
    for name, words in (("growth", "under 5 of them as harmed"), ("lists", "Who is on which lists")):
        kept = client.get(reverse("count_picture"), {"rule": "exploited", "picture": name})
        assert kept["Content-Type"] == "image/svg+xml" and "2014-12-31.svg" in kept["Content-Disposition"]
        assert words in unescape(kept.content.decode())
        assert f'href="{kept.wsgi_request.get_full_path()}"' in page, "the page leads to it, as SVG and as PNG"
    for nothing in ({"rule": "exploited", "picture": "methods"}, {"rule": "seen", "picture": "lists"}, {}):
        assert client.get(reverse("count_picture"), nothing)["Location"] == reverse("how_many")
