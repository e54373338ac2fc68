"""The pages "named in notes: the same?": asked, answered, obeyed, undone; and for whom they do not exist."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from support import note_proposal_files as noted
from support.sessions import session_of

from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.serving import current_snapshot
from sightline.casework.escalation.services.responses import answer_pattern
from sightline.casework.patterns.selectors import list_recognised
from sightline.casework.reappraisal.identity_dependants import find_answers
from sightline.casework.reappraisal.services.patterns import list_pattern_reviews
from sightline.casework.same_person.pages.proposals import NotedLine
from sightline.casework.same_person.selectors.questions import list_my_answers
from sightline.casework.same_person.services.answers import undo_answer
from sightline.casework.same_person.services.note_proposals import answer_noted, list_noted, read_noted
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = "What Sightline’s comparison found".encode()


@pytest.fixture
def client(workspace: Workspace, tmp_path: Path) -> Client:
    """A manager, signed in, with two things to answer."""
    noted.take_in(workspace, tmp_path / "files")
    client = Client()
    client.force_login(Account.objects.create(username="mara", role="manager", agency="childrens_services"))
    return client


def lines(client: Client) -> dict[str, NotedLine]:
    listed = client.get(reverse("noted_all")).context["listed"]
    return {line.rule_id: line for line in listed.proposals}


def rows(workspace: Workspace, sql: str) -> list[tuple[object, ...]]:
    snapshot = current_snapshot(workspace)
    assert snapshot is not None
    with duckdb.connect(str(snapshot.analysis), read_only=True) as made:
        return made.execute(sql).fetchall()


def test_each_stands_in_the_list_with_its_sentence_those_of_most_children_first(client: Client) -> None:
    shown = client.get(reverse("noted_all"))
    assert [line.rule_id for line in shown.context["listed"].proposals] == ["same_in_notes", "part_of_mark"]
    assert b"<q>A male known as &#x27;<mark>Ginge</mark>&#x27; was driving her.</q>" in shown.content
    assert b"This would connect the records of 2 children" in shown.content
    assert b"Home by six" not in shown.content
    assert b'href="/same-person/notes/"' in client.get(reverse("same_person")).content


def test_what_agrees_is_shown_only_after_an_answer(client: Client) -> None:
    url = reverse("noted", args=[lines(client)["part_of_mark"].proposal_id])
    before = client.get(url)
    assert FOUND not in before.content and b"checked" not in before.content
    assert b"LD14 KXB" in before.content and b"Reg ending <mark>KXB</mark>." in before.content
    answered = client.post(url, {"answer": "cannot_tell", "why": "I did not see the car."}, follow=True)
    assert FOUND in answered.content and b"It applies from the next update" in answered.content
    assert client.post(url, {"answer": "same"}).status_code == 400


def test_an_answer_is_obeyed_by_the_next_run_and_so_is_its_undoing(client: Client, workspace: Workspace) -> None:
    before = rows(workspace, "SELECT * FROM connection ORDER BY ALL")
    line = lines(client)["same_in_notes"]
    client.post(reverse("noted", args=[line.proposal_id]), {"answer": "same", "why": "The team knows him."})
    assert "same_in_notes" not in lines(client)
    (decision,) = Decision.objects.filter(kind="same_person")
    assert decision.body["of_note"] == "ab" and {decision.body["record_id_a"], decision.body["record_id_b"]} == {
        side.record_id for side in line.sides
    }
    assert rows(workspace, "SELECT * FROM connection ORDER BY ALL") == before
    noted.run(workspace)
    assert rows(workspace, "SELECT entity_kind FROM connection WHERE confirmed") == [("unidentified",)] * 2
    assert rows(workspace, "SELECT became FROM judgement") == [("joined",)]
    mine = client.get(reverse("my_answers")).content
    assert b"Ginge and Ginge" in mine and b"Matched" in mine
    undone = client.post(reverse("undo_answer", args=[decision.sequence]), {"why": "It was another."}, follow=True)
    assert b"Your answer is undone" in undone.content
    noted.run(workspace)
    assert rows(workspace, "SELECT * FROM connection ORDER BY ALL") == before
    assert "same_in_notes" in lines(client)


def test_the_page_of_a_pattern_says_that_it_rests_on_what_was_confirmed(client: Client, workspace: Workspace) -> None:
    line = lines(client)["same_in_notes"]
    client.post(reverse("noted", args=[line.proposal_id]), {"answer": "same", "why": "The team knows him."})
    noted.run(workspace)
    ((person_id,),) = rows(workspace, "SELECT person_id FROM person WHERE list_contains(names, 'Tia Marlow')")
    shown = client.get(reverse("person_patterns", args=[person_id])).content
    assert b"Based on names in case notes that a person confirmed" in shown and b"Ginge" in shown


def test_what_was_answered_is_looked_at_again_where_the_confirmation_is_taken_back(
    client: Client, workspace: Workspace
) -> None:
    """Nobody became one or two: only what somebody had confirmed of two notes is so no more."""
    line = lines(client)["same_in_notes"]
    client.post(reverse("noted", args=[line.proposal_id]), {"answer": "same", "why": "The team knows him."})
    noted.run(workspace)
    ((person_id,),) = rows(workspace, "SELECT person_id FROM person WHERE list_contains(names, 'Tia Marlow')")
    mara = actor_for_account(Account.objects.get(username="mara"))
    (told,) = [one for one in list_recognised(session_of(mara), person_id=person_id) if one.must]
    soon = (clock.today() + timedelta(days=2)).isoformat()
    act = {"form": "act", "what": "Ask both children who drives", "who": "A. Ferris", "by_when": soon}
    item_id = answer_pattern(session_of(mara), instance_key=told.instance_key, form=act)
    assert b"The pattern: when it was found" in client.get(reverse("item", args=[item_id])).content
    noted.run(workspace)
    assert list_pattern_reviews(session_of(mara)) == (), "what stands is not asked about"
    (decision,) = Decision.objects.filter(kind="same_person")
    undo_answer(session_of(mara), sequence=decision.sequence, why="It was another man of that name.")
    assert list_pattern_reviews(session_of(mara)) == ()
    noted.run(workspace)
    (one,) = list_pattern_reviews(session_of(mara))
    assert (one.key, one.kind, one.by, one.rule_id) == (item_id, "item", "mara", told.pattern_id)
    assert b"no longer show this pattern" in client.get(reverse("item", args=[item_id])).content
    assert b"1 decision needs review" in " ".join(client.get("/").content.decode().split()).replace("</a>", "").encode()
    assert b"Patterns no longer found" in client.get(reverse("look_again")).content
    noted.run(workspace)
    assert list_pattern_reviews(session_of(mara)) == (one,), "once"
    other = actor_for_account(Account.objects.create(username="sol", role="practitioner", agency="health"))
    assert list_pattern_reviews(session_of(other)) == ()
    url = reverse("pattern_review", args=[one.decision, one.key])
    assert b"has not found this since" in client.get(url).content
    assert client.post(url, {"answer": "stands", "why": ""}).status_code == 302
    assert list_pattern_reviews(session_of(mara)) == () and client.get(url).status_code == 404
    assert Decision.objects.filter(kind="withdrawn_looked_again").count() == 1


def test_for_whom_may_not_see_both_records_there_is_no_question(workspace: Workspace, tmp_path: Path) -> None:
    noted.take_in(workspace, tmp_path / "files", marking="RESTRICTED")
    seen = {one.rule_id: one.proposal_id for one in list_noted(session_of(noted.ANALYST)).proposals}
    assert seen.keys() == {"same_in_notes", "part_of_mark"}
    found = list_noted(session_of(noted.MANAGER)).proposals
    assert [one.rule_id for one in found] == ["same_in_notes"]
    with pytest.raises(NotHere):
        read_noted(session_of(noted.MANAGER), proposal_id=seen["part_of_mark"])
    with pytest.raises(NotHere):
        answer_noted(session_of(noted.MANAGER), proposal_id=seen["part_of_mark"], answer="same", why="I know.")
    answer_noted(session_of(noted.ANALYST), proposal_id=seen["part_of_mark"], answer="same", why="Seen by patrol.")
    noted.run(workspace)
    assert rows(workspace, "SELECT count(*) FROM connection WHERE confirmed") == [(0,)]
    assert list_my_answers(session_of(noted.MANAGER)) == ()


def test_one_answer_may_be_said_of_several_notes_each_a_decision_of_its_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    noted.take_in(workspace, tmp_path / "files", notes=(*noted.NOTES, noted.THIRD))
    client = Client()
    client.force_login(Account.objects.create(username="mara", role="manager", agency="childrens_services"))
    first, second = (one for one in list_noted(session_of(noted.MANAGER)).proposals if one.rule_id == "same_in_notes")
    url = reverse("noted", args=[first.proposal_id])
    shown = client.get(url).content
    assert b"Give the same answer for these too" in shown and second.proposal_id.encode() in shown
    typed = {"answer": "same", "why": "The team knows him.", "also": [second.proposal_id]}
    assert b"Your 2 answers are saved" in client.post(url, typed, follow=True).content
    assert Decision.objects.filter(kind="same_person").count() == 2
    other = lines(client)["part_of_mark"].proposal_id
    with pytest.raises(NotHere):
        answer_noted(session_of(noted.MANAGER), proposal_id=other, answer="same", why="I know.", also=["0" * 20])
    assert Decision.objects.filter(kind="same_person").count() == 2
    noted.run(workspace)
    found = "SELECT count(DISTINCT person_id), count(DISTINCT entity_id) FROM connection WHERE confirmed"
    assert rows(workspace, found) == [(3, 1)]


def test_where_who_is_who_changes_an_answer_about_a_note_is_looked_at_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    """It rests on the mention of the person, and on both records; the naming itself is nobody's mention."""
    notes = [("Tia", "Marlow", "01/03/2024", "A male known as 'Big Dan' was driving her.")]
    noted.take_in(workspace, tmp_path / "files", notes=notes)
    (line,) = list_noted(session_of(noted.MANAGER)).proposals
    answer_noted(session_of(noted.MANAGER), proposal_id=line.proposal_id, answer="same", why="The team knows him.")
    in_note, on_record = line.sides
    (one,) = find_answers(frozenset({on_record.id}))
    assert one.mention_ids == (on_record.id,)
    assert set(one.record_ids) == {in_note.record_id, on_record.record_id}
    assert "said “the same”" in one.says
