"""First pages by role: each says what waits, what is new and what to do next, and counts nothing that may not be seen."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support import made_up_home, worried
from support import small_partnership as small
from support.climbing import RULE, fill_ladder, set_clock, thing
from support.every_address import AN_OBJECT
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.clocks import selectors as clock_selectors
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.services.responses import keep_feedback, receive_concern
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.responses import answer_item, see_answer
from sightline.casework.home.last_look_models import LastLook
from sightline.casework.home.late_counts import LateThing, late_things
from sightline.casework.home.late_pages import LateCount, late_part
from sightline.casework.home.selectors.leaders import overdue_actions
from sightline.casework.missing import selectors as missing_selectors
from sightline.casework.rules.services.activation import switch_rule
from sightline.casework.timekeeping import scheduler as escalation_scheduler
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.nouns import ClockState
from sightline.model.visibility import Visibility
from sightline.model.when import utc_text
from sightline.store import Workspace
from sightline.store.serve.clocks import ClocksWanted, Conclusions

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED, SOON, LATER = "2026-12-22T16:30:00Z", "2026-12-22T16:40:00Z", "2026-12-25T08:00:00Z"
# What a first page, a child’s page and the page of an action ask the database; once each, whether need to know is in force and
# which agreements are suspended.
# One asks at the end whether the agreements are the same, one which people have lines of the sharing ledger today.
MOST_QUERIES = (54, 36, 34)
MUCH_LATER = "2027-01-08T09:00:00Z"
WHY = {"form": "not_proceed", "reason": "explained",
       "words": "The van is her uncle's; school met him and rang her mother, who says he drives her to football."}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("homes"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    return copy


@pytest.fixture
def people(held: Workspace) -> dict[str, Actor]:
    return fill_ladder()


def wren(workspace: Workspace) -> str:
    (snapshot,) = workspace.snapshots.iterdir()
    with duckdb.connect(str(snapshot / "analysis.duckdb"), read_only=True) as analysis:
        found = analysis.execute("SELECT person_id FROM person WHERE list_contains(names, ?)", [small.CHILD]).fetchall()
    return str(found[0][0])


def let_return_interviews_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadlines of the return of June 2024 are known not to be met: its interview is offered, held, independent."""
    read = Conclusions.clocks

    def known(self: Conclusions, *, wanted: ClocksWanted, **asked: Any) -> list[Any]:
        rows = read(self, wanted=replace(wanted, without_backlog=False), **asked)
        ours = [row for row in rows if row["rule_id"].startswith("return_interview") and row["due_at"] > "2024-06"]
        sure = {"known_through": "2027-01-31T00:00:00Z", "backlog": 0, "arrived_late": 0}
        return [{**row, **(sure if row in ours else {})} for row in rows if row in ours or not row["backlog"]]

    monkeypatch.setattr(Conclusions, "clocks", known)


def home_of(actor: Actor) -> Any:
    """The page as it is given to the template; and it must be there, with one heading of the first rank."""
    page = client_of(actor).get("/")
    assert page.status_code == 200 and page.content.count(b"<h1") == 1
    return page


