"""The pages of what is to be looked at again, and a person's history: what changed, what rested on it, what is said."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import twins
from support.sessions import session_of

from sightline.casework.core.models import Account, Decision, LookAgain
from sightline.casework.reappraisal.services.identity import list_look_again
from sightline.casework.same_person.selectors.questions import list_questions, read_question
from sightline.casework.same_person.services.answers import answer_same_person, undo_answer
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(workspace: Workspace, tmp_path: Path) -> Client:
    """Ana, signed in: what she answered rests on a person who changed since."""
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    (line,) = list_questions(session_of(twins.MANAGER)).questions
    a, b = read_question(session_of(twins.MANAGER), question_id=line.question_id).sides
    answer_same_person(
        session_of(twins.ANALYST),
        mention_id_a=a.mention_id,
        mention_id_b=b.mention_id,
        answer="cannot_tell",
        why="New here.",
    )
    answer_same_person(
        session_of(twins.MANAGER), mention_id_a=a.mention_id, mention_id_b=b.mention_id, answer="same", why="One child."
    )
    twins.run(workspace)
    one = LookAgain.objects.count()
    assert one == 0, "the answer that was replaced rests on nothing"
    undo_answer(
        session_of(twins.MANAGER), sequence=Decision.objects.get(by="mara").sequence, why="There are two of them."
    )
    twins.run(workspace)
    client = Client()
    client.force_login(Account.objects.create(username="ana", role="analyst", agency="police"))
    return client


def test_it_stands_on_the_first_page_and_in_the_list_with_what_changed(client: Client) -> None:
    assert b"1 decision</a>" not in client.get("/").content and b"1 decision needs review" in client.get("/").content
    shown = client.get(reverse("look_again")).content
    assert b"Lena Ashdown" in shown and b"Tobias Ashdown" in shown and b"Split on" in shown
    assert "ana said “cannot tell”".encode() in shown
    one = client.get(reverse("look_again_one", args=[LookAgain.objects.get().pk])).content
    assert "The answer “the same person” that mara gave".encode() in one
    assert b"checked" not in one and b"undo that answer" in one


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, b"Choose an answer"), ({"answer": "stands_no_longer"}, b"Say why it is no longer right")],
)
def test_half_an_answer_is_asked_for_again(client: Client, typed: dict[str, str], said: bytes) -> None:
    shown = client.post(reverse("look_again_one", args=[LookAgain.objects.get().pk]), typed)
    assert shown.status_code == 400 and shown.content.count(said) == 2
    assert not Decision.objects.filter(kind="looked_again").exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"answer": "stands", "why": ""}, "still_stands"),
        ({"answer": "stands_no_longer", "why": "I took one for the other."}, "no_longer_stands"),
    ],
)
def test_an_answer_is_kept_and_it_is_gone_from_the_list(client: Client, typed: dict[str, str], kept: str) -> None:
    url = reverse("look_again_one", args=[LookAgain.objects.get().pk])
    answered = client.post(url, typed, follow=True)
    assert b"Your review is saved" in answered.content and b"nothing to review" in answered.content
    assert Decision.objects.get(kind="looked_again").body["answer"] == kept
    assert client.get(url).status_code == 404


def test_the_childs_page_tells_how_the_record_came_together(client: Client, workspace: Workspace) -> None:
    (line,) = list_look_again(session_of(twins.ANALYST)).lines
    for person_id in {line.change.a.person_id, line.change.b.person_id}:
        shown = client.get(reverse("person_identity", args=[person_id])).content
        assert b"How Sightline matched these records" in shown
        assert b"shown as one person from this day" in shown and b"shown as two people from this day" in shown


def test_no_history_says_nothing(workspace: Workspace, tmp_path: Path) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    client = Client()
    client.force_login(Account.objects.create(username="noor", role="practitioner", agency="health"))
    client.post(reverse("find"), {"name": "Lena"})
    (one, *_) = client.get(reverse("found")).context["people"]
    shown = client.get(reverse("person_identity", args=[one.person.person_id])).content
    assert b"shown as one person from this day" not in shown and b"taken apart" not in shown
