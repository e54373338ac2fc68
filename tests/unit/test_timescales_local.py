"""A partnership's own values: tighter is taken, looser is refused with the line to mend."""

from datetime import date
from pathlib import Path

import pytest
from support.clock_stories import clocks_of, due_of

from sightline import pipeline
from sightline.model.errors import BadInput
from sightline.store import Workspace
from sightline.timescales import LOCAL_FILE, load_clock_rules, merge_local, read_local

DECIDED = 'decided_by = "The executive of an invented partnership"\ndecided_on = 2026-01-12\n'
FOUND = {"layout": "police_missing", "fact": "found", "at": "2026-02-02T20:00", "misper": "M1"}


def written(workspace: Workspace, text: str) -> Path:
    path = workspace.root / LOCAL_FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tighter_value_holds_from_its_day_on(workspace: Workspace) -> None:
    path = written(workspace, f'[return_interview]\nlimit = {{ amount = 48, unit = "hours" }}\n{DECIDED}')
    rules = merge_local(load_clock_rules(), read_local(path))
    rule = next(rule for rule in rules if rule.id == "return_interview")
    assert [str(rule.limit_at(day)) for day in (date(2026, 1, 11), date(2026, 1, 12))] == ["72 hours", "48 hours"]
    found = clocks_of([FOUND], rules=[rule], as_at=date(2026, 2, 3))
    assert found[0]["due_at"] == due_of("2026-02-04T20:00")
    shipped = next(rule for rule in load_clock_rules() if rule.id == "return_interview")
    assert rule.version != shipped.version


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[return_interview]\nlimit = { amount = 96, unit = "hours" }\n', "allows 96 hours; the national value is 72"),
        (
            '[return_interview]\nlimit = { amount = 2, unit = "days" }\n',
            "allows 2 days; the national value is 72 hours",
        ),
        ("[return_interview]\non = false\n", "cannot be switched off"),
        ("[suspicion_answered]\non = false\n", "cannot be switched off"),
        ("[return_intervju]\non = true\n", "There is no timescale 'return_intervju'"),
        ("[return_interview]\nclimbs = false\n", "'climbs' is not a key that is known"),
        (
            '[return_interview]\nlimit = { amount = 0, unit = "hours" }\n',
            "'limit, amount' must be a whole number of at least 1",
        ),
        ('[return_interview]\nlimit = "48 hours"\n', "'limit' must be a table"),
    ],
)
def test_less_than_the_nation_asks_is_refused(workspace: Workspace, text: str, says: str) -> None:
    local = read_local(written(workspace, text + DECIDED))
    with pytest.raises(BadInput, match=says) as refused:
        merge_local(load_clock_rules(), local)
    assert LOCAL_FILE in str(refused.value) and refused.value.what_to_do


def test_who_decided_must_be_said_and_the_file_must_be_toml(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="'decided_by' is missing"):
        merge_local(load_clock_rules(), read_local(written(workspace, "[front_door_decision]\non = true\n")))
    with pytest.raises(BadInput, match="not TOML"):
        read_local(written(workspace, "[front_door_decision"))


def test_a_local_clock_may_be_switched_on_and_have_any_length(workspace: Workspace) -> None:
    text = f'[front_door_decision]\non = true\nlimit = {{ amount = 2, unit = "working days" }}\n{DECIDED}'
    rules = merge_local(load_clock_rules(), read_local(written(workspace, text)))
    rule = next(rule for rule in rules if rule.id == "front_door_decision")
    assert rule.on
    assert str(rule.limit_at(date(2026, 6, 1))) == "2 working days"


def test_a_run_reads_the_file_refuses_it_and_is_another_run_with_it(workspace: Workspace) -> None:
    plain = pipeline.run(workspace=workspace, as_at=date(2026, 2, 3))
    written(workspace, f'[return_interview]\nlimit = {{ amount = 48, unit = "hours" }}\n{DECIDED}')
    changed = pipeline.run(workspace=workspace, as_at=date(2026, 2, 3))
    assert changed.id != plain.id
    written(workspace, f'[return_interview]\nlimit = {{ amount = 96, unit = "hours" }}\n{DECIDED}')
    with pytest.raises(BadInput, match="tighter"):
        pipeline.run(workspace=workspace, as_at=date(2026, 2, 3))
