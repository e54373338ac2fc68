"""The queue "same person?": who is asked what, what an answer does to the next run, and that undoing gives all back."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from support import twins
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.casework.same_person.pages.questions import QuestionLine
from sightline.casework.same_person.selectors.questions import list_my_answers, list_questions, read_question
from sightline.casework.same_person.services.answers import answer_same_person, undo_answer
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(workspace: Workspace, tmp_path: Path) -> Workspace:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    return workspace


def read(workspace: Workspace, sql: str) -> list[Any]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return analysis.execute(sql).fetchall()


def resolved(workspace: Workspace) -> list[Any]:
    return read(workspace, "SELECT * FROM resolved ORDER BY mention_id")


def the_question(actor: Actor = twins.MANAGER) -> QuestionLine:
    (line,) = list_questions(session_of(actor)).questions
    return line


def mentions_of(question: QuestionLine, actor: Actor = twins.MANAGER) -> tuple[str, str]:
    a, b = read_question(session_of(actor), question_id=question.question_id).sides
    return a.mention_id, b.mention_id


def answer(said: str, *, actor: Actor = twins.MANAGER, why: str = "Met them both.") -> int:
    a, b = mentions_of(the_question(actor), actor)
    return answer_same_person(session_of(actor), mention_id_a=b, mention_id_b=a, answer=said, why=why)


def test_a_question_shows_both_sides_and_no_weight_before_the_answer(asked: Workspace) -> None:
    line = the_question()
    assert {line.a.name, line.b.name} == {"Lena Ashdown", "Tobias Ashdown"}
    assert (line.rule_id, line.answered) == ("twin_or_sibling", False)
    page = read_question(session_of(twins.MANAGER), question_id=line.question_id)
    assert (page.weight, page.agrees, page.mine) == (None, "", None)
    assert all({view.agency for view in side.views} == {"health", "school"} for side in page.sides)
    answer("cannot_tell")
    page = read_question(session_of(twins.MANAGER), question_id=line.question_id)
    assert page.weight is not None and "birth date the same" in page.agrees
    assert page.mine is not None and page.mine.why == "Met them both."
    other = read_question(session_of(twins.ANALYST), question_id=line.question_id)
    assert (other.weight, other.mine, other.others) == (None, None, ())


def test_answer_run_undo_run_gives_back_exactly_what_was(asked: Workspace) -> None:
    before, first = resolved(asked), need_snapshot(asked).id
    decision = answer("same")
    assert list_questions(session_of(twins.MANAGER)).questions == ()
    assert resolved(asked) == before, "an answer counts from the next run"
    assert twins.run(asked) != first
    joined = resolved(asked)
    assert len({person for _, person, _ in joined if person}) == len({person for _, person, _ in before if person}) - 1
    assert read(asked, "SELECT decided_by, rule_id FROM link WHERE decided_by = 'person'") == [("person", "person")]
    (line,) = list_my_answers(session_of(twins.MANAGER))
    assert (line.sequence, line.became, line.in_force) == (decision, "joined", True)
    undo_answer(session_of(twins.MANAGER), sequence=decision, why="It was her twin.")
    assert judgements_in_force() == ()
    assert twins.run(asked) == first
    assert resolved(asked) == before
    assert [one.kind for one in Decision.objects.filter(kind__startswith="same_person").order_by("sequence")] == [
        "same_person",
        "same_person_undone",
    ]


def test_not_the_same_is_asked_no_more_and_cannot_tell_is_asked_again(asked: Workspace) -> None:
    answer("cannot_tell")
    twins.run(asked)
    assert the_question().answered
    answer("not_same")
    assert list_questions(session_of(twins.ANALYST)).questions == ()
    twins.run(asked)
    assert list_questions(session_of(twins.ANALYST)).questions == ()
    assert [one.became for one in list_my_answers(session_of(twins.MANAGER))] == ["apart", ""]


def test_the_last_answer_holds_and_its_undoing_lets_the_one_before_hold(asked: Workspace) -> None:
    pair = mentions_of(the_question())
    first = answer("not_same")
    answer_same_person(
        session_of(twins.ANALYST),
        mention_id_a=pair[0],
        mention_id_b=pair[1],
        answer="same",
        why="One child, two names.",
    )
    (held,) = judgements_in_force()
    assert (held.answer, held.by) == ("same", "ana")
    with pytest.raises(Refused):
        undo_answer(session_of(twins.MANAGER), sequence=held.sequence, why="Not mine.")
    undo_answer(session_of(house_actor()), sequence=held.sequence, why="Asked to.")
    assert [one.sequence for one in judgements_in_force()] == [first]
    with pytest.raises(Refused) as again:
        undo_answer(session_of(house_actor()), sequence=held.sequence, why="Again.")
    assert again.value.code == "undone_before"


def test_only_those_who_may_answer_are_asked(asked: Workspace) -> None:
    pair = mentions_of(the_question())
    for actor in (twins.NURSE, Actor(Reader("eve", Role.ELECTED_MEMBER, ""), "web")):
        for act in (
            lambda actor=actor: list_questions(session_of(actor)),
            lambda actor=actor: list_my_answers(session_of(actor)),
            lambda actor=actor: answer_same_person(
                session_of(actor), mention_id_a=pair[0], mention_id_b=pair[1], answer="same", why="So."
            ),
        ):
            with pytest.raises(Refused):
                act()
    assert not Decision.objects.filter(kind="same_person").exists()


@pytest.mark.parametrize(("said", "why", "code"), [("perhaps", "So.", "no_answer"), ("same", "  ", "no_why")])
def test_an_answer_without_sense_or_reason_is_not_taken(asked: Workspace, said: str, why: str, code: str) -> None:
    with pytest.raises(Usage) as error:
        answer(said, why=why)
    assert error.value.code == code
    assert AuditEntry.objects.filter(action="answer_same_person", outcome=f"failed: {code}").exists()


def test_a_restricted_side_is_no_question_for_those_who_may_not_see_it(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    twins.sheet(folder / "health_attendances.csv", [twins.visit("Lena", 1, Restricted="Y"), twins.visit("Tobias", 2)])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    line = the_question(house_actor())
    pair = mentions_of(line, house_actor())
    assert list_questions(session_of(twins.ANALYST)).questions == ()
    for act in (
        lambda: read_question(session_of(twins.ANALYST), question_id=line.question_id),
        lambda: answer_same_person(
            session_of(twins.ANALYST), mention_id_a=pair[0], mention_id_b=pair[1], answer="same", why="So."
        ),
    ):
        with pytest.raises(Refused) as error:
            act()
        assert error.value.code == "not_here"


def test_two_nhs_numbers_and_sealed_identities_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={"NHS Number": "9990000018"}, toby={"NHS Number": "9990000026"})
    assert list_questions(session_of(twins.MANAGER)).questions == ()
    namings = read(workspace, "SELECT mention_id, forename FROM mention WHERE nhs_number <> '' ORDER BY forename")
    lena, toby = (mention_id for mention_id, _ in namings)
    with pytest.raises(Refused) as error:
        answer_same_person(
            session_of(twins.MANAGER), mention_id_a=lena, mention_id_b=toby, answer="same", why="Surely."
        )
    assert error.value.code == "two_nhs_numbers"
    answer_same_person(session_of(twins.MANAGER), mention_id_a=lena, mention_id_b=toby, answer="not_same", why="Twins.")


def test_a_sealed_identity_can_not_be_answered_by_anybody(workspace: Workspace, tmp_path: Path) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby=twins.SEALED)
    (sealed,) = read(
        workspace,
        "SELECT mention_id FROM mention WHERE list_contains(markings, 'SEALED IDENTITY') AND entity_kind = 'person'",
    )
    (lena, *_) = read(workspace, "SELECT mention_id FROM mention WHERE forename = 'Lena' AND entity_kind = 'person'")
    with pytest.raises(Refused) as error:
        answer_same_person(
            session_of(house_actor()), mention_id_a=lena[0], mention_id_b=sealed[0], answer="same", why="Surely."
        )
    assert error.value.code == "not_here"


def test_pages_of_questions_follow_one_another(asked: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    twins.sheet(folder / "health_attendances.csv", [twins.visit("Priya", 3), twins.visit("Omar", 4)])
    ingest_files(session_of(house_actor()), workspace=asked, paths=[folder])
    twins.run(asked)
    whole = list_questions(session_of(twins.MANAGER), size=50)
    assert len(whole.questions) == 6 and whole.next_after == 0
    first = list_questions(session_of(twins.MANAGER), size=4)
    rest = list_questions(session_of(twins.MANAGER), size=4, after=first.next_after)
    assert first.questions + rest.questions == whole.questions
    hanging = [one.hangs_on for one in whole.questions]
    assert hanging == sorted(hanging, reverse=True)
