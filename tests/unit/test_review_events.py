"""Events of a review: the text of a record with several rows is told once, and a silence names its authority."""

from sightline.casework.reviews.chronology_rows import say_authority
from sightline.casework.reviews.pages.events import tell_once
from sightline.rulebook.rules import load_rules

MOST_WORDS = 25


def test_a_text_in_several_rows_of_a_record_is_told_once_and_none_is_lost() -> None:
    """Police send a row for each person and thing of an intelligence record, and the same note in each."""
    note = "Intelligence: Stopped a silver hatchback."
    assert tell_once([f"{note} Vehicle: silver hatchback", note, note, ""]) == (f"{note} Vehicle: silver hatchback",)
    assert tell_once([f"{note} Phone: 1", f"{note} Phone: 2"]) == (f"{note} Phone: 1", f"{note} Phone: 2")
    assert tell_once(["Found", "Found: With: unknown male"]) == ("Found", "Found: With: unknown male")
    assert tell_once(["b", "a", "b"]) == ("b", "a")


def test_the_authority_of_a_silence_fits_in_a_cell() -> None:
    for rule in load_rules("england", "timescales"):
        assert 0 < len(say_authority(rule).split()) <= MOST_WORDS, rule.id
