"""One chronology that hangs on a telephone: the page shows what each half says, and "two people" parts them."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import twins
from support.sessions import session_of
from support.small_partnership import sheet

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, Assignment
from sightline.casework.data.ingest import ingest_files
from sightline.casework.same_person.pages.questions import QuestionLine
from sightline.casework.same_person.selectors.questions import list_my_answers, list_questions, read_question
from sightline.casework.same_person.services.answers import answer_same_person, undo_answer
from sightline.casework.same_person.services.bulk import preview_bulk
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "07700 900123"
ONE, OTHER = "27/03/2010", "14/03/2010"


@pytest.fixture
def workspace_on_a_thread(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Health and police know an Ashdown, housing and school an Ashdowne; police and housing have the same telephone."""
    folder = tmp_path / "files"
    folder.mkdir()
    police = {"Occurrence No": "OC1", "Occurrence Type": "CONCERN FOR SAFETY", "Reported Date": "02/06/2024",
              "From Date": "02/06/2024", "Summary": "Seen at the park.", "Nominal Ref": "N1", "Surname": "ASHDOWN", "Forenames": "Lena",
              "DOB": ONE, "Sex": "F", "Role": "NAMED", "Home Address": "4 Alder Road", "Home Postcode": "ZZ1 1AA",
              "Telephone": PHONE, "Entered On": "02/06/2024"}  # fmt: skip
    housing = {"Complaint No": "H1", "Received Date": "05/06/2024", "Premises": "9 Birch Lane", "Postcode": "ZZ7 7BB",
               "Tenant Surname": "Ashdowne", "Tenant Forename": "Lena", "Tenant DOB": OTHER, "Telephone": PHONE,
               "Text": "Noise.", "Entered On": "05/06/2024"}  # fmt: skip
    sheet(folder / "police_occurrences.csv", [police])
    sheet(folder / "housing_complaints.csv", [housing])
    sheet(folder / "health_attendances.csv", [twins.visit("Lena", 1, DOB=ONE)])
    sheet(folder / "school_concerns.csv", [twins.concern("S1", "Lena", Surname="Ashdowne", DOB=OTHER)])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    return workspace


def the_question() -> QuestionLine:
    (line,) = list_questions(session_of(twins.MANAGER)).questions
    return line


def test_each_half_is_shown_by_what_it_says_itself(workspace_on_a_thread: Workspace) -> None:
    line = the_question()
    assert (line.rule_id, line.together, line.hangs_on) == ("bridge", True, 2)
    halves = {one.agencies: one for one in (line.a, line.b)}
    assert set(halves) == {("health", "police"), ("housing", "school")}
    page = read_question(session_of(twins.MANAGER), question_id=line.question_id)
    for side in page.sides:
        born = {said.value for view in side.views for said in view.said if said.what == "birth date"}
        assert born == ({"2010-03-27"} if side.person.agencies == ("health", "police") else {"2010-03-14"})
        assert side.person.entries == 2
    assert (page.weight, page.agrees) == (None, "")


def test_a_half_shows_no_record_that_the_reader_may_not_see(workspace_on_a_thread: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    restricted = twins.visit("Lena", 8, DOB=ONE, Restricted="Y", Address="Flat 7, 4 Alder Road")
    sheet(folder / "health_attendances.csv", [restricted])
    ingest_files(session_of(house_actor()), workspace=workspace_on_a_thread, paths=[folder])
    twins.run(workspace_on_a_thread)
    seen = {}
    for actor in (twins.MANAGER, house_actor()):
        (line,) = list_questions(session_of(actor)).questions
        page = read_question(session_of(actor), question_id=line.question_id)
        said = [one.value for side in page.sides for view in side.views for one in view.said]
        seen[actor.reader.role] = any("Flat 7" in value for value in said)
    assert seen == {"manager": False, "operator": True}


def test_two_people_parts_them_and_the_same_is_asked_no_more(workspace_on_a_thread: Workspace) -> None:
    page = read_question(session_of(twins.MANAGER), question_id=the_question().question_id)
    a, b = page.sides
    assert a.person.person_id == b.person.person_id
    pair = {"mention_id_a": a.mention_id, "mention_id_b": b.mention_id}
    same = answer_same_person(session_of(twins.MANAGER), **pair, answer="same", why="I know her.")
    twins.run(workspace_on_a_thread)
    assert list_questions(session_of(twins.MANAGER)).questions == ()
    undo_answer(session_of(twins.MANAGER), sequence=same, why="I was wrong.")
    answer_same_person(session_of(twins.MANAGER), **pair, answer="not_same", why="Two girls: I know both.")
    twins.run(workspace_on_a_thread)
    assert list_questions(session_of(twins.MANAGER)).questions == ()
    kept = list_my_answers(session_of(twins.MANAGER))[0]
    assert kept.became == "apart"


def test_the_pages_say_that_they_are_in_one_chronology(workspace_on_a_thread: Workspace) -> None:
    client = Client()
    client.force_login(Account.objects.create(username="mara", role="manager", agency="childrens_services"))
    shown = client.get(reverse("same_person")).content
    assert b"In one chronology" in shown and b"If they are two people, " in shown
    question = client.get(reverse("question", args=[the_question().question_id])).content
    assert b"are in one chronology today" in question and b"they then stay together" in question
    assert question.count(b"27 March 2010") == 1 and question.count(b"14 March 2010") == 1


def test_a_preview_says_that_not_the_same_parts_the_chronology_and_what_rests_on_it(
    workspace_on_a_thread: Workspace,
) -> None:
    line = the_question()
    page = read_question(session_of(twins.MANAGER), question_id=line.question_id)
    worker = Account.objects.create(username="wanda", role="practitioner", agency="health")
    Assignment.objects.create(
        account=worker, kind="lead_worker", mention_id=page.sides[0].mention_id, from_on=date(2024, 6, 1), why="Hers."
    )
    brings = {
        said: preview_bulk(
            session_of(twins.MANAGER), question_ids=[line.question_id], answer=said, why="Looked."
        ).pairs[0].ahead
        for said in ("same", "not_same")
    }  # fmt: skip
    assert brings["same"].change == "" and brings["same"].needs_review == ()
    assert brings["not_same"].change == "split" and "wanda is lead worker" in brings["not_same"].needs_review[0]
