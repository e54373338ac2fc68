"""Every example of every pattern, through the files that an agency would send.

Examples are recognised in one world, for time: there each has people, things and numbers of its own. What is true of
whoever is missing on the same nights stands alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from support.patterned import AS_AT, recognise, told, write_rows

from sightline.patterns import read_patterns
from sightline.patterns.build import FINDERS

PATTERNS = read_patterns(day=AS_AT)
EXAMPLES = [(pattern.id, example) for pattern in PATTERNS for example in pattern.rule.examples]
ALONE = ("missing_together",)
Row = dict[str, str]
Found = dict[int, list[tuple[str, str]]]

NAMES = re.compile(r"Surname|School|Site|Location")  # headings whose first word is made the example's own
NUMBERS = re.compile(r"(ID|No|Ref|Number|UPN)$")
MOBILE, REGISTRATION, POSTCODE = (
    re.compile(r"07700 9\d{5}"),
    re.compile(r"[A-Z]{2}\d\d (?=[A-Z]{3})"),
    re.compile(r"ZZ\d "),
)


def own_rows(number: int, rows: Iterable[Row]) -> list[Row]:
    """The rows of an example, sharing nobody and nothing with another's."""
    rows = list(rows)
    tag = chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
    cells = [cell for row in rows for heading, cell in row.items() if NAMES.search(heading)]
    words = {word[0] for cell in cells if (word := re.search(r"[A-Z][a-z]+", cell))}
    named = re.compile(rf"\b({'|'.join(sorted(words)) or '(?!)'})\b")

    def own(heading: str, cell: str) -> str:
        if heading == "layout" or not cell:
            return cell
        if NUMBERS.search(heading):
            return f"{cell}{tag}"
        cell = named.sub(rf"\1{tag}", cell)
        cell = MOBILE.sub(lambda found: f"07700 9{int(found[0][-2:]):02d}{number:03d}", cell)
        cell = REGISTRATION.sub(lambda found: f"{found[0][:2]}{number:02d} ", cell)
        return POSTCODE.sub(lambda found: f"ZZ{10 + number} ", cell)

    return [{heading: own(heading, cell) for heading, cell in row.items()} for row in rows]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What is recognised, by example: each pattern and the day."""
    alone = [number for number, (pattern_id, _) in enumerate(EXAMPLES) if pattern_id in ALONE]
    together = [number for number in range(len(EXAMPLES)) if number not in alone]
    return {
        number: days
        for numbers in (together, *([number] for number in alone))
        for number, days in recognise_together(numbers, tmp_path_factory.mktemp("examples")).items()
    }


def recognise_together(numbers: Sequence[int], folder: Path) -> Found:
    """What is recognised in one world of examples; the row that completes it tells whose it is."""
    rows, owners = [], defaultdict(list)
    for number in numbers:
        for row in own_rows(number, EXAMPLES[number][1]["rows"]):
            rows.append(row)
            owners[f"{row['layout']}.csv"].append(number)
    engine = recognise(write_rows(rows, folder))
    by_example: Found = {number: [] for number in numbers}
    for one in told(engine):
        completing = one["completing_record"]
        number = owners[completing["source_file"]][completing["source_row"] - 1]
        by_example[number].append((one["pattern_id"], one["first_true_on"]))
    engine.close()
    return by_example


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[f"{name}: {one['says']}" for name, one in EXAMPLES])
def test_the_example_is_as_the_rule_says(number: int, found: Found) -> None:
    pattern_id, example = EXAMPLES[number]
    days = [day for name, day in found[number] if name == pattern_id]
    assert days == ([] if example.get("never") else [example["true_on"].isoformat()])


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_it_is_the_same_alone(number: int, found: Found, tmp_path: Path) -> None:
    assert sorted(recognise_together([number], tmp_path)[number]) == sorted(found[number])


def test_every_rule_is_looked_for_and_has_an_example_of_each_kind() -> None:
    assert {pattern.of for pattern in PATTERNS} == {*FINDERS, "group"}
    for pattern in PATTERNS:
        assert {bool(one.get("never")) for one in pattern.rule.examples} == {True, False}, pattern.id
