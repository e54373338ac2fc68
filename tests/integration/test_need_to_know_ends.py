"""Need to know ends with the work that it was for: a move, a refusal, a stage. Each test tries to keep what has ended."""

from typing import Any
from unittest.mock import Mock

import pytest
from django.urls import reverse
from support import held, worried
from support.climbing import fill_ladder, thing
from support.sessions import session_of
from support.worried import client_of
from test_need_to_know import TODAY, WHY, governance, manager, opens, team, worker
from test_need_to_know_limits import kept, looks_of, opened_by, other_manager, served, zoe

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.selectors.access import read_access
from sightline.casework.access.selectors.children import read_assigned
from sightline.casework.access.services.looks import need_to_see, open_by_number, review_look
from sightline.casework.access.services.teams import assign, end_assignment, keep_team, sign_task
from sightline.casework.accounts.services.accounts import change_account
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.comments.selectors import list_comments
from sightline.casework.comments.services import add_comment
from sightline.casework.core.actor import actor_for_account, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.sight_decisions import list_grounds
from sightline.casework.escalation.engine import open_item
from sightline.casework.escalation.models import Item, ItemSource
from sightline.casework.escalation.need_to_know import opens_children
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.selectors import list_refused_reasons
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.selectors.meetings import read_meeting
from sightline.casework.meetings.services.meetings import MeetingInput, ask_to_meeting, keep_decision, name_chair
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.posts.services import posts
from sightline.casework.posts.services.posts import set_post
from sightline.casework.posts.services.rotas import Shift, add_shift
from sightline.escalation import Stage
from sightline.model.calendar import add_months
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.when import london_day
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store import Workspace
from sightline.web.core.words import layout_in_words

pytestmark = pytest.mark.django_db
__all__ = ["kept", "served"]
LADDER = "childrens_services"
UNTIL = add_months(london_day(TODAY), 2)


def move(username: str, **work: str) -> None:
    change_account(session_of(house_actor()), username=username, why=WHY, **work)


def holder_at(stage: str) -> Account:
    found = Account.objects.filter(posts_held__ladder=LADDER, posts_held__stage=stage).first()
    assert found is not None
    return found


