"""Each rule of case notes marks what its examples have in brackets, as they say, and nothing in its counter-examples."""

from functools import cache
from typing import Any

import pytest
from support.marked_notes import list_marks, read_marked

from sightline.casenotes.signs.compiled_rules import CompiledRules, build_machine, make_machine
from sightline.casenotes.signs.rules import read_note_rules
from sightline.casenotes.signs.slots import read_slots
from sightline.model.passages import PassageKind

RULES = read_note_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.rule.id}: {example['text'][:60]}")
    for rule in RULES
    for example in rule.rule.examples
]
COUNTER_EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.rule.id}: {example['text'][:60]}")
    for rule in RULES
    for example in rule.counter_examples
]
ATTRIBUTES = ("polarity", "certainty", "time", "experiencer", "said_by", "speaker")


@cache
def machine_of(rule: Any) -> CompiledRules:
    """One rule by itself."""
    return make_machine((rule,))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_what_a_rule_marks(rule: Any, example: dict[str, Any]) -> None:
    text, marks = list_marks(example["text"])
    assert marks, "an example has [brackets]"
    found = [one for one in read_marked(example, text, machine_of(rule)) if one.label == rule.label]
    for start, end in marks:
        near = [one for one in found if one.start < end and start < one.end]
        assert near, f"nothing is marked at '{text[start:end]}'; found {[one.text for one in found]}"
        for name in ATTRIBUTES:
            if name in example:
                assert getattr(near[0], name) == example[name], name


@pytest.mark.parametrize(("rule", "example"), COUNTER_EXAMPLES)
def test_what_a_rule_leaves(rule: Any, example: dict[str, Any]) -> None:
    found = [one for one in read_marked(example, example["text"], machine_of(rule)) if one.rule_id == rule.rule.id]
    assert [one.text for one in found] == []


def test_every_phrase_and_frame_is_used() -> None:
    """A rule that no machine can find is no rule."""
    machine = build_machine()
    used = {number for numbers in machine.phrase_rules.values() for number in numbers}
    used |= {frame.rule for frame in machine.served.frames}
    assert used == set(range(len(RULES)))


def test_a_preferred_wording_says_where_it_was_read() -> None:
    assert [rule.rule.id for rule in RULES if rule.prefer and not rule.prefer_source] == []
    assert [rule.rule.id for rule in RULES if rule.prefer and rule.kind is not PassageKind.WORDING] == []


def test_a_list_keeps_all_its_words_where_another_rule_has_its_name_as_a_word() -> None:
    """`{injury}` is a list, also where some rule holds the bare word "injury"."""
    slots = read_slots()
    elements = {one.slot: one.numbers for frame in build_machine().served.frames for one in frame.elements}
    lists = {slot.strip("{}"): len(numbers) for slot, numbers in elements.items() if slot.startswith("{")}
    assert "injury" in lists and "parent" in lists
    assert {name: count for name, count in lists.items() if count < len(slots[name].forms)} == {}
