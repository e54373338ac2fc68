"""Go-live days: who may set them, that the last decision counts, and that none is ever changed."""

from collections import Counter
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from support.climbing import fill_ladder, person, set_clock
from support.sessions import session_of
from support.trials import second_governance
from support.worried import client_of

from sightline.casework.backlog import plans
from sightline.casework.backlog.selectors.go_live_days import read_go_lives
from sightline.casework.backlog.services import set_backlog_plan, set_go_live
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.escalation.models import Item
from sightline.casework.go_live.backlog import was_complete_before
from sightline.casework.go_live.decisions import go_lives_in_force, read_decisions
from sightline.casework.posts.services.posts import set_post
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused, Usage
from sightline.model.go_live import GoLive
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Daily files of this agency began on Monday; the executive agreed it."
FIRST, LATER = date(2026, 11, 2), date(2026, 12, 1)


def governance() -> Client:
    second_governance()
    return client_of(person("gov", Role.INFORMATION_GOVERNANCE, ""))


def set_day(layout: str, day: date, agency: str = "police") -> int:
    second_governance()
    who = person("gov", Role.INFORMATION_GOVERNANCE, "")
    return set_go_live(session_of(who), agency=agency, layout=layout, day=day, reason=WHY, despite_uncovered=True)


def test_the_last_decision_counts_and_each_is_kept(workspace: Workspace) -> None:
    set_day("police_missing", FIRST)
    set_day("police_missing", LATER)
    assert go_lives_in_force() == (GoLive("police", "police_missing", LATER),)
    assert [(one.by, one.why) for one in read_decisions()] == [("gov", WHY), ("gov", WHY)]
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.details["layout"]) == ("set_go_live", "police_missing")


def test_a_day_for_every_layout_replaces_earlier_days_of_single_layouts_and_not_later_ones(
    workspace: Workspace,
) -> None:
    set_day("police_missing", FIRST)
    set_day("", LATER)
    set_day("police_intelligence", FIRST)
    assert go_lives_in_force() == (GoLive("police", "", LATER), GoLive("police", "police_intelligence", FIRST))


def test_no_agency_goes_live_where_nobody_would_be_told_what_the_only_governance_looks_at(workspace: Workspace) -> None:
    gov = person("gov", Role.INFORMATION_GOVERNANCE, "")

    def live() -> int:
        return set_go_live(session_of(gov), agency="police", layout="", day=FIRST, reason=WHY, despite_uncovered=True)

    with pytest.raises(Refused, match="nobody would be told") as refused:
        live()
    assert refused.value.code == "nobody_oversees" and not go_lives_in_force()
    officer = person("dpo", Role.MANAGER, "childrens_services")
    set_post(session_of(gov), ladder="information_governance", stage="team_manager", holder=officer.reader.username)
    assert live()


def test_no_agency_goes_live_without_information_governance(workspace: Workspace) -> None:
    operator = person("op", Role.OPERATOR, "")
    with pytest.raises(Refused, match="Nobody is information governance") as refused:
        set_go_live(session_of(operator), agency="police", layout="", day=FIRST, reason=WHY, despite_uncovered=True)
    assert refused.value.code == "nobody_oversees" and not go_lives_in_force()


@pytest.mark.parametrize("role", [one for one in Role if one.value not in
    ("information_governance", "partnership_executive", "operator")])  # fmt: skip
def test_nobody_else_sets_a_day(workspace: Workspace, role: Role) -> None:
    with pytest.raises(Refused):
        set_go_live(session_of(person("other", role, "police")), agency="police", layout="", day=FIRST, reason=WHY)
    assert not Decision.objects.exists()


def test_an_unknown_agency_or_layout_or_an_empty_reason_is_refused(workspace: Workspace) -> None:
    second_governance()
    who = person("gov", Role.INFORMATION_GOVERNANCE, "")
    for agency, layout, why in (("fire", "", WHY), ("police", "school_concerns", WHY), ("police", "", "noted")):
        with pytest.raises(Usage):
            set_go_live(session_of(who), agency=agency, layout=layout, day=FIRST, reason=why)
    assert not Decision.objects.exists()


