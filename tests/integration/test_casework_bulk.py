"""Several questions answered at once: nothing without a preview, nothing but what it showed, each an answer of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import twins
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.data.ingest import ingest_files
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.casework.same_person.bulk_preview import Bulk
from sightline.casework.same_person.pages.bulk import BulkPreview
from sightline.casework.same_person.pages.questions import QuestionLine
from sightline.casework.same_person.selectors.questions import list_my_answers, list_questions, read_question
from sightline.casework.same_person.services.answers import answer_same_person, undo_answer
from sightline.casework.same_person.services.bulk import (
    keep_bulk,
    list_bulk_choice,
    preview_bulk,
    read_bulk,
    renew_preview,
    undo_bulk,
)
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.model.judgements import PairAnswer
from sightline.sharing import row_filter
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
FORENAMES = ("Lena", "Tobias", "Priya", "Omar")


@pytest.fixture
def asked(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Four children of one birth date, surname and home: six questions."""
    take_in(workspace, tmp_path / "files")
    return workspace


def take_in(workspace: Workspace, folder: Path, **numbers: str) -> None:
    folder.mkdir()
    rows = [
        twins.visit(name, day, **{"NHS Number": numbers.get(name, "")}) for day, name in enumerate(FORENAMES, start=1)
    ]
    twins.sheet(folder / "health_attendances.csv", rows)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)


def question(one: str, other: str, actor: Actor = twins.MANAGER) -> QuestionLine:
    for line in list_bulk_choice(session_of(actor)).questions:
        if {line.a.name, line.b.name} == {f"{one} Ashdown", f"{other} Ashdown"}:
            return line
    raise AssertionError(f"nobody asks about {one} and {other}")


def preview(
    *pairs: tuple[str, str], answer: str = "same", why: str = "Looked them up.", actor: Actor = twins.MANAGER
) -> BulkPreview:
    ids = [question(*pair).question_id for pair in pairs]
    return preview_bulk(session_of(actor), question_ids=ids, answer=answer, why=why)


def answer_one(one: str, other: str, said: str, actor: Actor = twins.ANALYST) -> int:
    sides = read_question(session_of(actor), question_id=question(one, other).question_id).sides
    return answer_same_person(
        session_of(actor),
        mention_id_a=sides[0].mention_id,
        mention_id_b=sides[1].mention_id,
        answer=said,
        why="I know them.",
    )


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(SightlineError) as error:
        act()
    return error.value.code


def test_a_preview_writes_nothing_and_keeping_it_makes_an_answer_of_each_pair(asked: Workspace) -> None:
    shown = preview(("Lena", "Tobias"), ("Priya", "Omar"), answer="not_same")
    assert [(pair.refused, pair.earlier, pair.against) for pair in shown.pairs] == [("", None, ())] * 2
    assert not Decision.objects.filter(kind="same_person").exists()
    assert keep_bulk(session_of(twins.MANAGER), draft=shown.draft) == 2
    kept = Decision.objects.filter(kind="same_person").order_by("sequence")
    assert [(one.by, one.why, one.body["answer"]) for one in kept] == [("mara", "Looked them up.", "not_same")] * 2
    assert len({one.body["bulk"] for one in kept}) == 1
    assert AuditEntry.objects.filter(action="answer_bulk", outcome="done").count() == 1
    assert len(list_bulk_choice(session_of(twins.MANAGER)).questions) == 4
    twins.run(asked)
    assert {one.became for one in list_my_answers(session_of(twins.MANAGER))} == {"apart"}


def test_one_of_them_is_undone_and_then_all_the_rest(asked: Workspace) -> None:
    keep_bulk(
        session_of(twins.MANAGER),
        draft=preview(("Lena", "Tobias"), ("Priya", "Omar"), ("Lena", "Omar"), answer="not_same").draft,
    )
    first, *_ = list_my_answers(session_of(twins.MANAGER))
    undo_answer(session_of(twins.MANAGER), sequence=first.sequence, why="A slip.")
    assert len(read_bulk(session_of(twins.MANAGER), bulk=first.bulk)) == 2
    assert code_of(lambda: undo_bulk(session_of(twins.ANALYST), bulk=first.bulk, why="Not mine.")) == "not_here"
    assert code_of(lambda: undo_bulk(session_of(twins.MANAGER), bulk=first.bulk, why=" ")) == "no_why"
    assert undo_bulk(session_of(twins.MANAGER), bulk=first.bulk, why="The wrong list.") == 2
    assert judgements_in_force() == ()
    assert Decision.objects.filter(kind="same_person_undone").count() == 3
    assert AuditEntry.objects.filter(action="undo_bulk", outcome="done").count() == 1
    assert code_of(lambda: undo_bulk(session_of(twins.MANAGER), bulk=first.bulk, why="Again.")) == "not_here"


