"""The model of notes says the same of many notes at once as of one sentence after the other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.casenotes import Note, read_all
from sightline.casenotes.corpus.hands import read_hand
from sightline.casenotes.learned.features import UnreadSentences
from sightline.casenotes.learned.marks import find_marks
from sightline.casenotes.learned.model import read_model
from sightline.casenotes.learned.together import PlacedMarks, find_together
from sightline.casenotes.note import NoteText, lay_out_notes
from sightline.casenotes.training.examples import find_corpus

HANDS, EACH = (3, 17, 33), 50
# What the arrays might misread: dashes in a row, a word in three parts, rare blanks, no blank for long, only marks.
ODD = (
    "", " ", "?", "...", "She - - and he went - and - but so", "rock'n'roll'd don't '", "Out late\x0band\u2003drunk",
    "she went out and hung around with older men " * 30, "x" * 700 + " and was hit by him", "£50 and a phone? no",
    "Self harm: none\nMissing: yes, and drunk", "12/3 she's 14 and he's 19, so he's older; who hit her", "— “and” —",
)  # fmt: skip
SAID = st.lists(
    st.sampled_from(["she", "he's", "hit", "her", "and", "but", "Tia's", "14", "drunk", "phone", "men", "'"])
    | st.sampled_from([",", ".", " - ", "\n", "?", "£", "\u00a0", "\x0b", "é", "_", ":", ";"]),
    max_size=40,
)


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    written = [
        Note(one.text, one.agency, one.written_on, one.subject)
        for number in HANDS
        for one in read_hand(find_corpus() / f"hand-{number:02}.txt").notes[:EACH]
    ]
    return [*written, *[Note(text, "school", date(2023, 5, 4), "Tia Marlow") for text in ODD]]


def read_both(notes: list[Note]) -> tuple[list[PlacedMarks | None], list[PlacedMarks]]:
    unread = [UnreadSentences(note, read_all(note), NoteText(note.text)) for note in notes]
    return find_together(unread, read_model(), lay_out_notes([one.text for one in unread])), [
        find_marks(one, read_model()) for one in unread
    ]


def test_together_says_the_same(notes: list[Note]) -> None:
    together, apart = read_both(notes)
    assert sum(one is None for one in together) < len(ODD)
    assert [one for one in together if one is not None] == [
        one for one, read in zip(apart, together, strict=True) if read is not None
    ]
    assert any(mark.words for of_note in apart for of_sentence in of_note for mark in of_sentence)


def test_notes_without_a_sentence(notes: list[Note]) -> None:
    assert read_both([Note(""), Note(" ")])[0] == [None, None]


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID.map(" ".join), min_size=1, max_size=4))
def test_together_says_the_same_of_anything(texts: list[str]) -> None:
    together, apart = read_both([Note(text, subject="Tia Marlow") for text in texts])
    for one, other in zip(together, apart, strict=True):
        assert one is None or one == other
