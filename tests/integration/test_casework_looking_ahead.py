"""Before an answer: which chronologies it would join or part, and what would then be looked at again, for whoever may know."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from integration.test_web_pairing import open_action
from pytest_django import DjangoAssertNumQueries
from support import twins
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, Assignment, AuditEntry, LookAgain
from sightline.casework.same_person.pages.bulk import BulkPair
from sightline.casework.same_person.pages.questions import QuestionLine
from sightline.casework.same_person.selectors.questions import list_questions, read_question
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.casework.same_person.services.bulk import keep_bulk, preview_bulk
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
MOST_QUERIES = 60
WANDA = Actor(Reader("wanda", Role.MANAGER, "health"), "web")


@pytest.fixture
def question(workspace: Workspace, tmp_path: Path) -> QuestionLine:
    """Lena and Tobias, each known to two agencies; Tobias has a lead worker."""
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    (line,) = list_questions(session_of(twins.MANAGER)).questions
    worker = Account.objects.create(username="wanda", role="manager", agency="health")
    (toby,) = (side for side in sides(line) if "Tobias" in side.person.name)
    Assignment.objects.create(
        account=worker, kind="lead_worker", mention_id=toby.mention_id, from_on=date(2024, 6, 1), why="Allocated."
    )
    return line


def sides(line: QuestionLine):
    return read_question(session_of(twins.MANAGER), question_id=line.question_id).sides


def preview(line: QuestionLine, said: str, actor: Actor = twins.MANAGER) -> BulkPair:
    shown = preview_bulk(session_of(actor), question_ids=[line.question_id], answer=said, why="I know them.")
    return shown.pairs[0]


@pytest.mark.parametrize(("said", "change"), [("same", "joined"), ("not_same", ""), ("cannot_tell", "")])
def test_a_joining_says_what_rests_on_either_and_other_answers_bring_nothing(
    question: QuestionLine, said: str, change: str
) -> None:
    ahead = preview(question, said).ahead
    assert ahead.change == change
    assert len(ahead.needs_review) == (1 if change else 0)
    assert all("wanda is lead worker" in says for says in ahead.needs_review)


def test_what_was_shown_is_what_is_put_to_be_looked_at_again(question: QuestionLine, workspace: Workspace) -> None:
    told = preview(question, "same").ahead.needs_review
    assert read_question(session_of(twins.MANAGER), question_id=question.question_id).needs_review == told
    a, b = sides(question)
    answer_same_person(
        session_of(twins.MANAGER), mention_id_a=a.mention_id, mention_id_b=b.mention_id, answer="same", why="One child."
    )
    twins.run(workspace)
    assert tuple(row.says for row in LookAgain.objects.all()) == told


def test_an_analyst_is_not_told_what_others_decided_and_the_one_whose_it_is_is(question: QuestionLine) -> None:
    assert preview(question, "same", twins.ANALYST).ahead.needs_review == ()
    assert len(preview(question, "same", WANDA).ahead.needs_review) == 1


def test_what_rests_on_it_is_part_of_what_was_shown(question: QuestionLine) -> None:
    shown = preview_bulk(
        session_of(twins.MANAGER), question_ids=[question.question_id], answer="same", why="I know them."
    )
    Assignment.objects.update(to_on=date(2024, 7, 1))
    with pytest.raises(Refused) as refusal:
        keep_bulk(session_of(twins.MANAGER), draft=shown.draft)
    assert refusal.value.code == "changed_since"


def test_an_earlier_answer_to_the_pair_itself_does_not_rest_on_it(question: QuestionLine) -> None:
    a, b = sides(question)
    answer_same_person(
        session_of(twins.MANAGER), mention_id_a=a.mention_id, mention_id_b=b.mention_id, answer="not_same", why="Two."
    )
    shown = preview(question, "same")
    assert shown.earlier is not None and len(shown.ahead.needs_review) == 1


def test_the_pages_say_it(question: QuestionLine) -> None:
    client = Client()
    client.force_login(Account.objects.create(username="mara", role="manager", agency="childrens_services"))
    page = client.get(f"/same-person/{question.question_id}/").content.decode()
    assert "What changes if they are the same person" in page and "wanda is lead worker" in page
    typed = {"question": [question.question_id], "answer": "same", "why": "I know them."}
    shown = client.post("/same-person/several/", typed).content.decode()
    assert "move to the other person’s chronology" in shown and "These will then need review" in shown
    shown = client.post("/same-person/several/", typed | {"answer": "not_same"}).content.decode()
    assert "move to the other person’s chronology" not in shown and "wanda" not in shown


def test_the_page_lists_what_is_open_about_either_as_far_as_its_reader_may_see(
    question: QuestionLine, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    url, clients = f"/same-person/{question.question_id}/", {}
    for username, role, agency in (("mara", "manager", "childrens_services"), ("ivy", "information_governance", "")):
        clients[username] = Client()
        clients[username].force_login(Account.objects.create(username=username, role=role, agency=agency))
    before = clients["mara"].get(url).content.decode()
    assert "No open action that you may see" in before and "No agency was told" in before
    assert "4 Alder Road" in before and "No deadline that you may see is open" in before

    two = [side.person.person_id for side in sides(question)]
    open_action(two[0], restricted=False, number=1)
    open_action(two[1], restricted=True, number=2)
    shown = {username: client.get(url).content.decode() for username, client in clients.items()}
    assert "1 action is open about these records" in shown["mara"], "the other is based on a restricted record"
    assert "These agencies were told about these records: Health." in shown["mara"]
    assert "2 actions are open about these records" in shown["ivy"]
    read = AuditEntry.objects.filter(username="ivy").order_by("-sequence")[0]
    assert [one.partition(":")[0] for one in read.ids].count("item") == 2
    for number in range(3, 9):
        open_action(two[number % 2], restricted=False, number=number)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "7 actions are open about these records" in clients["mara"].get(url).content.decode()
    answered = clients["mara"].post(url, {"answer": "not_same", "why": "Twins."}, follow=True).content.decode()
    assert "What changes if they are the same person" not in answered
