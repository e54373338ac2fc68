"""Which differences of two forenames can only be a slip of the pen, and which twins' names may show."""

import pytest

from sightline.linkage.settings import read_settings
from sightline.linkage.uniqueness.typing_slips import (
    is_strange_slip,
    is_typing_slip,
    list_letter_pairs,
    read_letter_runs,
)

KNOWN = list_letter_pairs(read_settings().every_forename)
SEEN = read_letter_runs(read_settings().every_forename)


@pytest.mark.parametrize(
    ("right", "odd"),
    [("tobias", "tobais"), ("tobias", "tobbias"), ("hannah", "hanah"), ("rohan", "rohxn"), ("tobias", "tqobias")],
)
def test_what_no_two_names_show_can_only_be_a_slip(right: str, odd: str) -> None:
    assert is_typing_slip(right=right, odd=odd, known=KNOWN)


@pytest.mark.parametrize(
    ("right", "odd"),
    [
        ("lena", "lenka"),
        ("lenka", "lena"),
        ("karina", "karima"),
        ("hayden", "jayden"),
        ("rohan", "ronan"),
        ("farhan", "farhana"),
        ("petra", "petar"),
        ("elisa", "elias"),
        ("ayra", "yara"),
        ("anna", "annie"),
        ("lena", "lena"),
        ("rohan", "rxhqn"),
    ],
)
def test_what_twins_names_may_show_is_none(right: str, odd: str) -> None:
    assert not is_typing_slip(right=right, odd=odd, known=KNOWN)


@pytest.mark.parametrize(
    ("right", "odd"),
    [
        ("chloe", "clhoe"),
        ("kiran", "kiiran"),
        ("rebecca", "rebeca"),
        ("elizabeth", "elizbeth"),
        ("ousman", "ousmn"),
        ("rohan", "rohjn"),
    ],
)
def test_a_slip_inside_makes_letters_that_no_listed_name_has(right: str, odd: str) -> None:
    assert is_strange_slip(right=right, odd=odd, seen=SEEN)


@pytest.mark.parametrize(
    ("right", "odd"),
    [
        ("lena", "lenka"),
        ("anna", "annika"),
        ("ella", "ellie"),
        ("amir", "amira"),
        ("rohan", "rohana"),
        ("rohan", "rohanz"),
        ("rohan", "rohaz"),
        ("rohan", "zrohan"),
        ("rohan", "zohan"),
        ("hasan", "husan"),
        ("rohan", "roban"),
        ("tobias", "tobais"),
        ("jason", "jaxon"),
        ("yaseen", "yaqeen"),
        ("huong", "hung"),
        ("emma", "ebma"),
        ("rohan", "rohan"),
        ("rohan", "rjhjn"),
    ],
)
def test_what_names_of_two_people_may_show_is_no_slip_inside(right: str, odd: str) -> None:
    assert not is_strange_slip(right=right, odd=odd, seen=SEEN)


def test_a_letter_that_few_names_have_says_nothing() -> None:
    """What follows it is unknown because the letter is rare, not because no name goes so."""
    assert SEEN.rare >= {"q", "x"} and not SEEN.rare & set("aeinrst")
