"""What the schema library refuses is said in Sightline's words: the file, the key, what is wrong, what would be right."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta

from sightline.model.errors import BadInput, OurFault
from sightline.rulebook.schema import Positive, Text, TextList, Written, load_toml, read_table


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Inner(Written, frozen=True):
    days: Positive
    colour: Colour = Colour.RED

    def __post_init__(self) -> None:
        if self.days == 13:
            raise ValueError("thirteen days are not used")


class Outer(Written, frozen=True):
    name: Text
    names: TextList = TextList()
    found: re.Pattern[str] | None = None
    on: bool = True
    since: date | None = None
    export: Literal["full", "changes"] = "full"
    steps: tuple[Inner, ...] = ()
    by_name: dict[str, Inner] = {}
    by_colour: dict[Colour, int] = {}
    ages: dict[str, tuple[int, int]] = {}
    tens: Annotated[tuple[str, ...], Meta(min_length=2, max_length=3)] = ("", "ten")


def test_one_text_and_a_list_of_texts_are_the_same_and_a_day_may_be_a_date_or_text() -> None:
    one = read_table(Outer, {"name": "a", "names": "b", "since": date(2026, 1, 31)}, where="x")
    other = read_table(Outer, {"name": "a", "names": ["b"], "since": "2026-01-31"}, where="x")
    assert one == other
    assert one.names == ("b",)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({}, "'name' is missing"),
        ({"name": ""}, "'name' must be filled in"),
        ({"name": 3}, "'name' must be text, not a whole number"),
        ({"name": "a", "nmae": "a"}, "'nmae' is not a key that is known here; use one of ages, by_colour, by_name, export, found, name"),
        ({"name": "a", "names": [1]}, "in 'names', it must be text, or a list of texts"),
        ({"name": "a", "found": "("}, "in 'found', the pattern '(' cannot be read"),
        ({"name": "a", "on": 1}, "'on' must be true or false, not a whole number"),
        ({"name": "a", "since": "yesterday"}, "'since' must be a date, for example 2026-01-31"),
        ({"name": "a", "since": 5}, "'since' must be a date or nothing, not a whole number"),
        ({"name": "a", "export": "some"}, "'export' is 'some'; it must be one of changes, full"),
        ({"name": "a", "steps": {}}, "'steps' must be a list, not a table"),
        ({"name": "a", "steps": [{"days": 2}, {"days": 0}]}, "'steps 2, days' must be a whole number of at least 1"),
        ({"name": "a", "steps": [{"days": 13}]}, "in 'steps 1', thirteen days are not used"),
        ({"name": "a", "steps": [{"days": 1, "colour": "pink"}]}, "'steps 1, colour' is 'pink'; it must be one of blue, red"),
        ({"name": "a", "by_name": {"x": {"days": 1}, "y": {}}}, "in 'by_name, y', 'days' is missing"),
        ({"name": "a", "by_name": {"y": {"days": 1, "colour": "pink"}}}, "'by_name, y, colour' is 'pink'; it must be one of blue"),
        ({"name": "a", "ages": {"young": [1]}}, "'ages, young' must be a list of 2"),
        ({"name": "a", "tens": [""]}, "'tens' must be a list of at least 2"),
        ({"name": "a", "tens": ["", "", "", ""]}, "'tens' must be a list of at most 3"),
        ({"name": "a", "by_colour": {"pink": 1}}, "'by_colour' is 'pink'; it must be one of blue, red"),
    ],
)  # fmt: skip
def test_what_does_not_fit_names_the_file_the_key_and_what_would_fit(table: dict[str, Any], says: str) -> None:
    with pytest.raises(OurFault) as refused:
        read_table(Outer, table, where="rules/a.toml")
    assert says in refused.value.what
    assert refused.value.where == "rules/a.toml"


@pytest.mark.parametrize(("text", "says"), [("[a", "not TOML"), (None, "cannot be opened")])
def test_a_file_that_cannot_be_read_is_refused_by_its_name(tmp_path: Path, text: str | None, says: str) -> None:
    path = tmp_path / "own.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(BadInput, match=says) as refused:
        load_toml(path, refuse=lambda what, where: BadInput(what, code="bad", where=where, what_to_do="Correct it."))
    assert refused.value.where == "own.toml"


def test_what_a_file_says_in_words_is_not_printed() -> None:
    read = read_table(Outer, {"name": "Ann Lee", "on": False, "steps": [{"days": 2}]}, where="x")
    assert f"{read} {read.steps[0]}" == "Outer(on=False) Inner(days=2)"
