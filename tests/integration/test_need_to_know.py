"""Need to know in force: who opens whom by which reason, until when; what others are told; and no way round it."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support import rights_objects as made
from support.climbing import fill_ladder, set_clock, thing
from support.rights_oracle import LINES
from support.sessions import session_of
from support.trials import export_table
from support.worried import client_of
from test_web_authorisation import every_pattern

from sightline.casework.access.selectors.access import read_access
from sightline.casework.access.services.looks import need_to_see, open_by_number, review_look
from sightline.casework.access.services.teams import (
    assign,
    end_assignment,
    end_task,
    keep_team,
    sign_task,
    start_need_to_know,
)
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.escalation.engine import Basis, open_item
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import ask_to_meeting
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.model.exports.lists import EXPORTED
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
FIRST_DAY, TODAY, LATER = date(2026, 12, 1), "2026-12-01T09:00:00Z", "2026-12-02T09:00:01Z"
WHY = "She is at our front desk now with her cousin and says that she cannot go home tonight."
NAMES = {held.AOIFE: "Aoife Ó Brien", held.BEN: "Ben Hale"}
CANARIES = (
    *NAMES,
    "Aoife",
    "Ben Hale",
    "seen by an officer",
    # With what follows in an address or in words: a form's random token has had the four letters alone.
    "MP24/0",
    "MP24%2F0",
    *(held.record_of(one) for one in ("police", "ben", "school", "visit")),
)
NEEDING = {
    "practitioner": ("practitioner", "childrens_services", "childrens_services"),
    "nurse": ("practitioner", "health", "Clinic"),
    "manager": ("manager", "childrens_services", "childrens_services"),
    "analyst": ("analyst", "police", "police"),
    "senior_officer": ("senior_officer", "police", "police"),
    "reviewer": ("reviewer", "partnership", ""),
    "school_lead": ("school_lead", "school", "Ash School"),
}


@pytest.fixture
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made.store(workspace)
    set_clock(monkeypatch, TODAY)
    start_need_to_know(session_of(governance()), from_on=FIRST_DAY, why="The board agreed it; every team is entered.")
    return workspace


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def worker() -> Actor:
    """Made anew each time, as for each request."""
    return worried.actor("sam", "practitioner", "childrens_services", "childrens_services")


def manager() -> Actor:
    return worried.actor("mia", "manager", "childrens_services", "childrens_services")


def opens(who: Actor) -> set[str]:
    """Whom somebody opens: their page, and by the search of the whole name."""
    client, opened = client_of(who), set[str]()
    for person_id, name in NAMES.items():
        seen = client.get(reverse("person", args=[person_id])).status_code == 200
        found = client.post(reverse("find"), {"name": name}, follow=True).content.decode()
        assert (reverse("person", args=[person_id]) in found) == seen
        opened |= {person_id} if seen else set()
    return opened


def team(*members: str, managers: tuple[str, ...] = ("mia",), agency: str = "childrens_services") -> str:
    return keep_team(session_of(governance()), name="East", agency=agency, members=members, managers=managers)


def test_without_a_reason_nobody_is_told_that_a_child_exists(served: Workspace) -> None:
    assert opens(worker()) == set()
    assert opens(governance()) == set(NAMES)
    client = client_of(worker())
    answers = [
        client.get(reverse("person", args=[one])).content for one in (held.AOIFE, held.SEALED_PERSON, made.NEVER_AN_ID)
    ]
    assert len({re.sub(rb'"csrfmiddlewaretoken" value="\w+"', b"", one) for one in answers}) == 1


def test_before_the_first_day_everybody_opens_as_before(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    made.store(workspace)
    set_clock(monkeypatch, TODAY)
    start_need_to_know(
        session_of(governance()),
        from_on=date(2026, 12, 2),
        why="The board agreed it on Monday; every team and task is entered.",
    )
    assert opens(worker()) == set(NAMES)
    set_clock(monkeypatch, LATER)
    assert opens(worker()) == set()
    with pytest.raises(Refused):
        start_need_to_know(
            session_of(governance()),
            from_on=date(2027, 1, 1),
            why="The teams of two agencies are not entered yet, and they ask for a month.",
        )


def test_who_is_assigned_and_who_manages_them_open_the_child(served: Workspace) -> None:
    worker(), manager()
    team("sam")
    entry_id = assign(session_of(governance()), person_id=held.AOIFE, username="sam", why=WHY)
    assert opens(worker()) == opens(manager()) == {held.AOIFE}
    assert opens(worried.actor("zoe", "practitioner", "childrens_services", "childrens_services")) == set()
    end_assignment(session_of(governance()), person_id=held.AOIFE, entry_id=entry_id, why=WHY)
    assert opens(worker()) == opens(manager()) == set()


def test_a_team_that_is_assigned_opens_the_child_to_its_members_until_the_day(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker(), manager()
    team_id = team("sam")
    assign(session_of(manager()), person_id=held.AOIFE, team_id=team_id, until_on=FIRST_DAY, why=WHY)
    assert opens(worker()) == {held.AOIFE}
    set_clock(monkeypatch, LATER)
    assert opens(worker()) == set()


def test_who_assigns_whom(served: Workspace) -> None:
    worker(), worried.actor("olu", "practitioner", "police", "police")
    with pytest.raises(Refused):
        assign(session_of(worker()), person_id=held.AOIFE, username="sam", why=WHY)
    with pytest.raises(Refused):
        assign(session_of(manager()), person_id=held.AOIFE, username="olu", why=WHY)
    with pytest.raises(NotHere):  # children's services have no record of Ben
        assign(session_of(manager()), person_id=held.BEN, username="sam", why=WHY)
    with pytest.raises(NotHere):
        assign(session_of(governance()), person_id=held.SEALED_PERSON, username="sam", why=WHY)
    with pytest.raises(Usage):
        assign(session_of(governance()), person_id=held.AOIFE, why=WHY)
    with pytest.raises(Usage):
        keep_team(session_of(manager()), name="W", agency="childrens_services", members=["olu"], managers=[])
    with pytest.raises(NotHere):
        keep_team(session_of(manager()), name="W", agency="police", members=["olu"], managers=[])


def test_a_purpose_tells_who_knows_the_child_and_nothing_of_any_record(served: Workspace) -> None:
    client, url = client_of(worker()), reverse("who_knows_child", args=[held.BEN])
    assert client.get(url).status_code == 403
    client.post(reverse("find"), {"name": "Ben Hale"})
    found = client.post(reverse("say_purpose"), {"purpose": "enquiry"}, follow=True).content.decode()
    assert url in found
    assert "No person found" not in found
    page = client.get(url).content.decode()
    assert "Ben Hale" in page
    assert "Police" in page
    assert not [one for one in (*held.HIDDEN, held.record_of("ben"), "Clinic", "seen by an officer") if one in page]
    for closed in (held.SEALED_PERSON, made.NEVER_AN_ID):
        assert client.get(reverse("who_knows_child", args=[closed])).status_code == 404
    assert opens(worker()) == set()


@pytest.mark.parametrize(
    "typed", [{"name": "Ben"}, {"registration": "AB12 CDE"}, {"phone": "07700 900123"}, {"name": "Secretname"}]
)
def test_who_knows_is_found_by_a_whole_name_or_number_alone(served: Workspace, typed: dict[str, str]) -> None:
    client = client_of(worker())
    client.post(reverse("find"), typed)
    found = client.post(reverse("say_purpose"), {"purpose": "enquiry"}, follow=True).content.decode()
    assert not [one for one in NAMES if one in found]


def test_need_to_see_opens_for_a_day_and_a_manager_reviews_the_reason(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker(), manager()
    team("sam")
    client = client_of(worker())
    client.post(reverse("say_purpose"), {"purpose": "enquiry"})
    url = reverse("need_to_see", args=[held.BEN])
    assert client.post(url, {"purpose": "enquiry", "why": "x"}).status_code == 400
    assert client.post(url, {"purpose": "enquiry", "why": WHY}).status_code == 302
    assert opens(worker()) == {held.BEN}
    for who in (governance(), manager()):
        (look,) = read_access(session_of(who)).looks
        assert (look.by, look.purpose, look.why, look.is_overdue, look.may_review) == (
            "sam",
            "enquiry",
            WHY,
            False,
            True,
        )
    assert str(look.review_by) == "2026-12-08"
    assert not read_access(session_of(worried.actor("max", "manager", "police", "police"))).looks
    assert WHY not in str(list(Decision.objects.values())) + str(list(AuditEntry.objects.values()))
    set_clock(monkeypatch, LATER)
    assert opens(worker()) == set()
    assert waiting() == [("Reasons to open a child", 1, TODAY, 0), ("Team tasks to sign again", 0, "", 0)]
    set_clock(monkeypatch, "2026-12-09T09:00:00Z")
    assert waiting()[0] == ("Reasons to open a child", 1, TODAY, 1)


def waiting() -> list[tuple[str, int, str, int]]:
    """What the first page of information governance says waits, of access."""
    work = [one for one in count_work(session_of(governance())) if one.page == "access"]
    return sorted((str(one.label), one.count, one.oldest_at, one.overdue) for one in work)


def test_a_reason_that_is_refused_ends_at_once_and_is_reviewed_once_by_somebody_else(served: Workspace) -> None:
    worker(), manager()
    team("sam", "mia", managers=("mia",))
    entry_id = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    own = need_to_see(session_of(manager()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    with pytest.raises(NotHere):  # she is in the team that she manages, and is no manager of her own
        review_look(session_of(manager()), entry_id=own, outcome="accepted", why=WHY)
    with pytest.raises(NotHere):
        review_look(session_of(worker()), entry_id=entry_id, outcome="accepted", why=WHY)
    page = client_of(manager()).post(reverse("access_review", args=[entry_id]), {"outcome": "refused", "why": WHY})
    assert page.status_code == 302
    assert opens(worker()) == set()
    assert opens(manager()) == {held.BEN}
    with pytest.raises(Refused):
        review_look(session_of(governance()), entry_id=entry_id, outcome="accepted", why=WHY)


def test_a_front_door_opens_a_child_by_a_number_for_five_working_days(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker()
    team_id = team("sam", managers=())
    with pytest.raises(NotHere):
        open_by_number(session_of(worker()), person_id=held.BEN, number="C-2026-0142")
    task_id = sign_task(
        session_of(governance()), team_id=team_id, kind="front_door", until_on=date(2027, 3, 1), why=WHY
    )
    assert opens(worker()) == set()
    with pytest.raises(Usage):
        open_by_number(session_of(worker()), person_id=held.BEN, number="asked")
    open_by_number(session_of(worker()), person_id=held.BEN, number="C-2026-0142")
    end_task(session_of(governance()), task_id=task_id, why=WHY)
    for at, opened in (("2026-12-08T23:00:00Z", {held.BEN}), ("2026-12-09T00:00:01Z", set())):
        set_clock(monkeypatch, at)
        assert opens(worker()) == opened
    with pytest.raises(NotHere):
        open_by_number(session_of(worker()), person_id=held.BEN, number="C-2026-0142")


def test_analysts_open_every_child_by_a_standing_task_of_a_quarter_alone(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = worried.actor("ana", "analyst", "police", "police")
    team_id = team("ana", managers=(), agency="police")
    assert opens(who) == set()
    with pytest.raises(Usage):
        sign_task(session_of(governance()), team_id=team_id, kind="analysis", until_on=date(2027, 3, 2), why=WHY)
    sign_task(session_of(governance()), team_id=team_id, kind="analysis", until_on=FIRST_DAY, why=WHY)
    assert opens(worried.actor("ana", "analyst", "police", "police")) == set(NAMES)
    set_clock(monkeypatch, LATER)
    assert waiting()[1] == ("Team tasks to sign again", 1, "2026-12-01T23:59:59Z", 0)
    assert opens(worried.actor("ana", "analyst", "police", "police")) == set()


def test_whoever_must_answer_an_action_opens_its_child_and_the_action(served: Workspace) -> None:
    fill_ladder("police")
    seen = Visibility("police", "police", "police_missing", False)
    candidate = thing(
        TODAY, number=1, agency="police", record_id=held.record_of("ben"), about_id="0" * 20,
        mention_ids=(made.make_id("mention", "ben"),), basis=(Basis(held.record_of("ben"), seen),), person_id=held.BEN,
    )  # fmt: skip
    item = open_item(session_of(governance()), candidate=candidate, opened_at=TODAY, now=TODAY)
    assert item is not None
    told = {
        one.username for one in made.Account.objects.filter(posts_held__ladder="police", posts_held__stage=item.stage)
    }
    assert told
    for username in told:
        one = made.Account.objects.get(username=username)
        who = worried.actor(username, one.role, one.agency, one.organisation)
        assert opens(who) == {held.BEN}
        assert client_of(who).get(reverse("item", args=[item.item_id])).status_code == 200
    assert (
        client_of(worried.actor("olu", "practitioner", "police", "police"))
        .get(reverse("item", args=[item.item_id]))
        .status_code
        == 404
    )


def test_whoever_is_asked_to_a_meeting_opens_its_child_and_whoever_calls_it_does_not(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    olu = worried.actor("olu", "practitioner", "police", "police")
    opening = NewMeeting(
        "strategy_discussion", (held.record_of("police"),), "2026-12-03T10:00:00Z", WHY, person_id=held.AOIFE
    )
    meeting_id = open_meeting(session_of(governance()), opening=opening)
    ask_to_meeting(session_of(governance()), meeting_id=meeting_id, who=MeetingParty(username="olu"))
    assert opens(worried.actor("olu", "practitioner", "police", "police")) == {held.AOIFE}
    set_clock(monkeypatch, "2027-01-01T00:00:01Z")
    assert opens(worried.actor("olu", "practitioner", "police", "police")) == set()
    assert olu.reader.needs_reason


def test_whoever_writes_a_concern_reads_their_own_words_and_opens_nobody(served: Workspace) -> None:
    yaz = worried.youth_worker()
    concern_id = worried.enter(yaz, about="new", name=NAMES[held.BEN])
    assert opens(worried.youth_worker()) == set()
    assert client_of(yaz).get(reverse("concern", args=[concern_id])).status_code == 200
    assert client_of(worker()).get(reverse("concern", args=[concern_id])).status_code == 404
    fill_ladder("childrens_services")
    first = made.Account.objects.filter(
        posts_held__ladder="childrens_services", posts_held__stage="practitioner"
    ).first()
    assert first is not None
    receiver = worried.actor(first.username, first.role, first.agency, first.organisation)
    assert client_of(receiver).get(reverse("concern", args=[concern_id])).status_code == 200


def test_no_export_tells_of_a_child_without_a_reason(served: Workspace, tmp_path: Path) -> None:
    said = ""
    for who in (worker(), worried.actor("ana", "analyst", "police", "police")):
        for table in EXPORTED:
            out = tmp_path / f"{who.reader.username}-{table}.csv"
            try:
                export_table(session_of(who), workspace=served, table=table, out=out)
                said += out.read_text()
            except SightlineError:
                assert not out.exists()
    assert said
    assert not [one for one in CANARIES if one in said]


WITHOUT_BEN = tuple(one for one in made.MORE_RECORDS if one[3] != held.BEN)
# They count what is held in all, for everybody alike, and name nobody.
COUNTS_OF_ALL = ("home", "how_many", "linkage_quality")


@pytest.mark.parametrize("role", ["manager", pytest.param("practitioner", marks=pytest.mark.soak)])
def test_two_snapshots_that_differ_by_a_hidden_child_give_equal_pages(
    served: Workspace, tmp_path: Path, settings: Any, role: str
) -> None:
    who = worried.actor(f"new_{role}", *NEEDING[role])
    assign(session_of(governance()), person_id=held.AOIFE, username=who.reader.username, why=WHY)
    pages = all_lists(client_of(who))
    other = Workspace(tmp_path / "without")
    other.create()
    settings.SIGHTLINE_WORKSPACE = other.root
    proposals = {name: keys for name, keys in held.PROPOSALS.items() if "ben" not in keys}
    questions = {name: keys for name, keys in made.QUESTIONS.items() if "ben" not in keys}
    asked = {name: keys for name, keys in made.ASKED.items() if "ben" not in keys}
    with (
        patch.object(made, "MORE_RECORDS", WITHOUT_BEN),
        patch.object(held, "PROPOSALS", proposals),
        patch.object(made, "QUESTIONS", questions),
        patch.object(made, "ASKED", asked),
    ):
        made.store(other)
    after = all_lists(client_of(who))
    assert [name for name in pages if pages[name] != after[name]] == []
    assert len(pages) > 20


def all_lists(client: Client) -> dict[str, str]:
    """Every page that is about nobody by its address, without what is new in each answer."""
    found = {}
    for pattern in every_pattern():
        line = LINES[pattern.name or ""]
        if not line.about and not line.public and not line.library and "GET" in line.methods:
            if pattern.pattern.converters or pattern.name in COUNTS_OF_ALL:
                continue
            response = client.get(reverse(pattern.name or ""))
            if response.status_code == 200 and not response.streaming:
                found[str(pattern.name)] = re.sub(r'value="\w{64}"', "", response.content.decode())
    return found
