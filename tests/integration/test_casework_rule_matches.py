"""A rule of matching: what would change if it were switched is counted first, and comes true after a decision."""

from datetime import date
from pathlib import Path

import pytest
from integration.test_pipeline import MISSING, SCHOOL, write
from support.sessions import session_of
from typer.testing import CliRunner

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.rule_matches import measure_rule_matches
from sightline.casework.data.runs import run_pipeline
from sightline.casework.rules.services.activation import switch_rule
from sightline.cli.app import app
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
OWNER = Actor(Reader("owner", Role.INFORMATION_GOVERNANCE, ""), "cli")
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
RULE = "near_forename_no_relative"
WHY = "The board agreed on 3 September after reading the figures of this rule"
# By police and by a school: a slip inside the name, the same, and two names.
CHILDREN = (("Quexley", "Elizabeth", "Elizbeth"), ("Birchmore", "Lena", "Lena"), ("Coldwater", "Karina", "Karima"))


@pytest.fixture
def ground(workspace: Workspace, tmp_path: Path) -> Workspace:
    missing, school = [], []
    for number, (surname, told, written) in enumerate(CHILDREN):
        born = f"{3 + number:02}/04/2009"
        missing.append(
            f"MP{number},N{number},{surname},{told},{born},F,,,01/03/2024,21:00,01/03/2024,22:00,Mother,"
            f"LOW,02/03/2024,06:00,Tall House,ZZ1 2BB,,Back late,,,02/03/2024"
        )
        school.append(f"Elm School,,{surname},{written},{born},04/03/2024,/ \\ / \\ O O / \\ / \\")
    paths = [
        write(tmp_path / "police_missing.csv", MISSING, *missing),
        write(tmp_path / "school_attendance.csv", SCHOOL, *school),
    ]
    ingest_files(session_of(OWNER), workspace=workspace, paths=paths, received_on=date(2024, 6, 1))
    run(workspace)
    return workspace


def run(workspace: Workspace) -> tuple[int, int]:
    """A run; the people it found, and how many joins the rule made."""
    run_pipeline(session_of(OWNER), workspace=workspace, as_at=date(2024, 9, 1))
    found = need_snapshot(workspace).manifest()["linkage"]
    return found["persons"], found["links_by_rule"].get(RULE, 0)


def test_what_a_rule_would_match_is_counted_and_comes_true_after_a_decision(ground: Workspace) -> None:
    people, made = run(ground)
    assert made == 1, "it ships on"
    found = measure_rule_matches(session_of(OWNER), workspace=ground, rule_id=RULE)
    assert (found.pairs.made, found.pairs.undone, found.split) == (0, 1, 1)
    assert found.people_after == found.people_before + 1
    assert found.questions_after == found.questions_before + 1
    assert run(ground) == (people, 1), "a measurement changes nothing"

    switch_rule(session_of(OWNER), rule_id=RULE, on=False, why=WHY)
    assert run(ground) == (people + 1, 0)
    back = measure_rule_matches(session_of(OWNER), workspace=ground, rule_id=RULE)
    assert (back.pairs.made, back.pairs.undone, back.joined, back.split) == (1, 0, 2, 0)
    switch_rule(session_of(OWNER), rule_id=RULE, on=True, why=WHY)
    assert run(ground) == (people, 1)


def test_who_may_measure_it_and_what_is_no_rule(ground: Workspace) -> None:
    with pytest.raises(Refused):
        measure_rule_matches(session_of(OFFICER), workspace=ground, rule_id=RULE)
    with pytest.raises(Usage):
        measure_rule_matches(session_of(OWNER), workspace=ground, rule_id="no such rule")
    with pytest.raises(Usage):
        measure_rule_matches(session_of(OWNER), workspace=ground, rule_id="late_extract")
    measure_rule_matches(session_of(OWNER), workspace=ground, rule_id=RULE)
    assert AuditEntry.objects.filter(action="measure_rule", outcome="done").exists()


def test_the_command_says_it_in_numbers(ground: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sightline.cli.context.Context.open", lambda _: ground)
    monkeypatch.setattr("sightline.cli.context.Context.session", lambda _: session_of(OWNER))
    done = CliRunner().invoke(app, ["rules", "measure", RULE])
    assert done.exit_code == 0, done.output
    assert "pairs of mentions matched" in done.output and "Quexley" not in done.output
