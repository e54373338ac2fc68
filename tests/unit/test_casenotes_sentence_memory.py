"""A sentence that was met before is read from memory, and says the same as if it were read anew."""

import random
from collections.abc import Sequence
from datetime import date

import pytest

from sightline.casenotes import Note
from sightline.casenotes.corpus.hands import read_hand
from sightline.casenotes.engine.sentence_memory import SentenceMemory, make_key
from sightline.casenotes.readings import bulk
from sightline.casenotes.readings.cache import Reading
from sightline.casenotes.signs.compiled_rules import build_machine
from sightline.casenotes.training.examples import find_corpus

HANDS = (1, 12, 30)
EACH = 40
# What a sentence says depends on what is not in it: the child's name, sentences beside it, a mail that is cut off.
APART = (
    Note("Hope was missing last night. Home at four.", subject="Hope Grant"),
    Note("Hope was missing last night. Home at four.", subject="Tia Marlow"),
    Note("We talked of a film. Hope was missing last night.", subject="Tia Marlow"),
    Note("Was she missing last night? No. Home at four.", subject="Hope Grant"),
    Note("Missing from home: no\nMissing from home: yes", agency="police"),
    Note("Missing from home: yes\nHome at four, no longer", agency="police"),
    Note("12/03/2019 Hope was missing last night.", written_on=date(2021, 5, 5), subject="Hope Grant"),
)


def forget() -> None:
    build_machine().remembered.forget()


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    """Notes of several hands as they stand, and the same sentences dealt out to other notes of other children."""
    written = [
        Note(one.text, one.agency, one.written_on, one.subject)
        for number in HANDS
        for one in read_hand(find_corpus() / f"hand-{number:02}.txt").notes[:EACH]
    ]
    chance = random.Random(17)
    sentences = [said for note in written for said in note.text.split(". ")]
    chance.shuffle(sentences)
    dealt = [
        Note(". ".join(sentences[at : at + 5]), chance.choice(written).agency, date(2021, 5, 5), written[at].subject)
        for at in range(0, len(written), 2)
    ]
    return [*written, *dealt, *APART]


def read_cold(notes: Sequence[Note]) -> list[Reading]:
    found = []
    for note in notes:
        forget()
        found += bulk.read_together([note])
    return found


def test_what_is_remembered_says_the_same(notes: list[Note]) -> None:
    """Each note by itself with nothing remembered; then all together, in another order, and twice."""
    cold = read_cold(notes)
    assert any(one.passages for one in cold)
    assert any(one.marks for one in cold)
    forget()
    assert bulk.read_together(notes) == cold
    assert bulk.read_together(notes[::-1]) == cold[::-1]


def test_no_more_is_held_than_was_said() -> None:
    held = SentenceMemory[int](most=3)
    for number in range(6):
        held.keep(make_key("one", str(number)), number)
        assert held.find(make_key("one", "0")) == 0  # asked for again and again, so never forgotten
    assert [held.find(make_key("one", str(number))) for number in range(1, 4)] != [1, 2, 3]
    assert len(held) <= 6
    held.forget()
    assert held.find(make_key("one", "0")) is None


def test_a_key_is_of_each_part_by_itself() -> None:
    assert make_key("ab", "c") != make_key("a", "bc")
    assert make_key("ab", "") != make_key("ab")
    assert make_key("a\udc80") != make_key("a")