def test_information_governance_undoes_anybodys(asked: Workspace) -> None:
    keep_bulk(session_of(twins.MANAGER), draft=preview(("Lena", "Tobias")).draft)
    (line,) = list_my_answers(session_of(twins.MANAGER))
    assert undo_bulk(session_of(house_actor()), bulk=line.bulk, why="Asked to.") == 1


def test_pairs_that_chain_say_how_many_people_and_records_would_be_one(asked: Workspace) -> None:
    assert preview(("Lena", "Tobias"), ("Priya", "Omar")).chains == ()
    (chain,) = preview(("Lena", "Tobias"), ("Priya", "Omar"), ("Tobias", "Priya")).chains
    assert (chain.places, chain.people, chain.records) == ((1, 2, 3), 4, 4)
    assert preview(("Lena", "Tobias"), ("Tobias", "Priya"), answer="not_same").chains == ()


def test_a_chain_counts_with_an_answer_given_since_the_run(asked: Workspace) -> None:
    answer_one("Lena", "Tobias", "same")
    (chain,) = preview(("Tobias", "Priya")).chains
    assert (chain.places, chain.people) == ((1,), 3)


def test_what_it_contradicts_is_said_with_who_and_when(asked: Workspace) -> None:
    answer_one("Lena", "Priya", "not_same")
    shown = preview(("Lena", "Tobias"), ("Tobias", "Priya"), ("Priya", "Omar"))
    said = [" ".join(pair.against) for pair in shown.pairs]
    assert all("ana said “not the same person” on" in words for words in said[:2]) and said[2] == ""
    keep_bulk(session_of(twins.MANAGER), draft=shown.draft)
    twins.run(asked)
    became = [one.became for one in list_my_answers(session_of(twins.MANAGER))]
    assert became == ["joined", "conflict", "conflict"], "as the preview said"


def test_not_the_same_is_held_against_what_was_said_to_be_the_same(asked: Workspace) -> None:
    answer_one("Lena", "Tobias", "same")
    answer_one("Tobias", "Priya", "same")
    (pair,) = preview(("Lena", "Priya"), answer="not_same").pairs
    assert len(pair.against) == 2 and all("ana said “the same person”" in words for words in pair.against)
    assert preview(("Lena", "Priya"), answer="cannot_tell").pairs[0].against == ()


def test_an_earlier_answer_to_the_same_pair_is_shown(asked: Workspace) -> None:
    answer_one("Lena", "Tobias", "cannot_tell")
    (pair,) = preview(("Lena", "Tobias")).pairs
    assert pair.earlier is not None and (pair.earlier.by, pair.earlier.answer) == ("ana", "cannot_tell")
    assert pair.against == ()


def test_two_nhs_numbers_at_the_ends_of_a_chain_are_a_contradiction_and_of_one_pair_a_refusal(
    workspace: Workspace, tmp_path: Path
) -> None:
    take_in(workspace, tmp_path / "files", Lena="9990000018", Omar="9990000026")
    shown = preview(("Lena", "Tobias"), ("Tobias", "Omar"), ("Lena", "Priya"))
    assert ["NHS" in " ".join(pair.against) for pair in shown.pairs] == [True, True, False]
    lena, tobias = _mentions("Lena", "Tobias")
    (omar,) = (one for one in _mentions("Tobias", "Omar") if one != tobias)
    sight = row_filter(reader=twins.MANAGER.reader)
    with house_session().open_current() as opened:
        assert opened is not None
        pairs = [tuple(sorted((lena, omar))), tuple(sorted((lena, tobias)))]
        bulk = Bulk(store=opened[1], sight=sight, answer=PairAnswer.SAME, pairs=pairs, given={})
        assert [one.refused for one in bulk.find_outcomes()] == ["two_nhs_numbers", ""]


def _mentions(one: str, other: str) -> list[str]:
    """The mentions of a question, in the order in which the two are named here."""
    page = read_question(session_of(twins.MANAGER), question_id=question(one, other).question_id)
    return [side.mention_id for side in sorted(page.sides, key=lambda side: not side.person.name.startswith(one))]


@pytest.mark.parametrize("change", ["answer", "undo", "run"])
def test_what_changed_since_must_be_looked_at_again(asked: Workspace, tmp_path: Path, change: str) -> None:
    earlier = answer_one("Lena", "Omar", "not_same") if change == "undo" else 0
    shown = preview(("Lena", "Tobias"))
    if change == "answer":
        answer_one("Priya", "Omar", "not_same")
    elif change == "undo":
        undo_answer(session_of(twins.ANALYST), sequence=earlier, why="A slip.")
    else:
        folder = tmp_path / "more"
        folder.mkdir()
        twins.sheet(folder / "school_concerns.csv", [twins.concern("S1", "Lena")])
        ingest_files(session_of(house_actor()), workspace=asked, paths=[folder])
        twins.run(asked)
    before = Decision.objects.count()
    assert code_of(lambda: keep_bulk(session_of(twins.MANAGER), draft=shown.draft)) == "changed_since"
    assert Decision.objects.count() == before
    again = renew_preview(session_of(twins.MANAGER), draft=shown.draft)
    assert len(again.pairs) == (0 if change == "run" else 1) or change == "run"
    if again.pairs:
        assert keep_bulk(session_of(twins.MANAGER), draft=again.draft) == 1
        assert code_of(lambda: keep_bulk(session_of(twins.MANAGER), draft=again.draft)) == "changed_since"


