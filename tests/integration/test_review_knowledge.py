"""What agencies knew of a child on an earlier day: for those who may open the child, from records that they may see."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import reviewed, worried
from support import small_partnership as small
from support.reviewed import WHY
from support.sessions import session_of
from support.small_served import point_at
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, CurrentSnapshot, Decision
from sightline.casework.earlier_knowledge.pages import KnowledgePage
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge, read_knowledge_of
from sightline.casework.earlier_knowledge.services.days import run_day_again
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.services.holders import withdraw_yes
from sightline.cli.reviewing.commands import write_knowledge
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.review.knowledge import FactOfDay
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "cli")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "cli")
COUNCILLOR = Actor(Reader("councillor", Role.ELECTED_MEMBER, ""), "cli")
BLUE_CAR = "older people in a blue car"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("knowledge"), roles=["reviewer", "information_governance"])


@pytest.fixture(scope="module")
def wren(built: Path) -> str:
    """The girl whom five agencies know."""
    return person_in(built, "Wren Ashdown")


def person_in(built: Path, name: str) -> str:
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM person WHERE list_contains(names, ?)"
        ((person_id,),) = engine.connection.execute(sql, [name]).fetchall()
    finally:
        engine.close()
    return str(person_id)


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    settings.SIGHTLINE_TRAINING = True  # everybody is invented
    return point_at(built, settings)


def said(facts: tuple[FactOfDay, ...]) -> str:
    return "\n".join(f"{one.label}: {one.what} {one.childs_words}" for one in facts)


@pytest.mark.usefixtures("served")
def test_a_record_is_known_from_the_day_its_agency_recorded_it(wren: str) -> None:
    before = read_knowledge(session_of(OFFICER), person=wren, on=date(2024, 6, 13))
    after = read_knowledge(session_of(OFFICER), person=wren, on=date(2024, 6, 14))
    assert BLUE_CAR not in said(before.facts) and BLUE_CAR in said(after.known)
    assert max(one.known_from for one in before.facts) <= date(2024, 6, 13)
    assert {one.agency for one in after.facts} == {"police", "childrens_services", "school", "health"}
    assert not after.cannot_tell, "each of these rows says when it was recorded"


@pytest.mark.usefixtures("served")
def test_an_agency_alone_knew_its_own_records(wren: str) -> None:
    alone = read_knowledge(session_of(OFFICER), person=wren, on=date(2024, 6, 14), holders=["school", "health"])
    assert {one.agency for one in alone.facts} == {"school", "health"}
    assert read_knowledge(session_of(OFFICER), person=wren, on=date(2022, 1, 1)).facts == ()


@pytest.mark.usefixtures("served")
def test_restricted_records_stay_hidden_on_an_earlier_day(wren: str) -> None:
    day = date(2024, 8, 1)
    officer, nurse = (said(read_knowledge(session_of(actor), person=wren, on=day).facts) for actor in (OFFICER, NURSE))
    assert small.RESTRICTED_POLICE in officer and small.RESTRICTED_HEALTH not in officer
    assert small.RESTRICTED_HEALTH in nurse and small.RESTRICTED_POLICE not in nurse


@pytest.mark.usefixtures("served")
def test_who_may_not_open_the_child_is_told_nothing(wren: str) -> None:
    with pytest.raises(NotHere):
        read_knowledge(session_of(OFFICER), person="nobody", on=date(2024, 6, 14))
    with pytest.raises(Refused):
        read_knowledge(session_of(COUNCILLOR), person=wren, on=date(2024, 6, 14))
    with pytest.raises(Usage, match="in the future"):
        read_knowledge(session_of(OFFICER), person=wren, on=date(2099, 1, 1))
    with pytest.raises(Usage, match="no agency"):
        read_knowledge(session_of(OFFICER), person=wren, on=date(2024, 6, 14), holders=["circus"])


def test_a_replay_concludes_from_that_day_and_leaves_nothing_behind(served: Workspace, wren: str) -> None:
    day = date(2024, 6, 13)
    page = read_knowledge(session_of(OFFICER), person=wren, on=day, with_conclusions=True)
    assert page.conclusions is not None and page.conclusions.people == 1
    assert page.conclusions.found and all(one.since <= day for one in page.conclusions.found)
    shown = {record for one in page.conclusions.found for record in one.record_ids}
    assert shown and shown <= {one.record_id for one in page.facts}
    (kept,) = served.snapshots.iterdir()
    assert CurrentSnapshot.objects.get().snapshot_id == kept.name
    entry = AuditEntry.objects.filter(action="read_knowledge").latest("sequence")
    assert entry.details["on"] == "2024-06-13" and entry.details["replayed"] is True


def in_review(review_id: str, *, person: str = "A", on: date = date(2024, 8, 1), **asked: Any) -> KnowledgePage:
    return read_knowledge(session_of(reviewed.author()), person=person, review_id=review_id, on=on, **asked)


def test_with_real_people_a_review_must_be_open(served: Workspace, wren: str, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = False
    for actor in (OFFICER, reviewed.governance()):
        with pytest.raises(Refused) as refused:
            read_knowledge(session_of(actor), person=wren, on=date(2024, 6, 14))
        assert refused.value.code == "needs_review"
        with pytest.raises(NotHere):  # it is no author, or there is no such review
            read_knowledge(session_of(actor), person="A", review_id="no-review", on=date(2024, 6, 14))
    assert AuditEntry.objects.filter(action="read_knowledge", outcome="done").count() == 0
    page = in_review(reviewed.review_of([wren]), on=date(2024, 6, 14))
    assert BLUE_CAR in said(page.known) and (page.called, page.person_id) == ("A", wren)
    entry = AuditEntry.objects.filter(action="read_knowledge").latest("sequence")
    assert entry.details["opened_by"] == "learning_review"


def test_a_review_knowledge_by_its_agencies_period_people_and_authors(
    served: Workspace, wren: str, settings: Any
) -> None:
    settings.SIGHTLINE_TRAINING = False
    whole = in_review(reviewed.review_of([wren]))
    assert {one.agency for one in whole.facts} == {"police", "childrens_services", "school", "health"}
    of_two = reviewed.review_of([wren], agencies=("school", "health"))
    assert {one.agency for one in in_review(of_two).facts} == {"school", "health"}
    assert {one.agency for one in in_review(of_two, holders=["school"]).facts} == {"school"}
    with pytest.raises(Usage):
        in_review(of_two, holders=["police"])
    short = in_review(reviewed.review_of([wren], from_on=date(2024, 6, 1), to_on=date(2024, 6, 30)))
    days = [one.occurred_on for one in short.facts if one.occurred_on]
    assert days and min(days) >= date(2024, 6, 1) and max(days) <= date(2024, 6, 30)
    assert len(days) < len([one for one in whole.facts if one.occurred_on])
    for person in ("B", "1", wren):
        with pytest.raises(NotHere):
            in_review(of_two, person=person)
    with pytest.raises(NotHere):
        read_knowledge(session_of(OFFICER), person="A", review_id=of_two, on=date(2024, 6, 14))


def test_restricted_facts_and_conclusions_need_their_holders_yes(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    assert small.RESTRICTED_HEALTH not in said(in_review(review_id).facts)
    reviewed.agree(review_id, "health")
    page = in_review(review_id, with_conclusions=True)
    assert small.RESTRICTED_HEALTH in said(page.facts) and small.RESTRICTED_POLICE not in said(page.facts)
    assert page.conclusions is not None and page.conclusions.people == 1
    shown = {record for one in page.conclusions.found for record in one.record_ids}
    assert shown and shown <= {one.record_id for one in page.facts}


def test_the_command_prints_a_report_and_json_lines(built: Path, wren: str) -> None:
    start = ["-w", str(built), "--as"]
    terms = ["--agency", "police", "--agency", "school", "--from", "2020-01-01", "--to", "2024-12-31", "--why", WHY]
    people = ["--child", wren, "--author", small.username("reviewer")]
    made = small.run_commands(
        [[*start, small.username("information_governance"), "review", "new", "One", *terms, *people]], typed=small.TYPED
    )
    review_id = made.split("Review ")[1].split()[0]
    asked = [*start, small.username("reviewer"), "review", "knowledge", "A", "--review", review_id]
    asked += ["--on", "2024-06-13", "--agency", "police"]
    text, lines = (small.run_commands([each], typed=small.TYPED) for each in (asked, [*asked, "--json", "--why", WHY]))
    label, _, lines = lines.partition("\n")
    assert "learning review or inquiry" in json.loads(label)["exported"]
    assert "Recorded by 2024-06-13, police: 2 records" in text
    facts = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    assert {one["agency"] for one in facts} == {"police"} and len({one["record_id"] for one in facts}) == 2
    every = [one for one in asked if one != "A"]
    assert small.run_commands([every], typed=small.TYPED) == text, "none named: all children of the review"


def page_of(review_id: str, query: str = "", who: Actor | None = None) -> str:
    response = client_of(who or reviewed.author()).get(reverse("review_known", args=[review_id]) + query)
    assert response.status_code == 200, response.content
    return str(response.content.decode())


def test_the_page_shows_what_was_known_by_agency_and_hindsight_only_when_asked(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    before, after = page_of(review_id, "?on=2024-06-13"), page_of(review_id, "?on=2024-06-14")
    assert BLUE_CAR not in before and BLUE_CAR in after
    assert "Hindsight</h2>" not in before
    asked = page_of(review_id, "?on=2024-06-13&hindsight=1")
    plain, apart = asked.split("Hindsight</h2>")
    assert BLUE_CAR not in plain and small.RESTRICTED_HEALTH not in asked
    assert "Nobody is shown to have known this on that day." in apart
    alone = page_of(review_id, "?on=2024-06-14&agency=school")
    assert BLUE_CAR not in alone and "Recorded" in alone


def test_records_that_only_an_unconfirmed_match_joins_are_marked_or_left_out(
    served: Workspace, wren: str, capsys: pytest.CaptureFixture[str]
) -> None:
    review_id = reviewed.review_of([wren])
    marked, without = in_review(review_id), in_review(review_id, without_unsure=True)
    of_police = {one.record_id for one in marked.facts if one.agency == "police"}
    assert of_police and marked.unsure == of_police, "likeness alone joins what the police recorded"
    assert without.unsure == of_police
    assert without.facts == tuple(one for one in marked.facts if one.agency != "police") != ()
    early = date(2024, 6, 1)
    later = in_review(review_id, on=early, with_hindsight=True).hindsight
    assert later and {one.record_id for one in later} <= of_police
    assert in_review(review_id, on=early, with_hindsight=True, without_unsure=True).hindsight == ()
    entry = AuditEntry.objects.filter(action="read_knowledge").latest("sequence")
    assert entry.details["without_unconfirmed"] is True
    asked = page_of(review_id, "?on=2024-06-01&hindsight=1&without_unconfirmed=1")
    assert "are left out" in asked and "The frozen data have nothing more" not in asked
    alone = page_of(review_id, "?on=2024-08-01&agency=police&without_unconfirmed=1")
    assert "are left out" in alone and "had recorded nothing" not in alone
    number = len(of_police)
    page, left_out = page_of(review_id, "?on=2024-08-01"), page_of(review_id, "?on=2024-08-01&without_unconfirmed=1")
    assert page.count("Unconfirmed match</strong>") >= number and f"join {number} of these records" in page
    assert f"{number} records are left out" in left_out and "Unconfirmed match</strong>" not in left_out
    assert "without_unconfirmed=1" in left_out, "to run the day again keeps the choice"
    capsys.readouterr()
    write_knowledge(marked)
    lines = [json.loads(one) for one in capsys.readouterr().out.splitlines() if one.startswith("{")]
    assert {one["record_id"] for one in lines if one.get("unconfirmed_match")} == of_police
    write_knowledge(without)
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last == {"kind": "unconfirmed_matches_left_out", "records": number}


def test_what_is_concluded_only_by_unconfirmed_matches_says_so_and_is_left_out(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    run_again(review_id)
    kept, without = in_review(review_id).conclusions, in_review(review_id, without_unsure=True).conclusions
    assert kept is not None and without is not None
    police = {one.record_id for one in in_review(review_id).facts if one.agency == "police"}
    on_police = [one for one in kept.found if not police.isdisjoint(one.record_ids)]
    assert on_police and all(one.sure for one in on_police)
    assert all(one.sure is None for one in kept.found if police.isdisjoint(one.record_ids))
    assert {one for one in kept.found if one.sure is None} <= set(without.found)
    assert not police & {record for one in without.found for record in one.record_ids}
    assert len(without.found) == len([one for one in kept.found if one.sure is None or one.sure.since])
    anew = in_review(review_id, with_conclusions=True).conclusions
    assert anew and anew.found == kept.found, "what is kept has all of it"
    never = "Not without unconfirmed matches"
    day = "?on=2024-08-01"
    assert never in page_of(review_id, day) and never not in page_of(review_id, f"{day}&without_unconfirmed=1")


def test_several_children_are_asked_about_at_once_and_none_named_means_all(
    served: Workspace, built: Path, wren: str, capsys: pytest.CaptureFixture[str]
) -> None:
    review_id = reviewed.review_of([wren, person_in(built, "Noor Elmore")])
    day, session = date(2024, 8, 1), session_of(reviewed.author())
    alone = [read_knowledge(session, person=one, review_id=review_id, on=day) for one in ("A", "B")]
    before = AuditEntry.objects.filter(action="read_knowledge").count()
    both = read_knowledge_of(session_of(reviewed.author()), people=["A", "B"], review_id=review_id, on=day)
    assert [one.called for one in both] == ["A", "B"] and [one.facts for one in both] == [one.facts for one in alone]
    assert AuditEntry.objects.filter(action="read_knowledge").count() == before + 1, "one reading"
    entry = AuditEntry.objects.filter(action="read_knowledge").latest("sequence")
    assert {one.partition(":")[0] for one in entry.ids} >= {"person", "record"}
    assert read_knowledge_of(session_of(reviewed.author()), people=[], review_id=review_id, on=day) == both
    with pytest.raises(Usage):
        read_knowledge_of(session_of(OFFICER), people=[], on=day)
    with pytest.raises(NotHere):
        read_knowledge_of(session_of(reviewed.author()), people=["A", "Z"], review_id=review_id, on=day)
    page = page_of(review_id, "?on=2024-08-01&person=A&person=B")
    assert "Child A: recorded by the end of" in page and "Child B: recorded by the end of" in page
    shared = {one.record_id for one in both[0].facts} & {one.record_id for one in both[1].facts}
    assert page.count("Also about: Child B") > 0 if shared else "Also about" not in page
    assert page.count("checked") == 2 and "Child B: recorded" not in page_of(review_id, "?on=2024-08-01")
    capsys.readouterr()
    write_knowledge(*both)
    lines = [said for one in capsys.readouterr().out.splitlines() if "kind" in (said := json.loads(one))]
    assert {one["person"] for one in lines} == {"A", "B"} and len(lines) == sum(len(one.facts) for one in both)


def test_the_page_is_for_authors_alone_and_each_record_is_in_the_ledger(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    for who in (OFFICER, NURSE):
        client = client_of(worried.actor(who.reader.username, "practitioner", who.reader.agency))
        assert client.get(reverse("review_known", args=[review_id])).status_code == 404
    page_of(review_id, "?on=2024-06-14")
    shown = in_review(review_id, on=date(2024, 6, 14))
    lines = SharedRecord.objects.filter(username="author", action="read_knowledge")
    hashed = {hash_id(one.record_id) for one in shown.facts}
    assert hashed and hashed == set(lines.values_list("record_id", flat=True))
    assert set(lines.values_list("reason", flat=True)) == {"learning_review"}
    for query in ("?person=B", "?person=" + wren):
        assert client_of(reviewed.author()).get(reverse("review_known", args=[review_id]) + query).status_code == 404


def test_a_record_that_another_agency_was_shown_says_since_when(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    assert not in_review(review_id, on=date(2024, 6, 14)).reached, "nobody was shown it by that day"
    page_of(review_id, "?on=2024-06-14")
    today = clock.today()
    again = in_review(review_id, on=today)
    assert set(again.reached.values()) == {today}


def run_again(review_id: str, who: Actor | None = None, *, on: date = date(2024, 8, 1), holders: Any = ()) -> None:
    run_day_again(session_of(who or reviewed.author()), review_id=review_id, person="A", on=on, holders=holders)


def test_a_day_that_was_run_again_is_kept_for_readers_with_the_same_rights(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    assert in_review(review_id).conclusions is None
    run_again(review_id)
    kept = in_review(review_id).conclusions
    assert kept is not None and kept == in_review(review_id, with_conclusions=True).conclusions
    assert kept.people == 1 and {one.kind for one in kept.found} >= {"deadline"}
    later = in_review(review_id, with_hindsight=True).conclusions
    assert later is not None and later == in_review(review_id, with_conclusions=True, with_hindsight=True).conclusions
    assert kept.hindsight is None and {one.concluded.kind for one in later.hindsight or ()} >= {"question"}
    assert all(one.since <= date(2024, 8, 1) and one.record_ids for one in kept.found)
    assert in_review(review_id, on=date(2024, 7, 31)).conclusions is None, "of another day"
    assert in_review(review_id, holders=["police"]).conclusions is None, "of other agencies"
    reviewed.agree(review_id, "health")
    assert in_review(review_id).conclusions is None, "the author now sees more records"
    run_again(review_id)
    opened = in_review(review_id).conclusions
    withdraw_yes(session_of(reviewed.governance("health")), review_id=review_id, words=WHY)
    assert opened is not None and in_review(review_id).conclusions == kept
    for who in (OFFICER, NURSE):
        with pytest.raises(NotHere):
            run_again(review_id, who)


def test_what_is_kept_has_no_word_in_the_decision_and_names_its_records(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    run_again(review_id)
    row = ReviewEntry.objects.get(kind="concluded")
    kept = in_review(review_id, with_hindsight=True).conclusions
    assert kept is not None and set(row.record_ids) == kept.record_ids
    decision = Decision.objects.get(sequence=row.decision)
    assert not any(one.label in str(decision.body) for one in kept.found)
    entry = AuditEntry.objects.filter(action="run_day_again").latest("sequence")
    assert entry.details["on"] == "2024-08-01"


def test_the_page_runs_a_day_again_and_shows_the_conclusions(served: Workspace, wren: str) -> None:
    review_id = reviewed.review_of([wren])
    query = "?person=A&on=2024-08-01"
    assert "Run this day again" in page_of(review_id, query)
    for more in ("", "&hindsight=1"):
        assert f'run-again/{query}{more}"'.replace("&", "&amp;") in page_of(review_id, query + more), "as it was asked"
    client = client_of(reviewed.author())
    address = reverse("review_known_again", args=[review_id])
    asked = client.get(address + query).content.decode()
    assert "Updates wait meanwhile" in asked
    shown = client.post(address + query, follow=True).content.decode()
    assert "The records counted as 1 person." in shown and "Deadlines" in shown and "Run this day again" not in shown
    assert client.get(address).status_code == 404, "no day is asked for"
    reviewed.add(review_id, ReviewEntryKind.CLOSED, words=WHY)
    assert client_of(reviewed.governance()).post(address + query).status_code == 404
