"""The page of assignments: who is assigned to which child, since when, from which source, and how one is ended."""

from datetime import date

import pytest
from django.urls import reverse
from support import held, worried
from support import rights_objects as made
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.access.selectors.assignments import read_assignments
from sightline.casework.access.services.assignments import end_listed_assignment
from sightline.casework.access.services.teams import assign, keep_team
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Assignment, AssignmentKind
from sightline.model.errors import Refused
from sightline.model.ids import make_id
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
TODAY = "2026-12-01T09:00:00Z"
WHY = "The case was closed on Friday after the last review."


@pytest.fixture
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made.store(workspace)
    set_clock(monkeypatch, TODAY)
    worker(), manager(), worried.actor("olu", "practitioner", "police", "police")
    return workspace


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def worker() -> Actor:
    return worried.actor("sam", "practitioner", "childrens_services", "childrens_services")


def manager() -> Actor:
    return worried.actor("mia", "manager", "childrens_services", "childrens_services")


def lead(username: str, mention: str, *, to_on: date | None = None) -> int:
    account = Account.objects.get(username=username)
    row = Assignment.objects.create(
        account=account, kind=AssignmentKind.LEAD_WORKER, mention_id=make_id("mention", mention),
        from_on=date(2026, 3, 2), to_on=to_on, why="From the case system.",
    )  # fmt: skip
    return row.pk


def lines_of(who: Actor) -> list[tuple[str, str, str, str]]:
    found = read_assignments(session_of(who)).lines
    return [(one.to, one.child.name if one.child else "", one.since_on.isoformat(), one.source) for one in found]


def test_it_lists_both_sources_for_whoever_decides(served: Workspace) -> None:
    team_id = keep_team(session_of(governance()), name="East", agency="childrens_services", managers=["mia"])
    assign(session_of(governance()), person_id=held.AOIFE, team_id=team_id, why=WHY)
    assign(session_of(governance()), person_id=held.AOIFE, username="sam", until_on=date(2026, 12, 24), why=WHY)
    lead("olu", "ben"), lead("sam", "ben", to_on=date(2026, 11, 30))
    east, sam, olu = (
        ("East", "Aoife Ó Brien", "2026-12-01", "by_hand"),
        ("sam", "Aoife Ó Brien", "2026-12-01", "by_hand"),
        ("olu", "Ben Hale", "2026-03-02", "from_list"),
    )
    assert lines_of(governance()) == [east, olu, sam]
    assert lines_of(manager()) == [east, sam]
    with pytest.raises(Refused):
        read_assignments(session_of(worker()))


def test_a_child_whom_the_own_agency_does_not_record_is_not_named(served: Workspace) -> None:
    lead("sam", "ben")  # children's services have no record of Ben
    assert lines_of(manager()) == [("sam", "", "2026-03-02", "from_list")]
    assert "Ben Hale" not in client_of(manager()).get(reverse("assignments")).content.decode()


def test_one_of_a_list_is_ended_at_once_by_whoever_decides_for_the_agency(served: Workspace) -> None:
    number = lead("sam", "ben")
    olus = lead("olu", "ben")
    with pytest.raises(NotHere):
        end_listed_assignment(session_of(manager()), number=olus, why=WHY)
    client = client_of(manager())
    page = client.get(reverse("assignments")).content.decode()
    assert reverse("assignment_end", args=[number]) in page
    assert client.get(reverse("assignment_end", args=[olus])).status_code == 404
    done = client.post(reverse("assignment_end", args=[number]), {"why": WHY}, follow=True).content.decode()
    assert "The assignment has ended" in done and "Your agency has no assignments" in done
    with pytest.raises(NotHere):
        end_listed_assignment(session_of(manager()), number=number, why=WHY)
    assert Assignment.objects.get(pk=number).to_on == date(2026, 11, 30)


def test_one_by_hand_is_ended_from_the_page(served: Workspace) -> None:
    entry_id = assign(session_of(governance()), person_id=held.AOIFE, username="sam", why=WHY)
    client = client_of(manager())
    end = reverse("child_worker_end", args=[held.AOIFE, entry_id])
    assert end in client.get(reverse("assignments")).content.decode()
    client.post(end, {"why": WHY})
    assert lines_of(manager()) == []
