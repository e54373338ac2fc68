"""Counting people of whom two may be one: the fewest and the most, in words that people say."""

import pytest

from sightline.casework.people.pages.nodes import call_group
from sightline.model.people_counts import count_people

SEVEN = ("c1", "c2", "f1", "f2", "i1", "i2", "h")
PAIRS = (("c1", "c2"), ("f1", "f2"), ("i1", "i2"))


@pytest.mark.parametrize(
    ("same", "said", "figures"),
    [
        ((), "7 children", "7"),
        (PAIRS[:1], "6 or 7 children", "6 or 7"),
        (PAIRS, "4 to 7 children", "4 to 7"),
        ((*PAIRS, ("c1", "f1")), "3 to 7 children", "3 to 7"),
        ((("c1", "c2"), ("c2", "f1"), ("c1", "f1")), "5 to 7 children", "5 to 7"),
        ((("c1", "somebody else"),), "7 children", "7"),
    ],
)
def test_each_open_match_may_be_one_child(same: tuple[tuple[str, str], ...], said: str, figures: str) -> None:
    count = count_people(SEVEN, same)
    assert (count.in_words("child"), count.in_figures()) == (said, figures)


def test_one_who_is_left_out_is_one_person_however_often_she_is_listed() -> None:
    assert count_people(("a", "b"), [("a", "b")]).less(1) == (0, 1)
    assert count_people(("a",), ()).less(2) == (0, 0)


def test_a_group_is_called_by_how_many_people_there_can_be() -> None:
    kinds = dict.fromkeys(SEVEN, "child") | {"a1": "adult", "a2": "adult", "u": "unidentified", "car": "vehicle"}
    assert call_group(kinds, ()) == "7 children, 2 adults and 1 not identified"
    assert call_group(kinds, (*PAIRS, ("a1", "a2"))) == "4 to 7 children, 1 or 2 adults and 1 not identified"
    assert call_group(dict.fromkeys(SEVEN, "child"), PAIRS) == "4 to 7 children"
