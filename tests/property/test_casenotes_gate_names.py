"""What decides whether a sign of a rule stands knows no name: with everybody's names of another community, all is equal."""

import csv
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support.marked_notes import list_marks

from sightline.casenotes import Note, read_all
from sightline.casenotes.corpus.hands import read_hand
from sightline.casenotes.gate import read_gate
from sightline.casenotes.gate.features import is_weighed
from sightline.casenotes.gate.known_words import WORD
from sightline.casenotes.gate.verdict import chance_of
from sightline.casenotes.note import NoteText
from sightline.casenotes.text.folded_text import fold
from sightline.casenotes.training.evaluation import SEALED
from sightline.casenotes.training.examples import find_corpus
from sightline.invented.population.names import load_names

SAYINGS = Path(__file__).parents[1] / "spec" / "casenotes_sayings.csv"
SAID = [
    re.sub(r"\bTia\b", "she", list_marks(row["sentence"])[0])
    for row in csv.DictReader(
        (line for line in SAYINGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")), delimiter="|"
    )
]
# Names before, within and behind what is said, at the head of a sentence, with a title, and in capitals.
NOTES = (
    "{one} and {two} were seen, {said} {two} {last} rang at nine.",
    "{two} says that {one} {last} is home and {said}",
    "{said} {three} {last} (friend of {one}) agreed: {said}",
    "Mr {last} told {three}, who told us: {said}",
    "{ONE} {LAST}: {said}",
)
NAMES = load_names()
LISTS = sorted({name for name, _ in NAMES.forenames})
# Each is a person of their own: one who is called as the child of the note may be the child, and is read as the child.
drawn = st.sampled_from(LISTS).flatmap(
    lambda name: st.tuples(
        st.sampled_from(NAMES.forenames[name, "F"].names), st.sampled_from(NAMES.forenames[name, "M"].names),
        st.sampled_from(NAMES.forenames[name, "F"].names), st.sampled_from(NAMES.surnames[name].names),
    )
).filter(lambda names: len(set(names)) == len(names))  # fmt: skip


def list_chances(written: str, said: str, names: tuple[str, ...]) -> list[tuple[str, float]]:
    """The sign and chance of every mark that the gate is asked about, in a note of these names."""
    one, two, three, last = names
    note = Note(
        written.format(one=one, two=two, three=three, last=last, said=said, ONE=one.upper(), LAST=last.upper()),
        agency="school",
        subject=f"{one} {last}",
    )
    text = NoteText(note.text)
    return [(mark.label, chance_of(mark, text, read_gate())) for mark in read_all(note) if is_weighed(mark)]


@settings(max_examples=60, deadline=None)
@given(written=st.sampled_from(NOTES), said=st.sampled_from(SAID), names=drawn, others=drawn)
def test_other_names_leave_every_chance_equal(
    written: str, said: str, names: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert list_chances(written, said, names) == list_chances(written, said, others)


def test_no_name_is_among_the_words_that_it_knows() -> None:
    words = read_gate().weights.words
    known = words.small | words.heads | words.kin
    listed = [*NAMES.surnames.values(), *NAMES.forenames.values()]
    names = {part for ranked in listed for name in ranked.names for part in WORD.findall(fold(name))}
    hands = [read_hand(path) for path in sorted(find_corpus().glob("hand-*.txt")) if path.stem not in SEALED]
    names |= {part for hand in hands for note in hand.notes for part in WORD.findall(fold(note.subject))}
    assert len(names) > 1500 and len(known) > 2500
    assert known & names == set()
