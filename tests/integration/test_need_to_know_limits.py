"""Need to know has no way round: each test tries one that a reviewer found, and what is right beside it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.urls import reverse
from support import held, worried
from support import rights_objects as made
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of
from support.trials import export_table
from support.worried import client_of
from test_need_to_know import TODAY, WHY, governance, manager, opens, team, worker

from sightline.agreements.vocabulary import Service, UnlistedService
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.access import ClosedChild, LookLine
from sightline.casework.access.selectors.access import read_access
from sightline.casework.access.selectors.children import find_known, read_assigned, read_who_knows
from sightline.casework.access.services.looks import need_to_see, open_by_number, review_look
from sightline.casework.access.services.numbers import check_numbers, is_sampled
from sightline.casework.access.services.teams import assign, keep_team, let_into_task, sign_task
from sightline.casework.accounts.services.accounts import change_account
from sightline.casework.concerns.models import Concern
from sightline.casework.core.actor import Actor, actor_for_account, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Assignment
from sightline.casework.core.session import house_session
from sightline.casework.core.sight_decisions import list_grounds
from sightline.casework.escalation.engine import open_item
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import ask_to_meeting, call_off
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.people.pages.people import SearchTerms
from sightline.model.errors import Refused
from sightline.model.exports.lists import EXPORTED
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store import Workspace
from sightline.store.serve.listed_people import ListedReader

pytestmark = pytest.mark.django_db
ROLL = {"agency": "school", "organisation": "Elm School", "layout": "school_attendance"}
CAMHS = {"agency": "health", "organisation": "Ash CAMHS", "layout": "health_attendances"}
HOSPITAL = {**CAMHS, "organisation": "Ash Hospital"}
ADULT, NO_DAY = ("f0" * 10), ("f1" * 10)
RECORDS = (
    *made.MORE_RECORDS,
    ("roll", ROLL, "Ben Rollname", held.BEN, date(2009, 9, 9)),
    ("camhs", CAMHS, "Aoife Unlisted", held.AOIFE, date(2010, 6, 6)),
    ("adult", HOSPITAL, "Carl Grown", ADULT, None),
    ("no_day", held.POLICE, "Dee Nodate", NO_DAY, None),
)


@pytest.fixture(scope="module")
def kept(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Workspace]:
    workspace = Workspace(tmp_path_factory.mktemp("limits") / "workspace")
    with patch.object(made, "MORE_RECORDS", RECORDS), made.made_once(workspace, django_db_blocker):
        yield workspace


@pytest.fixture
def served(kept: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Need to know is in force, and it is the first of December."""
    set_clock(monkeypatch, TODAY)
    AccessEntry.objects.create(
        entry_id="f" * 20, at=TODAY, by="ig", decision=10**9, kind="in_force", on_day=date(2026, 1, 1)
    )
    return kept


def zoe() -> Actor:
    return worried.actor("zoe", "practitioner", "childrens_services", "childrens_services")


def other_manager() -> Actor:
    return worried.actor("max", "manager", "childrens_services", "childrens_services")


def lead(school: str) -> Actor:
    return worried.actor(f"lead_{school}", "school_lead", "school", f"{school} School")


def looks_of(who: Actor) -> tuple[LookLine, ...]:
    return tuple(one for one in read_access(session_of(who)).looks if not one.outcome)


def found(who: Actor, **typed: Any) -> tuple[ClosedChild, ...]:
    return find_known(session_of(who), terms=SearchTerms(**typed), purpose="enquiry")