@pytest.mark.parametrize(("what", "now"), [("name", "Leni Ashdown"), ("birth date", "2009-04-30")])
def test_a_name_or_birth_date_that_was_not_shown_must_be_looked_at_first(
    asked: Workspace, monkeypatch: pytest.MonkeyPatch, what: str, now: str
) -> None:
    shown = preview(("Lena", "Tobias"))
    twins.say_otherwise(monkeypatch, what, now)
    assert code_of(lambda: keep_bulk(session_of(twins.MANAGER), draft=shown.draft)) == "changed_since"
    assert not Decision.objects.filter(kind="same_person").exists()
    again = renew_preview(session_of(twins.MANAGER), draft=shown.draft)
    assert now in {again.pairs[0].question.a.name, *map(str, again.pairs[0].question.a.birth_dates)}
    assert keep_bulk(session_of(twins.MANAGER), draft=again.draft) == 1


def test_a_draft_is_kept_by_nobody_else_and_not_once_it_was_altered(asked: Workspace) -> None:
    draft = preview(("Lena", "Tobias")).draft
    assert code_of(lambda: keep_bulk(session_of(twins.ANALYST), draft=draft)) == "draft_gone"
    assert code_of(lambda: keep_bulk(session_of(twins.MANAGER), draft="x" + draft)) == "draft_gone"
    assert not Decision.objects.filter(kind="same_person").exists()


def test_who_may_not_answer_and_what_may_not_be_seen(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    twins.sheet(folder / "health_attendances.csv", [twins.visit("Lena", 1, Restricted="Y"), twins.visit("Tobias", 2)])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    hidden = question("Lena", "Tobias", house_actor()).question_id
    choice = list_bulk_choice(session_of(twins.ANALYST))
    assert (choice.questions, choice.groups) == ((), ())

    def ask(actor: Actor, ids: list[str], answer: str = "same", why: str = "So.") -> Callable[[], object]:
        return lambda: preview_bulk(session_of(actor), question_ids=ids, answer=answer, why=why)

    assert code_of(ask(twins.ANALYST, [hidden])) == "not_here"
    assert code_of(ask(twins.NURSE, [hidden])) == "not_for_role"
    assert code_of(lambda: list_bulk_choice(session_of(twins.NURSE))) == "not_for_role"
    assert code_of(ask(house_actor(), [])) == "how_many"
    assert code_of(ask(house_actor(), [f"{number:020x}" for number in range(51)])) == "how_many"
    assert code_of(ask(house_actor(), [hidden], answer="perhaps")) == "no_answer"
    assert code_of(ask(house_actor(), [hidden], why=" ")) == "no_why"


def test_the_list_is_narrowed_to_one_rule_and_pair_of_agencies(asked: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    twins.sheet(folder / "school_concerns.csv", [twins.concern("S1", "Lana")])
    ingest_files(session_of(house_actor()), workspace=asked, paths=[folder])
    twins.run(asked)
    whole = list_bulk_choice(session_of(twins.MANAGER))
    groups = {(one.rule_id, one.agencies): one.questions for one in whole.groups}
    assert groups["twin_or_sibling", ("health", "health")] == 6
    assert groups["twin_or_sibling", ("health", "school")] == 1
    (line,) = list_bulk_choice(session_of(twins.MANAGER), group=("twin_or_sibling", "health", "school")).questions
    assert "Lana Ashdown" in {line.a.name, line.b.name}
    assert (
        len(list_bulk_choice(session_of(twins.MANAGER), group=("twin_or_sibling", "health", "health")).questions) == 6
    )


def test_a_contradiction_is_answered_by_itself(asked: Workspace) -> None:
    answer_one("Lena", "Tobias", "same")
    answer_one("Tobias", "Priya", "same")
    answer_one("Lena", "Priya", "not_same")
    twins.run(asked)
    conflicts = [one for one in list_questions(session_of(twins.MANAGER)).questions if one.rule_id == "conflict"]
    assert conflicts
    assert not {one.question_id for one in list_bulk_choice(session_of(twins.MANAGER)).questions} & {
        one.question_id for one in conflicts
    }
    with pytest.raises(Refused):
        preview_bulk(session_of(twins.MANAGER), question_ids=[conflicts[0].question_id], answer="same", why="Surely.")


def test_nothing_is_kept_where_nothing_can_be(asked: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bulk, "_refuse", lambda *_: "two_nhs_numbers")
    shown = preview(("Lena", "Tobias"))
    assert (shown.kept, shown.pairs[0].refused) == (0, "two_nhs_numbers")
    with pytest.raises(Usage):
        keep_bulk(session_of(twins.MANAGER), draft=shown.draft)
