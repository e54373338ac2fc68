"""The pictures of a review: what its children's frozen records said by the end of a day, and nothing from later."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.reviewed import review_of
from support.sessions import session_of
from support.small_served import point_at
from support.worried import client_of

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.earlier_knowledge.pages import OtherDays
from sightline.casework.earlier_knowledge.selectors.other_days import read_other_days
from sightline.casework.reviews.pages.pictures import HOME, STATUS, WORKER, PatternKnown, ReviewPictures
from sightline.casework.reviews.pages.terms import NewHolderYes, NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.pictures import read_review_pictures
from sightline.casework.reviews.services.holders import agree_for_agency
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.pictures.growth.quarters import children_known
from sightline.rulebook.rules import load_rules
from sightline.store import DuckDBEngine, Workspace
from sightline.web.reviews.picture_stories import tell_growth, tell_lanes, tell_life, tell_signs

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
K = ReviewEntryKind
BEGINS = date(2024, 1, 1)
NELL = {"Surname": "Ashdown", "DOB": "04/05/2009"}
IVY = {"Surname": "Birchall", "DOB": "11/09/2009"}
OUTSIDE = ("Quayside", "Rowntree", "Selwyn", "Thornbury", "Umberleigh")
SUSPECTED = "I suspect that she is being sexually exploited by older men."
NOBODY = OtherDays((), {})
AGENCIES = ("childrens_services", "health", "police", "school", "youth_service")


def on(days: int) -> date:
    return BEGINS + timedelta(days=days)


def uk(days: int) -> str:
    return f"{on(days):%d/%m/%Y}"


def stopped(number: str, day: int, who: dict[str, str], forenames: str, **more: str) -> dict[str, str]:
    return {"Occurrence No": number, "Occurrence Type": "SUSPICIOUS CIRCUMSTANCES", "Reported Date": uk(day),
            "From Date": uk(day), "Entered On": uk(day + 1), "Forenames": forenames, "Role": "VICTIM",
            "VRM": "UA15 KDT", **who, **more}  # fmt: skip


def event(day: int, kind: str, **more: str) -> dict[str, str]:
    return {"Person ID": "P1", "Forename": "Nell", "Event Type": kind, "Event Date": uk(day), "Entered On": uk(day),
            **NELL, **more}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nell and Ivy in one car on two days; a note of the youth service; a plan, a worker and two homes of Nell's.

    An occurrence and a concern of day 100 got second rows on day 200: they name Ivy, another car, and have a sign.
    """
    folder = tmp_path_factory.mktemp("pictures")
    files = folder / "files"
    files.mkdir()
    stops = [stopped("O1", 10, NELL, "Nell"), stopped("O2", 30, IVY, "Ivy", **{"Sightline Marking": ""}),
             stopped("O9", 90, IVY, "Ivy", **{"Sightline Marking": "RESTRICTED", "Summary": "Not to be shown"}),
             stopped("O3", 100, NELL, "Nell", VRM=""),
             stopped("O3", 100, IVY, "Ivy", VRM="UB20 LMN", **{"Entered On": uk(200)})]  # fmt: skip
    small.sheet(files / "police_occurrences.csv", stops)
    small.sheet(files / "police_missing.csv", [
        {"Misper Ref": "M1", "Forenames": "Nell", "Missing From Date": uk(20), "Missing From Time": "20:00",
         "Found Date": uk(22), "Found Time": "07:00", "Entered On": uk(23), **NELL},
    ])  # fmt: skip
    small.sheet(files / "youth_service_contacts.csv", [
        {"Contact Ref": "Y1", "Date": uk(12), "Forename": "Nell", "Text": SUSPECTED, "Entered On": uk(50), **NELL},
        {"Contact Ref": "Y2", "Date": uk(13), "Forename": "Ivy", "Text": SUSPECTED, "Entered On": uk(14), **IVY},
        *({"Contact Ref": f"X{one}", "Date": uk(5), "Forename": name, "Text": SUSPECTED, "Entered On": uk(6),
           "Surname": name, "DOB": f"1{one}/06/2009"} for one, name in enumerate(OUTSIDE)),
    ])  # fmt: skip
    small.sheet(files / "school_concerns.csv", [
        {"Incident ID": "S1", "School": "Elm School", "Incident Date": uk(100), "Logged On": uk(day), "Forename": name,
         "Text": text, **who}
        for name, who, day, text in (("Nell", NELL, 101, "They met in town."), ("Ivy", IVY, 200, SUSPECTED))
    ])  # fmt: skip
    small.sheet(files / "childrens_services_events.csv", [
        event(40, "REFERRAL", Address="1 Elm Row, Tarrowby", Postcode="ZZ4 1AB", Worker="A. Ferris", Team="Assessment"),
        event(60, "PLAN START", Address="2 Quay Lane, Tarrowby", Worker="B. Moran", Team="Support"),
        event(70, "STRATEGY DISCUSSION"),
        event(80, "PLAN END", Address="2 Quay Lane, Tarrowby"),
    ])  # fmt: skip
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    small.make_accounts(folder / "workspace", ["practitioner"])
    return folder / "workspace"


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    return point_at(built, settings)


