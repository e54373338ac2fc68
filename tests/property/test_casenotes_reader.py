"""Whatever is written: no crash, offsets give the words back, and what has nothing to do with a sign changes nothing."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.marked_notes import list_marks

from sightline.casenotes import Note, read_note
from sightline.model.passages import Passage

SAYINGS = Path(__file__).parents[1] / "spec" / "casenotes_sayings.csv"
WRITTEN = [
    list_marks(row["sentence"])[0]
    for row in csv.DictReader(
        (line for line in SAYINGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")), delimiter="|"
    )
]
ABOUT = "{name} was seen today. {saying} Mum says that {first} came in at 4am. {first} denies drinking."
# Forenames and surnames of many communities; no list of names decides anything in this room.
NAMES = (
    ("Tia Marlow", "Tia"), ("Oluwaseun Adebayo", "Oluwaseun"), ("Zuzanna Wójcik", "Zuzanna"), ("Siân ap Rhys", "Siân"),
    ("Nguyễn Thị Lan", "Nguyễn"), ("Aoife Ní Bhriain", "Aoife"), ("Fatemeh Karimi-Rad", "Fatemeh"), ("Arjun Sandhu", "Arjun"),
    ("Xi Li", "Xi"), ("Ilinca Șerban", "Ilinca"), ("Tamar Cohen", "Tamar"), ("Kehinde O'Neill", "Kehinde"), ("Εlena Παππά", "Εlena"),
)  # fmt: skip
# Names that are words as well: a sentence may begin with them, and they may stand in small letters as words.
WORD_NAMES = (("May Marlow", "May"), ("Hope Marlow", "Hope"), ("Will Marlow", "Will"), ("Grace Park", "Grace"))
DAY = date(2024, 6, 12)
mixed = st.lists(st.one_of(st.sampled_from(WRITTEN), st.text(max_size=60)), max_size=5).map(" ".join)


def read(text: str, subject: str = "Tia Marlow") -> list[Passage]:
    return read_note(Note(text=text, agency="school", written_on=DAY, subject=subject))


@settings(max_examples=150, deadline=None)
@given(text=mixed, subject=st.text(max_size=20))
def test_any_text_is_read_and_offsets_give_the_words_back(text: str, subject: str) -> None:
    for passage in read(text, subject):
        assert text[passage.start : passage.end] == passage.text != ""
        for cue in passage.cues:
            assert 0 <= cue.start < cue.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(
    sayings=st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=4),
    more=st.sampled_from(["Next review in six weeks.", "Lunch was at noon.", "The form was filed in the usual place."]),
)
def test_an_unrelated_sentence_behind_changes_nothing_before(sayings: list[str], more: str) -> None:
    text = " ".join(sayings)
    assert read(f"{text} {more}") == read(text)


def outline(name: str, first: str, saying: str) -> list[tuple[str, ...]]:
    own = saying.replace(NAMES[0][1], first)  # a few of the sayings name the child
    text = ABOUT.format(name=name, first=first, saying=own)
    return [
        (one.label, one.rule_id, one.polarity, one.certainty, one.time, one.experiencer, one.said_by, one.speaker)
        for one in read(text, name)
    ]


@settings(max_examples=40, deadline=None)
@given(saying=st.sampled_from(WRITTEN), name=st.sampled_from(NAMES[1:]))
def test_another_communitys_name_changes_nothing(saying: str, name: tuple[str, str]) -> None:
    assert outline(*name, saying) == outline(*NAMES[0], saying)


@pytest.mark.parametrize("name", WORD_NAMES, ids=[first for _, first in WORD_NAMES])
def test_a_name_that_is_a_word_is_the_childs_name(name: tuple[str, str]) -> None:
    assert outline(*name, "She was late.") == outline(*NAMES[0], "She was late.")
