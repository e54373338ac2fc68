"""How early a statement about a child could be seen, for this reader's records, and how often else it was true then."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import reviewed, worried
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.earlier_knowledge.pages import OthersShown, ReviewEarliestPage, StatementDays
from sightline.casework.earlier_knowledge.reverse_questions import Without, show_together
from sightline.casework.earlier_knowledge.scopes import find_scope
from sightline.casework.earlier_knowledge.selectors.earliest import count_statements, read_earliest, read_earliest_of
from sightline.casework.reviews.pages.terms import ReviewLine
from sightline.cli.reviewing.earliest_report import _about_matches, _about_others_by
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.review.acts import FirstAct
from sightline.review.aftermath import RecordName
from sightline.review.earliest import EarliestDays, OtherChildren
from sightline.store import DuckDBEngine, Workspace
from sightline.translation.dates import long_day
from sightline.web.reviews.earliest.statements import describe_statements

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "cli")
WORKER = Actor(Reader("worker", Role.PRACTITIONER, "childrens_services"), "cli")
COUNCILLOR = Actor(Reader("councillor", Role.ELECTED_MEMBER, ""), "cli")
BEGINS = date(2024, 1, 1)
OTHERS = ("Ava Quayside", "Bel Rowntree", "Cat Selwyn", "Dot Thornbury", "Eve Umberleigh", "Flo Venables",
          "Gwen Winslade", "Hope Yarrow", "Iris Abdale", "Jess Barlow")  # fmt: skip
SEEN_JOINTLY = OTHERS[5:]  # by two reports of the police and an interview
JOINTLY, POLICE_ALONE = BEGINS + timedelta(days=33), BEGINS + timedelta(days=61)
MADE_ON = date(2026, 11, 30)  # of the rule of the response threshold


def uk(days: int) -> str:
    return f"{BEGINS + timedelta(days=days):%d/%m/%Y}"


def missing(name: str, born: str, ref: str, day: int) -> dict[str, str]:
    """An episode of some hours, entered on the next day."""
    forename, surname = name.split()
    return {"Misper Ref": ref, "Nominal Ref": f"N{name}", "Surname": surname, "Forenames": forename, "DOB": born,
            "Missing From Date": uk(day), "Missing From Time": "20:00", "Found Date": uk(day), "Found Time": "23:00",
            "Entered On": uk(day + 1)}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nell: two reports, a restricted interview that is the third, and a report later. Ten others: three early, then an enquiry."""
    folder = tmp_path_factory.mktemp("earliest")
    files = folder / "files"
    files.mkdir()
    rows = [missing("Nell Ashdown", "04/05/2009", f"M0{day}", day) for day in (0, 20, 60)]
    for number, name in enumerate(OTHERS, start=1):
        days = (0, 5) if name in SEEN_JOINTLY else (0, 5, 10)
        rows += [missing(name, f"{10 + number}/06/2009", f"M{number}{day}", day) for day in days]
    small.sheet(files / "police_missing.csv", rows)
    nell = {"Person ID": "P1", "Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
    interview = nell | {"Misper Ref": "M0x", "Returned Date": uk(30), "Entered On": uk(33)}
    jointly = [
        {"Person ID": f"Q{number}", "Surname": name.split()[1], "Forename": name.split()[0], "DOB": f"{10 + number}/06/2009",
         "Misper Ref": f"M{number}x", "Returned Date": uk(10), "Entered On": uk(11)}
        for number, name in enumerate(OTHERS, start=1) if name in SEEN_JOINTLY
    ]  # fmt: skip
    small.sheet(files / "return_interviews.csv", [interview | {"Sightline Marking": "RESTRICTED"}, *jointly])
    acted = nell | {"Event Type": "STRATEGY DISCUSSION", "Event Date": uk(100), "Entered On": uk(100)}
    enquiries = [
        {"Person ID": f"Q{number}", "Surname": name.split()[1], "Forename": name.split()[0], "DOB": f"{10 + number}/06/2009",
         "Event Type": "S47 START", "Event Date": uk(200), "Entered On": uk(200)}
        for number, name in enumerate(OTHERS, start=1)
    ]  # fmt: skip
    small.sheet(files / "childrens_services_events.csv", [acted, *enquiries])
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    small.make_accounts(folder / "workspace", ["reviewer", "information_governance"])
    return folder / "workspace"


def person_of(built: Path, forename: str) -> str:
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = ? GROUP BY 1"
        ((person_id,),) = engine.connection.execute(sql, [forename]).fetchall()
    finally:
        engine.close()
    return str(person_id)


@pytest.fixture(scope="module")
def nell(built: Path) -> str:
    return person_of(built, "Nell")


@pytest.fixture
def served(built: Path, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = True  # everybody is invented
    point_at(built, settings)


def threshold(actor: Actor, person_id: str) -> StatementDays:
    page = read_earliest(session_of(actor), person=person_id, discovered_on=date(2024, 9, 1))
    return {one.statement_id: one for one in page.statements}["response_threshold"]


@pytest.mark.usefixtures("served")
def test_the_days_are_those_of_the_readers_records(nell: str) -> None:
    worker, officer = threshold(WORKER, nell), threshold(OFFICER, nell)
    assert worker.days is not None and officer.days is not None
    assert worker.days.together == JOINTLY == worker.days.pairs["childrens_services", "police"]
    assert worker.days.alone == {"police": POLICE_ALONE}
    assert officer.days.together == POLICE_ALONE and officer.days.alone == {"police": POLICE_ALONE}
    assert worker.acted_on == BEGINS + timedelta(days=100)
    assert {agency for _, agency in worker.handovers} == {"childrens_services", "police"} and not officer.handovers


@pytest.mark.usefixtures("served")
def test_the_reverse_question_is_beside_each_day_and_names_nobody(nell: str) -> None:
    found = threshold(WORKER, nell)
    assert found.others is not None and found.others.children == len(OTHERS)
    assert found.others.followed == (len(OTHERS), 0, 0), "an enquiry is recorded of each later"
    assert found.others.items_a_week == pytest.approx(0.2)
    assert not any(name.split()[1] in repr(found) for name in OTHERS)
    assert found.days is not None and list(found.others_by) == list(found.days.by_holders)
    police = found.others_by["police",]
    assert (police.children, police.followed) == (5, (5, 0, 0)), "not those seen jointly"
    assert found.others_by["childrens_services", "police"] == found.others


@pytest.mark.usefixtures("served")
def test_who_may_not_open_the_child_is_told_nothing(nell: str) -> None:
    with pytest.raises(NotHere):
        read_earliest(session_of(OFFICER), person="nobody")
    with pytest.raises(Refused):
        read_earliest(session_of(COUNCILLOR), person=nell)
    threshold(OFFICER, nell)
    assert AuditEntry.objects.latest("sequence").action == "read_earliest"


def test_a_review_counts_other_children_who_are_not_in_its_terms(served: None, nell: str, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = False
    with pytest.raises(Refused):
        read_earliest(session_of(reviewed.governance()), person=nell)

    def asked(review_id: str) -> StatementDays:
        page = read_earliest(session_of(reviewed.author()), person="A", review_id=review_id)
        return {one.statement_id: one for one in page.statements}["response_threshold"]

    review_id = reviewed.review_of([nell])
    found = asked(review_id)
    assert found.days is not None and found.days.together == POLICE_ALONE, "the interview is restricted"
    assert found.others is not None and found.others.children == len(OTHERS)
    assert not any(name.split()[1] in repr(found) for name in OTHERS)
    reviewed.agree(review_id, "childrens_services")
    opened = asked(review_id)
    assert opened.days is not None and opened.days.together == JOINTLY
    assert asked(reviewed.review_of([nell], agencies=("childrens_services",))).days is None


def test_other_children_are_counted_in_all_data_whatever_the_terms_read(served: None, nell: str, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = False
    review_id = reviewed.review_of([nell], agencies=("police",), to_on=POLICE_ALONE + timedelta(days=7))
    session = session_of(reviewed.author())
    page = read_earliest(session, person="A", review_id=review_id)
    found = {one.statement_id: one for one in page.statements}["response_threshold"]
    assert found.days is not None and found.days.together == POLICE_ALONE
    assert found.others is not None and found.others.followed == (len(OTHERS), 0, 0), "after the period, elsewhere"


def test_other_children_of_the_review_are_not_among_those_counted(
    served: None, built: Path, nell: str, settings: Any
) -> None:
    settings.SIGHTLINE_TRAINING = False
    review_id = reviewed.review_of([nell, person_of(built, "Ava")])
    page = read_earliest(session_of(reviewed.author()), person="A", review_id=review_id)
    found = {one.statement_id: one for one in page.statements}["response_threshold"]
    assert found.others is not None and found.others.children == len(OTHERS) - 1


@pytest.mark.parametrize(
    ("from_on", "to_on", "children"),
    [
        (date(2020, 1, 1), date(2022, 12, 31), 0),  # it ended before
        (date(2020, 1, 1), POLICE_ALONE, len((*OTHERS, "Nell"))),  # more than a year, and its last day counts
        (POLICE_ALONE, date(2031, 12, 31), None),  # its first day counts, and it goes on after the data: Nell alone
        (POLICE_ALONE + timedelta(days=1), date(2024, 12, 31), 0),
    ],
)
def test_the_scale_counts_the_period_of_the_review(
    served: None, nell: str, settings: Any, from_on: date, to_on: date, children: int | None
) -> None:
    settings.SIGHTLINE_TRAINING = False
    review_id = reviewed.review_of([nell], from_on=from_on, to_on=to_on)
    session = session_of(reviewed.author())
    with audited(session, action="read_earliest") as trail:
        scope = find_scope(session, trail, person="A", review_id=review_id)
        counts = {one.rule.id: number for one, number in count_statements(session, scope)}
    assert counts["response_threshold"] == children


def test_the_command_prints_a_report_and_json_lines(built: Path, nell: str) -> None:
    start = ["-w", str(built), "--as"]
    terms = ["--agency", "police", "--from", "2020-01-01", "--to", "2024-12-31", "--why", reviewed.WHY]
    people = ["--child", nell, "--author", small.username("reviewer")]
    made = small.run_commands(
        [[*start, small.username("information_governance"), "review", "new", "One", *terms, *people]], typed=small.TYPED
    )
    review_id = made.split("Review ")[1].split()[0]
    asked = [*start, small.username("reviewer"), "review", "earliest", "A", "--review", review_id]
    asked += ["--discovered", "2024-09-01"]
    text, lines = (
        small.run_commands([each], typed=small.TYPED) for each in (asked, [*asked, "--json", "--why", reviewed.WHY])
    )
    label, _, lines = lines.partition("\n")
    assert "learning review or inquiry" in json.loads(label)["exported"]
    on = POLICE_ALONE.isoformat()
    assert on in text and f"Other children of which records of Police showed it on {on}: 5." in text
    assert "On that day it was also true of other children: 10." in text
    assert "Not found in the records that you may see" in text
    said = {one["statement_id"]: one for one in map(json.loads, lines.splitlines())}
    assert said["response_threshold"]["days"]["together"] == POLICE_ALONE.isoformat()
    assert said["response_threshold"]["days"]["alone"] == {"police": on}
    (alone,) = said["response_threshold"]["others_by"]
    assert (alone["holders"], alone["children"]) == (["police"], 5)
    assert said["suspicion_written"]["days"] is None
    assert not any(name.split()[1] in text + lines for name in OTHERS)


def test_the_page_of_a_review_has_each_day_with_the_other_question_and_links(
    served: None, nell: str, settings: Any
) -> None:
    settings.SIGHTLINE_TRAINING = False
    review_id = reviewed.review_of([nell])
    reviewed.agree(review_id, "childrens_services")
    client, at = worried.client_of(reviewed.author()), reverse("review_earliest", args=[review_id])
    said = client.get(at, {"child": "A", "discovered": JOINTLY.isoformat()}).content.decode()
    assert "All agencies together" in said and "3 February 2024" in said and "2 March 2024" in said
    assert "67 days before" in said and "39 days before" in said, "to the strategy discussion of 10 April"
    assert "The same day" in said and "28 days after" in said, "the day of discovery that was given"
    assert "The first action that a record shows: 10 April 2024, Children’s services: Strategy discussion." in said
    shown = said.split("<h2")
    (true,) = (one for one in shown if "First days" in one)
    assert "also true of other children: 10" in true and "harm recorded for 10" in true
    alone = true.split("Police alone")[1].split("</tr>")[0]
    assert "also true of other children: 5" in alone and "harm recorded for 5" in alone
    assert sum("do not show it" in one for one in shown) == len(shown) - 2, "no day, and no other question"
    assert not any(name.split()[1] in said for name in OTHERS)
    places = re.findall(rf'href="({reverse("review_chronology", args=[review_id])}\?page=1#event-(\w+))"', true)
    assert len({record for _, record in places}) == 4, "three records are enough, and the action"
    named = [" ".join(one.split()) for one in re.findall(r'#event-\w+">([^<]+)</a>', true)]
    assert {"Police, 1 January 2024", "Children’s services, 10 April 2024"} <= set(named), "by agency and day"
    assert "Hindsight" in true and f"By a rule made on {long_day(MADE_ON)}, not in force then." in true
    for href, record in places:
        assert f'id="event-{record}"' in client.get(href).content.decode()
    assert AuditEntry.objects.filter(action="read_review_earliest").count() == 1
    assert client.get(at, {"child": "1"}).status_code == client.get(at, {"child": ["A", "1"]}).status_code == 404
    assert "28 days after" not in client.get(at).content.decode()
    assert worried.client_of(worried.actor("other", "reviewer", "partnership")).get(at).status_code == 404


def test_several_children_are_asked_about_at_once(served: None, built: Path, nell: str, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = False
    review_id = reviewed.review_of([nell, person_of(built, "Ava")])
    author = reviewed.author()
    alone = [read_earliest(session_of(author), person=one, review_id=review_id) for one in ("A", "B")]
    assert list(read_earliest_of(session_of(author), people=["A", "B"], review_id=review_id)) == alone
    assert list(read_earliest_of(session_of(author), people=[], review_id=review_id)) == alone, "none: all children"
    client, at = worried.client_of(author), reverse("review_earliest", args=[review_id])
    both = client.get(at, {"child": ["A", "B"]}).content.decode()
    assert both.count("<h2") == 2 * len(alone[0].statements) and both.count(" checked") == 2
    assert "Child B: " in both and "Child B: " not in client.get(at).content.decode()
    ids = re.findall(r' id="(statement-[^"]+)"', both)
    assert len(ids) == len(set(ids)) == both.count("<h2")


def test_in_invented_data_people_asked_about_together_are_not_each_others_others(
    served: None, built: Path, nell: str
) -> None:
    pages = read_earliest_of(session_of(WORKER), people=[nell, person_of(built, "Ava")])
    counted = [one.others for page in pages for one in page.statements if one.statement_id == "response_threshold"]
    assert [one and one.children for one in counted] == [len(OTHERS) - 1] * 2


def test_a_number_that_gives_away_a_small_one_beside_it_is_not_told(nell: str) -> None:
    def counted(children: int, harmed: int) -> OtherChildren:
        return OtherChildren(children, harmed, children - harmed, 0, children)

    two, nothing, matches = ("health", "police"), Without.NOTHING, Without.MATCHES
    shown = show_together({
        ((), nothing): counted(40, 20), (two, nothing): counted(38, 20), (("police",), nothing): counted(35, 20),
        (("school",), nothing): counted(40, 20), ((), matches): counted(30, 18), (two, matches): counted(3, 0),
    })  # fmt: skip
    assert shown[(), nothing].followed == (20, 20, 0)
    assert shown[two, nothing] == OthersShown(None, None, None, is_hidden_too=True), "2 fewer than all together"
    assert shown[("police",), nothing].children == 35, "beside a number that is not told"
    assert shown[("school",), nothing].followed == (20, 20, 0), "nobody is between them"
    assert shown[(), matches].children == 30 and shown[(), matches].followed is None, "2 fewer were harmed"
    assert shown[two, matches] == OthersShown(None, None, None), "a small number is small by itself"
    days = EarliestDays({"police": JOINTLY}, {}, JOINTLY, POLICE_ALONE, (("r1",),), 1, read=POLICE_ALONE)
    known = {"others": shown[(), nothing], "others_by": {("police",): shown[two, nothing]}}
    known |= {"others_sure": {(): shown[(), matches]}, "others_read": shown[two, matches]}
    one = StatementDays("told", "Harm told", "It is told.", days, **known)  # type: ignore[arg-type]
    line = ReviewLine("a" * 20, "A review", JOINTLY, JOINTLY, "2024-12-02T00:00:00Z", 1, is_open=True)
    (words,) = describe_statements(ReviewEarliestPage(line, ("A",), "A", None, (one,), {}))
    alone, jointly, sure, read = (row.asked_other_way for row in words.rows)
    assert alone == ("The number of other children is not shown, because it would give away a small number.",)
    assert "40" in jointly[0] and "30" in sure[0] and "fewer than 5" in read[0]
    lines = [*_about_matches(one, days)]
    assert "other children: 30." in lines[1] and any("fewer than 5" in each for each in lines)
    assert "not shown, because it would give away a small number" in next(_about_others_by(one, days))


def test_a_day_without_the_other_question_is_not_told(nell: str) -> None:
    days = EarliestDays({"police": JOINTLY}, {}, JOINTLY, JOINTLY, (("r1",),), 1, read=JOINTLY)
    line = ReviewLine("a" * 20, "A review", JOINTLY, JOINTLY, "2024-12-02T00:00:00Z", 1, is_open=True)
    counted = OthersShown(None, None, None)
    for others, rows in ((None, 0), (counted, 2)):
        by = {("police",): others} if others else {}
        one = StatementDays("told", "Harm told", "It is told.", days, others=others, others_by=by)
        (words,) = describe_statements(ReviewEarliestPage(line, ("A",), "A", None, (one,), {}))
        assert len(words.rows) == rows and all(row.asked_other_way for row in words.rows)
    apart = replace(days, sure=POLICE_ALONE, sure_by={("police",): POLICE_ALONE}, read=POLICE_ALONE)
    one = StatementDays("told", "Harm told", "It is told.", apart, others=counted)
    (words,) = describe_statements(ReviewEarliestPage(line, ("A",), "A", None, (one,), {}))
    assert [row.who for row in words.rows] == ["All agencies together"], "an agency's day has its own count, or none"


def test_a_row_without_a_day_says_nothing_of_an_action_and_hindsight_is_last(nell: str) -> None:
    days = EarliestDays({"police": JOINTLY}, {}, JOINTLY, None, (("r1",),), 1, read=JOINTLY)
    line = ReviewLine("a" * 20, "A review", JOINTLY, JOINTLY, "2024-12-02T00:00:00Z", 1, is_open=True)
    counted, named = OthersShown(None, None, None), {"r1": RecordName("police", JOINTLY)}
    act = FirstAct(POLICE_ALONE, "r2", "police", "Strategy discussion")
    said = {
        name: StatementDays(
            name,
            name,
            "It is told.",
            days,
            others=counted,
            others_by={("police",): counted},
            named=named,
            made_on=made_on,
            acted=acted,
        )
        for name, made_on, acted in (("later", POLICE_ALONE, None), ("then", None, act))
    }
    never = StatementDays("never", "never", "It is told.", None)
    page = ReviewEarliestPage(line, ("A",), "A", POLICE_ALONE, (said["later"], never, said["then"]), {})
    then, later, _never = describe_statements(page)
    assert [one.label for one in (then, later, _never)] == ["then", "later", "never"]
    assert [(one.on, one.before_action) for one in later.rows if not one.on] == [(None, "")]
    assert [one.before_action for one in later.rows if one.on] == ["No action recorded"] * 2
    assert [(one.on, one.before_action) for one in then.rows if not one.on] == [(None, "")]
    assert {one.before_action for one in then.rows if one.on} == {"28 days before"}
    assert then.sets[0][0].label == "Police, 3 February 2024" and later.made_on == POLICE_ALONE
