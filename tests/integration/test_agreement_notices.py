"""Agreements that wait for a person: counted and listed for information governance eight weeks before a review or an end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from support import worried
from support.agreed import agree
from support.climbing import fill_ladder
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.agreements.services import suspend_agreement
from sightline.casework.core import clock
from sightline.casework.core.clock import today
from sightline.casework.core.governance_work import GovernanceWork, count_work
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The housing association withdrew from the partnership this morning."
LABEL = "Agreements to review or renew"


@pytest.fixture
def agreed(workspace: Workspace) -> Workspace:
    """A workspace whose agreements have no review or end that is near."""
    workspace.create()
    agree(workspace.root)
    for path in (workspace.root / "agreements").glob("*.toml"):
        _set(workspace, path.stem, review_on=today() + timedelta(days=200), ends_on=None)
    return workspace


def _set(workspace: Workspace, name: str, **days: date | None) -> None:
    """Change days of one agreement's file."""
    path = workspace.root / "agreements" / f"{name}.toml"
    if name == "organisations":
        return
    lines = [one for one in path.read_text(encoding="utf-8").splitlines() if one.partition(" =")[0] not in days]
    path.write_text("\n".join([f"{key} = {day}" for key, day in days.items() if day] + lines), encoding="utf-8")


def counted() -> GovernanceWork:
    return next(one for one in count_work(house_session()) if one.page == "agreements")


def test_nothing_waits_where_no_day_is_near(agreed: Workspace) -> None:
    assert (counted().label, counted().count, counted().oldest_at, counted().overdue) == (LABEL, 0, "", 0)


@pytest.mark.parametrize(
    ("review", "end", "waits"),
    [(56, None, (1, 0, 0)), (57, None, (0, None, 0)), (0, None, (1, 56, 0)), (-1, None, (1, 57, 1)),
     (200, 56, (1, 0, 0)), (200, 57, (0, None, 0)), (200, 0, (1, 56, 0)), (10, 20, (1, 46, 0)), (200, -1, (1, 0, 1))],
)  # fmt: skip
def test_a_review_or_an_end_is_counted_from_eight_weeks_before(
    agreed: Workspace, review: int, end: int | None, waits: tuple[int, int | None, int]
) -> None:
    ends_on = None if end is None else today() + timedelta(days=end)
    _set(agreed, "housing", review_on=today() + timedelta(days=review), ends_on=ends_on)
    count, days_ago, overdue = waits
    since = "" if days_ago is None else f"{today() - timedelta(days=days_ago)}"
    found = counted()
    assert (found.count, found.oldest_at[:10], found.overdue) == (count, since, overdue)


def test_a_suspended_agreement_waits_for_nobody(agreed: Workspace) -> None:
    _set(agreed, "housing", review_on=today() - timedelta(days=1))
    assert counted().count == 1
    governance = session_of(worried.actor("ig", "information_governance", ""))
    suspend_agreement(governance, workspace=agreed, agreement_id="housing", reason=WHY)
    assert counted().count == 0


def test_files_that_cannot_be_used_are_counted_and_the_list_names_them(agreed: Workspace) -> None:
    (agreed.root / "agreements" / "housing.toml").write_text("id = 'housing'\n", encoding="utf-8")
    assert (counted().label, counted().count, counted().overdue) == ("Agreements that cannot be used", 1, 1)
    answer = client_of(worried.actor("ig", "information_governance", "")).get(reverse("agreements"))
    assert answer.status_code == 400 and "agreement" in answer.content.decode()


def test_the_first_page_leads_to_the_list_with_what_waits_first(agreed: Workspace) -> None:
    _set(agreed, "school", review_on=today() - timedelta(days=1))
    browser = client_of(worried.actor("ig", "information_governance", ""))
    row = browser.get(reverse("home")).content.decode().partition(LABEL)[2].partition("</tr>")[0]
    assert ">1" in row and "1 overdue" in row
    said = browser.get(reverse("agreements")).content.decode().partition("<tbody")[2]
    assert said.index("school") < said.index("housing") and said.count("Overdue") == 1
    nurse = client_of(worried.actor("nia", "practitioner", "health", "Clinic"))
    assert nurse.get(reverse("agreements")).status_code == 403


def reviews() -> list[Item]:
    run_tick(house_session(), now=clock.now_at())
    return list(Item.objects.open().filter(source="agreement_review"))


def test_a_review_that_is_near_is_an_action_until_the_file_says_a_later_day(agreed: Workspace) -> None:
    assert reviews() == []
    _set(agreed, "housing", review_on=today() + timedelta(days=40))
    (one,) = reviews()
    assert (one.ladder, one.rule_id) == ("information_governance", "agreement_due")
    assert one.deadline_at and one.deadline_at[:10] == f"{today() + timedelta(days=40)}"
    path = agreed.root / "agreements" / "housing.toml"
    written = path.read_text(encoding="utf-8")
    path.write_text("id = 1\n", encoding="utf-8")
    assert reviews() == [one], "nobody knows what a file says that cannot be used"
    path.write_text(written, encoding="utf-8")
    _set(agreed, "housing", review_on=today() + timedelta(days=400))
    assert reviews() == []


def test_a_review_that_nobody_does_goes_up(agreed: Workspace) -> None:
    fill_ladder("information_governance")
    _set(agreed, "housing", review_on=today() + timedelta(days=35))  # three weeks after its action began
    (one,) = reviews()
    assert one.highest_stage == "team_manager", "20 days for information governance, then the data protection officer"