def somebody(role: str, agency: str = "", organisation: str = "", name: str = "") -> Actor:
    return worried.actor(name or f"{role}_{agency}", role, agency, organisation)


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_a_front_door_manager_sees_what_waits_is_new_and_is_due(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = people["team_manager"]
    first = home_of(manager).context["home"]
    assert first.news.since.is_first and first.waiting.total == 0
    concern_id = worried.enter(
        worried.youth_worker(), about=wren(held), childs_words=""
    )  # read, his words are an account of their own
    page = home_of(manager)
    shown = page.context["home"]
    assert [one.concern_id for one in shown.referrals] == [concern_id]
    assert [one.concern_id for one in shown.news.concerns] == [concern_id]
    assert [line.rule_id for line in shown.discussions.lines] == ["suspicion_answered"]
    assert shown.feedback_due == 1
    assert small.CHILD in text(page) and "1 concern</span>" in text(page)
    set_clock(monkeypatch, SOON)
    escalation_scheduler.tick(session_of(house_actor()))
    practitioner = home_of(people["practitioner"]).context["home"]
    waiting, opened = practitioner.waiting, Item.objects.filter(agency="childrens_services").count()
    assert opened and (waiting.scope, waiting.total, waiting.came) == ("me", opened, opened)
    assert practitioner.waiting.lines[0].person.name == small.CHILD
    assert home_of(manager).context["home"].waiting.total == 0, "it has not come so far"


def test_what_a_reader_may_not_see_is_in_no_list_and_no_count(held: Workspace, people: dict[str, Actor]) -> None:
    worried.enter(worried.youth_worker(), about=wren(held), own_agency_only="Y")
    manager, colleague = people["team_manager"], somebody("manager", "youth_service")
    theirs, ours = home_of(manager).context["home"], home_of(colleague).context["home"]
    assert (theirs.news.concerns, theirs.referrals, theirs.discussions.lines, theirs.feedback_due) == ((), (), (), 0)
    assert len(ours.news.concerns) == 1


def test_a_restricted_record_of_another_agency_makes_no_item_of_a_manager(
    held: Workspace, people: dict[str, Actor]
) -> None:
    hidden = thing(ENTERED, seen=Visibility("health", "Park Clinic", "health_attendances", True), person_id=wren(held))
    tick(session_of(house_actor()), as_at="2026-12-22T17:00:00Z", sources=[lambda _session, _now: (hidden,)])
    outsider = somebody("manager", "childrens_services", name="no_post")
    assert home_of(outsider).context["home"].waiting.total == 0
    page = home_of(people["practitioner"])
    shown = page.context["home"]
    assert shown.waiting.total == 1 and shown.waiting.lines[0].person is None
    assert hidden.record_id not in text(page) and small.CHILD not in text(page)
    governance = home_of(somebody("information_governance")).context["home"]
    assert [one.item.item_id for one in governance.unseen] == [hidden.item_id]


def test_a_school_sees_what_became_of_what_it_sent_and_its_own_pupils_alone(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = somebody("school_lead", "school", small.SCHOOL)
    other = somebody("school_lead", "school", small.OTHER_SCHOOL, name="other_lead")
    concern_id = worried.enter(lead, about=wren(held))
    receive_concern(session_of(people["team_manager"]), concern_id=concern_id)
    set_clock(monkeypatch, LATER)
    escalation_scheduler.tick(session_of(house_actor()))
    keep_feedback(
        session_of(people["team_manager"]),
        concern_id=concern_id,
        how="by_phone",
        words="We met with police on Tuesday.",
    )
    page = home_of(lead)
    (sent,) = page.context["home"].sent
    assert sent.concern.received and sent.concern.feedback and [one.rule_id for one in sent.items]
    assert "We met with police on Tuesday." in text(page)
    assert [one.name for one in page.context["home"].pupils] == [small.CHILD]
    elsewhere = home_of(other)
    assert elsewhere.context["home"].sent == () and small.CHILD not in text(elsewhere)
    assert [one.name for one in elsewhere.context["home"].pupils] == ["Noor Elmore"]


def test_the_list_shows_the_deadlines_that_the_first_page_counts_and_no_empty_list_hides_them(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_return_interviews_be_known(monkeypatch)
    worried.enter(worried.youth_worker(), about=wren(held))
    set_clock(monkeypatch, SOON)
    escalation_scheduler.tick(session_of(house_actor()))
    set_clock(monkeypatch, MUCH_LATER)
    asked = Item.objects.get(rule_id="suspicion_answered", agency="police").about_id
    for actor in (somebody("analyst", "police"), somebody("practitioner", "police"), people["team_manager"]):
        danger = home_of(actor).context["home"].danger
        listed = client_of(actor).get("/work/clocks/?over=1").context["listed"]
        assert danger.overdue == len(listed.lines) and asked in [one.clock_id for one in listed.lines]
        assert all(one.state is ClockState.BREACHED and not one.arrived_late for one in listed.lines)
    assert [len(one.also) for one in danger.lines if one.rule_id == "return_interview"] == [2], "three count as one"
    work = client_of(people["team_manager"]).get("/work/")
    assert work.context["listed"].total == 0, "it has not come so far"
    assert (
        f'You have no open actions. Your agency has <a class="govuk-link sl-over" href="/work/clocks/?over=1">{danger.overdue} overdue'
        in text(work)
    )


def test_what_arrived_late_is_past_the_time_to_answer_only_when_its_open_item_is(
    held: Workspace, people: dict[str, Actor]
) -> None:
    """Two deadlines of one return are one thing; the rule's time has passed, and the item gives until tomorrow."""
    rules, days = ("return_interview", "return_interview_offered"), {"deadline_at": "2026-12-10T10:00:00Z"}
    asked = [thing(ENTERED, rule_id=rule, about_id=rule, arrived_at=ENTERED, **days) for rule in rules]
    tick(session_of(house_actor()), as_at=SOON, sources=[lambda _session, _now: tuple(asked)])
    assert Item.objects.update(answer_by=LATER) == len(rules)
    item = replace(made_up_home.item_line(), answer_by=LATER)
    line = made_up_home.clock_line(ENTERED, arrived_late=True, answer_due_at="2026-12-11T10:00:00Z", item=item)
    over = [replace(line, rule_id=rule, counted_with=rules[0], clock_id=rule) for rule in rules]
    session = session_of(people["practitioner"])
    assert late_part(session, over=over).answering == (LateCount("childrens_services", 1, 0),)
    past = [replace(one, item=replace(item, answer_by="2026-12-20T10:00:00Z")) for one in over]
    assert late_part(session, over=past).answering == (LateCount("childrens_services", 0, 1),)
    row = {"record_id": "r", "person_id": "p", "due_at": ENTERED, "known_through": LATER, "delivered_by": "police",
           "answering_agency": "childrens_services", "answer_due_at": "2026-12-11T10:00:00Z"}  # fmt: skip
    rows = [{**row, "rule_id": rule, "clock_id": rule} for rule in rules]
    store: Any = SimpleNamespace(conclusions=SimpleNamespace(late_counts=lambda: rows))
    assert late_things(store, now=SOON) == [LateThing("childrens_services", "police", LATER)]
    Item.objects.update(state="acting")
    assert late_things(store, now=SOON) == [], "answered"
    said = render_to_string("home/parts/late.html", {"home": {"late": late_part(session, over=past)}})
    assert "Children’s services must answer: 0 due, 1 past the time to answer" in said and "overdue" not in said


def test_of_overdue_actions_a_page_says_on_how_many_deadlines_they_are(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To offer a return interview and to hold it are two actions on one deadline, as the tile and the lists count."""
    rules = ("return_interview", "return_interview_offered", RULE)
    asked = [thing(ENTERED, rule_id=rule, about_id=rule, deadline_at=ENTERED) for rule in rules]
    asked.append(thing(ENTERED, number=2, rule_id=rules[0], about_id="other", deadline_at=ENTERED))
    set_clock(monkeypatch, SOON)
    tick(session_of(house_actor()), as_at=SOON, sources=[lambda _session, _now: tuple(asked)])
    page = home_of(people["practitioner"])
    counts = page.context["home"].waiting.counts
    assert (counts.total, counts.overdue, counts.deadlines) == (4, 4, 3)
    assert text(page).count("4 overdue (3 deadlines)") == 2, "beside the name, and over the list"
    assert '4 open. <span class="sl-over">4 overdue (3 deadlines)</span>.' in text(
        client_of(people["practitioner"]).get("/work/")
    )
    assert overdue_actions(SOON) == {"childrens_services": 3}, "leaders read deadlines too"
    answered = Item.objects.filter(rule_id=rules[1])
    answered.update(closed_at=SOON)
    page = home_of(people["practitioner"])
    assert "3 overdue<" in text(page) and "3 overdue, on" not in text(page)


def test_what_arrived_late_and_what_is_not_known_is_listed_apart_from_what_is_overdue(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    worried.enter(worried.youth_worker(), about=wren(held))
    set_clock(monkeypatch, MUCH_LATER)
    (over, *_) = client_of(people["team_manager"]).get("/work/clocks/?over=1").context["listed"].lines
    late, not_known = replace(over, arrived_late=True), replace(over, state=ClockState.NOT_KNOWN)
    monkeypatch.setattr(clock_selectors, "lines_due", lambda _session, **_: ((over, late, not_known), ""))
    page = client_of(people["team_manager"]).get("/work/clocks/?over=1")
    listed = page.context["listed"]
    assert (listed.lines, listed.late, listed.not_known) == ((over,), (late,), (not_known,))
    assert "Arrived late: 1" in text(page) and "Not known: 1" in text(page)


def test_a_senior_officer_sees_why_it_was_not_proceeded_with(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    worried.enter(
        worried.youth_worker(), about=wren(held), childs_words=""
    )  # read, his words are an account of their own
    fill_ladder("police")
    set_clock(monkeypatch, SOON)
    escalation_scheduler.tick(session_of(house_actor()))
    item = Item.objects.get(rule_id="suspicion_answered", agency="childrens_services")
    answer_item(session_of(people["practitioner"]), item_id=item.item_id, form=WHY)
    (one,) = [line for line in home_of(people["team_manager"]).context["home"].waiting.lines if line]
    assert one.item.item_id == item.item_id
    see_answer(session_of(people["team_manager"]), item_id=item.item_id, agrees=False, why=WHY["words"])
    for _ in range(40):  # silence, until the head of service has it
        item.refresh_from_db()
        if item.stage == "head_of_service":
            break
        due = datetime.fromisoformat(str(item.next_due_at))
        set_clock(monkeypatch, utc_text(due + timedelta(minutes=1)))
        escalation_scheduler.tick(session_of(house_actor()))
    page = home_of(people["head_of_service"])
    (because,) = page.context["home"].because
    assert (
        because.not_proceeding == "There is another explanation, and it was checked" and because.words == WHY["words"]
    )
    assert "Not proceeding, because:" in text(page)


def test_an_executive_who_opens_nobody_is_given_no_child_and_no_words(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    worried.enter(worried.youth_worker(), about=wren(held))
    fill_ladder("police")
    set_clock(monkeypatch, SOON)
    escalation_scheduler.tick(session_of(house_actor()))
    item = Item.objects.get(rule_id="suspicion_answered", agency="childrens_services")
    answer_item(session_of(people["practitioner"]), item_id=item.item_id, form=WHY)
    Item.objects.filter(pk=item.pk).update(
        stage="lead_safeguarding_partners", highest_stage="lead_safeguarding_partners"
    )
    (executive,) = [people[name] for name in people if name.startswith("lead_safeguarding_partners")][:1]
    page = home_of(executive)
    (because,) = page.context["home"].because
    assert because.not_proceeding and because.words == "" and because.work.person is None
    assert small.CHILD not in text(page) and WHY["words"] not in text(page)
    assert page.context["home"].reviews


def test_an_elected_member_sees_counts_and_delays_and_no_child(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    worried.enter(worried.youth_worker(), about=wren(held))
    set_clock(monkeypatch, LATER)
    escalation_scheduler.tick(session_of(house_actor()))
    page = home_of(somebody("elected_member"))
    counted = Counter(Item.objects.values_list("ladder", flat=True))
    assert max(counted.values()) < 5, "few enough to be hidden, all of them"
    assert {line.ladder: line.open.shown for line in page.context["home"].ladders} == dict.fromkeys(counted, "Under 5")
    assert "childrens_services" in counted and "Overdue deadlines at month end" in text(page)
    for hidden in (small.CHILD, "/people/", "/items/", "/records/", "/concerns/"):
        assert hidden not in text(page)


def test_leaders_have_each_chart_with_its_table_and_what_to_decide(held: Workspace, people: dict[str, Actor]) -> None:
    switch_rule(session_of(house_actor()), rule_id="suspicion_answered", on=False, why=WHY["words"])
    for actor in (somebody("partnership_executive"), somebody("elected_member")):
        page = home_of(actor)
        part, shown = page.context["home"].leaders, text(page)
        assert len(part.months) == 13 and part.agencies and part.decisions.total
        for words in ("Overdue deadlines at month end", "Figures by month", "Deadlines met in time", "Overdue by agency",
                      "Days from known to answered", f"Decisions for the partnership: {part.decisions.total}"):  # fmt: skip
            assert words in shown, words
        assert [shown.count(f'aria-labelledby="{one}-t') for one in ("trend", "agency-trend")] == [1, 1]
        assert part.decisions.off[0].since == ENTERED and "Off since 22 December 2026." in shown
        assert "Figures are up to the end of" in shown and "doubled" not in shown
        assert not AN_OBJECT.search(shown)
    assert home_of(people["head_of_service"]).context["home"].leaders is None


def test_each_trend_is_kept_as_a_file_by_those_who_lead(held: Workspace, people: dict[str, Actor]) -> None:
    leader = client_of(somebody("elected_member"))
    first = text(leader.get("/"))
    for name, key in (("trend_months_file", "trend"), ("trend_agencies_file", "agency-trend")):
        address = reverse(name)
        assert first.count(f'href="{address}"') == 2 and f'data-png="{key}"' in first, (
            "as SVG, and as PNG by the script"
        )
        kept = leader.get(address)
        assert kept["Content-Type"] == "image/svg+xml" and f'filename="{key}-2' in kept["Content-Disposition"]
        assert f'aria-labelledby="{key}-t' in text(kept) and "href" not in text(kept) and "is hidden." in text(kept)
        assert client_of(people["head_of_service"]).get(address).status_code == 403


def test_there_is_no_file_of_a_trend_before_the_first_run(workspace: Workspace) -> None:
    for name in ("trend_months_file", "trend_agencies_file"):
        assert client_of(somebody("elected_member")).get(reverse(name))["Location"] == reverse("home")


def test_each_role_that_opens_people_has_the_five_counts_in_the_order_of_danger(
    held: Workspace, people: dict[str, Actor]
) -> None:
    worried.enter(worried.youth_worker(), about=wren(held))
    for actor in (
        people["team_manager"],
        people["head_of_service"],
        somebody("reviewer"),
        somebody("analyst", "police"),
    ):
        page = home_of(actor)
        tiles = text(page).partition('class="sl-tiles')[2].partition("</ul>")[0]
        counts = re.findall(r"<b>([^<]+)</b>", tiles)
        assert counts == ["Missing now", "Overdue", "Arrived late", "Not acknowledged", "New"], actor.reader
        assert page.context["home"].danger.unacknowledged == 1
        assert "Referrals not yet acknowledged" in text(page)


def test_those_who_look_after_sightline_are_told_why_nobody_missing_is_counted(held: Workspace) -> None:
    for role in ("information_governance", "operator"):
        assert "This page does not count missing children" in text(home_of(somebody(role)))


def test_before_the_first_run_leaders_are_told_that_nothing_is_known(workspace: Workspace) -> None:
    shown = text(home_of(somebody("elected_member")))
    assert "nothing is known about deadlines" in shown and "No open actions." not in shown


def test_a_look_moves_nothing_but_hours_away_do(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = people["team_manager"]
    home_of(manager)
    concern_id = worried.enter(worried.youth_worker(), about=wren(held))
    for moment in ("2026-12-22T16:40:00Z", "2026-12-22T22:35:00Z", "2026-12-23T01:10:00Z"):  # somebody works at night
        set_clock(monkeypatch, moment)
        for _ in range(2):
            assert [one.concern_id for one in home_of(manager).context["home"].news.concerns] == [concern_id]
    set_clock(monkeypatch, "2026-12-23T09:00:00Z")
    morning = home_of(manager).context["home"].news
    assert (morning.since.at, morning.concerns) == ("2026-12-23T01:10:00Z", ())
    later = worried.enter(worried.youth_worker(), about=wren(held))
    for _ in range(2):
        assert [one.concern_id for one in home_of(manager).context["home"].news.concerns] == [later]
    set_clock(monkeypatch, "2026-12-23T09:00:30Z")
    home_of(manager)
    answer = client_of(manager).post("/seen/")
    assert answer["Location"] == "/" and AuditEntry.objects.filter(action="mark_seen").exists()
    set_clock(monkeypatch, "2026-12-23T09:01:00Z")
    assert home_of(manager).context["home"].news.concerns == ()
    assert LastLook.objects.count() == 1


def test_every_first_page_stands_before_the_first_run(workspace: Workspace) -> None:
    for role, (agency, organisation) in small.ROLES.items():
        assert "There are no data yet" in text(home_of(somebody(role, agency, organisation, role)))


def test_more_lines_ask_the_database_no_more_often(held: Workspace, people: dict[str, Actor]) -> None:
    lead = somebody("school_lead", "school", small.SCHOOL)
    readers = [client_of(people["practitioner"]), client_of(people["head_of_service"]), client_of(lead)]

    def count(client: Client, where: str = "/") -> int:
        client.get(where)  # what is worked out once, is
        with CaptureQueriesContext(connection) as asked:
            assert client.get(where).status_code == 200
        return len(asked)

    worried.enter(lead, about=wren(held))
    one = thing(ENTERED, number=0)
    tick(session_of(house_actor()), as_at="2026-12-22T17:00:00Z", sources=[lambda _session, _now: (one,)])
    before = [count(client) for client in readers]
    item = Item.objects.get(rule_id=one.rule_id, about_id=one.about_id).item_id
    others = (reverse("person", args=[wren(held)]), reverse("item", args=[item]))
    asked = (max(before), *(count(readers[0], where) for where in others))
    assert all(number <= most for number, most in zip(asked, MOST_QUERIES, strict=True)), asked
    for number in range(1, 5):
        worried.enter(lead, about=wren(held))
        more = thing(ENTERED, number=number)
        tick(
            session_of(house_actor()),
            as_at="2026-12-22T17:00:00Z",
            sources=[lambda _session, _now, more=more: (more,)],
        )
    assert [count(client) for client in readers] == before


def test_feedback_lists_who_waits_the_longest_for_those_who_must_tell(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    author = worried.youth_worker()
    first = worried.enter(author, about=wren(held))
    set_clock(monkeypatch, "2026-12-22T16:31:00Z")
    second = worried.enter(author, about=wren(held))
    worried.enter(author, about=wren(held), own_agency_only="Y")
    manager = client_of(people["team_manager"])
    listed = manager.get("/told-back/").context["listed"]
    assert [one.concern.concern_id for one in listed.waiting] == [first, second]
    assert all(one.due_at for one in listed.waiting)
    mine = client_of(author).get("/told-back/")
    assert not mine.context["listed"].gives_feedback and len(mine.context["listed"].without_feedback) == 3
    keep_feedback(
        session_of(people["team_manager"]),
        concern_id=first,
        how="in_person",
        words="She was seen alone, and is safe now.",
    )
    assert [one.concern.concern_id for one in manager.get("/told-back/").context["listed"].waiting] == [second]
    assert [one.concern_id for one in client_of(author).get("/told-back/").context["listed"].with_feedback] == [first]
    assert client_of(somebody("elected_member")).get("/told-back/").status_code == 403


def test_feedback_goes_on_where_a_page_ends(held: Workspace, people: dict[str, Actor]) -> None:
    from sightline.casework.concerns.selectors.feedback_to_referrer import list_feedback_due

    ids = [worried.enter(worried.youth_worker(), about=wren(held)) for _ in range(3)]
    actor = people["team_manager"]
    first = list_feedback_due(session_of(actor), size=2)
    assert [one.concern.concern_id for one in first.waiting] == ids[:2]
    rest = list_feedback_due(session_of(actor), after=first.next_after, size=2)
    assert ([one.concern.concern_id for one in rest.waiting], rest.next_after) == (ids[2:], 0)
    assert Concern.objects.count() == 3


def test_every_role_has_its_first_page_and_every_rule_named_is_one(held: Workspace) -> None:
    from sightline.casework.clocks.rows import rules_here
    from sightline.casework.home.selectors.team import CONTACTS, DISCUSSIONS
    from sightline.model.nouns import Role
    from sightline.web.home.views import FIRST_PAGES

    assert set(FIRST_PAGES) == set(Role)
    assert {*CONTACTS, *DISCUSSIONS} <= set(rules_here())
    assert reverse("home") == "/"


def test_only_whoever_may_see_all_reads_how_much_is_held_in_all(held: Workspace) -> None:
    for role in ("information_governance", "partnership_executive"):
        assert "<dt>Records</dt>" in text(home_of(somebody(role))), role
    for reader in (somebody("school_lead", "school", small.SCHOOL), somebody("practitioner", "licensing"),
                   somebody("analyst", "police")):  # fmt: skip
        shown = text(home_of(reader))
        assert "Latest record:" in shown and "Last extract received" in shown, "the days stay"
        for words in ("<dt>", ">Records<", " records, received", "Known to more than one agency", "more mentions"):
            assert words not in shown.split('id="as-of"')[1], (reader.reader.username, words)


def test_an_agency_whose_next_file_has_not_come_is_late(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    operator = somebody("operator")
    set_clock(monkeypatch, "2027-03-10T08:00:00Z")
    page = home_of(operator)
    late = page.context["home"].late
    assert late.awaited and "This agency’s next file has not arrived" in text(page)
    came_in_time = replace(page.context["home"], late=replace(late, deliveries=()))
    assert came_in_time.late_agencies == len(late.awaited), "no delivery was late, and the next one is"
    leader = home_of(somebody("partnership_executive"))
    decisions = leader.context["home"].leaders.decisions
    assert decisions.awaited == late.awaited and "This agency’s next file has not arrived" in text(leader)
    assert replace(decisions, late=()).late_agencies == len(late.awaited) <= decisions.total
    assert f"Agencies with late data: {decisions.late_agencies}" in text(leader)


def test_who_sees_nobody_is_told_too_that_nobody_knows_who_is_missing(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The small partnership's police file is older than a day; then as if one had come an hour ago."""
    roles = ("information_governance", "elected_member", "operator")
    readers = [client_of(worried.actor(f"the_{role}", role, "")) for role in roles]
    assert all("Missing status not known." in text(reader.get("/")) for reader in readers)
    an_hour_ago = ENTERED.replace("16:30", "15:30")
    monkeypatch.setattr(missing_selectors, "police_data_of", lambda store: an_hour_ago)
    assert not any("Missing status not known." in text(reader.get("/")) for reader in readers)
