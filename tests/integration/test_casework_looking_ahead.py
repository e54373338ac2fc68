"""Before an answer: which chronologies it would join or part, and what would then be looked at again, for whoever may know."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from support import twins
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, Assignment, LookAgain
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
    assert "What depends on this today" in page and "wanda is lead worker" in page
    typed = {"question": [question.question_id], "answer": "same", "why": "I know them."}
    shown = client.post("/same-person/several/", typed).content.decode()
    assert "move to the other person’s chronology" in shown and "These will then need review" in shown
    shown = client.post("/same-person/several/", typed | {"answer": "not_same"}).content.decode()
    assert "move to the other person’s chronology" not in shown and "wanda" not in shown
