"""A protected address is not shown, wherever in the row it is written."""

from sightline.model.visibility import PROTECTED_WORDS
from sightline.sharing import withhold


def test_the_cell_and_its_text_in_a_note_are_withheld() -> None:
    row = {"Address": "7 Quiet Row", "Text": "Moved to 7 QUIET ROW by taxi.", "Worker": "K. Adeyemi"}
    assert withhold(original=row, headings=("Address",)) == {
        "Address": PROTECTED_WORDS,
        "Text": f"Moved to {PROTECTED_WORDS} by taxi.",
        "Worker": "K. Adeyemi",
    }


def test_a_cell_too_short_to_be_an_address_blanks_no_other_words() -> None:
    row = {"Flat": "1", "Text": "1 visit, at 11."}
    assert withhold(original=row, headings=("Flat",))["Text"] == "1 visit, at 11."


def test_nothing_is_changed_where_nothing_is_withheld() -> None:
    row = {"Address": "7 Quiet Row"}
    assert withhold(original=row, headings=()) == row
