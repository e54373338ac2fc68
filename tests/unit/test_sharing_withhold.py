"""A protected address is not shown, wherever in the row it is written."""

from sightline.model.visibility import PROTECTED_WORDS
from sightline.sharing import withhold


def test_the_cell_and_its_text_in_a_note_are_withheld() -> None:
    row = {"Address": "7 Quiet Row", "Text": "Moved to 7 QUIET ROW by taxi.", "Worker": "K. Adeyemi"}
    assert withhold(rows=[(row, ("Address",))]) == [
        {"Address": PROTECTED_WORDS, "Text": f"Moved to {PROTECTED_WORDS} by taxi.", "Worker": "K. Adeyemi"}
    ]


def test_it_is_withheld_from_the_other_rows_of_the_record_too() -> None:
    rows = [({"Address": "7 Quiet Row"}, ("Address",)), ({"Text": "Seen near 7 Quiet Row."}, ())]
    assert withhold(rows=rows)[1] == {"Text": f"Seen near {PROTECTED_WORDS}."}


def test_a_cell_too_short_to_be_an_address_blanks_no_other_words() -> None:
    row = {"Flat": "1", "Text": "1 visit, at 11."}
    assert withhold(rows=[(row, ("Flat",))])[0]["Text"] == "1 visit, at 11."


def test_nothing_is_changed_where_nothing_is_withheld() -> None:
    row = {"Address": "7 Quiet Row"}
    assert withhold(rows=[(row, ())]) == [row]
