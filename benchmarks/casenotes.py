"""How fast case notes are read, beside a floor and spaCy in the same run: python benchmarks/casenotes.py [--bulk N]

The floors understand nothing. One counts a byte (memchr), one looks for 500 phrases and stops there (Aho-Corasick).
They say how fast the machine was while this ran; only ratios can be held against those of another day. spaCy and
negspacy are no part of our locks: where they are installed they are run, else that is said.
"""

import argparse
import csv
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from sightline.casenotes import Note, read_all, read_note
from sightline.casenotes.corpus.hands import read_corpus
from sightline.casenotes.readings.bulk import read_together
from sightline.casenotes.signs.compiled_rules import build_machine
from sightline.casenotes.signs.frames import MANY
from sightline.casenotes.signs.rules import read_note_rules
from sightline.casenotes.text.word_forms import count_forms, write_forms
from sightline.casenotes.training.examples import find_corpus

SPEC = Path(__file__).parents[1] / "tests" / "spec"
NOTES, SENTENCES, TIMES = 2_000, 8, 3
PHRASES = 500
SUBJECT = "Tia Marlow"


def main() -> None:
    """Print notes a second by processor time on one core, with ratios; then in bulk on every core."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bulk", type=int, default=20_000, help="how many notes are read in bulk")
    wanted = parser.parse_args()
    began = time.process_time()
    machine = build_machine()
    built = time.process_time() - began
    print(f"rules made ready in {built:.1f} s, {len(machine.has_phrase):,} written forms, peak {_peak()} MB")
    chance = random.Random(5)
    plain = [sentence for note in _column("casenotes_ordinary.csv", "note") for sentence in note.split(". ")]
    signs = [said.replace("[", "").replace("]", "") for said in _column("casenotes_sayings.csv", "sentence")]
    for share in (1.0, 0.2):
        notes = [_note(chance, plain, signs if chance.random() < share else plain) for _ in range(NOTES)]
        size = sum(len(note.text.encode()) for note in notes)
        print(f"{share:.0%} of {NOTES:,} notes with a sign, {size / NOTES:.0f} bytes each")
        _print_beside(notes)
    notes = _of_hands()
    words = sum(len(note.text.split()) for note in notes) / len(notes)
    print(f"{len(notes):,} notes of the labelled corpus, {words:.0f} words each, hardly a sentence twice")
    _print_beside(notes)
    print(f"peak {_peak()} MB")
    # In a process of its own: what was loaded here is no part of its memory.
    subprocess.run([sys.executable, Path(__file__).parent / "casenotes_bulk.py", str(wanted.bulk)], check=True)


def _print_beside(notes: Sequence[Note]) -> None:
    phrases = _phrases()
    ways: list[tuple[str, Callable[[], object]]] = [
        ("a byte counted (memchr)", lambda: [note.text.encode().count(b"~") for note in notes]),
        *_aho_corasick(phrases, notes),
        *_spacy(phrases, notes),
        ("Sightline, signs", lambda: [read_note(note) for note in notes]),
        ("Sightline, signs and mentions", lambda: [read_all(note) for note in notes]),
        ("Sightline, the same and the model of notes", lambda: read_together(notes)),
    ]
    spent = {name: min(_time(way) for _ in range(TIMES)) for name, way in ways}
    whole = spent["Sightline, signs and mentions"]
    # The last way has just met every sentence.
    spent["Sightline, all of it once more, every sentence met before"] = _time(ways[-1][1], is_new=False)
    for name, seconds in spent.items():
        print(f"  {name}: {len(notes) / seconds:,.0f} notes/s, {whole / seconds:.2f} times ours")


def _aho_corasick(phrases: Sequence[str], notes: Sequence[Note]) -> Iterator[tuple[str, Callable[[], object]]]:
    if not find_spec("ahocorasick_rs"):
        print("  ahocorasick_rs is not installed: left out")
        return
    aho = import_module("ahocorasick_rs")
    automaton = aho.AhoCorasick(list(phrases), aho.MatchKind.LeftmostLongest, implementation=aho.Implementation.DFA)
    yield (
        f"{len(phrases)} phrases, nothing else (ahocorasick_rs {version('ahocorasick_rs')})",
        lambda: [automaton.find_matches_as_indexes(note.text.lower()) for note in notes],
    )


def _spacy(phrases: Sequence[str], notes: Sequence[Note]) -> Iterator[tuple[str, Callable[[], object]]]:
    if not (find_spec("spacy") and find_spec("negspacy")):
        print("  spaCy and negspacy are not installed: left out")
        return
    spacy = import_module("spacy")
    import_module("negspacy.negation")  # which makes the pipe known
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "SIGN", "pattern": phrase} for phrase in phrases])
    nlp.add_pipe("negex", config={"ent_types": ["SIGN"]})
    yield (
        f"{len(phrases)} phrases and negation (spaCy {version('spacy')}, negspacy {version('negspacy')})",
        lambda: list(nlp.pipe(note.text for note in notes)),
    )


def _phrases() -> list[str]:
    """Phrases of our own rules, as they are written."""
    forms = sorted(
        {
            form
            for rule in read_note_rules()
            for form in write_forms(phrase for phrase in rule.phrases if count_forms(phrase) <= MANY)
        }
    )
    return random.Random(5).sample(forms, PHRASES)


def _note(chance: random.Random, plain: list[str], signs: list[str]) -> Note:
    said = [*chance.choices(plain, k=SENTENCES - 2), *chance.choices(signs, k=2)]
    chance.shuffle(said)
    return Note(text=". ".join(said), agency="school", subject=SUBJECT)


def _column(name: str, column: str) -> list[str]:
    lines = (SPEC / name).read_text(encoding="utf-8").splitlines()
    return [row[column] for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="|")]


def _of_hands() -> list[Note]:
    """Notes as many people write them."""
    hands = read_corpus(find_corpus())
    return [Note(one.text, one.agency, one.written_on, one.subject) for hand in hands for one in hand.notes][:NOTES]


def _time(way: Callable[[], object], *, is_new: bool = True) -> float:
    if is_new:
        build_machine().remembered.forget()
    began = time.process_time()
    way()
    return time.process_time() - began


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
