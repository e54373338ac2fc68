"""Data breaches: reported by anybody, told at once where an address is exposed, decided by information governance."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from support import worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.accounts.models import Recovery
from sightline.casework.breaches.actions import DECIDE
from sightline.casework.breaches.models import BreachEntry
from sightline.casework.breaches.pages import BreachDecision, BreachEntryKind, BreachState, NewBreach
from sightline.casework.breaches.selectors import list_breaches, read_breach
from sightline.casework.breaches.services import report_breach, settle_breach
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import GOVERNANCE_WORK, count_work
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.escalation import step_notices
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.services.responses import acknowledge_item, answer_item
from sightline.casework.named_adults.pages import LetterTo
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.posts.models import Post
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.casework.worklist.pages import WorkChoice
from sightline.casework.worklist.selectors.work import list_work, read_item_view
from sightline.cli.demo.people import fill_posts, make_people
from sightline.escalation import NotAnAnswer, Stage
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOTICED, REPORTED = "2026-11-24T16:30:00Z", "2026-11-25T09:00:00Z"
WORDS = "A letter about lantern-77 went to the father’s house instead of the refuge worker."
WHY = "The letter came back unopened, with the seal whole, and the postman confirmed it."


@pytest.fixture(autouse=True)
def wednesday(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.create()
    set_clock(monkeypatch, REPORTED)


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "health", "Clinic")


def reported(address: str = "no", holder: str = "", who: Actor | None = None) -> str:
    return report_breach(session_of(who or nurse()), breach=NewBreach(NOTICED, address, WORDS, "One family’s", holder))


def settle(breach_id: str, kind: BreachEntryKind, who: Actor | None = None, **said: str) -> str:
    decision = BreachDecision(kind, **{"words": WHY, "letter": LetterTo("other", names=("Lantern Otherwise",)), **said})
    return settle_breach(session_of(who or governance()), breach_id=breach_id, decision=decision)


def names_told(item: Item) -> set[str]:
    return set(Notice.objects.filter(about_id=item.item_id).values_list("account__username", flat=True))


def test_a_report_opens_an_action_for_information_governance_with_72_hours_from_when_it_was_noticed() -> None:
    ig, posts = governance(), fill_ladder("information_governance")
    breach_id = reported()
    item = Item.objects.get()
    assert (item.item_id, item.rule_id, item.ladder, item.urgency) == (
        DECIDE.item_id(breach_id), "data_breach", "information_governance", "urgent",
    )  # fmt: skip
    assert (item.deadline_at, item.state, item.opened_by) == ("2026-11-27T16:30:00Z", "waiting", "nia")
    assert names_told(item) == {"ig", posts["practitioner"].reader.username}
    shown = read_item_view(session_of(ig), item_id=item.item_id)
    assert (shown.about_breach, shown.page.may_answer, shown.page.line.shown) == (breach_id, False, True)
    with pytest.raises(NotAnAnswer):
        answer_item(session_of(posts["practitioner"]), item_id=item.item_id, form={"form": "act", "what": WHY})


def test_unanswered_it_escalates_to_the_partnership_before_the_72_hours_are_over(monkeypatch: Any) -> None:
    fill_ladder("information_governance")
    governance()
    breach_id = reported()
    set_clock(monkeypatch, "2026-11-27T10:00:00Z")
    run_tick(house_session(), now="2026-11-27T10:00:00Z")
    rows = Step.objects.filter(item__item_id=DECIDE.item_id(breach_id)).order_by("number")
    assert [(row.stage, row.due_at) for row in rows] == [
        ("practitioner", NOTICED),
        ("team_manager", "2026-11-25T16:30:00Z"),
        ("lead_safeguarding_partners", "2026-11-26T16:30:00Z"),
    ]
    assert all("ig" in row.told for row in rows), "information governance is told beside each stage"


def test_a_breach_noticed_70_hours_ago_tells_every_stage_that_is_due_at_once() -> None:
    posts = fill_ladder("information_governance")
    noticed = "2026-11-22T11:00:00Z"
    breach_id = report_breach(session_of(nurse()), breach=NewBreach(noticed, "no", WORDS, "One family’s", ""))
    item = Item.objects.get(item_id=DECIDE.item_id(breach_id))
    assert (item.highest_stage, item.deadline_at) == ("lead_safeguarding_partners", "2026-11-25T11:00:00Z")
    assert {posts["practitioner"].reader.username, posts["team_manager"].reader.username} <= names_told(item)
    run_tick(house_session(), now="2026-11-25T11:00:01Z")
    item.refresh_from_db()
    assert item.highest_stage == "chair_and_scrutineer", "the 72 hours are over"


@pytest.mark.parametrize("address", ["no", "not_known"])
def test_a_holder_without_a_yes_is_not_dropped(address: str) -> None:
    with pytest.raises(Usage, match="You chose an agency"):
        reported(address, "housing")
    boxes = {"words": WORDS, "whose": "One family’s", "on_day_day": "24", "on_day_month": "11", "on_day_year": "2026",
             "at_time": "", "address": address, "holder": "housing"}  # fmt: skip
    shown = client_of(nurse()).post(reverse("breach_report"), boxes)
    assert (shown.status_code, "Choose yes if the address may be exposed" in shown.content.decode()) == (400, True)
    old = client_of(nurse()).post(reverse("breach_report"), boxes | {"holder": "", "on_day_year": "1999"})
    assert (old.status_code, "more than 10 years ago" in old.content.decode()) == (400, True)
    assert not BreachEntry.objects.exists()


def test_where_only_a_later_stage_could_be_told_the_page_does_not_say_at_once() -> None:
    people = fill_ladder("police", but=(Stage.PRACTITIONER,))
    breach_id = reported("yes")
    (told,) = (one for one in read_breach(session_of(nurse()), breach_id=breach_id).notified if one.agency == "police")
    assert (told.is_notified, told.reached) == (False, "team_manager") and people
    page = client_of(nurse()).get(reverse("breach", args=[breach_id])).content.decode()
    assert "nobody answers at the first stage" in page


def test_an_exposed_address_calls_its_holder_and_police_at_once_and_nobody_else() -> None:
    police, housing = fill_ladder("police"), fill_ladder("housing")
    governance()
    breach_id = reported("yes", "housing")
    items = {item.ladder: item for item in Item.objects.filter(rule_id="exposed_address")}
    assert set(items) == {"police", "housing"}
    for ladder, people in (("police", police), ("housing", housing)):
        assert names_told(items[ladder]) == {people["practitioner"].reader.username}
        shown = read_item_view(session_of(people["practitioner"]), item_id=items[ladder].item_id)
        assert (shown.page.may_answer, shown.opened_by) == (True, "nia")
        assert "lantern-77" not in repr(shown)
        with pytest.raises(NotHere):
            read_breach(session_of(people["practitioner"]), breach_id=breach_id)
    assert not Item.objects.exclude(rule_id__in=("exposed_address", "data_breach")).exists()
    assert {(one.agency, one.is_notified) for one in read_breach(session_of(nurse()), breach_id=breach_id).notified} == {
        ("partnership", True), ("police", True), ("housing", True),
    }  # fmt: skip
    for who in (worried.actor("pat", "practitioner", "police", "police"), nurse()):
        assert list_work(session_of(who), choice=WorkChoice("all")).total == 0
        for item in Item.objects.all():
            with pytest.raises(NotHere):
                read_item_view(session_of(who), item_id=item.item_id)


def test_an_address_found_exposed_later_is_notified_then_and_where_nobody_can_be_told_the_page_says_so() -> None:
    breach_id = reported("not_known")
    assert not Item.objects.filter(rule_id="exposed_address").exists()
    settle(breach_id, BreachEntryKind.ADDRESS_EXPOSED, holder="police")
    settle(breach_id, BreachEntryKind.ADDRESS_EXPOSED, holder="police", words=f"{WHY} Her school confirmed it too.")
    assert Item.objects.get(rule_id="exposed_address").ladder == "police"
    page = read_breach(session_of(governance()), breach_id=breach_id)
    assert (page.line.address, page.holder) == ("yes", "police"), "as it is known now, not as it was reported"
    shown = client_of(governance()).get(reverse("breach", args=[breach_id])).content.decode()
    assert "nobody could be told. Call them now" in shown
    assert "told at once" not in shown.partition("Police")[2].partition("</dd>")[0]


def test_both_decisions_close_the_action_and_neither_alone_does() -> None:
    breach_id = reported()
    settle(breach_id, BreachEntryKind.REGULATOR_NOTIFIED, words="", reference="IC-1234", notified_at=REPORTED)
    assert Item.objects.get().closed_at is None
    settle(breach_id, BreachEntryKind.PEOPLE_NOT_NOTIFIED)
    assert Item.objects.get().state == "closed"
    page = read_breach(session_of(governance()), breach_id=breach_id)
    assert (page.line.state, page.line.is_overdue) == (BreachState.DECIDED, False)
    assert set(page.choices) == {
        BreachEntryKind.PEOPLE_NOTIFIED,
        BreachEntryKind.ADDRESS_EXPOSED,
        BreachEntryKind.CLOSED,
    }
    settle(breach_id, BreachEntryKind.CLOSED)
    after = (BreachEntryKind.PEOPLE_NOTIFIED, BreachEntryKind.ADDRESS_EXPOSED)
    assert read_breach(session_of(governance()), breach_id=breach_id).choices == after
    with pytest.raises(Refused, match="recorded already"):
        settle(breach_id, BreachEntryKind.CLOSED, words=f"{WHY} Again.")
    settle(breach_id, BreachEntryKind.PEOPLE_NOTIFIED, notified_at=REPORTED)
    assert [row.kind for row in BreachEntry.objects.all()] == [
        "reported", "regulator_notified", "people_not_notified", "closed", "people_notified",
    ]  # fmt: skip


def test_a_report_whose_address_nobody_has_settled_is_not_closed() -> None:
    breach_id = reported("not_known")
    settle(breach_id, BreachEntryKind.NOT_REPORTABLE)
    settle(breach_id, BreachEntryKind.PEOPLE_NOT_NOTIFIED)
    with pytest.raises(Refused, match="Record whether an address is exposed"):
        settle(breach_id, BreachEntryKind.CLOSED)
    settle(breach_id, BreachEntryKind.ADDRESS_SAFE)
    settle(breach_id, BreachEntryKind.CLOSED)
    line = read_breach(session_of(governance()), breach_id=breach_id).line
    assert (line.state, line.address) == (BreachState.CLOSED, "no")


def test_the_regulator_told_after_72_hours_needs_a_reason_and_a_day_alone_counts_to_its_end(monkeypatch: Any) -> None:
    breach_id = reported()
    page_of_it = reverse("breach_decide", args=[breach_id, "regulator_notified"])
    boxes = {"on_day_day": "24", "on_day_month": "11", "on_day_year": "2026", "at_time": "", "reference": "IC-1",
             "words": ""}  # fmt: skip
    set_clock(monkeypatch, "2026-11-28T09:00:00Z")
    late = {"kind": BreachEntryKind.REGULATOR_NOTIFIED, "reference": "IC-1", "notified_at": "2026-11-28T08:00:00Z"}
    with pytest.raises(NotAnAnswer):
        settle(breach_id, words="", **late)
    assert client_of(governance()).post(page_of_it, boxes).status_code == 302, "noticed 4:30pm, told on that day"
    assert BreachEntry.objects.get(kind="regulator_notified").happened_at == "2026-11-24T23:59:59Z"


def test_a_data_breach_is_sent_by_itself_where_a_post_has_more_than_it_can_answer(monkeypatch: Any) -> None:
    monkeypatch.setattr(step_notices, "is_over", lambda **_: True)
    governance()
    reported()
    assert not Notice.objects.filter(kind=NoticeKind.DAY_LIST).exists()


def test_a_decision_not_to_tell_may_become_telling_and_never_the_other_way() -> None:
    breach_id = reported()
    settle(breach_id, BreachEntryKind.NOT_REPORTABLE)
    settle(breach_id, BreachEntryKind.REGULATOR_NOTIFIED, words="", reference="IC-1", notified_at=REPORTED)
    with pytest.raises(Refused, match="recorded already"):
        settle(breach_id, BreachEntryKind.NOT_REPORTABLE, words=f"{WHY} Again.")


@pytest.mark.parametrize(
    ("kind", "said", "error"),
    [
        (BreachEntryKind.REGULATOR_NOTIFIED, {"notified_at": REPORTED}, "reference is missing"),
        (BreachEntryKind.REGULATOR_NOTIFIED, {"reference": "IC-1"}, "is in the future"),
        (
            BreachEntryKind.REGULATOR_NOTIFIED,
            {"reference": "IC-1", "notified_at": "2026-11-26T09:00:00Z"},
            "is in the future",
        ),
        (
            BreachEntryKind.REGULATOR_NOTIFIED,
            {"reference": "IC-1", "notified_at": "2026-11-20T09:00:00Z"},
            "before the breach",
        ),
        (BreachEntryKind.NOT_REPORTABLE, {"words": "noted"}, "not an answer"),
        (BreachEntryKind.CLOSED, {}, "Decide about the regulator"),
    ],
)
def test_a_decision_that_lacks_a_part_is_not_kept(kind: BreachEntryKind, said: dict[str, str], error: str) -> None:
    breach_id = reported()
    with pytest.raises((Usage, Refused), match=error):
        settle(breach_id, kind, **said)
    assert BreachEntry.objects.count() == 1


def test_the_words_are_read_by_the_reporter_and_information_governance_alone() -> None:
    breach_id = reported()
    settle(breach_id, BreachEntryKind.NOT_REPORTABLE)
    own, all_of_it = (read_breach(session_of(who), breach_id=breach_id) for who in (nurse(), governance()))
    assert own.words == all_of_it.words == WORDS
    assert [one.words for one in all_of_it.entries] == [WHY]
    assert [(one.kind, one.words) for one in own.entries] == [("not_reportable", "")], "how it stands, not why"
    others = (worried.actor("omar", "senior_officer", "police"), worried.actor("op", "operator", ""))
    for who in others:
        with pytest.raises(NotHere):
            read_breach(session_of(who), breach_id=breach_id)
        assert list_breaches(session_of(who)).lines == ()
        with pytest.raises(Refused):
            settle(breach_id, BreachEntryKind.NOT_REPORTABLE, who=who)
    for table in (Decision, AuditEntry, Item, Notice):
        assert "lantern-77" not in repr(list(table.objects.values()))


def test_what_is_kept_is_never_changed() -> None:
    reported()
    for act in ("UPDATE casework_breachentry SET word = 'yes'", "DELETE FROM casework_breachentry"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)


def test_anybody_signed_in_reports_from_the_foot_of_a_page_and_sees_how_it_stands() -> None:
    member: Client = client_of(worried.actor("eve", "elected_member", ""))
    address = reverse("breach_report")
    assert address in member.get(reverse("home")).content.decode(), "one click to the form, one to send it"
    boxes = {"words": WORDS, "whose": "One family’s", "on_day_day": "24", "on_day_month": "11", "on_day_year": "2026",
             "at_time": "4:30pm", "address": "no", "holder": ""}  # fmt: skip
    shown = member.post(address, boxes, follow=True).content.decode()
    assert "Needs a decision" in shown
    assert BreachEntry.objects.get().happened_at == NOTICED
    assert "Record why" not in shown
    wrong = member.post(address, boxes | {"at_time": "25:99pm"})
    assert (wrong.status_code, "Enter a time like 4:30pm" in wrong.content.decode()) == (400, True)
    late = member.post(address, boxes | {"on_day_year": "2027"})
    assert (late.status_code, "is in the future" in late.content.decode()) == (400, True)
    assert BreachEntry.objects.count() == 1


def test_information_governance_decides_on_a_page() -> None:
    breach_id = reported()
    browser = client_of(governance())
    assert "Overdue" not in browser.get(reverse("breaches")).content.decode()
    page = browser.get(reverse("breach", args=[breach_id])).content.decode()
    assert "lantern-77" in page
    assert "section 67 of the Data Protection Act 2018" in page, "why 72 hours, and what was read of it"
    page_of_it = reverse("breach_decide", args=[breach_id, "regulator_notified"])
    assert "The regulator’s reference" in browser.get(page_of_it).content.decode()
    boxes = {
        "on_day_day": "25",
        "on_day_month": "11",
        "on_day_year": "2026",
        "at_time": "",
        "reference": "IC-77",
        "words": "",
    }
    assert "Enter the reference" in browser.post(page_of_it, boxes | {"reference": ""}).content.decode()
    assert "IC-77" in browser.post(page_of_it, boxes, follow=True).content.decode()
    assert client_of(nurse()).get(page_of_it).status_code == 404


def test_who_says_that_they_deal_with_it_changes_no_deadline(monkeypatch: Any) -> None:
    lead = fill_ladder("information_governance")["practitioner"]
    item_id = DECIDE.item_id(reported())
    acknowledge_item(session_of(lead), item_id=item_id)
    run_tick(house_session(), now="2026-11-26T10:00:00Z")
    assert Item.objects.get().highest_stage == "team_manager"
    set_clock(monkeypatch, "2026-11-28T09:00:00Z")
    assert "Overdue: regulator not told" in client_of(governance()).get(reverse("breaches")).content.decode()


def test_the_first_page_of_information_governance_counts_what_waits_and_since_when(monkeypatch: Any) -> None:
    browser = client_of(governance())
    assert "Data breaches to decide" in browser.get(reverse("home")).content.decode()
    first, second = reported(), reported(who=worried.youth_worker())
    settle(second, BreachEntryKind.NOT_REPORTABLE)
    Recovery.objects.create(
        account=worried.account("eve", "elected_member", ""), by="op", why=WHY, at="2026-11-20T09:00:00Z",
        due_at="2026-11-21T09:00:00Z",
    )  # fmt: skip
    set_clock(monkeypatch, "2026-11-28T09:00:00Z")
    found = {one.page: one for one in count_work(session_of(governance()))}
    assert (found["breaches"].count, found["breaches"].oldest_at, found["breaches"].overdue) == (2, REPORTED, 1)
    assert (found["account_recoveries"].count, found["account_recoveries"].overdue) == (1, 1)
    assert (found["account_requests"].count, found["account_requests"].oldest_at) == (0, "")
    for one in found.values():
        assert browser.get(reverse(one.page)).status_code == 200, "each count leads to its list"
    settle(first, BreachEntryKind.NOT_REPORTABLE)
    settle(first, BreachEntryKind.PEOPLE_NOT_NOTIFIED)
    row = browser.get(reverse("home")).content.decode().partition("Data breaches to decide")[2].partition("</tr>")[0]
    assert ">1" in row and "25 November 2026" in row and "overdue" not in row


def test_the_demo_names_who_leads_information_governance_and_the_data_protection_officer() -> None:
    make_people("A school")
    fill_posts("A school")
    posts = Post.objects.filter(ladder="information_governance").exclude(holder=None)
    assert {one.stage: one.holder.role for one in posts} == dict.fromkeys(
        ("practitioner", "team_manager"), Role.INFORMATION_GOVERNANCE
    )


def governance_of(agency: str) -> Actor:
    return worried.actor(f"ig_{agency}", "information_governance", agency)


def test_governance_of_one_agency_sees_and_decides_what_concerns_it_alone() -> None:
    of_health, of_police_too = reported(), reported(address="yes", holder="police")
    seen = {
        agency: {one.breach_id for one in list_breaches(session_of(governance_of(agency))).lines}
        for agency in ("", "partnership", "health", "police", "housing")
    }
    both = {of_health, of_police_too}
    assert seen == {"": both, "partnership": both, "health": both, "police": {of_police_too}, "housing": set()}
    with pytest.raises(NotHere):
        read_breach(session_of(governance_of("police")), breach_id=of_health)
    with pytest.raises(NotHere):
        settle(of_health, BreachEntryKind.NOT_REPORTABLE, who=governance_of("police"))
    count = next(one for one in GOVERNANCE_WORK.all() if one.__name__ == "count_breaches")
    assert [count(session_of(governance_of(one))).count for one in ("police", "housing")] == [1, 0]
    page = client_of(governance_of("police")).get(reverse("breaches")).content.decode()
    assert "You see what concerns Police" in page


def test_governance_of_one_school_sees_no_breach_of_another() -> None:
    elm = reported(who=worried.actor("lead_elm", "manager", "school", "Elm School"))
    seen = {
        school: {
            one.breach_id
            for one in list_breaches(
                session_of(worried.actor(f"ig_{school}", "information_governance", "school", school))
            ).lines
        }
        for school in ("Elm School", "Oak School", "")
    }
    assert seen == {"Elm School": {elm}, "Oak School": set(), "": set()}
    with pytest.raises(NotHere):
        oak = worried.actor("ig_Oak School", "information_governance", "school", "Oak School")
        settle(elm, BreachEntryKind.NOT_REPORTABLE, who=oak)
