"""Which differences of two forenames can only be a slip of the pen, and which twins' names may show."""

import pytest

from sightline.linkage.settings import read_settings
from sightline.linkage.uniqueness.typing_slips import is_typing_slip, list_letter_pairs

KNOWN = list_letter_pairs(read_settings().every_forename)


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