@pytest.fixture
def review_id(served: Workspace) -> str:
    session = session_of(governance())
    made = open_review(session, review=NewReview("Review one", WHY, BEGINS, on(365), AGENCIES))
    author()
    acts = [ReviewAct(K.CHILD, person_id=person_of(served, name)) for name in ("Nell", "Ivy")]
    for act in (*acts, ReviewAct(K.AUTHOR, username="author")):
        add_to_terms(session, review_id=made, act=act)
    return made


def person_of(served: Workspace, forename: str) -> str:
    (folder,) = served.snapshots.iterdir()
    engine = DuckDBEngine(folder / "analysis.duckdb", read_only=True)
    try:
        (found,) = engine.query("SELECT person_id FROM person WHERE names[1] LIKE ?", [f"{forename}%"]).column(0)
    finally:
        engine.close()
    return str(found)


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def read(review_id: str, **asked: Any) -> ReviewPictures:
    return read_review_pictures(session_of(author()), review_id=review_id, **asked)


def others_of(review_id: str) -> OtherDays:
    return read_other_days(session_of(author()), review_id=review_id)


def test_a_record_counts_from_the_day_on_which_its_agency_recorded_it(review_id: str) -> None:
    """The youth service wrote on day 50 what it saw on day 12."""
    known = {day: {one.event.agency for one in read(review_id, on=on(day), child="A").events} for day in (11, 49, 50)}
    assert known[11] == {"police"} and "youth_service" not in known[49] and "youth_service" in known[50]
    assert read(review_id, on=on(49)).later > 0 == read(review_id).later


def test_no_picture_of_a_day_has_anything_from_later(review_id: str) -> None:
    whole = read(review_id)
    for day in whole.days:
        shown = read(review_id, on=day)
        assert max(one.known_on for one in shown.events) <= day == shown.on
        assert {one.event.event_id for one in shown.events} == {
            one.event.event_id for one in whole.events if one.known_on <= day
        }
        later = [one.known_on for one in (*shown.signs, *shown.together, *shown.life) if one.known_on > day]
        assert later == [] and all(one.first_true_on <= day for one in shown.patterns)


def test_a_row_that_came_later_tells_no_picture_of_an_earlier_day_whom_and_what_it_names(review_id: str) -> None:
    """Until day 200 both records named Nell alone, without a car or a sign."""
    whole = read(review_id)
    late = {one.event.event_id: one.event.agency for one in whole.events if one.event.first_on == on(100)}
    assert sorted(late.values()) == ["police", "school"]

    def told(shown: ReviewPictures) -> list[set[object]]:
        return [
            {(one.event.called, one.known_on) for one in shown.events if one.event.event_id in late},
            {(one.people, one.things, one.known_on) for one in shown.together if late.get(one.record_id) == "police"},
            {(one.called, one.known_on) for one in shown.signs if one.record_id in late},
        ]

    assert told(read(review_id, on=on(199))) == [{(("A",), on(101))}, {(("A",), (), on(101))}, set()]
    assert told(read(review_id, on=on(199), child="B")) == [set(), set(), set()]
    people, things, signs = told(read(review_id, on=on(200)))
    assert people == {(("A", "B"), on(101))} and signs == {("B", on(200))}
    assert things == {(("A",), (), on(101)), (("A", "B"), (("vehicle", 2),), on(200))}
    assert told(read(review_id, child="B"))[0] == {(("A", "B"), on(200))}
    both = tell_growth(read(review_id, on=on(200)))
    assert both and {(one.label, one.seen_on) for one in both.members} >= {("Vehicle 2", on(200))}
    growth = tell_growth(read(review_id, on=on(199)))
    assert growth and {one.label for one in growth.members} == {"Child A", "Child B", "Vehicle 1"}


def test_the_slider_counts_unless_the_box_was_changed(review_id: str) -> None:
    days = read(review_id).days
    client = client_of(author())

    def shown(query: str) -> str:
        page = client.get(reverse("review_pictures", args=[review_id]) + query)
        assert page.status_code == 200
        (said,) = re.findall(r'name="was" value="([\d-]+)"', page.content.decode())
        return str(said)

    assert shown("") == "2024-12-02"
    assert shown(f"?at=1&on={days[3]}&was={days[3]}") == str(days[1])
    assert shown(f"?at=1&on={days[2]}&was={days[3]}") == str(days[2])
    assert shown(f"?on={days[2]}") == str(days[2]) and shown("?at=999") == str(days[-1])
    assert shown("?on=2030-01-01") == "2024-12-02" and shown("?on=soon&at=x&was=") == "2024-12-02"


def test_pictures_begin_at_the_end_of_the_period(served: Workspace) -> None:
    """The data go on to December; a review of the first half year is shown as known on its last day."""
    person_id = person_of(served, "Nell")
    short = review_of([person_id], from_on=BEGINS, to_on=on(181))
    assert read(short).on == on(181) and read(short, on=on(300)).on == on(300)