@pytest.mark.usefixtures("served")
def test_posts_are_worked_out_once_for_all_kinds_of_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three kinds of reasons ask for them, and every request asks for every kind."""
    fill_ladder(LADDER)
    account, counted = holder_at("practitioner"), Mock(wraps=posts.posts_of_work)
    monkeypatch.setattr(posts, "posts_of_work", counted)
    for expected in (1, 2):  # and anew of the next request: posts are given and end
        list_grounds(account, at=TODAY)
        assert counted.call_count == expected


def item_that_begins_at_a_manager(number: int, source: str = "question") -> Item:
    candidate = thing(
        TODAY, number=number, source=source, record_id=held.record_of("ben"), basis=(), begins=Stage.TEAM_MANAGER,
        mention_ids=(f"mention {number}",),
    )  # fmt: skip
    item = open_item(session_of(governance()), candidate=candidate, opened_at=TODAY, now=TODAY)
    assert item is not None
    return item


def test_an_action_that_began_above_a_post_opens_nobody_to_it_and_is_not_its_own(served: Workspace) -> None:
    fill_ladder(LADDER)
    duty, team_manager = holder_at("practitioner"), holder_at("team_manager")
    item = item_that_begins_at_a_manager(21)
    assert "mention 21" not in opened_by(duty, "answers")
    assert "mention 21" in opened_by(team_manager, "answers")
    urls = reverse("item", args=[item.item_id])
    assert client_of(actor_for_account(duty)).get(urls).status_code == 404
    assert client_of(actor_for_account(team_manager)).get(urls).status_code == 200


@pytest.mark.parametrize(
    ("source", "role", "opened"),
    [
        ("possible_match", "manager", True),
        ("proposed_match", "practitioner", False),
        ("possible_match", "practitioner", False),
        ("unowned", "manager", True),
        ("unowned", "practitioner", False),
        ("clock", "practitioner", True),
        ("backlog_overdue", "manager", False),
    ],
)
def test_an_action_opens_its_children_to_a_role_that_can_answer_it(
    served: Workspace, source: str, role: str, opened: bool
) -> None:
    fill_ladder(LADDER)
    account = holder_at("team_manager")
    Account.objects.filter(pk=account.pk).update(role=role)
    account.refresh_from_db()
    item_that_begins_at_a_manager(22, source)
    assert ("mention 22" in opened_by(account, "answers")) == opened


def test_the_rule_says_of_kinds_of_action_what_their_answerer_needs_and_others_open_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert set(read_need_to_know().answers) <= {one.value for one in ItemSource}
    assert opens_children(ItemSource.CLOCK, role=Role.PRACTITIONER)
    monkeypatch.setattr("sightline.casework.escalation.need_to_know.read_need_to_know", lambda: Mock(answers={}))
    assert not opens_children(ItemSource.CLOCK, role=Role.PRACTITIONER)


@pytest.mark.parametrize("work", [{"role": "senior_officer"}, {"organisation": "Elm Team"}])
def test_a_post_that_was_held_before_a_move_within_the_agency_opens_nobody_until_it_is_given_again(
    served: Workspace, work: dict[str, str]
) -> None:
    fill_ladder(LADDER)
    account = holder_at("team_manager")
    item = item_that_begins_at_a_manager(23)
    assert "mention 23" in opened_by(account, "answers")
    move(account.username, **work)
    account.refresh_from_db()
    assert "mention 23" not in opened_by(account, "answers")
    assert client_of(actor_for_account(account)).get(reverse("item", args=[item.item_id])).status_code == 200
    set_post(session_of(house_actor()), ladder=LADDER, stage="team_manager", holder=account.username)
    assert "mention 23" in opened_by(account, "answers")
    set_post(session_of(house_actor()), ladder=LADDER, stage="team_manager", deputy=account.username)
    move(account.username, role="manager", organisation="Oak Team")
    account.refresh_from_db()
    assert "mention 23" not in opened_by(account, "answers")


def test_a_shift_and_the_front_door_end_with_a_move_within_the_agency(served: Workspace) -> None:
    who = worker()
    shift = Shift(
        ladder=LADDER, holding="day", username="sam", days=("mon", "tue", "wed", "thu", "fri"), begins="08:00",
        ends="20:00", from_on=london_day(TODAY),
    )  # fmt: skip
    add_shift(session_of(house_actor()), shift=shift, why=WHY)
    concern_id = worried.enter(worried.youth_worker(), about="new", name="Ben Hale")
    account = Account.objects.get(pk=who.account_id)
    assert concern_id
    assert opened_by(account, "received")
    move("sam", organisation="Elm Team")
    account.refresh_from_db()
    assert not opened_by(account, "received")
    add_shift(session_of(house_actor()), shift=shift, why=WHY)
    assert opened_by(account, "received")


def meeting_for(*asked: MeetingParty) -> str:
    opening = NewMeeting(
        "strategy_discussion", (held.record_of("police"),), "2026-12-03T10:00:00Z", WHY, person_id=held.AOIFE
    )
    meeting_id = open_meeting(session_of(governance()), opening=opening)
    for who in asked:
        ask_to_meeting(session_of(governance()), meeting_id=meeting_id, who=who)
    return meeting_id


def test_an_invitation_ends_with_a_move(served: Workspace) -> None:
    zoe()
    meeting_id = meeting_for(MeetingParty(username="zoe"))
    account = Account.objects.get(username="zoe")
    assert opened_by(account, "invited")
    move("zoe", organisation="Elm Team")
    account.refresh_from_db()
    assert not opened_by(account, "invited")
    ask_to_meeting(session_of(governance()), meeting_id=meeting_id, who=MeetingParty(username="zoe"))
    assert opened_by(account, "invited")


def test_whoever_may_no_longer_open_the_child_reads_no_word_of_the_meeting_and_asks_nobody(served: Workspace) -> None:
    said = "She will stay with her aunt until Friday, and nobody else is told."
    zoe(), other_manager()
    meeting_id = meeting_for(MeetingParty(username="zoe"))
    name_chair(session_of(governance()), meeting_id=meeting_id, who=MeetingParty(username="zoe"))
    keep_decision(session_of(governance()), meeting_id=meeting_id, said=MeetingInput(words=said))
    assert [one.words for one in read_meeting(session_of(zoe()), meeting_id=meeting_id).decisions] == [said]
    ask_to_meeting(session_of(zoe()), meeting_id=meeting_id, who=MeetingParty(name="The nurse", agency="health"))
    move("zoe", organisation="Elm Team")
    moved = actor_for_account(Account.objects.get(username="zoe"))
    page = read_meeting(session_of(moved), meeting_id=meeting_id)
    assert (page.decisions, page.why, page.line.subject.person) == ((), "", None)
    with pytest.raises(Refused) as caught:
        ask_to_meeting(session_of(moved), meeting_id=meeting_id, who=MeetingParty(username="max"))
    assert caught.value.code == "no_reason"


def test_who_wrote_a_concern_reads_of_its_comments_only_their_own_and_what_mentions_them(served: Workspace) -> None:
    concern_id = worried.enter(worried.youth_worker(), about="new", name="Ben Hale")
    on, yaz = {"owner": "concern", "owner_id": concern_id}, worried.youth_worker().reader.username
    add_comment(session_of(governance()), **on, words="Her brother was moved last spring.", notified=())
    add_comment(session_of(governance()), **on, words="Can you call me about the coat?", notified=(yaz,))
    add_comment(session_of(worried.youth_worker()), **on, words="He wore no coat again.", notified=())
    read = [one.words for one in list_comments(session_of(worried.youth_worker()), **on).lines]
    assert read == ["Can you call me about the coat?", "He wore no coat again."]
    assert len(list_comments(session_of(governance()), **on).lines) == 3


def test_a_post_before_a_move_reads_no_referral_and_documents_of_a_meeting_close_with_it(served: Workspace) -> None:
    fill_ladder(LADDER)
    account = holder_at("practitioner")
    concern_id = worried.enter(worried.youth_worker(), about="new", name="Ben Hale")
    url = reverse("concern", args=[concern_id])
    assert client_of(actor_for_account(account)).get(url).status_code == 200
    meeting_id = meeting_for(MeetingParty(username=account.username))
    add_comment(
        session_of(governance()), owner="meeting", owner_id=meeting_id, words="He is with an aunt.", notified=()
    )
    assert list_comments(session_of(actor_for_account(account)), owner="meeting", owner_id=meeting_id).lines
    move(account.username, organisation="Elm Team")
    account.refresh_from_db()
    assert client_of(actor_for_account(account)).get(url).status_code == 404
    assert not list_comments(session_of(actor_for_account(account)), owner="meeting", owner_id=meeting_id).lines


def test_who_works_with_a_child_at_another_agency_is_that_agencys_to_tell_and_to_end(served: Workspace) -> None:
    manager(), worker(), worried.actor("olu", "practitioner", "police", "police")
    own = assign(session_of(governance()), person_id=held.AOIFE, username="sam", why=WHY)
    others = assign(session_of(governance()), person_id=held.AOIFE, username="olu", why=WHY)
    shown = {one.to for one in read_assigned(session_of(manager()), person_id=held.AOIFE).lines}
    assert "sam" in shown and "olu" not in shown
    assert "olu" in {one.to for one in read_assigned(session_of(governance()), person_id=held.AOIFE).lines}
    with pytest.raises(NotHere):
        end_assignment(session_of(manager()), person_id=held.AOIFE, entry_id=others, why=WHY)
    end_assignment(session_of(manager()), person_id=held.AOIFE, entry_id=own, why=WHY)


def test_an_invitation_to_the_post_of_one_school_opens_nobody_to_the_same_post_of_another(served: Workspace) -> None:
    leads = {name: worried.actor(f"dsl_{name}", "school_lead", "school", f"{name} School") for name in ("Elm", "Oak")}
    for name, who in leads.items():
        set_post(
            session_of(house_actor()), ladder="school", stage="practitioner", organisation=f"{name} School",
            holder=who.reader.username,
        )  # fmt: skip
    meeting_for(MeetingParty(post="school practitioner holder", organisation="Elm School"))
    opened = {name: bool(opened_by(Account.objects.get(pk=who.account_id), "invited")) for name, who in leads.items()}
    assert opened == {"Elm": True, "Oak": False}


def test_a_manager_reads_nothing_of_whom_they_alone_listed_nor_of_who_moved(served: Workspace) -> None:
    manager(), worker(), zoe()
    team_id = team("sam")
    said = {"name": "East", "agency": LADDER, "managers": ["mia"], "team_id": team_id}
    keep_team(session_of(manager()), members=["sam", "zoe"], **said)
    of_zoe = need_to_see(session_of(zoe()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    of_sam = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    assert [one.entry_id for one in looks_of(manager())] == [of_sam]
    with pytest.raises(NotHere):
        review_look(session_of(manager()), entry_id=of_zoe, outcome="accepted", why=WHY)
    keep_team(session_of(governance()), members=["sam", "zoe"], **said)
    assert [one.entry_id for one in looks_of(manager())] == [of_sam]  # a change of the team confirms nobody
    keep_team(session_of(governance()), members=["sam", "zoe"], confirmed=True, **said)
    assert {one.entry_id for one in looks_of(manager())} == {of_sam, of_zoe}
    move("sam", organisation="Elm Team")
    assert [one.entry_id for one in looks_of(manager())] == [of_zoe]
    with pytest.raises(NotHere):
        review_look(session_of(manager()), entry_id=of_sam, outcome="accepted", why=WHY)
    keep_team(session_of(governance()), members=["sam", "zoe"], **{**said, "name": "West"})
    assert [one.entry_id for one in looks_of(manager())] == [of_zoe]  # sam is back: not what was before
    line = next(one for one in read_access(session_of(governance())).teams if one.team_id == team_id)
    assert (line.members, line.moved) == (("sam", "zoe"), ())


def test_a_manager_who_moved_reads_and_reviews_nothing_of_the_team_before(served: Workspace) -> None:
    manager(), worker()
    team_id = team("sam")
    entry_id = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    assert looks_of(manager())
    move("mia", organisation="Elm Team")
    moved = actor_for_account(Account.objects.get(username="mia"))
    assert read_access(session_of(moved)).looks == ()
    with pytest.raises(NotHere):
        review_look(session_of(moved), entry_id=entry_id, outcome="accepted", why=WHY)
    line = next(one for one in read_access(session_of(governance())).teams if one.team_id == team_id)
    assert (line.managers, line.moved) == ((), ("mia",))
    page = client_of(governance()).get(reverse("access")).content.decode()
    assert "Moved to other work, so no longer in the team: mia" in page


def test_who_left_a_team_and_came_back_waits_for_its_task_again(served: Workspace) -> None:
    worker(), zoe()
    team_id = team("sam", "zoe", managers=())
    sign_task(session_of(governance()), team_id=team_id, kind="front_door", until_on=UNTIL, why=WHY)
    said: dict[str, Any] = {"name": "East", "agency": LADDER, "managers": [], "team_id": team_id}
    keep_team(session_of(governance()), members=["zoe"], **said)
    keep_team(session_of(governance()), members=["sam", "zoe"], **said)
    task = next(one for one in read_access(session_of(governance())).tasks if "zoe" in one.members)
    assert task.waiting == ("sam",)
    with pytest.raises(NotHere):
        open_by_number(session_of(worker()), person_id=held.BEN, number="C-2026-0142")
    assert open_by_number(session_of(zoe()), person_id=held.BEN, number="C-2026-0142").entry_id


def test_a_refusal_ends_every_reason_of_the_readers_own_for_the_child(served: Workspace) -> None:
    manager(), worker()
    team_id = team("sam")
    sign_task(session_of(governance()), team_id=team_id, kind="front_door", until_on=UNTIL, why=WHY)
    open_by_number(session_of(worker()), person_id=held.BEN, number="C-2026-0142")
    need_to_see(session_of(worker()), person_id=held.AOIFE, purpose="plan", why=WHY)
    refused = [
        need_to_see(session_of(worker()), person_id=held.BEN, purpose=one, why=WHY) for one in ("plan", "missing")
    ]
    assert opens(worker()) == {held.AOIFE, held.BEN}
    review_look(session_of(manager()), entry_id=refused[0].entry_id, outcome="refused", why=WHY)
    assert opens(worker()) == {held.AOIFE}
    review_look(session_of(manager()), entry_id=refused[1].entry_id, outcome="accepted", why=WHY)
    assert opens(worker()) == {held.AOIFE}  # that it was enough once opens nothing again
    waits = need_to_see(session_of(worker()), person_id=held.BEN, purpose="review", why=WHY)
    review_look(session_of(manager()), entry_id=waits.entry_id, outcome="accepted", why=WHY)
    assert opens(worker()) == {held.AOIFE, held.BEN}


def test_a_manager_who_was_refused_opens_nobody_by_their_own_assignment_and_the_worker_stays(served: Workspace) -> None:
    manager(), worker(), other_manager()
    team("sam")
    assign(session_of(manager()), person_id=held.AOIFE, username="sam", why=WHY)
    look = AccessEntry.objects.create(
        entry_id="a" * 20, at=TODAY, by="mia", decision=10**9 + 1, kind="needed", word="plan", until_at=TODAY,
        account_id=manager().account_id, mention_id=AccessEntry.objects.get(kind="assigned", by="mia").mention_id,
    )  # fmt: skip
    assert opens(manager()) == opens(worker()) == {held.AOIFE}
    review_look(session_of(governance()), entry_id=look.entry_id, outcome="refused", why=WHY)
    assert (opens(manager()), opens(worker())) == (set(), {held.AOIFE})


def test_a_number_opens_a_child_once(served: Workspace) -> None:
    worker(), manager()
    team_id = team("sam")
    sign_task(session_of(governance()), team_id=team_id, kind="front_door", until_on=UNTIL, why=WHY)
    first, again = (open_by_number(session_of(worker()), person_id=held.BEN, number=one) for one in ("C-142", "c 142"))
    sibling = open_by_number(session_of(worker()), person_id=held.AOIFE, number="C-142")
    assert [(one.waits, one.used) for one in (first, again, sibling)] == [(False, False), (True, True), (False, False)]


def test_a_refused_reason_is_in_the_ledger_and_tells_those_whose_records_it_had_shown(served: Workspace) -> None:
    manager(), worker()
    fill_ladder("police")
    team("sam")
    entry_id = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    page = client_of(worker()).get(reverse("record", args=[held.record_of("ben")]))
    assert page.status_code == 200
    review_look(session_of(manager()), entry_id=entry_id, outcome="refused", why=WHY)
    (line,) = SharedRecord.objects.filter(way="not_enough")
    entry = AuditEntry.objects.get(pk=line.audit_row)
    assert entry.action == "review_look"
    assert f"access_entry:{entry_id}" in entry.ids
    assert (line.username, line.from_agency, line.record_id) == ("sam", "police", hash_id(held.record_of("ben")))
    (told,) = Notice.objects.filter(kind=NoticeKind.REFUSED_REASON)
    holder = actor_for_account(told.account)
    assert told.account.posts_held.get().stage == "team_manager"
    (shown,) = list_refused_reasons(session_of(holder))
    assert (shown.to.agency, shown.role, dict(shown.layouts)) == (LADDER, "practitioner", {"police_missing": 1})
    client = client_of(holder)
    assert "Refused reason to open" in client.get(reverse("notices")).content.decode()
    text = client.get(reverse("refused_reasons")).content.decode()
    assert f"{layout_in_words('police_missing')}: 1" in text
    assert not [one for one in ("Ben", "sam", held.BEN, held.record_of("ben")) if one in text]
    assert list_refused_reasons(session_of(manager())) == ()


def test_a_refused_reason_that_had_shown_nothing_tells_nobody(served: Workspace) -> None:
    manager(), worker()
    fill_ladder("police")
    team("sam")
    entry_id = need_to_see(session_of(worker()), person_id=held.BEN, purpose="plan", why=WHY).entry_id
    review_look(session_of(manager()), entry_id=entry_id, outcome="refused", why=WHY)
    assert not SharedRecord.objects.filter(way="not_enough").exists()
    assert not Notice.objects.filter(kind=NoticeKind.REFUSED_REASON).exists()
