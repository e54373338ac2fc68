"""What somebody is called whom no record names: by what words say they are, the day of these, and a letter."""

from types import SimpleNamespace

import pytest

from sightline.casework.people.descriptions import kind_described, letter, name_described
from sightline.casework.people.pages.nodes import count_members
from sightline.model.visibility import RowFilter

EVERY = RowFilter("1 = 1", ())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Driver a man of about thirty", "Man, not identified"),
        ("bloke in a red van pulled up", "Man, not identified"),
        ("older male", "Male, not identified"),
        ("stood with two men nobody on the team knew", "Men, not identified"),
        ("collected from school by an adult", "Adult, not identified"),
        ("a man and a woman in a car", "Not identified"),
        ("gave her a man-bag", "Not identified"),
        ("the manager of the shop", "Not identified"),
    ],
)
def test_words_say_what_somebody_is_and_never_more(words: str, said: str) -> None:
    assert kind_described(words) == said


def test_two_of_one_day_have_letters_and_each_keeps_its_own_on_every_page() -> None:
    rows = [
        {"thing_id": one, "text": words, "described_on": day}
        for one, words, day in (
            ("t1", "older male", "2025-03-03"),
            ("t2", "man in a van", "2025-03-03"),
            ("t3", "a woman waited", "2025-04-04"),
        )
    ]
    store = SimpleNamespace(networks=SimpleNamespace(described=lambda **_asked: rows))
    every = name_described(store, ["t1", "t2", "t3"], EVERY)  # type: ignore[arg-type]
    assert [one.label for one in every.values()] == [
        "Male, not identified (3 March 2025, A)",
        "Man, not identified (3 March 2025, B)",
        "Woman, not identified (4 April 2025)",
    ]
    alone = name_described(store, ["t2"], EVERY)  # type: ignore[arg-type]
    assert alone == {"t2": every["t2"]} and alone["t2"].words == "“man in a van”"
    assert not name_described(store, [], EVERY)  # type: ignore[arg-type]


def test_letters_go_on_after_z() -> None:
    assert [letter(number) for number in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_members_are_counted_between_the_fewest_and_the_most() -> None:
    kinds = {"c1": "child", "c2": "child", "a": "adult", "car": "vehicle", "u1": "unidentified", "u2": "unidentified"}
    assert count_members(kinds, ()) == (5, 6)
    assert count_members(kinds, [("c1", "c2")]) == (4, 6)
    assert count_members({"c1": "child"}, ()) == (1, 1)
