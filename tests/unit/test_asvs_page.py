"""The table of ASVS: the page is what the data says, the rows are those that were asked for, and each test is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tools.print_asvs import CHAPTERS, HOW_TO, REFERENCE, STATES, TO_LEVEL_3, Requirement, print_asvs, read_requirements

TESTS = Path(__file__).parents[1]
# Requirements of levels 1, 2 and 3 in each chapter of ASVS 5.0.0, as far as they were asked for.
ASKED_FOR = {
    "V1": (8, 19, 0),
    "V2": (4, 7, 0),
    "V3": (8, 11, 0),
    "V4": (2, 8, 0),
    "V5": (4, 5, 0),
    "V6": (13, 22, 12),
    "V7": (6, 12, 1),
    "V8": (4, 3, 6),
    "V9": (4, 3, 0),
    "V10": (5, 24, 0),
    "V11": (3, 11, 0),
    "V12": (3, 6, 0),
    "V13": (1, 12, 0),
    "V14": (2, 7, 0),
    "V15": (3, 10, 0),
    "V16": (0, 16, 1),
    "V17": (0, 7, 0),
}
MOST_WORDS = 24


@pytest.fixture(scope="module")
def rows() -> tuple[Requirement, ...]:
    return read_requirements()


def test_the_page_of_asvs_is_printed_from_its_data() -> None:
    assert (REFERENCE / "asvs.md").read_text(encoding="utf-8") == print_asvs(), "run 'make docs'"


def test_each_requirement_that_was_asked_for_has_one_row(rows: tuple[Requirement, ...]) -> None:
    counted = {chapter: tuple(sum(row.level == level for row in rows if row.chapter == chapter) for level in (1, 2, 3))
               for chapter in CHAPTERS}  # fmt: skip
    assert counted == ASKED_FOR
    assert len(rows) == 273
    assert len({row.number for row in rows}) == len(rows)
    assert {row.chapter for row in rows if row.level == 3} <= set(TO_LEVEL_3)


def test_numbers_stand_in_the_order_of_the_standard(rows: tuple[Requirement, ...]) -> None:
    places = [tuple(int(part) for part in row.number.removeprefix("V").split(".")) for row in rows]
    assert places == sorted(places) and all(len(place) == 3 for place in places)


def test_every_test_that_a_requirement_names_is_there(rows: tuple[Requirement, ...]) -> None:
    written = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert not {test for row in rows for test in row.tests} - written


def test_what_is_met_names_its_test_or_says_why_there_is_none(rows: tuple[Requirement, ...]) -> None:
    assert not [row.number for row in rows if row.state == "met" and bool(row.tests) == ("No test:" in row.how)]


def test_each_state_is_of_the_list_and_each_row_says_how(rows: tuple[Requirement, ...]) -> None:
    assert set(Counter(row.state for row in rows)) == set(STATES)
    assert not [row.number for row in rows if not row.how.endswith(".") or not row.name]


def test_what_the_installer_does_names_its_guide(rows: tuple[Requirement, ...]) -> None:
    for row in (one for one in rows if one.state == "by the installer"):
        named = re.findall(r"[a-z-]+\.md", row.how)
        assert named and all((HOW_TO / name).is_file() for name in named), row.number


def test_sentences_are_short(rows: tuple[Requirement, ...]) -> None:
    too_long = [row.number for row in rows for one in re.split(r"(?<=[.:]) (?=[A-Z])", row.how)
                if len(one.split()) > MOST_WORDS]  # fmt: skip
    assert not too_long and not [row.number for row in rows if len(row.name.split()) > 10]
