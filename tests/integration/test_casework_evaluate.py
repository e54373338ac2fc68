"""Evaluating goes through casework: roles are checked, and the audit says what was asked."""

import json
from pathlib import Path

import pytest
from support import held
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.data.evaluation import evaluate_links
from sightline.casework.data.training import train_model
from sightline.cli.context import Context
from sightline.cli.linkage import evaluate, print_linked
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "cli")


@pytest.fixture
def labels(workspace: Workspace) -> Path:
    held.serve_snapshot(workspace)
    path = workspace.root / "labels.csv"
    rows = [f"{key}.csv,{number},subject,{name}" for number, (key, _, name, _, _) in enumerate(held.RECORDS, start=1)]
    path.write_text("\n".join(["source_file,source_row,slot,true_id", *rows]) + "\n", encoding="utf-8")
    return path


def test_it_is_audited_without_names(workspace: Workspace, labels: Path) -> None:
    found = evaluate_links(session_of(house_actor()), workspace=workspace, labels=labels)
    assert found.labels == len(held.RECORDS)
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert entry is not None
    assert (entry.action, entry.outcome) == ("evaluate", "done")
    assert "Aoife" not in json.dumps(entry.details)


def test_a_practitioner_may_not(workspace: Workspace, labels: Path) -> None:
    with pytest.raises(Refused):
        evaluate_links(session_of(OFFICER), workspace=workspace, labels=labels)


def test_groups_need_true_persons(workspace: Workspace, labels: Path) -> None:
    labels.write_text("a,b,same\nx,y,yes\n", encoding="utf-8")
    with pytest.raises(Usage):
        evaluate_links(session_of(house_actor()), workspace=workspace, labels=labels, groups=labels)


def test_the_command_says_plainly_whether_error_is_even(
    workspace: Workspace, labels: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Context, "open", lambda _: workspace)
    groups, target = workspace.root / "groups.csv", workspace.root / "out.json"
    names = sorted({name for _, _, name, _, _ in held.RECORDS})
    groups.write_text("true_id,name_list\n" + "".join(f"{name},one\n" for name in names), encoding="utf-8")
    evaluate(Context(), labels, groups, target)
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written["even"] is True
    assert written["overall"]["precision"] <= 1
    assert written["groups"][0]["name"] == "one"
    assert "so one child changes the figure a lot: one (" in " ".join(capsys.readouterr().out.split())


def test_a_run_says_what_linking_did_and_what_was_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {"persons": 7, "questions": 2, "largest_clusters": [5, 1], "bridges": 1, "sparse_clusters": 0}
    print_linked(counts | {"blocks_skipped": {}})
    said = " ".join(capsys.readouterr().out.split())
    assert "7 people, 2 questions. Most mentions of one person: 5, 1. Matched by a single similar detail: 1." in said
    assert "Not compared" not in said
    capped = {"pairs_not_compared": {"names_and_birth_year": 900}, "names_capped": 1, "name_pairs_not_compared": 45}
    print_linked(counts | {"blocks_skipped": {"names_and_birth_year": 3}})
    assert "too many have the same: 3 by names_and_birth_year" in " ".join(capsys.readouterr().out.split())
    print_linked(counts | {"blocks_skipped": {}} | capped)
    said = " ".join(capsys.readouterr().out.split())
    assert "Pairs not compared: at most 945. Full names that too many people have: 1." in said
    print_linked(
        counts | {"blocks_skipped": {}, "names_shared": 9, "names_asked": 4, "names_apart": {"upns": 2, "sexes": 5}}
    )
    said = " ".join(capsys.readouterr().out.split())
    assert "Full names that several people have: 9. Pairs not asked about, because records contradict: 7." in said
    assert "read as missing" not in said
    print_linked(counts | {"blocks_skipped": {}, "names_missing": 12})
    said = " ".join(capsys.readouterr().out.split())
    assert "Names read as missing, because they are written as NA, NULL or nil: 12." in said


def test_training_is_audited_and_leaves_nothing_where_it_cannot_be_done(workspace: Workspace, labels: Path) -> None:
    out = workspace.root / "model"
    with pytest.raises(Usage, match="too few"):
        train_model(session_of(house_actor()), workspace=workspace, out=out)
    with pytest.raises(Refused):
        train_model(session_of(OFFICER), workspace=workspace, out=out)
    assert not out.exists()
    outcomes = [entry.outcome for entry in AuditEntry.objects.filter(action="train").order_by("sequence")]
    assert outcomes == ["failed: too_few_records", "refused: not_for_role"]
