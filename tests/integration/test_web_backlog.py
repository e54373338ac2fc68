"""What was over before Sightline knew of it: counted, sampled by lot, answered one by one, and of what may be seen."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.climbing import fill_ladder, person, set_clock
from support.sessions import session_of
from support.trials import second_governance
from support.worried import client_of

from sightline.casework.access.models import AccessEntry
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.backlog import conclusions, plans
from sightline.casework.backlog.conclusions import waiting_conclusions
from sightline.casework.backlog.selectors import samples
from sightline.casework.backlog.selectors.samples import read_backlog
from sightline.casework.backlog.services import set_backlog_plan, set_go_live
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import house_session
from sightline.casework.escalation.engine import PATTERN, QUESTION
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.responses import answer_pattern, answer_question
from sightline.casework.home.late_pages import late_part
from sightline.casework.patterns.escalates import patterns_in_snapshot
from sightline.model.nouns import Agency, Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NOW, AGENCY = "2026-11-25T09:00:00Z", "childrens_services"
WORDS = "The file was found on paper: she was seen by an advocate the next morning, and police had a copy."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("backlog"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, NOW)
    return copy


@pytest.fixture
def people(held: Workspace) -> dict[str, Actor]:
    return fill_ladder()


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def answer(client: Client, clock_id: str) -> Any:
    return client.post(
        reverse("answer_clock", args=[clock_id]),
        {"form": "not_proceed", "not_proceed_reason": "explained", "not_proceed_words": WORDS},
        follow=True,
    )


def test_each_clock_is_counted_and_the_sample_says_whom_it_concerns(people: dict[str, Actor]) -> None:
    said = text(client_of(people["practitioner"]).get(reverse("work_backlog")))
    assert "5 deadlines not answered" in said
    assert "Offer the return interview" in said and "11 June 2024" in said
    assert "Random sample for November 2026" in said and "0 of 5 answered" in said
    assert small.CHILD in said
    assert AuditEntry.objects.latest("sequence").action == "read_backlog"


def test_an_answer_is_counted_and_the_sample_stays_the_same(people: dict[str, Actor]) -> None:
    who = people["practitioner"]
    before = read_backlog(session_of(who), agency=AGENCY)
    assert not Item.objects.exists(), "a backlog opens no item by itself"
    answer(client_of(who), before.sample[0].clock_id)
    after = read_backlog(session_of(who), agency=AGENCY)
    assert [line.clock_id for line in after.sample] == [line.clock_id for line in before.sample]
    assert (before.looked_at, after.looked_at) == (0, 1)
    assert "1 of 5 answered" in text(client_of(who).get(reverse("work_backlog")))


def test_the_lot_is_drawn_anew_each_month_and_is_never_longer_than_the_value(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    who = people["practitioner"]
    monkeypatch.setattr(samples, "sample_size", lambda: 3)
    drawn = {}
    for month in range(1, 13):
        set_clock(monkeypatch, f"2027-{month:02d}-05T09:00:00Z")
        drawn[month] = tuple(line.clock_id for line in read_backlog(session_of(who), agency=AGENCY).sample)
    assert {len(lot) for lot in drawn.values()} == {3}
    assert len(set(drawn.values())) > 1
    assert len({one for lot in drawn.values() for one in lot}) == 5, "in a year each has been drawn"


def test_a_school_finds_only_what_rests_on_records_they_may_see(people: dict[str, Actor]) -> None:
    teacher = worried.actor("teacher", "school_lead", "school", "a school that no record names")
    go_live()
    assert waiting_conclusions(house_session()), "what the teacher may not see is there"
    seen = read_backlog(session_of(teacher), agency=AGENCY)
    assert (seen.count, seen.asked) == (0, ())
    assert "There is no backlog that you may see." in text(
        client_of(teacher).get(reverse("work_backlog"), {"agency": AGENCY})
    )
    assert client_of(worried.actor("councillor", "elected_member", "")).get(reverse("work_backlog")).status_code == 403


def test_a_first_page_counts_no_backlog_of_others_and_none_that_its_reader_may_not_see(
    people: dict[str, Actor],
) -> None:
    gov, who = go_live(), people["practitioner"]
    (whole,) = late_part(session_of(gov)).with_backlog
    (own,) = late_part(session_of(who)).backlog
    seen = read_backlog(session_of(who), agency=AGENCY)
    assert whole.agency == own.agency == AGENCY and own.patterns + own.questions == len(seen.asked) > 0
    assert 0 < own.clocks <= seen.count
    assert "Backlog to answer" in text(client_of(who).get("/"))
    officer = worried.actor("officer", "practitioner", "police")
    assert late_part(session_of(officer)).with_backlog == ()
    assert "Backlog to answer" not in text(client_of(officer).get("/")), "it is another agency's"
    teacher = worried.actor("teacher", "manager", "school", "a school that no record names")
    assert late_part(session_of(teacher)).with_backlog == ()
    assert late_part(session_of(teacher)).answering == late_part(session_of(teacher)).delivered == ()


def go_live() -> Actor:
    """Every agency goes live after all that is recorded; whoever set that."""
    second_governance()
    gov = person("gov", Role.INFORMATION_GOVERNANCE, "")
    for agency in Agency:
        set_go_live(
            session_of(gov),
            agency=agency,
            layout="",
            day=date(2026, 11, 1),
            reason="The executive agreed it with each agency.",
            despite_uncovered=True,
        )
    return gov


def test_patterns_and_questions_from_before_go_live_are_listed_counted_and_escalated_until_answered(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    who = people["practitioner"]
    assert waiting_conclusions(house_session()) == () and read_backlog(session_of(who), agency=AGENCY).asked == (), (
        "no go-live, no backlog"
    )
    assert {one.rule_id for one in patterns_in_snapshot(house_session(), "2027-01-01T00:00:00Z")} == {"several_signs"}
    gov = go_live()
    (pattern,) = [one for one in waiting_conclusions(house_session()) if (one.source, one.agency) == (PATTERN, AGENCY)]
    (question,) = [one for one in waiting_conclusions(house_session()) if one.source == QUESTION]
    read = conclusions._read_conclusions.cache_info().misses
    assert plans.backlog_lines(house_session()) and plans.backlog_lines(house_session())
    assert conclusions._read_conclusions.cache_info().misses == read, "one snapshot is read once, whoever looks"
    assert (pattern.rule_id, question.rule_id) == ("several_signs", "account_without_outcome")
    said = text(client_of(who).get(reverse("work_backlog")))
    assert "Patterns and questions to answer" in said
    assert reverse("recognised", args=[pattern.about_id]) in said and reverse("asked", args=[question.about_id]) in said
    assert set(AuditEntry.objects.latest("sequence").ids) >= {
        f"pattern:{hash_id(pattern.about_id)}",
        f"unanswered:{hash_id(question.about_id)}",
    }
    assert "1 pattern, 1 question" in text(client_of(gov).get(reverse("go_live")))
    late = "2027-01-01T00:00:00Z"
    assert pattern.about_id not in {one.about_id for one in patterns_in_snapshot(house_session(), late)}, (
        "backlog opens no item"
    )
    monkeypatch.setattr(plans, "count_clocks", lambda _session: Counter())  # the clocks have tests of their own

    def left() -> list[tuple[str, int]]:
        return [(line.agency, line.waiting) for line in plans.backlog_lines(house_session()) if line.agency == AGENCY]

    def escalated() -> list[str]:
        return [
            one.about
            for one in plans.overdue_backlog(house_session(), NOW)
            if one.agency == AGENCY and one.due_at < NOW
        ]

    set_backlog_plan(
        session_of(gov), agency=AGENCY, owner=who.reader.username, finish_on=date(2026, 11, 26), reason=WORDS
    )
    assert (left(), escalated()) == ([(AGENCY, 2)], [])
    set_clock(monkeypatch, "2026-11-27T09:00:00Z")
    assert [
        one.about for one in plans.overdue_backlog(house_session(), "2026-11-27T09:00:00Z") if one.agency == AGENCY
    ] == [plans.NOT_DONE]
    form = {"form": "not_proceed", "reason": "explained", "words": WORDS}
    answer_pattern(session_of(who), instance_key=pattern.about_id, form=form)
    assert left() == [(AGENCY, 1)]
    told = {"form": "found", "who": "Her advocate", "asked_on": date(2026, 11, 26), "words": WORDS}
    answer_question(session_of(who), question_id=question.about_id, form=told)
    assert left() == [(AGENCY, 0)]
    assert not [one for one in plans.overdue_backlog(house_session(), NOW) if one.agency == AGENCY], "nothing is left"


def test_backlog_says_nothing_to_whoever_has_no_reason_to_open_the_child_and_their_first_page_opens(
    people: dict[str, Actor],
) -> None:
    go_live()
    before = worried.actor("of_own", "practitioner", AGENCY, AGENCY)
    assert late_part(session_of(before)).with_backlog[0].waiting > 0
    AccessEntry.objects.create(
        entry_id="f" * 20, at=NOW, by="ig", decision=10**9, kind="in_force", on_day=date(2026, 1, 1)
    )
    anew = worried.actor("of_own", "practitioner", AGENCY, AGENCY)
    assert anew.reader.needs_reason
    assert client_of(anew).get("/").status_code == 200
    assert late_part(session_of(anew)).with_backlog == ()
    assert read_backlog(session_of(anew), agency=AGENCY).asked == ()