def test_the_lanes_have_what_each_agency_recorded_of_the_chosen_child(review_id: str) -> None:
    lanes = tell_lanes(read(review_id, child="A"), NOBODY)
    assert lanes and lanes.about == "Child A"
    (missing,) = lanes.missing
    assert (missing.on, missing.nights) == (on(20), 2) and "#event-" in missing.href
    assert tell_lanes(read(review_id, on=on(1)), NOBODY) is None


def test_signs_are_by_agency_from_the_day_known_and_never_without_the_other_question(review_id: str) -> None:
    of_nell = tell_signs(read(review_id, child="A"), others_of(review_id))
    assert of_nell and of_nell.together_on == on(50) and dict(of_nell.alone) == {"youth_service": on(50)}
    assert "by 20 February 2024 it could also be said of 1 other child of this review." in of_nell.asked_other_way
    assert "Outside the review: 5 children." in of_nell.asked_other_way
    early = replace(others_of(review_id), signs=(on(1), on(2), on(60), on(60), on(60), on(60)))
    told = tell_signs(read(review_id, child="A"), early)
    assert told and "Outside the review: fewer than 5." in told.asked_other_way
    every = tell_signs(read(review_id), NOBODY)
    assert every and every.together_on == on(14) and every.acted_on == on(70)
    assert "rules made by" in every.hindsight and "November 2026" in every.hindsight
    assert tell_signs(read(review_id, on=on(13)), NOBODY) is None


def test_a_pattern_of_the_lanes_says_to_how_many_outside_the_review_it_applied(review_id: str) -> None:
    shown = read(review_id, child="A")
    first = PatternKnown("key", "repeat_missing", ("A",), True, on(61), ())
    days = OtherDays((), {"repeat_missing": (on(1), on(2), on(3), on(4), on(61), on(62))})
    lanes = tell_lanes(replace(shown, patterns=(first,)), days)
    assert lanes and lanes.patterns[0].label.endswith("by 2 Mar 2024 also outside the review: 5 people")
    assert lanes.patterns[0].made_on is None, "its rule says no day"
    local = next(one for one in load_rules("england", "patterns") if one.made_after(on(61)))
    later = tell_lanes(replace(shown, patterns=(replace(first, pattern_id=local.id),)), days)
    assert later and later.patterns[0].made_on == local.decided_on
    few = tell_lanes(replace(shown, patterns=(first,)), OtherDays((), {"repeat_missing": (on(1),)}))
    assert few and few.patterns[0].label.endswith("also outside the review: fewer than 5")


def test_the_group_grows_as_records_join_its_children(review_id: str) -> None:
    """One car on records of both: before the second was recorded nothing joins them."""
    assert tell_growth(read(review_id, on=on(30))) is None
    growth = tell_growth(read(review_id, on=on(31)))
    assert growth and growth.together_on is None and growth.acted_on is None
    assert {one.label for one in growth.members} == {"Child A", "Child B", "Vehicle 1"}
    assert children_known(growth, on(32)) == ((2, 2), (2, 2))


def test_the_life_line_has_numbers_for_homes_and_workers_and_no_address_or_name(review_id: str) -> None:
    shown = read(review_id, child="A")
    life = tell_life(shown, "A")
    assert life
    said = {(one.lane.value, one.label, one.first_on, one.ends.value) for one in life.spans}
    assert ("Homes", "Home 1", on(40), "first to last record") in said and (
        "Homes",
        "Home 2",
        on(60),
        "first to last record",
    ) in said
    assert {one[1:3] for one in said if one[0] == "Lead workers"} == {
        ("Lead worker 1 (Assessment)", on(40)), ("Lead worker 2 (Support)", on(60))
    }  # fmt: skip
    assert ("Plans and legal status", "Plan started", on(60), "start and end recorded") in said
    running = tell_life(read(review_id, child="A", on=on(75)), "A")
    assert running and "started, no end recorded" in {
        one.ends.value for one in running.spans if one.label == "Plan started"
    }
    assert {one.about for one in shown.life} >= {HOME, WORKER, STATUS}
    drawn = client_of(author()).get(reverse("review_pictures", args=[review_id])).content.decode()
    assert not [one for one in ("Elm Row", "Quay Lane", "Ferris", "UA15", "Nell", "Ivy") if one in drawn]


def test_restricted_records_are_in_no_picture_until_their_holder_agrees(review_id: str) -> None:
    before = len(read(review_id).events)
    holder = session_of(worried.actor("pig", "information_governance", "police"))
    agree_for_agency(holder, review_id=review_id, said=NewHolderYes("P. Lee, head of unit", clock.today(), WHY))
    assert len(read(review_id).events) == before + 1


def test_only_readers_of_the_review_see_its_pictures_and_each_look_is_in_the_audit_log(review_id: str) -> None:
    for who in (worried.actor("mia", "practitioner", "police"), worried.actor("rae", "reviewer", "partnership")):
        with pytest.raises(NotHere):
            read_review_pictures(session_of(who), review_id=review_id)
    with pytest.raises(NotHere):
        read(review_id, child="Z")
    read(review_id, on=on(31), child="B")
    row = AuditEntry.objects.filter(action="read_review_pictures").order_by("pk").last()
    assert row and json.loads(json.dumps(row.details))["on"] == str(on(31)) and row.details["children"] == ["B"]
