"""Reading a note costs in proportion to its length, counted in steps of the machine and never in time."""

import sys
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from sightline.casenotes import Note, read_all, read_note
from sightline.casenotes.engine.sentence_memory import SentenceMemory
from sightline.casenotes.parts.sentences import WINDOW, list_windows
from sightline.casenotes.readings.one_row import make_ready
from sightline.model.passages import MOST_LETTERS, count_unread

# What makes a careless reader slow: no full stop, the same sign again and again, quotations, headings, turns, mails.
TEXTS = {
    "no full stop": "older man ",
    "a sign a clause": "denies, hit; ",
    "quotations": "'older man' \"she said\" ",
    "turns and headings": "Q. Has he hit you? A. No.\nTia: he hit me.\nAdvice: older man\nJan 2019: hit.\n",
    "mails": "From: A B\nTo: C D\nSubject: older man\nSent: 1 May 2019\n\nShe was hit.\n",
    "names": "Mrs Tia Marlow said Tia was hit by him. Known as Jay, 07700 900123, 12 Alder Road. ",
}
SHORT = 1_200


def count_steps(text: str) -> int:
    """How many instructions Python carries out to read a text: the same on every machine."""
    steps = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_all(Note(text=text, agency="police", subject="Tia Marlow"))
    finally:
        sys.settrace(before)
    return steps


def repeat(piece: str, letters: int) -> str:
    return (piece * (letters // len(piece) + 1))[:letters]


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS)
def test_a_note_twice_as_long_takes_at_most_twice_the_steps(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_ready()
    # These texts repeat themselves: with memory, the second half would cost next to nothing.
    monkeypatch.setattr(SentenceMemory, "find", lambda *_: None)
    read_all(Note(text=repeat(piece, 2 * SHORT), agency="police", subject="Tia Marlow"))  # what is cached, is cached
    short, long = count_steps(repeat(piece, SHORT)), count_steps(repeat(piece, 2 * SHORT))
    assert short > SHORT / 2
    assert long <= 2.05 * short  # where a division falls moves a few words


def test_a_note_of_a_million_letters_is_read_as_far_as_its_budget_goes_and_no_further() -> None:
    text = repeat("We talked of school and tea, and the bus home on a rainy day. ", 1_000_000)
    windows = list_windows(text)
    assert windows[0][0] == 0 and windows[-1][1] == MOST_LETTERS
    assert all(before[1] == after[0] for before, after in pairwise(windows))
    assert max(end - start for start, end in windows) <= WINDOW
    assert count_unread(text) == 1_000_000 - MOST_LETTERS


def test_what_stands_behind_many_windows_is_found_where_it_stands() -> None:
    line = "We talked of school and tea, and the bus home on a rainy day.\n"
    filler = line * (3 * WINDOW // len(line))
    said = "She came home in a grey van with an older man."
    note = Note(text=filler + said, agency="police")
    for read in (read_note, read_all):
        found = [one for one in read(note) if one.label == "older_associate"]
        assert [one.text for one in found] == [note.text[one.start : one.end] for one in found] != []
        assert all(one.start >= len(filler) for one in found)
        assert [(cue.start >= len(filler)) for one in found for cue in one.cues] == [True] * sum(
            len(one.cues) for one in found
        )


def test_a_note_that_fits_one_window_is_read_whole() -> None:
    assert list_windows("x" * WINDOW) == [(0, WINDOW)] and list_windows("") == [(0, 0)]
    assert count_unread("x" * MOST_LETTERS) == 0
