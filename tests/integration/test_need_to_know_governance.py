"""Need to know in force: information governance of one agency gives a reason before it opens a child."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from support import held, worried
from support import rights_objects as made
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.selectors.access import read_access, read_look, read_team
from sightline.casework.access.services.looks import need_to_see, review_look
from sightline.casework.access.services.teams import assign, end_task, keep_team, sign_task, start_need_to_know
from sightline.casework.audit.errors import ReasonFirst
from sightline.casework.chronology.selectors.chronology import read_chronology
from sightline.casework.chronology.selectors.records import read_record
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import AuditEntry
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.overview.selectors.overview import read_frame
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
FIRST_DAY, TODAY, LATER = date(2026, 12, 1), "2026-12-01T09:00:00Z", "2026-12-02T09:00:01Z"
WHY = "Her mother asked on Monday which records the police keep about her."
PAGES = (
    "person", "person_chronology", "person_chronology_file", "person_patterns", "person_deadlines", "person_identity",
    "person_timeline", "person_timeline_file", "person_shared_events", "person_family", "person_family_file", "readership", "readership_file",
    "child_sharing", "tell_missing", "same_name", "split_person", "meeting_open_child", "network", "network_picture",
)  # fmt: skip


@pytest.fixture
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made.store(workspace)
    set_clock(monkeypatch, TODAY)
    start_need_to_know(session_of(whole()), from_on=FIRST_DAY, why="The board agreed it; every team is entered.")
    return workspace


def page_of(name: str, person_id: str) -> str:
    """The address of a page of a person."""
    return reverse(name, args=["person", person_id] if name.startswith("network") else [person_id])


def whole() -> Actor:
    return worried.actor("ig", "information_governance", "")


def of_police() -> Actor:
    return worried.actor("ira", "information_governance", "police", "police")


def test_it_opens_no_page_of_a_child_and_no_record_without_a_reason(served: Workspace) -> None:
    client, record = client_of(of_police()), held.record_of("ben")
    asked = reverse("need_to_see", args=[held.BEN])
    for name in PAGES:
        answer = client.get(page_of(name, held.BEN))
        assert (answer.status_code, answer.get("Location")) == (302, asked), name
    assert client.get(reverse("record", args=[record]))["Location"] == asked
    with pytest.raises(ReasonFirst):
        read_frame(session_of(of_police()), person_id=held.BEN)
    with pytest.raises(ReasonFirst):
        read_chronology(session_of(of_police()), person_id=held.BEN, purpose="case")
    with pytest.raises(ReasonFirst):
        read_record(session_of(of_police()), record_id=record)
    assert AuditEntry.objects.filter(username="ira", outcome="refused: no_reason").count() >= len(PAGES)
    assert client_of(whole()).get(reverse("person", args=[held.BEN])).status_code == 200


def test_its_reason_opens_the_child_for_a_day_and_another_reviews_it(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, url = client_of(of_police()), reverse("need_to_see", args=[held.AOIFE])
    page = client.get(url).content.decode()
    assert "A request for data, dispute, correction, erasure or breach" in page
    assert "This child is missing" not in page
    assert client.post(url, {"purpose": "missing", "why": WHY}).status_code == 400
    assert client.post(url, {"purpose": "governance", "why": WHY})["Location"] == reverse("person", args=[held.AOIFE])
    for name in PAGES:
        assert client.get(page_of(name, held.AOIFE)).status_code == 200, name
    assert client.get(reverse("person", args=[held.BEN])).status_code == 302
    assert set(SharedRecord.objects.filter(username="ira", way="shown").values_list("reason", flat=True)) == {"needed"}
    assert next(one.count for one in count_work(session_of(whole())) if one.page == "access") == 1
    set_clock(monkeypatch, LATER)
    assert client.get(reverse("person", args=[held.AOIFE])).status_code == 302


def test_a_refused_reason_ends_it_and_nobody_reviews_their_own(served: Workspace) -> None:
    opened = need_to_see(session_of(of_police()), person_id=held.AOIFE, purpose="governance", why=WHY)
    line = read_access(session_of(of_police())).looks[0]
    assert not line.may_review
    review_look(session_of(whole()), entry_id=opened.entry_id, outcome="refused", why="Nobody asked for her records.")
    with pytest.raises(ReasonFirst):
        read_frame(session_of(of_police()), person_id=held.AOIFE)
    again = need_to_see(session_of(of_police()), person_id=held.AOIFE, purpose="governance", why=WHY)
    assert again.waits
    with pytest.raises(ReasonFirst):
        read_frame(session_of(of_police()), person_id=held.AOIFE)


def test_what_nobody_sees_has_no_reason_and_the_whole_partnership_needs_none(served: Workspace) -> None:
    for closed in (held.SEALED_PERSON, made.NEVER_AN_ID):
        assert client_of(of_police()).get(reverse("need_to_see", args=[closed])).status_code == 404
        with pytest.raises(NotHere):
            need_to_see(session_of(of_police()), person_id=closed, purpose="governance", why=WHY)
    with pytest.raises(NotHere):
        need_to_see(session_of(whole()), person_id=held.AOIFE, purpose="governance", why=WHY)
    with pytest.raises(Usage):
        need_to_see(session_of(of_police()), person_id=held.AOIFE, purpose="enquiry", why=WHY)


def test_before_need_to_know_it_opens_as_before(workspace: Workspace) -> None:
    made.store(workspace)
    assert client_of(of_police()).get(reverse("person", args=[held.BEN])).status_code == 200


def test_a_reason_is_reviewed_by_governance_of_who_gave_it_and_of_who_holds_the_childs_records(
    served: Workspace,
) -> None:
    """Ben is known to the police, and to the clinic by a restricted record. No school knows him."""
    opened = need_to_see(session_of(of_police()), person_id=held.BEN, purpose="governance", why=WHY).entry_id
    bodies = {"pete": ("police", ""), "cleo": ("health", "Clinic"), "ig": ("", ""), "oak": ("school", "Oak School"),
              "elm": ("school", "Elm School"), "hope": ("housing", "")}  # fmt: skip
    for name, body in bodies.items():
        who = worried.actor(name, "information_governance", *body)
        sees = name in ("pete", "cleo", "ig")
        assert next(one.count for one in count_work(session_of(who)) if one.page == "access") == sees, name
        assert [one.may_review for one in read_access(session_of(who)).looks] == [True] * sees, name
        if sees:
            assert read_look(session_of(who), entry_id=opened).may_review
            continue
        with pytest.raises(NotHere):
            read_look(session_of(who), entry_id=opened)
        with pytest.raises(NotHere):
            review_look(session_of(who), entry_id=opened, outcome="accepted", why="It is enough for what she asked.")
    pete = worried.actor("pete", "information_governance", "police")
    review_look(session_of(pete), entry_id=opened, outcome="accepted", why="It is enough for what she asked.")


def test_a_reason_of_a_school_that_no_register_names_waits_for_the_partnerships_governance(served: Workspace) -> None:
    """Accounts of the agency that names no school: nobody can tell whose reader it was."""
    AccessEntry.objects.create(
        entry_id="a" * 20, at=TODAY, by="sam", kind="needed", word="enquiry", decision=99, mention_id=held.BEN,
        until_at=LATER,
    )  # fmt: skip
    worried.actor("sam", "manager", "school")
    for name, body, sees in (("ian", ("school", ""), 0), ("oak", ("school", "Oak School"), 0), ("ig", ("", ""), 1)):
        who = worried.actor(name, "information_governance", *body)
        assert len(read_access(session_of(who)).looks) == sees, name


def test_governance_of_one_agency_decides_about_no_team_task_or_assignment_of_another(served: Workspace) -> None:
    """Who is in a team, and who is assigned, opens children: it is for that agency, or the partnership's governance."""
    worried.actor("sam", "practitioner", "childrens_services", "childrens_services")
    worried.actor("pat", "practitioner", "police", "police")
    last, why = date(2027, 2, 1), "The board asked for it on Monday, for three months."
    made_teams = {
        agency: keep_team(session_of(whole()), name="East", agency=agency, members=members)
        for agency, members in (("childrens_services", ["sam"]), ("police", ["pat"]))
    }
    tasks = {
        agency: sign_task(session_of(whole()), team_id=team_id, kind="front_door", until_on=last, why=why)
        for agency, team_id in made_teams.items()
    }
    ira = session_of(of_police())
    theirs = made_teams["childrens_services"]
    refused: tuple[Callable[[], object], ...] = (
        lambda: keep_team(ira, team_id=theirs, name="East", agency="childrens_services", members=[]),
        lambda: keep_team(ira, name="West", agency="childrens_services", members=["sam"]),
        lambda: sign_task(ira, team_id=theirs, kind="analysis", until_on=last, why=why),
        lambda: end_task(ira, task_id=tasks["childrens_services"], why=why),
        lambda: read_team(ira, team_id=theirs),
        lambda: assign(ira, person_id=held.AOIFE, username="sam", why=why),
    )
    for act in refused:
        with pytest.raises((NotHere, Refused)):
            act()
    page = read_access(ira)
    assert [one.team_id for one in page.teams] == [made_teams["police"]]
    assert [one.task_id for one in page.tasks] == [tasks["police"]]
    assert keep_team(ira, team_id=made_teams["police"], name="East", agency="police", members=["pat"])
    assert assign(ira, person_id=held.AOIFE, username="pat", why=why)
    end_task(ira, task_id=tasks["police"], why=why)
    end_task(session_of(whole()), task_id=tasks["childrens_services"], why=why)
