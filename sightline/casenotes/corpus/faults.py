"""Says what is wrong with a corpus: ids, edges of labels, sentences that two hands share, numbers of real people."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sightline.casenotes.corpus.hands import Hand, LabelledNote
from sightline.casenotes.parts.sentences import find_sentences

# Ranges that are kept for stories; no post town begins with ZZ.
INVENTED_NUMBER = re.compile(r"07700 ?900 ?\d{3}|01632 ?960 ?\d{3}")
NUMBER = re.compile(r"(?<![\d/.])0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}(?![\d/])")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b")
YOUNGEST, OLDEST = 8, 18
WORD = re.compile(r"\w+")
# Two sentences are near copies where they share this much of their runs of words, and are long enough to say something.
SHARED, RUN, SHORTEST = 0.6, 3, 7


def list_faults(hands: Sequence[Hand]) -> list[str]:
    """Each fault in a line that begins with its note."""
    notes = [note for hand in hands for note in hand.notes]
    twice = [identity for identity, times in Counter(note.id for note in notes).items() if times > 1]
    return [*(f"{identity}: two notes have this id" for identity in twice), *(f for n in notes for f in _of_note(n))]


def _of_note(note: LabelledNote) -> Iterator[str]:
    for label in note.labels:
        words = note.text[label.start : label.end]
        if words != words.strip():
            yield f"{note.id}: a label begins or ends with a blank: {words!r}"
    age = (note.written_on - note.born_on).days // 365.25
    if not YOUNGEST <= age <= OLDEST:
        yield f"{note.id}: the child is {age:.0f} years old"
    for number in NUMBER.findall(note.text):
        if not INVENTED_NUMBER.fullmatch(number.replace("-", " ")):
            yield f"{note.id}: a telephone number outside the ranges kept for stories: {number}"
    for postcode in POSTCODE.findall(note.text):
        if not postcode.startswith("ZZ"):
            yield f"{note.id}: a postcode that does not begin with ZZ: {postcode}"


def count_near_copies(hands: Sequence[Hand]) -> tuple[list[tuple[str, str]], int]:
    """Pairs of notes of different hands that share a sentence or nearly so; and how many sentences were compared."""
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    all_of: list[tuple[str, str, frozenset[tuple[str, ...]]]] = []
    for hand in hands:
        for note in hand.notes:
            for start, end in find_sentences(note.text):
                words = WORD.findall(note.text[start:end].lower())
                if len(words) >= SHORTEST:
                    held = frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
                    all_of.append((hand.id, note.id, held))
    found = []
    for number, (hand_id, note_id, held) in enumerate(all_of):
        met = Counter(other for run in held for other in runs[run])
        for other, shared in met.items():
            other_hand, other_note, other_held = all_of[other]
            if other_hand != hand_id and shared >= SHARED * len(held | other_held):
                found.append((other_note, note_id))
        for run in held:
            runs[run].append(number)
    return found, len(all_of)