def test_the_page_sets_a_day_and_names_who_did(workspace: Workspace) -> None:
    client = governance()
    boxes = {
        "what": "police police_missing",
        "day_day": "2",
        "day_month": "11",
        "day_year": "2026",
        "despite_uncovered": "on",
        "why": WHY,
    }
    said = client.post(reverse("go_live"), boxes, follow=True).content.decode()
    assert go_lives_in_force() == (GoLive("police", "police_missing", FIRST),)
    assert "2 November 2026" in said and WHY in said and "gov" in said


DAYS = {("police", ""): date(2024, 3, 1), ("school", "school_concerns"): date(2024, 6, 1)}
POLICE, SCHOOL = ({"agency": "police", "layout": "police_missing"}, {"agency": "school", "layout": "school_concerns"})


@pytest.mark.parametrize(
    ("known_on", "basis", "expected"),
    [
        ("2024-02-29", (POLICE,), True),
        ("2024-03-01", (POLICE,), False),
        ("2024-02-29", (POLICE, SCHOOL), True),
        ("2024-03-02", (POLICE, SCHOOL), False),
        ("2024-02-29", (POLICE, {"agency": "health", "layout": "health_attendances"}), False),
        ("2024-02-29", (POLICE, {"agency": "police", "layout": "sightline_concerns"}), False),
        ("2024-02-29", (), False),
    ],
)
def test_what_several_agencies_show_is_backlog_only_if_known_before_each_went_live(
    known_on: str, basis: tuple[dict[str, str], ...], expected: bool
) -> None:
    seen = [Visibility(row["agency"], row["agency"], row["layout"], False) for row in basis]
    assert was_complete_before(day=date.fromisoformat(known_on), seen=seen, days=DAYS) is expected


def test_backlog_without_an_owner_and_past_its_day_is_escalated(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-11-02T09:00:00Z")
    fill_ladder("police")
    set_day("", FIRST)
    left = Counter({"police": 3})
    monkeypatch.setattr(plans, "count_clocks", lambda _session: left)

    def tick(at: str) -> list[tuple[str, bool]]:
        set_clock(monkeypatch, at)
        run_tick(session_of(house_actor()), now=at)
        items = Item.objects.filter(source="backlog_overdue").order_by("pk")
        return [(item.about, item.closed_at is None) for item in items]

    assert tick("2026-11-09T12:00:00Z") == [], "five working days to name an owner"
    assert tick("2026-11-10T00:01:00Z") == [(plans.NO_OWNER, True)]
    owner = person("owner", Role.SENIOR_OFFICER, "police")
    gov = person("gov", Role.INFORMATION_GOVERNANCE, "")
    for name, day in (("", LATER), ("nobody of this name", LATER), ("owner", FIRST)):
        with pytest.raises((Usage, Refused)):
            set_backlog_plan(session_of(gov), agency="police", owner=name, finish_on=day, reason=WHY)
    with pytest.raises(Refused):
        set_backlog_plan(session_of(owner), agency="police", owner="owner", finish_on=LATER, reason=WHY)
    set_backlog_plan(session_of(gov), agency="police", owner="owner", finish_on=LATER, reason=WHY)
    assert tick("2026-11-10T00:02:00Z") == [(plans.NO_OWNER, False)]
    assert tick("2026-12-01T12:00:00Z") == [(plans.NO_OWNER, False)], "its day is not over"
    assert tick("2026-12-02T00:01:00Z") == [(plans.NO_OWNER, False), (plans.NOT_DONE, True)]
    said = governance().get(reverse("backlog_plan")).content.decode()
    assert "Overdue" in said and "owner" in said and WHY in said
    left.clear()
    assert tick("2026-12-02T00:02:00Z")[-1] == (plans.NOT_DONE, False)


def test_the_page_says_which_boxes_are_empty(workspace: Workspace) -> None:
    answer = governance().post(reverse("go_live"), {})
    assert answer.status_code == 400 and "Choose the agency and file type" in answer.content.decode()
    assert read_go_lives(session_of(person("gov", Role.INFORMATION_GOVERNANCE, ""))).without == 0
