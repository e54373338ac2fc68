"""Cells with their marks: nested ones, what is not there, and the reasons in words."""

from typing import Any

from sightline.casework.notes.pages.signs import Noted, NotedCue
from sightline.model.passages import INDICATORS
from sightline.web.notes.presenters import how_in_words, mark_cell, sign_in_words

TEXT = "Mum denies that she gets into a grey Corsa with Lorik."


def noted(words: str, **more: Any) -> Noted:
    start = TEXT.find(words)
    plain: dict[str, Any] = {
        "passage_id": "p", "record_id": "r", "agency": "police", "happened": None, "source_file": "f", "source_row": 1, "heading": "Text",
        "start": start, "end": start + len(words), "text": words, "indicator": "unknown_vehicle", "mention": "",
        "polarity": "affirmed", "certainty": "certain", "time": "current", "experiencer": "subject",
        "said_by": "professional", "role": "", "rule_id": "rule", "cues": (),
    }  # fmt: skip
    return Noted(**(plain | more))


def test_marks_within_each_other_give_the_cell_back() -> None:
    marked = mark_cell(TEXT, [noted("gets into a grey Corsa"), noted("grey Corsa", indicator="", mention="vehicle")])
    assert "".join(piece.text for piece in marked.pieces) == TEXT
    assert [(piece.text, piece.ending) for piece in marked.pieces if piece.is_marked] == [
        ("gets into a ", ()),
        ("grey Corsa", (1, 2)),
    ]


def test_a_reason_says_what_how_and_by_which_words() -> None:
    denied = noted("gets into a grey Corsa", polarity="negated", said_by="family", cues=(NotedCue(4, 10, "polarity"),))
    (reason,) = mark_cell(TEXT, [denied]).reasons
    assert (reason.what, reason.how) == (
        "In an unknown person’s vehicle",
        "recorded as not the case, said by the family",
    )
    assert reason.because == ("“denies” shows whether the note says it happened",)


def test_who_is_named_is_said_as_the_note_says_it() -> None:
    (reason,) = mark_cell(TEXT, [noted("Lorik", indicator="", mention="person", role="person_of_concern")]).reasons
    assert reason.how == "an adult the note gives cause for concern about"


def test_words_that_are_withheld_are_not_marked() -> None:
    gone = [noted("gets into", text=""), noted("gets into", text="other words"), noted("gets into", start=900, end=909)]
    assert mark_cell(TEXT, gone).reasons == ()


def test_a_plain_sign_needs_no_words_and_every_sign_has_a_name() -> None:
    assert how_in_words(noted("Lorik")) == ""
    assert all(sign_in_words(sign) != sign.replace("_", " ") for sign in INDICATORS)
