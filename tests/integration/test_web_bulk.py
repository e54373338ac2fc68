"""The pages of several answers at once: ticked, shown, and only then kept; what changed is shown anew; all is undone."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import twins
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, Decision
from sightline.casework.data.ingest import ingest_files
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
SEVERAL = "/same-person/several/"


@pytest.fixture
def client(workspace: Workspace, tmp_path: Path) -> Client:
    folder = tmp_path / "files"
    folder.mkdir()
    rows = [twins.visit(name, day) for day, name in enumerate(("Lena", "Tobias", "Priya"), start=1)]
    twins.sheet(folder / "health_attendances.csv", rows)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    client = Client()
    client.force_login(Account.objects.create(username="mara", role="manager", agency="childrens_services"))
    return client


def listed(client: Client) -> list[str]:
    return [line.question_id for line in client.get(SEVERAL).context["listed"].questions]


def draft_in(content: bytes) -> str:
    (draft,) = re.findall(rb'name="draft" value="([^"]+)"', content)
    return draft.decode()


def test_ticked_shown_kept_and_undone_together(client: Client) -> None:
    assert b"Answer several at once" in client.get(reverse("same_person")).content
    shown = client.get(SEVERAL).content
    assert b"checked" not in shown and shown.count(b'type="checkbox"') == 3 and b"bits" not in shown
    typed = {"question": listed(client)[:2], "answer": "not_same", "why": "Siblings, I know all three."}
    preview = client.post(SEVERAL, typed)
    assert b"Nothing is saved yet" in preview.content and b"Save these 2 answers" in preview.content
    assert b"bits" not in preview.content and b"forename different" not in preview.content
    assert not Decision.objects.filter(kind="same_person").exists()
    kept = client.post(SEVERAL, {"draft": draft_in(preview.content)}, follow=True)
    assert b"2 answers are saved" in kept.content and b"Undo all of them" in kept.content
    bulk = Decision.objects.filter(kind="same_person").first().body["bulk"]
    url = reverse("undo_several", args=[bulk])
    assert client.get(url).content.count(b"<li>") >= 2
    assert client.post(url, {"why": ""}).status_code == 400
    assert b"2 answers are undone" in client.post(url, {"why": "The wrong list."}, follow=True).content
    assert client.get(url).status_code == 404
    assert len(listed(client)) == 3


def test_a_chain_is_warned_of(client: Client) -> None:
    preview = client.post(SEVERAL, {"question": listed(client), "answer": "same", "why": "One child."})
    assert b"3 people would become one: pairs 1, 2 and 3. 3 records would then belong to one person." in preview.content


def test_all_of_a_group_are_ticked_by_a_link(client: Client) -> None:
    group = "twin_or_sibling:health:health"
    assert f'value="{group}"'.encode() in client.get(SEVERAL).content
    shown = client.get(SEVERAL, {"group": group, "all": "1"}).content
    assert shown.count(b" checked") == 3
    assert b"no pairs to answer now" in client.get(SEVERAL, {"group": "twin_or_sibling:police:school"}).content


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("question", b"Tick the pairs that this answer is for"),
        ("answer", b"Choose an answer"),
        ("why", b"Say why, in a sentence"),
    ],
)
def test_what_is_left_out_is_asked_for_and_what_was_ticked_stays(client: Client, left_out: str, said: bytes) -> None:
    typed = {"question": listed(client)[:1], "answer": "same", "why": "Because."}
    del typed[left_out]
    shown = client.post(SEVERAL, typed)
    assert shown.status_code == 400 and shown.content.count(said) == 2
    (target,) = re.findall(rb'<li><a href="#(\w+)">', shown.content)
    assert b'id="' + target + b'"' in shown.content
    assert shown.content.count(b" checked") == ("question" in typed) + ("answer" in typed)


def test_what_changed_since_is_shown_anew_and_nothing_is_kept(client: Client) -> None:
    ids = listed(client)
    preview = client.post(SEVERAL, {"question": ids[:1], "answer": "same", "why": "One child."})
    client.post(reverse("question", args=[ids[1]]), {"answer": "not_same", "why": "Two."})
    again = client.post(SEVERAL, {"draft": draft_in(preview.content)})
    assert again.status_code == 409 and b"No answers saved" in again.content
    assert Decision.objects.filter(kind="same_person").count() == 1
    client.post(SEVERAL, {"draft": draft_in(again.content)})
    assert Decision.objects.filter(kind="same_person").count() == 2


def test_a_draft_that_is_none_leads_back_to_the_list(client: Client) -> None:
    shown = client.post(SEVERAL, {"draft": "made up"}, follow=True)
    assert shown.redirect_chain == [(SEVERAL, 302)] and b"too old to be kept" in shown.content
