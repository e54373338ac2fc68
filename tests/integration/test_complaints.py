"""Complaints about the use of data: entered by staff, acknowledged within 30 days, owned, answered and counted."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support import worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.complaints.actions import ASKED
from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.complaints.pages import (
    ComplaintDecision,
    ComplaintEntryKind,
    ComplaintOutcome,
    ComplaintState,
    NewComplaint,
)
from sightline.casework.complaints.selectors import list_complaints, read_complaint
from sightline.casework.complaints.services import enter_complaint, settle_complaint
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item, Step
from sightline.casework.named_adults.pages import LetterTo
from sightline.casework.notices.models import Notice
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, CAME = "2026-12-11T09:00:00Z", date(2026, 12, 10)
WORDS = "The school’s record of lantern-77 says that he shouted, and he did not."
WHY = "The record named another boy of his class, and the school has corrected it."


@pytest.fixture(autouse=True)
def friday(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.create()
    set_clock(monkeypatch, NOW)


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "health", "Clinic")


def entered(who: Actor | None = None, on: date = CAME) -> str:
    return enter_complaint(session_of(who or nurse()), complaint=NewComplaint(on, "His mother", "By letter", WORDS))


def settle(complaint_id: str, kind: ComplaintEntryKind, who: Actor | None = None, **said: Any) -> str:
    decision = ComplaintDecision(kind, **{"letter": LetterTo("other"), **said})
    return settle_complaint(session_of(who or governance()), complaint_id=complaint_id, decision=decision)


def acknowledge(complaint_id: str, on: date = date(2026, 12, 11)) -> str:
    return settle(complaint_id, ComplaintEntryKind.ACKNOWLEDGED, on_day=on)


def test_it_is_to_be_acknowledged_within_30_days_and_escalates_when_they_are_over(monkeypatch: Any) -> None:
    fill_ladder("information_governance")
    ig = governance()
    complaint_id = entered()
    item = Item.objects.get()
    assert (item.rule_id, item.ladder, item.deadline_at) == (
        "data_complaint", "information_governance", "2027-01-09T23:59:59Z",
    )  # fmt: skip
    assert "ig" in Notice.objects.filter(about_id=item.item_id).values_list("account__username", flat=True)
    shown = read_item_view(session_of(ig), item_id=item.item_id)
    assert (shown.about_complaint, shown.page.may_answer) == (complaint_id, False)
    set_clock(monkeypatch, "2027-01-11T09:00:00Z")
    run_tick(house_session(), now="2027-01-11T09:00:00Z")
    assert list(Step.objects.order_by("number").values_list("stage", flat=True)) == [
        "practitioner", "team_manager", "lead_safeguarding_partners",
    ]  # fmt: skip
    (line,) = list_complaints(session_of(ig)).lines
    assert (line.state, line.is_overdue) == (ComplaintState.TO_ACKNOWLEDGE, True)


def test_an_old_complaint_reaches_every_stage_that_is_due_at_once() -> None:
    posts = fill_ladder("information_governance")
    entered(on=date(2026, 11, 15))
    item = Item.objects.get()
    assert (item.highest_stage, item.deadline_at) == ("team_manager", "2026-12-15T23:59:59Z")
    told = set(Notice.objects.filter(about_id=item.item_id).values_list("account__username", flat=True))
    assert {posts["practitioner"].reader.username, posts["team_manager"].reader.username} <= told


def test_a_year_before_the_law_and_its_rules_is_refused() -> None:
    with pytest.raises(Usage, match="more than 10 years ago"):
        entered(on=date(1990, 1, 1))
    assert not ComplaintEntry.objects.exists()


def test_acknowledged_it_is_to_be_answered_and_answered_nothing_is_left() -> None:
    complaint_id = entered()
    worried.actor("mia", "information_governance", "")
    settle(complaint_id, ComplaintEntryKind.OWNED, owner="mia")
    acknowledge(complaint_id)
    states = dict(Item.objects.values_list("item_id", "state"))
    assert states[ASKED["data_complaint"].item_id(complaint_id)] == "closed"
    assert states[ASKED["data_complaint_answer"].item_id(complaint_id)] == "waiting"
    page = read_complaint(session_of(governance()), complaint_id=complaint_id)
    assert (page.line.owner, page.line.due_at) == ("mia", "2027-01-10T23:59:59Z")
    with pytest.raises(Refused, match="acknowledged already"):
        acknowledge(complaint_id)
    settle(complaint_id, ComplaintEntryKind.ANSWERED, on_day=date(2026, 12, 11), outcome="upheld", words=WHY)
    assert not Item.objects.open().exists()
    page = read_complaint(session_of(governance()), complaint_id=complaint_id)
    assert (page.line.state, page.choices, page.line.is_overdue) == (ComplaintState.ANSWERED, (), False)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"kind": ComplaintEntryKind.OWNED, "owner": "nobody"}, "No open account"),
        ({"kind": ComplaintEntryKind.ACKNOWLEDGED}, "day is missing"),
        ({"kind": ComplaintEntryKind.ACKNOWLEDGED, "on_day": date(2026, 12, 12)}, "day is missing"),
        ({"kind": ComplaintEntryKind.ACKNOWLEDGED, "on_day": date(2026, 12, 9)}, "before the complaint"),
        (
            {"kind": ComplaintEntryKind.ANSWERED, "on_day": CAME, "outcome": "upheld", "words": WHY},
            "acknowledged the complaint yet",
        ),
    ],
)
def test_what_lacks_a_part_is_not_kept(said: dict[str, Any], error: str) -> None:
    complaint_id = entered()
    with pytest.raises((Usage, Refused), match=error):
        settle(complaint_id, **said)
    assert ComplaintEntry.objects.count() == 1


def test_only_who_entered_it_and_information_governance_read_it() -> None:
    complaint_id = entered()
    acknowledge(complaint_id)
    settle(complaint_id, ComplaintEntryKind.ANSWERED, on_day=date(2026, 12, 11), outcome="partly", words=WHY)
    own, whole = (read_complaint(session_of(who), complaint_id=complaint_id) for who in (nurse(), governance()))
    assert own.words == whole.words == WORDS
    assert ([one.words for one in own.entries], [one.words for one in whole.entries]) == (["", ""], ["", WHY])
    for who in (worried.actor("omar", "senior_officer", "police"), worried.actor("op", "operator", "")):
        with pytest.raises(NotHere):
            read_complaint(session_of(who), complaint_id=complaint_id)
        with pytest.raises(Refused):
            acknowledge_as(who, complaint_id)
    for table in (Decision, AuditEntry, Item, Notice):
        assert "lantern-77" not in repr(list(table.objects.values()))


def acknowledge_as(who: Actor, complaint_id: str) -> None:
    settle(complaint_id, ComplaintEntryKind.ACKNOWLEDGED, who=who, on_day=CAME)


def test_an_owner_is_of_information_governance_and_is_notified() -> None:
    complaint_id, second = entered(), worried.actor("ivy", "information_governance", "")
    item_id = ASKED["data_complaint"].item_id(complaint_id)
    before = Notice.objects.filter(about_id=item_id, account__username="ivy").count()
    with pytest.raises(Refused, match="information governance can own"):
        settle(complaint_id, ComplaintEntryKind.OWNED, owner=nurse().reader.username)
    settle(complaint_id, ComplaintEntryKind.OWNED, owner="ivy")
    assert Notice.objects.filter(about_id=item_id, account__username="ivy").count() == before + 1
    assert read_complaint(session_of(second), complaint_id=complaint_id).line.owner == "ivy"


def test_writing_about_a_complaint_holds_both_its_actions_before_the_decision() -> None:
    complaint_id = entered()
    acknowledge(complaint_id)
    both = [ASKED[one].item_id(complaint_id) for one in ("data_complaint", "data_complaint_answer")]
    with CaptureQueriesContext(connection) as asked:
        settle(complaint_id, ComplaintEntryKind.OWNED, owner=governance().reader.username)
    said = [one["sql"] for one in asked.captured_queries]
    reads = [next(n for n, sql in enumerate(said) if "casework_item" in sql and one in sql) for one in both]
    decision = next(n for n, sql in enumerate(said) if 'INSERT INTO "casework_decision"' in sql)
    assert reads == sorted(reads) and reads[-1] < decision


def test_the_board_counts_them_and_no_small_number_can_be_worked_out() -> None:
    for number in range(9):
        complaint_id = entered(who=worried.actor(f"nurse{number}", "practitioner", "health"))
        if number:
            acknowledge(complaint_id)
    board = worried.actor("eve", "elected_member", "")
    figures = list_complaints(session_of(board)).figures
    assert figures is not None
    assert figures.received == "9"
    assert "1" not in (figures.in_time, figures.late, figures.not_yet)
    assert "8" not in (figures.in_time, figures.late, figures.not_yet), "8 of 9 would tell the 1"
    assert list_complaints(session_of(nurse())).figures is None
    assert list_complaints(session_of(board)).lines == ()


def test_it_is_entered_and_answered_on_pages_and_counted_on_the_first_page_of_governance() -> None:
    browser, ig = client_of(nurse()), client_of(governance())
    boxes = {"who": "His mother", "reach": "", "words": WORDS, "on_day_day": "10", "on_day_month": "12",
             "on_day_year": "2026"}  # fmt: skip
    address = reverse("complaint_enter")
    assert browser.post(address, boxes | {"who": ""}).status_code == 400
    assert browser.post(address, boxes | {"on_day_year": "2027"}).status_code == 400
    assert "Not acknowledged" in browser.post(address, boxes, follow=True).content.decode()
    work = {one.page: one for one in count_work(session_of(governance()))}["complaints"]
    assert (work.count, work.oldest_at, work.overdue) == (1, "2026-12-10", 0)
    complaint_id = ComplaintEntry.objects.get().entry_id
    page = ig.get(reverse("complaint", args=[complaint_id])).content.decode()
    assert "lantern-77" in page and "section 164A" in page
    step = reverse("complaint_decide", args=[complaint_id, "acknowledged"])
    day = {"letter": "other", "on_day_day": "11", "on_day_month": "12", "on_day_year": "2026"}
    assert "Acknowledged, not answered" in ig.post(step, day, follow=True).content.decode()
    shown = ig.get(reverse("complaint", args=[complaint_id])).content.decode()
    assert "gives no number of days" in shown and "section 164A" not in shown, "the rule of the answer"
    answer = reverse("complaint_decide", args=[complaint_id, "answered"])
    assert "Choose what the answer says" in ig.post(answer, {**day, "words": WHY}).content.decode()
    said = {**day, "words": WHY, "outcome": ComplaintOutcome.UPHELD.value}
    assert "The complaint is right" in ig.post(answer, said, follow=True).content.decode()
    assert browser.get(answer).status_code == 404
    assert "Complaints to acknowledge or answer" in ig.get(reverse("home")).content.decode()
    assert ig.get(reverse("complaints")).status_code == browser.get(reverse("complaints")).status_code == 200


def test_governance_of_one_agency_sees_and_answers_the_complaints_that_concern_it() -> None:
    complaint_id = entered()
    health, police = (worried.actor(f"ig_{one}", "information_governance", one) for one in ("health", "police"))
    assert [one.complaint_id for one in list_complaints(session_of(health)).lines] == [complaint_id]
    assert list_complaints(session_of(police)).lines == ()
    with pytest.raises(NotHere):
        read_complaint(session_of(police), complaint_id=complaint_id)
    with pytest.raises(NotHere):
        acknowledge_as(police, complaint_id)
    settle(complaint_id, ComplaintEntryKind.OWNED, owner=police.reader.username)
    assert read_complaint(session_of(police), complaint_id=complaint_id).may_settle


def test_governance_of_one_school_sees_no_complaint_of_another() -> None:
    """Each school is a body of its own. Of a school without a name nobody knows which: it is the partnership's."""
    elm = entered(worried.actor("lead_elm", "manager", "school", "Elm School"))
    unnamed = entered(worried.actor("lead_none", "manager", "school"))
    seen = {
        school: {
            one.complaint_id
            for one in list_complaints(
                session_of(worried.actor(f"ig_{school}", "information_governance", "school", school))
            ).lines
        }
        for school in ("Elm School", "Oak School", "")
    }
    assert seen == {"Elm School": {elm}, "Oak School": set(), "": set()}
    assert {one.complaint_id for one in list_complaints(session_of(governance())).lines} == {elm, unnamed}