def test_a_manager_decides_nothing_over_their_own_access(served: Workspace) -> None:
    for one in (manager, worker, zoe, other_manager):
        one()
    team_id = team("sam")
    refused = (
        {"members": ["mia"], "managers": []},
        {"members": ["sam"], "managers": ["mia"]},
        {"members": ["sam", "mia"], "managers": ["mia"], "team_id": team_id},
    )
    for said in refused:
        with pytest.raises(Refused) as caught:
            keep_team(session_of(manager()), name="East", agency="childrens_services", **said)
        assert caught.value.code == "own_team"
    own_team = keep_team(
        session_of(governance()), name="M", agency="childrens_services", members=["mia"], managers=["max"]
    )
    with pytest.raises(Refused):  # neither whom she is with, nor who reviews her
        keep_team(
            session_of(manager()), name="M", agency="childrens_services", members=[], managers=[], team_id=own_team
        )
    for whom in ({"username": "mia"}, {"team_id": own_team}):
        with pytest.raises(Refused) as caught:
            assign(session_of(manager()), person_id=held.AOIFE, why=WHY, **whom)
        assert caught.value.code == "own_assignment"
    assert opens(manager()) == set()


def test_what_a_manager_assigns_within_their_own_team_is_for_governance_to_review(served: Workspace) -> None:
    manager(), worker(), zoe(), other_manager()
    team("sam")
    entry_id = assign(session_of(manager()), person_id=held.AOIFE, username="sam", why=WHY)
    assert opens(worker()) == opens(manager()) == {held.AOIFE}
    (look,) = looks_of(governance())
    assert (look.by, look.assigned_to, look.may_review, look.why) == ("mia", "sam", True, WHY)
    assert looks_of(manager()) == ()
    with pytest.raises(NotHere):
        review_look(session_of(manager()), entry_id=entry_id, outcome="accepted", why=WHY)
    review_look(session_of(governance()), entry_id=entry_id, outcome="refused", why=WHY)
    assert opens(worker()) == opens(manager()) == set()
    with pytest.raises(Refused):
        assign(session_of(manager()), person_id=held.AOIFE, username="sam", why=WHY)
    assign(session_of(other_manager()), person_id=held.AOIFE, username="zoe", why=WHY)
    assert looks_of(governance()) == ()


def test_whom_a_manager_alone_put_into_their_team_opens_them_nobody(served: Workspace) -> None:
    manager(), worker(), zoe()
    team_id = team("sam")
    assign(session_of(governance()), person_id=held.AOIFE, username="zoe", why=WHY)
    said = {"name": "East", "agency": "childrens_services", "managers": ["mia"], "team_id": team_id}
    keep_team(session_of(manager()), members=["sam", "zoe"], **said)
    assert opens(manager()) == set()
    keep_team(session_of(governance()), members=["sam", "zoe"], **said)
    assert opens(manager()) == set()  # who changes a team confirms nobody whom they leave there
    keep_team(session_of(manager()), members=["sam", "zoe"], confirmed=True, **said)
    assert opens(manager()) == set()
    keep_team(session_of(governance()), members=["sam", "zoe"], confirmed=True, **said)
    assert opens(manager()) == {held.AOIFE}


def test_a_member_who_joins_after_the_signing_waits_for_the_signer(served: Workspace) -> None:
    for name in ("ana", "bob"):
        worried.actor(name, "analyst", "police", "police")
    team_id = team("ana", managers=(), agency="police")
    task_id = sign_task(
        session_of(governance()), team_id=team_id, kind="analysis", until_on=date(2026, 12, 24), why=WHY
    )
    keep_team(
        session_of(governance()), name="East", agency="police", members=["ana", "bob"], managers=[], team_id=team_id
    )
    assert held.BEN in opens(worried.actor("ana", "analyst", "police", "police"))
    assert opens(worried.actor("bob", "analyst", "police", "police")) == set()
    tasks = read_access(session_of(governance())).tasks
    (line,) = [one for one in tasks if one.task_id == task_id]
    assert (line.members, line.waiting) == (("ana",), ("bob",))
    with pytest.raises(Refused):
        let_into_task(session_of(manager()), task_id=task_id, why=WHY)
    client = client_of(governance())
    assert client.post(reverse("access_task_members", args=[task_id]), {"why": WHY}).status_code == 302
    assert held.BEN in opens(worried.actor("bob", "analyst", "police", "police"))
    assert client.get(reverse("access_task_members", args=[task_id])).status_code == 404


