"""Listed words are found as whole words, at their places, with one slip of the hand in a long one."""

import pytest

from sightline.casenotes.text.folded_text import fold
from sightline.casenotes.text.words import cut, make_table

FORMS = {"new phone": 1, "new": 2, "phone": 3, "mum's": 4, "mum": 5, "accommodation": 6, "complaint": 7, "compliant": 8}
TABLE = make_table(FORMS)
WORDS = {number: form for form, number in FORMS.items()}


def found(text: str) -> list[tuple[str, int, int]]:
    return [(WORDS[number], start, end) for number, start, end in TABLE.find(cut(fold(text)))]


def test_forms_may_overlap_and_stand_by_where_they_begin_then_end() -> None:
    assert found("a new phone.") == [("new", 2, 5), ("new phone", 2, 11), ("phone", 6, 11)]


@pytest.mark.parametrize("text", ["renew phones", "new  phone7", "newphone", "mums", ""])
def test_what_stands_inside_a_longer_word_is_not_found(text: str) -> None:
    assert {word for word, _, _ in found(text)} <= {"new"}


def test_a_form_goes_on_over_signs_and_ends_before_them() -> None:
    assert found("Mum's new") == [("mum", 0, 3), ("mum's", 0, 5), ("new", 6, 9)]
    assert found("(mum)") == [("mum", 1, 4)]


@pytest.mark.parametrize("written", ["accomodation", "acommodation", "accommodtaion", "Accommodation"])
def test_one_slip_in_a_long_word_is_read_as_it_was_meant_at_its_own_length(written: str) -> None:
    assert found(f"no {written} yet") == [("accommodation", 3, 3 + len(written))]


def test_a_word_that_stands_in_some_form_is_no_slip_of_another() -> None:
    assert [word for word, _, _ in found("compliant complaint")] == ["compliant", "complaint"]


def test_pieces_together_are_the_text() -> None:
    text = fold("Tia_x’s 7.50\n\tİ ﬁ 😀  end")
    pieces = cut(text)
    assert "".join(pieces.written) == text
    assert pieces.ends[-1] == len(text)


def test_nothing_that_begins_behind_a_limit_is_found() -> None:
    pieces = cut("new phone, new phone")
    assert [start for _, start, _ in TABLE.find(pieces, until=5)] == [0, 0, 4]
