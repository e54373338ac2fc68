"""The model's own verdict against people's answers: as if nobody had answered, by rule, by weight, by group of names."""

import json
from pathlib import Path

import duckdb
import pytest
from support import twins
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.evaluation import evaluate_answers
from sightline.casework.data.ingest import ingest_files
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.cli.context import Context
from sightline.cli.linkage import ANSWERS, evaluate
from sightline.linkage.evaluation.answered_pairs import AnswersEvaluation, PairAgreement
from sightline.model.errors import BadInput, Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mentions(workspace: Workspace, tmp_path: Path) -> dict[tuple[str, str], str]:
    """By forename and agency: three pairs are answered, then a run has obeyed."""
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        rows = analysis.execute(
            "SELECT forename, agency, min(mention_id) FROM mention WHERE entity_kind = 'person' GROUP BY ALL"
        ).fetchall()
    of = {(forename, agency): mention_id for forename, agency, mention_id in rows}
    lena, toby = of["Lena", "health"], of["Tobias", "health"]
    for one, other, said in (
        (lena, toby, "same"),
        (lena, of["Lena", "school"], "not_same"),
        (toby, of["Tobias", "school"], "same"),
        (of["Lena", "school"], of["Tobias", "school"], "cannot_tell"),
    ):
        answer_same_person(
            session_of(twins.MANAGER), mention_id_a=one, mention_id_b=other, answer=said, why="I know them."
        )
    return of


def score(workspace: Workspace, groups: Path | None = None) -> AnswersEvaluation:
    return evaluate_answers(session_of(house_actor()), workspace=workspace, groups=groups)


def test_each_pair_is_judged_as_if_nobody_had_answered(
    workspace: Workspace, mentions: dict[tuple[str, str], str]
) -> None:
    before = score(workspace)
    assert before.overall == PairAgreement("overall", 3, 2, 2, 1), "a twin joined, a girl parted, a boy joined"
    assert before.overall.agreed == 1
    rules = {one.name: (one.pairs, one.agreed) for one in before.rules}
    assert rules["twin_or_sibling"] == (1, 0)
    assert sum(pairs for pairs, _ in rules.values()) == sum(one.pairs for one in before.bands) == 3
    twins.run(workspace)
    after = score(workspace)
    assert (after.overall, after.rules, after.bands) == (before.overall, before.rules, before.bands)


def test_an_answer_about_a_record_that_was_not_compared_is_counted_apart(
    workspace: Workspace, mentions: dict[tuple[str, str], str], tmp_path: Path
) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir()
    sealed = [twins.concern("S1", "Lena", **twins.SEALED), twins.concern("S2", "Tobias")]
    twins.sheet(folder / "school_concerns.csv", sealed)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    found = score(workspace)
    assert (found.answers, found.overall.pairs, list(found.left_out.values())) == (3, 2, [1])


def test_by_group_of_names_where_a_file_says_which(
    workspace: Workspace, mentions: dict[tuple[str, str], str], tmp_path: Path
) -> None:
    path = tmp_path / "groups.csv"
    lines = [f"{mention_id},{'one' if forename == 'Lena' else 'two'}" for (forename, _), mention_id in mentions.items()]
    path.write_text("\n".join(["mention_id,name_list", *lines]), encoding="utf-8")
    found = score(workspace, path)
    assert {one.name: one.pairs for one in found.groups} == {"one": 2, "two": 2}
    assert {(one.group, one.error) for one in found.uneven} >= {("one", "missed")}
    path.write_text("true_id,name_list\nx,one\n", encoding="utf-8")
    with pytest.raises(BadInput):
        score(workspace, path)


def test_it_is_for_those_who_evaluate_and_audited(workspace: Workspace, mentions: dict[tuple[str, str], str]) -> None:
    with pytest.raises(Refused):
        evaluate_answers(session_of(twins.NURSE), workspace=workspace)
    score(workspace)
    entries = AuditEntry.objects.filter(action="evaluate_answers").order_by("sequence")
    assert [one.outcome for one in entries] == ["refused: not_for_role", "done"]
    assert "Lena" not in json.dumps(entries[1].details)


def test_the_command_prints_it_and_writes_it(
    workspace: Workspace,
    mentions: dict[tuple[str, str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(Context, "open", lambda _: workspace)
    evaluate(Context(), ANSWERS, None, tmp_path / "out.json")
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (written["answers"], written["overall"]["agreed"], written["even"]) == (3, 1, None)
    assert "3 answers" in capsys.readouterr().out


def test_without_answers_there_is_nothing_to_hold_it_against(workspace: Workspace, tmp_path: Path) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    found = score(workspace)
    assert (found.answers, found.overall.pairs, found.rules, found.left_out) == (0, 0, (), {})
