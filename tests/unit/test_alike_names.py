"""Whether two names as written may be of one person: order, nicknames, initials, left out names and slips."""

import pytest

from sightline.linkage.normal_forms.alike_names import may_be_alike, typed_forms
from sightline.linkage.settings import read_near_names, read_placeholders

ALIKE = [
    ("Tomos Kaye", "KAYE, Tomos"),
    ("Kaye Tomos", "Tomos Kaye"),
    ("T Kaye", "Tomos Kaye"),
    ("T. J. Kaye", "Tomos John Kaye"),
    ("Mr Kaye", "Tomos Kaye"),
    ("Kate Bell", "Katherine Bell"),
    ("Bell, Kate", "K. Bell"),
    ("Mrs Katherine Bell-Jones", "Kate Jones"),
    ("Kathrine Bell", "Katherine Bell"),
    ("Mohammed Ali", "Muhammad Ali"),
    ("Zoë Harper", "Zoe Harper"),
]
UNLIKE = [
    ("Ana Kaye", "Tomos Kaye"),
    ("Tomos", "Tomos Kaye"),
    ("Somebody Else", "Lantern Else"),
    ("A neighbour", "Tomos Kaye"),
    ("T K", "Tomos Kaye"),
    ("", "Tomos Kaye"),
]


def are_alike(one: str, other: str) -> bool:
    forms = [typed_forms(name, placeholders=read_placeholders()) for name in (one, other)]
    found = {may_be_alike(*some, near=read_near_names()) for some in (forms, forms[::-1])}
    assert len(found) == 1, "the order of the two changes nothing"
    return found.pop()


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_name_that_may_be_of_the_same_person_is_alike(one: str, other: str) -> None:
    assert are_alike(one, other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_a_name_that_says_nobody_or_somebody_else_is_not(one: str, other: str) -> None:
    assert not are_alike(one, other)
