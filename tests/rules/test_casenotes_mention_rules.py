"""Each rule of mentions on its own examples: what stands in brackets is marked by it, and in a counter-example nothing is."""

from typing import Any

import pytest

from sightline.casenotes.mentions.finder import find_mentions
from sightline.casenotes.mentions.rules import FOLDER, read_example, read_mention_rules
from sightline.rulebook.files import read_toml_folder

TABLES = {name: table for name, table in read_toml_folder(*FOLDER).items() if "says" in table}


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(name, example, id=f"{name}-{place}")
        for name, table in TABLES.items()
        for place, example in enumerate(table.get(kind, ()))
    ]


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_an_example_is_marked(rule: str, example: dict[str, str]) -> None:
    text, marked = read_example(example)
    found = find_mentions(text, subject=example["subject"], agency="police")
    assert [passage.text for passage in found if passage.rule_id == rule] == marked


@pytest.mark.parametrize(("rule", "example"), cases("counter_examples"))
def test_a_counter_example_is_not(rule: str, example: dict[str, str]) -> None:
    found = find_mentions(example["text"], subject=example["subject"], agency="police")
    assert [passage.text for passage in found if passage.rule_id == rule] == []


def test_every_rule_shows_what_it_marks_and_what_not() -> None:
    assert set(TABLES) == set(read_mention_rules())
    assert all(table["examples"] and table["counter_examples"] for table in TABLES.values())
