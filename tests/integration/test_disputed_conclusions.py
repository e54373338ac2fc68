"""Disputes of what Sightline concluded: marked wherever it is shown, told to who was shown it, replied to in a month."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import fill_ladder, set_clock
from support.every_address import a_clock, an_unanswered, ask, wren
from support.sessions import session_of
from support.small_served import serve
from support.trials import export_table
from support.worried import client_of, enter

from sightline.casework.clocks.selectors import list_clocks, read_clock
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.disputed_conclusions import conclusions
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.selectors import (
    list_conclusion_disputes,
    list_notes_of_conclusion,
    read_conclusion_dispute,
)
from sightline.casework.disputed_conclusions.services import dispute_conclusion, settle_conclusion_dispute
from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind
from sightline.casework.escalation.models import Item, Step
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.named_adults.pages import LetterTo
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW = "2026-12-11T09:00:00Z"
WRONG = "It counts lantern-77 twice, and she was at home all that day."
WHY = "The team looked at each record behind it, and at the notes of the officer."
OWN = "I was nine years old. Nobody asked me what I wanted."
IG = "information_governance"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("conclusions"), roles=())


@pytest.fixture
def served(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    set_clock(monkeypatch, NOW)
    return serve(built, settings)


def actor(role: str) -> Actor:
    return actor_for_username(small.username(role))


def a_pattern(served: Workspace) -> str:
    """One about Wren that her practitioner sees."""
    found = ask(served, f"SELECT instance_key FROM pattern WHERE person_id = '{wren(served)}' ORDER BY instance_key")
    for one in found:
        try:
            conclusions.need_conclusion(session_of(actor("practitioner")), kind="pattern", conclusion_id=one)
        except NotHere:
            continue
        return one
    raise AssertionError(found)


def disputed(kind: str, conclusion_id: str, role: str = "practitioner", who: str = "") -> str:
    return dispute_conclusion(session_of(actor(role)), kind=kind, conclusion_id=conclusion_id, words=WRONG, who=who)


def settle(dispute_id: str, kind: DisputeEntryKind, statement: str = "", role: str = IG) -> str:
    decision = DisputeDecision(kind, WHY, statement, LetterTo("other"))
    return settle_conclusion_dispute(session_of(actor(role)), dispute_id=dispute_id, decision=decision)


def page_of(role: str, name: str, *ids: str) -> str:
    return client_of(actor(role)).get(reverse(name, args=ids)).content.decode()


def test_a_deadline_is_marked_in_lists_on_its_page_and_on_the_child(served: Workspace) -> None:
    clock_id, person_id = a_clock(served), wren(served)
    lists = [("clock", clock_id), ("person_deadlines", person_id)]
    assert not any(">Disputed<" in page_of("manager", *one) for one in lists)
    disputed("deadline", clock_id)
    assert all(">Disputed<" in page_of("manager", *one) for one in lists)
    assert WRONG in page_of("manager", "clock", clock_id)
    # nothing that must be done changes
    lines = list_clocks(session_of(actor("manager")), person_id=person_id)
    assert clock_id in {
        one.clock_id for some in (lines.breached, lines.running, lines.not_known, lines.done) for one in some
    }


def test_a_pattern_and_a_question_are_marked_where_they_are_shown(served: Workspace) -> None:
    pattern, question, person_id = a_pattern(served), an_unanswered(served), wren(served)
    disputed("pattern", pattern)
    disputed("question", question)
    page = page_of("manager", "recognised", pattern)
    assert ">Disputed<" in page and WRONG in page and "Someone disputes this pattern" in page
    assert page_of("manager", "person_patterns", person_id).count("Someone disputes this pattern") == 1
    assert ">Disputed<" in page_of("manager", "asked", question)
    assert ">Disputed<" in page_of("manager", "person_patterns", person_id).split('id="unanswered"')[1]


def test_an_action_about_it_is_marked(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    set_clock(monkeypatch, "2026-12-22T16:30:00Z")
    enter(actor("practitioner"), about=wren(served), referral="Y")
    set_clock(monkeypatch, "2026-12-29T08:00:00Z")
    run_tick(house_session(), now="2026-12-29T08:00:00Z")
    item = Item.objects.filter(source="clock").order_by("pk")[0]
    others = list(Item.objects.filter(source="clock", person_id=item.person_id).exclude(about_id=item.about_id))
    disputed("deadline", item.about_id)
    assert ">Disputed<" in page_of("practitioner", "item", item.item_id)
    assert [">Disputed<" in page_of("practitioner", "item", one.item_id) for one in others] == [False] * len(others)
    assert others
    assert ">Disputed<" in client_of(actor("practitioner")).get(reverse("work"), {"list": "all"}).content.decode()


def test_each_exported_row_says_whether_somebody_disputes_it(served: Workspace, tmp_path: Path) -> None:
    def rows_of(table: str) -> list[dict[str, str]]:
        out = tmp_path / f"{table}.csv"
        export_table(session_of(actor(IG)), workspace=served, table=table, out=out)
        with out.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    clock_id, pattern = a_clock(served), a_pattern(served)
    for table in ("clocks", "patterns"):
        assert {row["disputed"] for row in rows_of(table)} == {"false"}, table
    first = disputed("deadline", clock_id)
    disputed("pattern", pattern)
    assert {row["clock_id"] for row in rows_of("clocks") if row["disputed"] == "true"} == {clock_id}
    assert {row["instance_key"] for row in rows_of("patterns") if row["disputed"] == "true"} == {pattern}
    settle(first, DisputeEntryKind.STANDS)
    assert {row["disputed"] for row in rows_of("clocks")} == {"false"}


def test_everyone_who_was_shown_it_is_told_at_once_and_of_the_reply(served: Workspace) -> None:
    clock_id = a_clock(served)
    read_clock(session_of(actor("manager")), clock_id=clock_id)
    list_clocks(session_of(actor("analyst")), person_id=wren(served))
    dispute_id = disputed("deadline", clock_id)
    notices = Notice.objects.filter(kind=NoticeKind.DISPUTED, about_id=dispute_id)
    names = set(notices.values_list("account__username", flat=True))
    assert small.username("manager") in names and small.username("analyst") in names
    assert small.username("practitioner") not in names and small.username("school_lead") not in names
    assert dispute_id in {one.about_id for one in list_notices(session_of(actor("manager"))).lines}
    settle(dispute_id, DisputeEntryKind.STANDS, OWN)
    again = set(notices.filter(occasion=1).values_list("account__username", flat=True))
    assert again == names | {small.username("practitioner")}


def test_it_is_due_in_a_month_escalates_and_its_reply_closes_it(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispute_id = disputed("deadline", a_clock(served))
    item = Item.objects.get(source="record_dispute")
    assert (item.rule_id, item.deadline_at) == ("conclusion_dispute", "2027-01-11T23:59:59Z")
    set_clock(monkeypatch, "2027-01-12T09:00:00Z")
    run_tick(house_session(), now="2027-01-12T09:00:00Z")
    assert Step.objects.filter(item=item).count() > 1
    work = {one.page: one for one in count_work(session_of(actor(IG)))}["conclusion_disputes"]
    assert (work.count, work.oldest_at, work.overdue) == (1, NOW, 1)
    assert reverse("conclusion_dispute", args=[dispute_id]) in page_of(IG, "item", item.item_id)
    settle(dispute_id, DisputeEntryKind.WITHDRAWN)
    assert Item.objects.get(pk=item.pk).closed_at
    with pytest.raises(Refused):
        settle(dispute_id, DisputeEntryKind.STANDS)


def test_the_note_and_the_persons_own_statement_stay_where_it_is_not_changed(served: Workspace) -> None:
    clock_id = a_clock(served)
    settle(disputed("deadline", clock_id, IG, "A person"), DisputeEntryKind.STANDS, OWN)
    page = page_of("manager", "clock", clock_id)
    assert "Disputed, not changed" in page and OWN in page and WHY in page and ">Disputed<" not in page
    (note,) = list_notes_of_conclusion(session_of(actor("manager")), conclusion_id=clock_id)
    assert (note.who, note.words, note.statement) == ("A person", WRONG, OWN)


def test_a_correction_needs_a_change_of_the_conclusion_or_its_records(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispute_id = disputed("deadline", a_clock(served))
    assert not read_conclusion_dispute(session_of(actor(IG)), dispute_id=dispute_id).is_changed
    with pytest.raises(Refused, match="still concludes this"):
        settle(dispute_id, DisputeEntryKind.CORRECTED)
    monkeypatch.setattr(conclusions, "sum_versions", lambda *_args, **_named: 10_000)
    settle(dispute_id, DisputeEntryKind.CORRECTED)
    assert read_conclusion_dispute(session_of(actor(IG)), dispute_id=dispute_id).line.state == "corrected"


def test_only_who_sees_it_disputes_it_and_only_governance_replies(served: Workspace) -> None:
    clock_id = a_clock(served)
    with pytest.raises(NotHere):
        disputed("deadline", "0" * 20)
    with pytest.raises(NotHere):
        disputed("nothing", clock_id)
    with pytest.raises((NotHere, Refused)):
        disputed("deadline", clock_id, "operator")
    dispute_id = disputed("deadline", clock_id)
    for role in ("practitioner", "manager"):
        with pytest.raises(Refused):
            settle(dispute_id, DisputeEntryKind.STANDS, role=role)
    with pytest.raises(NotHere):
        read_conclusion_dispute(session_of(actor("operator")), dispute_id=dispute_id)
    assert [one.dispute_id for one in list_conclusion_disputes(session_of(actor("practitioner"))).lines] == [dispute_id]
    assert list_conclusion_disputes(session_of(actor("manager"))).lines == ()


def test_no_decision_audit_row_or_table_has_the_words(served: Workspace) -> None:
    dispute_id = disputed("deadline", a_clock(served))
    settle(dispute_id, DisputeEntryKind.STANDS, OWN)
    for table in (Decision, ConclusionDisputeEntry, AuditEntry):
        assert not any("lantern-77" in str(row) for row in table.objects.values())
    (laid,) = ConclusionDisputeEntry.objects.disputes()
    assert laid.record_ids and set(laid.agencies) <= {"police", "childrens_services", "health", "school"}


def test_the_pages_take_a_dispute_and_its_reply(served: Workspace) -> None:
    clock_id = a_clock(served)
    browser = client_of(actor("practitioner"))
    entered = browser.post(reverse("conclusion_beside", args=["deadline", clock_id]), {"words": WRONG}, follow=True)
    assert "Information governance must reply within a month" in entered.content.decode()
    (laid,) = ConclusionDisputeEntry.objects.disputes()
    governance = client_of(actor(IG))
    url = reverse("conclusion_dispute_decide", args=[laid.entry_id, "stands"])
    said = governance.post(url, {"words": WHY, "statement": OWN}, follow=True).content.decode()
    assert OWN in said and "Not changed" in said
    assert "Not changed" in governance.get(reverse("conclusion_disputes")).content.decode()
