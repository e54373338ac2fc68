"""Each worked example of the kinds of meeting, run; and what they count as is something that an agency's mapping reads."""

from typing import Any

import pytest

from sightline.casework.meetings.pages.kinds import read_meeting_kinds
from sightline.model.nouns import Agency
from sightline.rulebook.files import read_toml_folder
from sightline.timescales import load_clock_rules

EXAMPLES = [(kind, example) for kind, one in read_meeting_kinds().items() for example in one.rule.examples]
TIMESCALES = {rule.id: rule for rule in load_clock_rules()}


@pytest.mark.parametrize(
    ("kind", "example"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else each["says"]
)
def test_which_timescales_a_meeting_answers(kind: str, example: dict[str, Any]) -> None:
    one = read_meeting_kinds()[kind]
    if "pattern" in example:
        assert (example["pattern"] in one.answers_patterns) is example["answers"]
    else:
        assert one.answers(TIMESCALES[example["timescale"]]) is example["answers"]


@pytest.mark.parametrize("kind", read_meeting_kinds())
def test_a_meeting_counts_as_what_some_timescale_names_and_asks_agencies(kind: str) -> None:
    one = read_meeting_kinds()[kind]
    assert {counts.layout for counts in one.counts_as} <= set(read_toml_folder("agencies"))
    assert any(one.answers(rule) for rule in TIMESCALES.values())
    assert set(one.asked) <= set(Agency)
    assert set(one.answers_patterns) <= set(read_toml_folder("england", "patterns"))
    assert 2 <= one.fewest_agencies <= len(one.asked)