def test_who_reviews_is_no_choice_of_the_reader(served: Workspace) -> None:
    """A manager's manager whom they manage in turn reviews nothing of theirs, and nobody without a manager's role."""
    manager(), worker(), other_manager()
    team("mia", managers=("max",))
    zoe()
    team("max", "sam", managers=("mia", "zoe"))
    entry_id = need_to_see(session_of(manager()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    of_sam = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    for who, look in ((other_manager(), entry_id), (zoe(), of_sam)):
        with pytest.raises(NotHere):
            review_look(session_of(who), entry_id=look, outcome="accepted", why=WHY)
    review_look(session_of(manager()), entry_id=of_sam, outcome="accepted", why=WHY)
    review_look(session_of(governance()), entry_id=entry_id, outcome="accepted", why=WHY)


def test_after_a_refusal_a_new_reason_or_number_waits_for_a_reviewer(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager(), worker()
    team_id = team("sam")
    sign_task(session_of(governance()), team_id=team_id, kind="front_door", until_on=date(2027, 3, 1), why=WHY)
    first = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY)
    review_look(session_of(manager()), entry_id=first.entry_id, outcome="refused", why=WHY)
    again = open_by_number(session_of(worker()), person_id=held.BEN, number="C-2026-0142")
    assert (first.waits, again.waits) == (False, True)
    assert opens(worker()) == set()
    with pytest.raises(Refused) as caught:
        need_to_see(session_of(worker()), person_id=held.BEN, purpose="enquiry", why=WHY)
    assert caught.value.code == "asked_before"
    (look,) = looks_of(manager())
    assert (look.entry_id, look.waits, look.may_review) == (again.entry_id, True, True)
    assert not need_to_see(session_of(worker()), person_id=held.AOIFE, purpose="plan", why=WHY).waits
    review_look(session_of(manager()), entry_id=again.entry_id, outcome="accepted", why=WHY)
    assert opens(worker()) == {held.AOIFE, held.BEN}
    set_clock(monkeypatch, "2026-12-09T00:00:01Z")
    assert opens(worker()) == set()
    client = client_of(worker())
    client.post(reverse("say_purpose"), {"purpose": "enquiry"})
    page = client.post(
        reverse("need_to_see", args=[held.BEN]), {"purpose": "enquiry", "why": WHY}, follow=True
    ).content.decode()
    assert "An earlier reason was refused" in page
    set_clock(monkeypatch, "2027-03-05T09:00:00Z")
    monkeypatch.setattr(AccessEntry.objects.all().__class__, "waiting", lambda rows: rows.none())
    assert not need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).waits


def test_an_invitation_opens_the_child_near_the_meeting_alone_and_not_once_it_is_called_off(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    worried.actor("olu", "practitioner", "police", "police")
    planned = "2027-01-20T10:00:00Z"
    opening = NewMeeting("strategy_discussion", (held.record_of("police"),), planned, WHY, person_id=held.AOIFE)
    meeting_id = open_meeting(session_of(governance()), opening=opening)
    ask_to_meeting(session_of(governance()), meeting_id=meeting_id, who=MeetingParty(username="olu"))
    opened = {}
    for at in ("2026-12-01", "2027-01-05", "2027-01-06", "2027-02-03", "2027-02-04"):
        set_clock(monkeypatch, f"{at}T09:00:00Z")
        opened[at] = bool(opens(worried.actor("olu", "practitioner", "police", "police")))
    assert list(opened.values()) == [False, False, True, True, False]
    set_clock(monkeypatch, "2027-01-19T09:00:00Z")
    assert opens(worried.actor("olu", "practitioner", "police", "police")) == {held.AOIFE}
    call_off(
        session_of(governance()), meeting_id=meeting_id, words="The family moved to Elm on Monday: no meeting now."
    )
    assert opens(worried.actor("olu", "practitioner", "police", "police")) == set()


def test_a_school_lead_learns_of_their_own_pupils_alone(served: Workspace) -> None:
    elm, oak = lead("Elm"), lead("Oak")
    assert opens(elm) == {held.AOIFE}
    assert opens(oak) == set()
    assert [one.person_id for one in found(elm, name="Ben Hale")] == [held.BEN]
    assert read_who_knows(session_of(elm), person_id=held.BEN, purpose="enquiry").bodies
    for name in ("Ben Hale", "Aoife Brien"):
        assert found(oak, name=name) == ()
    for person_id in (held.AOIFE, held.BEN):
        with pytest.raises(NotHere):
            read_who_knows(session_of(oak), person_id=person_id, purpose="enquiry")
        with pytest.raises(NotHere):
            need_to_see(session_of(oak), person_id=person_id, purpose="enquiry", why=WHY)
    assert AccessEntry.objects.filter(by=oak.reader.username).count() == 0


def test_a_school_leads_export_has_no_row_of_a_pupil_who_is_not_open(served: Workspace, tmp_path: Path) -> None:
    said = ""
    for table in EXPORTED:
        out = tmp_path / f"{table}.csv"
        try:
            export_table(session_of(lead("Elm")), workspace=served, table=table, out=out)
            said += out.read_text()
        except Refused:
            assert not out.exists()
    assert held.record_of("school") in said
    assert held.record_of("roll") not in said
    assert "Ben" not in said


@pytest.mark.parametrize("typed", ["Be Ha", "Ben H", "B Hale", "Aoife Unlisted", "Carl Grown"])
def test_beyond_ones_own_children_no_beginning_of_a_name_no_unlisted_service_and_no_adult(
    served: Workspace, typed: str
) -> None:
    assert found(worker(), name=typed) == ()


def test_beyond_ones_own_children_whole_names_and_a_birth_date_find(served: Workspace) -> None:
    names = {one.person_id for one in (*found(worker(), name="ben hale"), *found(worker(), name="Aoife O'Brien"))}
    assert names == {held.BEN}  # "O'Brien" is one word, and is written as two
    (aoife,) = found(worker(), name="Aoife Brien", birth_date=date(2010, 5, 4))
    assert aoife == ClosedChild(held.AOIFE, "Aoife Ó Brien", (date(2010, 5, 4),))
    assert found(worker(), name="Aoife Brien", birth_date=date(2010, 6, 6)) == ()  # CAMHS alone has that day
    bodies = read_who_knows(session_of(worker()), person_id=held.AOIFE, purpose="enquiry").bodies
    assert "Ash CAMHS" not in {one.organisation for one in bodies}
    assert [one.person_id for one in found(worker(), name="Dee Nodate")] == [NO_DAY]


def test_a_body_that_the_register_calls_such_a_service_is_named_to_nobody(served: Workspace) -> None:
    def named() -> set[str]:
        bodies = read_who_knows(session_of(worker()), person_id=held.AOIFE, purpose="enquiry").bodies
        return {one.organisation for one in bodies}

    register = served.root / "agreements" / "organisations.toml"
    before = register.read_text(encoding="utf-8")
    assert "Elm School" in named()
    own = (
        '[[organisations]]\nid = "elm"\nname = "Elm School"\ntype = "EDUCATION"\nagency = "school"\nservice = "camhs"\n'
    )
    try:
        register.write_text(f"{before}\n{own}", encoding="utf-8")
        assert "Elm School" not in named()
    finally:
        register.write_text(before, encoding="utf-8")


@pytest.fixture
def camhs_agreed(served: Workspace) -> Iterator[None]:
    """The agreement of health lets CAMHS be listed."""
    agreement = served.root / "agreements" / "health.toml"
    before = agreement.read_text(encoding="utf-8")
    agreement.write_text(f'listed_services = ["camhs"]\n{before}', encoding="utf-8")
    yield
    agreement.write_text(before, encoding="utf-8")


def test_a_service_that_agreed_is_listed_and_found_by_full_name_and_birth_date_alone(camhs_agreed: None) -> None:
    assert found(worker(), name="Aoife Unlisted") == ()
    (aoife,) = found(worker(), name="Aoife Unlisted", birth_date=date(2010, 6, 6))
    assert aoife.person_id == held.AOIFE
    bodies = read_who_knows(session_of(worker()), person_id=held.AOIFE, purpose="enquiry").bodies
    assert "Ash CAMHS" in {one.organisation for one in bodies}


def test_each_service_that_an_agreement_may_list_is_one_that_is_not_listed_by_itself() -> None:
    assert set(UnlistedService) == set(read_need_to_know().unlisted) == set(Service) - {Service.NONE}


def test_an_adult_without_a_birth_date_is_not_opened_like_a_child(served: Workspace) -> None:
    with pytest.raises(NotHere):
        read_who_knows(session_of(worker()), person_id=ADULT, purpose="enquiry")
    with pytest.raises(NotHere):
        need_to_see(session_of(worker()), person_id=ADULT, purpose="enquiry", why=WHY)
    assert need_to_see(session_of(worker()), person_id=NO_DAY, purpose="enquiry", why=WHY).entry_id


@pytest.mark.parametrize("of", ["practitioner", "school_lead"])
def test_an_action_that_rests_on_no_record_opens_to_nobody_without_a_reason(served: Workspace, of: str) -> None:
    who = worker() if of == "practitioner" else lead("Oak")
    candidate = thing(
        TODAY, number=7, agency=who.reader.agency, record_id="", basis=(), person_id=held.BEN,
        mention_ids=(made.make_id("mention", "ben"),),
    )  # fmt: skip
    item = open_item(session_of(governance()), candidate=candidate, opened_at=TODAY, now=TODAY)
    assert item is not None
    url = reverse("item", args=[item.item_id])
    assert client_of(who).get(url).status_code == 404
    need_to_see(session_of(worker()), person_id=held.BEN, purpose="enquiry", why=WHY)
    assert client_of(worker()).get(url).status_code == 200


def test_every_opening_is_listed_in_parts_and_those_that_nobody_reviewed_come_first(served: Workspace) -> None:
    manager(), worker(), zoe()
    team("sam")
    oldest = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    for number in range(230):
        AccessEntry.objects.create(
            entry_id=f"{number:020}", at=TODAY, by="zoe", decision=10**9 + 1 + number, kind="needed", word="plan",
            account_id=zoe().account_id, mention_id=made.make_id("mention", "ben"), until_at=TODAY,
        )  # fmt: skip
    assert [one.entry_id for one in looks_of(manager())] == [oldest]
    parts = [read_access(session_of(governance()), part=number + 1) for number in range(5)]
    assert [one.parts for one in parts] == [5] * 5
    listed = [line.entry_id for one in parts for line in one.looks]
    assert listed[0] == oldest
    assert len(set(listed)) == 231
    second = client_of(governance()).get(reverse("access"), {"page": 2}).content.decode()
    assert "Part 2 of 5" in second


def test_rights_end_when_an_account_moves_and_do_not_come_back(served: Workspace) -> None:
    manager(), worker()
    team_id = team("sam")
    own = session_of(governance())
    assign(own, person_id=held.AOIFE, username="sam", why=WHY)
    assign(own, person_id=held.BEN, team_id=team_id, why=WHY)
    account = Account.objects.get(username="sam")
    Assignment.objects.create(
        account=account, kind="lead_worker", mention_id=made.make_id("mention", "no_day"), from_on="2026-11-01", why=WHY
    )
    assert opens(worker()) == {held.AOIFE, held.BEN}
    assert client_of(worker()).get(reverse("person", args=[NO_DAY])).status_code == 200
    for agency in ("police", "childrens_services"):
        change_account(session_of(house_actor()), username="sam", agency=agency, organisation=agency, why=WHY)
        assert opens(worker()) == set()
        assert client_of(worker()).get(reverse("person", args=[NO_DAY])).status_code == 404
        assert opens(manager()) == ({held.BEN} if agency else set())  # the team that she manages is still assigned
    assert [one.to for one in read_assigned(own, person_id=held.AOIFE).lines] == ["the_practitioner"]


def test_nobody_opens_a_child_by_an_action_or_a_referral_of_their_own(served: Workspace) -> None:
    fill_ladder("childrens_services")
    account = Account.objects.filter(posts_held__ladder="childrens_services", posts_held__stage="practitioner").first()
    assert account is not None
    before = opened_by(account, "answers")
    own = thing(TODAY, number=8, record_id="", basis=(), mention_ids=("own",), opened_by=account.username)
    assert open_item(session_of(governance()), candidate=own, opened_at=TODAY, now=TODAY)
    written = Concern.objects.get(concern_id=worried.enter(actor_for_account(account), about="new", name="Ben Hale"))
    of_concern = thing(TODAY, number=9, record_id=written.record_id, basis=(), mention_ids=("concern",))
    assert open_item(session_of(governance()), candidate=of_concern, opened_at=TODAY, now=TODAY)
    assert opened_by(account, "answers") == before
    assert written.mention_id not in opened_by(account, "received")
    others = thing(TODAY, number=10, record_id=held.record_of("ben"), basis=(), mention_ids=("others",))
    assert open_item(session_of(governance()), candidate=others, opened_at=TODAY, now=TODAY)
    assert opened_by(account, "answers") == {*before, "others"}
    by_another = Concern.objects.get(concern_id=worried.enter(worried.youth_worker(), about="new", name="Ben Hale"))
    assert by_another.mention_id in opened_by(account, "received")


def opened_by(account: Account, reason: str) -> set[str]:
    """The mentions that the account has a reason of that kind for now."""
    grounds = list_grounds(account, at=TODAY)
    return {one for ground in grounds if ground.reason == reason for one in ground.mention_ids}


def test_numbers_are_compared_with_what_the_agency_sends_later(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    olu = worried.actor("olu", "practitioner", "police", "police")
    team_id = team("olu", managers=(), agency="police")
    sign_task(session_of(governance()), team_id=team_id, kind="missing_desk", until_on=date(2027, 1, 1), why=WHY)
    given = ("MP99/12345", "mp24-00002", "2012-06-10")
    numbers = [open_by_number(session_of(olu), person_id=held.BEN, number=one) for one in given]
    wrong, right, birth_date = (one.entry_id for one in numbers)
    assert check_numbers(house_session()) == 0
    set_clock(monkeypatch, "2026-12-16T09:00:00Z")
    own_cells = ListedReader.own_cells

    def with_number(reader: ListedReader, **asked: Any) -> list[tuple[str, str]]:
        """The real rows; one of the police is written here with a number, as these records have none."""
        assert asked["since_at"] == "2026-11-01T00:00:00Z"  # 30 days before it was used
        rows = own_cells(reader, **{**asked, "since_at": ""})
        assert own_cells(reader, **{**asked, "since_at": "2099-01-01T00:00:00Z"}) == []
        assert (asked["person_id"], asked["agency"], len(rows)) == (held.BEN, "police", 1)
        (layout, cells) = rows[0]
        assert layout == "police_missing"
        return [(layout, json.dumps({**json.loads(cells), "Misper Ref": "MP24 / 00002", "DOB": "2012-06-10"}))]

    with patch.object(ListedReader, "own_cells", with_number):
        assert check_numbers(house_session()) == 3
    assert check_numbers(house_session()) == 0
    said = dict(AccessEntry.objects.filter(kind="checked").values_list("about", "word"))
    assert said[wrong] == said[birth_date] == "not_borne_out"
    assert said[right] in ("borne_out", "sampled")
    due = [one for one in looks_of(governance()) if one.review_by]
    assert {one.entry_id for one in due} == {wrong, birth_date, *([right] if said[right] == "sampled" else [])}
    assert str(due[0].review_by) == "2026-12-23"


def test_two_in_a_hundred_of_the_numbers_are_chosen_for_a_review_and_always_the_same() -> None:
    chosen = [number for number in range(2000) if is_sampled(f"{number:020}", percent=2)]
    assert 20 <= len(chosen) <= 60
    assert chosen == [number for number in range(2000) if is_sampled(f"{number:020}", percent=2)]
    assert not any(is_sampled(f"{number:020}", percent=0) for number in range(200))
