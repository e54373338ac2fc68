from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.model.errors import OurFault
from sightline.rulebook import files
from sightline.rulebook.rules import Rulebook, load_rules, read_rule

WHOLE: dict[str, Any] = {
    "id": "a_rule",
    "label": "A rule",
    "says": "Something is so.",
    "why": "Because.",
    "status": "local",
    "decided_by": "the partnership",
    "decided_on": date(2024, 1, 1),
    "examples": [{"says": "so"}],
}
CITATION = {"title": "An Act", "url": "somewhere", "edition": "2024", "read_on": date(2024, 1, 2)}


def values(*dated: tuple[str, date, int | None]) -> list[dict[str, Any]]:
    return [{"name": name, "effective_from": day, "value": value} for name, day, value in dated]


def test_a_whole_rule_is_read() -> None:
    rule = read_rule(WHOLE, where="here")
    assert (rule.id, rule.status, rule.authority, rule.decided_on) == (
        "a_rule",
        "local",
        "the partnership",
        date(2024, 1, 1),
    )


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"why": ""}, "'why' must be filled in"),
        ({"examples": []}, "has no example"),
        ({"status": "certain"}, "'status' is 'certain'; it must be one of local"),
        ({"status": "statutory"}, "statutory and has no citation"),
        ({"status": "statutory", "citation": {**CITATION, "read_on": None}}, "'citation, read_on' must be a date"),
        ({"decided_by": ""}, "does not say 'decided_by'"),
        ({"status": "unverified"}, "does not say 'looked_for'"),
        ({"status": "measured"}, "does not say 'measured'"),
        ({"decided_on": "yesterday"}, "'decided_on' must be a date"),
        ({"roles": {"wizard": {}}}, "unknown roles: wizard"),
        ({"agencies": ["police", "weather"]}, "unknown agencies: weather"),
        ({"values": values(("limit", date(2024, 1, 1), 1), ("limit", date(2024, 1, 1), 2))}, "two values of one date"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused_and_says_where(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(OurFault, match=what) as caught:
        read_rule({**WHOLE, **changes}, where="timescales/visit")
    assert caught.value.where == "timescales/visit"


def test_a_statutory_rule_stands_with_its_citation() -> None:
    rule = read_rule({**WHOLE, "status": "statutory", "citation": CITATION}, where="here")
    assert rule.citation
    assert rule.citation.read_on == date(2024, 1, 2)


def test_a_value_is_the_one_in_force_on_the_day_and_none_once_repealed() -> None:
    dated = values(("limit", date(2020, 1, 1), 10), ("limit", date(2023, 1, 1), 15), ("limit", date(2025, 1, 1), None))
    rule = read_rule({**WHOLE, "values": dated}, where="here")
    found = [
        Rulebook(day, (rule,)).value("a_rule", "limit")
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2024, 6, 1), date(2025, 1, 1))
    ]
    assert found == [None, 10, 15, None]


def test_an_unknown_rule_is_said_so() -> None:
    with pytest.raises(OurFault, match="no rule 'x'"):
        Rulebook(date(2024, 1, 1), ()).rule("x")


def test_every_rule_that_is_shipped_is_whole() -> None:
    assert len(load_rules("linkage", "rules")) >= 10
    assert [rule.id for rule in load_rules("sharing")] == ["visibility_by_role"]
    assert Rulebook.as_at(date(2026, 11, 25), "sharing").rule("visibility_by_role").label


def test_a_rule_whose_file_was_changed_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "rules_folder", tmp_path.joinpath)
    file = tmp_path / "made_up.toml"
    written = 'id = "made_up"\nlabel = "A"\nsays = "{says}"\nwhy = "B"\nstatus = "unverified"\nlooked_for = "C"\n'
    told = []
    for says in ("One.", "Two."):
        file.write_text(written.format(says=says) + 'examples = [{ says = "so" }]\n', encoding="utf-8")
        told += [rule.says for rule in load_rules()]
    assert told == ["One.", "Two."]
