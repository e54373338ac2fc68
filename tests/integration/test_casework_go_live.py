"""Go-live days: who may set them, that the last decision counts, and that none is ever changed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from support.climbing import person
from support.worried import client_of

from sightline.casework.go_live.decisions import go_lives_in_force, read_decisions
from sightline.casework.go_live.selectors import read_go_lives
from sightline.casework.go_live.services import set_go_live
from sightline.casework.models import AuditEntry, Decision
from sightline.model.errors import Refused, Usage
from sightline.model.go_live import GoLive
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Daily files of this agency began on Monday; the executive agreed it."
FIRST, LATER = date(2026, 11, 2), date(2026, 12, 1)


def governance() -> Client:
    return client_of(person("gov", Role.INFORMATION_GOVERNANCE, ""))


def set_day(layout: str, day: date, agency: str = "police") -> int:
    who = person("gov", Role.INFORMATION_GOVERNANCE, "")
    return set_go_live(actor=who, agency=agency, layout=layout, day=day, reason=WHY, despite_uncovered=True)


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


@pytest.mark.parametrize("role", [one for one in Role if one.value not in
    ("information_governance", "partnership_executive", "operator")])  # fmt: skip
def test_nobody_else_sets_a_day(workspace: Workspace, role: Role) -> None:
    with pytest.raises(Refused):
        set_go_live(actor=person("other", role, "police"), agency="police", layout="", day=FIRST, reason=WHY)
    assert not Decision.objects.exists()


def test_an_unknown_agency_or_layout_or_an_empty_reason_is_refused(workspace: Workspace) -> None:
    who = person("gov", Role.INFORMATION_GOVERNANCE, "")
    for agency, layout, why in (("fire", "", WHY), ("police", "school_concerns", WHY), ("police", "", "noted")):
        with pytest.raises(Usage):
            set_go_live(actor=who, agency=agency, layout=layout, day=FIRST, reason=why)
    assert not Decision.objects.exists()


def test_the_page_sets_a_day_and_names_who_did(workspace: Workspace) -> None:
    client = governance()
    boxes = {"what": "police police_missing", "day_day": "2", "day_month": "11", "day_year": "2026", "why": WHY}
    said = client.post(reverse("go_live"), boxes, follow=True).content.decode()
    assert go_lives_in_force() == (GoLive("police", "police_missing", FIRST),)
    assert "2 November 2026" in said and WHY in said and "gov" in said


def test_the_page_says_which_boxes_are_empty(workspace: Workspace) -> None:
    answer = governance().post(reverse("go_live"), {})
    assert answer.status_code == 400 and "Choose the agency and layout" in answer.content.decode()
    assert read_go_lives(actor=person("gov", Role.INFORMATION_GOVERNANCE, "")).without == 0
