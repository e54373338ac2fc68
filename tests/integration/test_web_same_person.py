"""The pages of "same person?": asked, answered, undone, and no weight before the answer."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import twins

from sightline.casework.core.models import Account, Decision
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WEIGHT = b"Its weight"


@pytest.fixture
def client(workspace: Workspace, tmp_path: Path) -> Client:
    """A manager, signed in, with one question to answer."""
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    client = Client()
    client.force_login(Account.objects.create(username="mara", role="manager", agency="childrens_services"))
    return client


def the_question(client: Client) -> str:
    (line,) = client.get(reverse("same_person")).context["listed"].questions
    return reverse("question", args=[line.question_id])


def test_the_question_stands_in_the_list_and_in_the_menu(client: Client) -> None:
    shown = client.get(reverse("same_person")).content
    assert b">Possible matches</h1>" in shown, "a page is called by its word in the menu"
    assert b"Lena Ashdown" in shown and b"Tobias Ashdown" in shown
    assert b'href="/same-person/"' in client.get(reverse("find")).content


def test_an_answer_is_kept_and_the_weight_shown_only_then(client: Client) -> None:
    url = the_question(client)
    before = client.get(url)
    assert WEIGHT not in before.content and b"forename different" not in before.content
    assert b'type="radio"' in before.content and b"checked" not in before.content
    answered = client.post(url, {"answer": "not_same", "why": "Twins: I know both."}, follow=True)
    assert answered.redirect_chain == [(url, 302)]
    assert WEIGHT in answered.content and b"forename different" in answered.content
    assert b"It applies from the next update" in answered.content
    (decision,) = Decision.objects.filter(kind="same_person")
    assert (decision.by, decision.body["answer"], decision.why) == ("mara", "not_same", "Twins: I know both.")
    assert b"There are no questions to answer now" in client.get(reverse("same_person")).content


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"why": "Because."}, b"Choose an answer"), ({"answer": "same"}, b"Say why, in a sentence or two")],
)
def test_half_an_answer_is_asked_for_again_with_what_was_typed(
    client: Client, typed: dict[str, str], said: bytes
) -> None:
    shown = client.post(the_question(client), typed)
    assert shown.status_code == 400
    assert shown.content.count(said) == 2, "in the summary and at the field"
    assert b"<title>Error: " in shown.content
    (target,) = re.findall(rb'<li><a href="#(\w+)">', shown.content)
    assert b'id="' + target + b'"' in shown.content
    assert all(value.encode() in shown.content for value in typed.values())
    assert not Decision.objects.filter(kind="same_person").exists()


def test_one_undoes_ones_own_answer_and_the_question_is_there_again(client: Client) -> None:
    client.post(the_question(client), {"answer": "same", "why": "One girl."})
    (line,) = client.get(reverse("my_answers")).context["lines"]
    url = reverse("undo_answer", args=[line.sequence])
    assert client.get(url).status_code == 200
    assert client.post(url, {"why": " "}).status_code == 400
    undone = client.post(url, {"why": "She has a twin."}, follow=True)
    assert b"Your answer is undone" in undone.content and b"Undone " in undone.content
    assert client.get(url).status_code == 404
    assert WEIGHT not in client.get(the_question(client)).content


def test_others_answers_can_not_be_undone_here(client: Client) -> None:
    client.post(the_question(client), {"answer": "same", "why": "One girl."})
    (decision,) = Decision.objects.filter(kind="same_person")
    client.force_login(Account.objects.create(username="ana", role="analyst", agency="police"))
    assert client.post(reverse("undo_answer", args=[decision.sequence]), {"why": "No."}).status_code == 404
    assert not Decision.objects.filter(kind="same_person_undone").exists()


def test_after_the_run_the_two_are_one_and_the_answer_says_so(client: Client, workspace: Workspace) -> None:
    url = the_question(client)
    client.post(url, {"answer": "same", "why": "One child under two names."})
    twins.run(workspace)
    assert client.get(url).status_code == 404
    assert b"Matched" in client.get(reverse("my_answers")).content
