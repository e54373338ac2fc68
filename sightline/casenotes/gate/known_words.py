"""The ordinary words that the gate knows, and a sentence as these. No name of anybody is ever among them.

A word with a capital is left out, but for kin and for words that many hands begin a sentence with. So other names give
the same words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sightline.casenotes.corpus.hands import LabelKind, LabelledNote
from sightline.casenotes.mentions.lists import read_mention_lists
from sightline.casenotes.text.folded_text import fold
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table

Range = tuple[int, int]
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# A word that so many hands use is ordinary; one that stands mostly with a capital, or names somebody, is not.
LEAST_HANDS, LEAST_HANDS_AT_HEAD = 5, 8
OFTEN_CAPITAL, NAMES_SOMEBODY = 0.5, 0.2
BEFORE, INSIDE = " \"'(-*•", ",-;"
FILE = ("casenotes", "gate", "also_names.toml")
SHORTENED = re.compile(r"\w+['’](?:t|m|ve|d|ll|re)\Z")


class AlsoNames(Written, frozen=True):
    """Ordinary words that are names as well."""

    says: Text
    words: tuple[Text, ...]


class KnownWord(NamedTuple):
    """A known word and where it stands."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words that count: in small letters; with a capital where a sentence begins; with one anywhere (kin)."""

    small: frozenset[str] = field(repr=False)
    heads: frozenset[str] = field(repr=False)
    kin: frozenset[str] = field(repr=False)

    def read(self, text: str, folded: str, sentence: Range) -> list[KnownWord]:
        """The known words of a sentence, in order."""
        found: list[KnownWord] = []
        is_loud = text[slice(*sentence)].isupper()
        for match in WORD.finditer(text, *sentence):
            word = folded[match.start() : match.end()].replace("’", "'")
            if match[0][0].isupper():
                begins = is_loud or not text[sentence[0] : match.start()].strip(BEFORE)
                is_known = word in self.kin or (begins and word in self.heads)
            else:
                is_known = word in self.small or word in self.kin
            if is_known:
                found.append(KnownWord(match.start(), match.end(), word))
        return found


@dataclass(slots=True)
class _Counts:
    """How words are written: by which hands, by which at the head of a sentence, inside one, with a capital there."""

    hands: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    heads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    inside: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)

    def add(self, hand: str, text: str) -> None:
        folded = fold(text)
        for match in WORD.finditer(text):
            word = folded[match.start() : match.end()].replace("’", "'")
            before = text[: match.start()].rstrip(" \"'(")[-1:]
            self.hands[word].add(hand)
            if before.isalnum() or (before and before in INSIDE):
                self.inside[word] += 1
                self.capital[word] += match[0][0].isupper()
            else:
                self.heads[word].add(hand)


def learn_words(notes: Iterable[tuple[str, LabelledNote]]) -> KnownWords:
    """The ordinary English words of at least LEAST_HANDS hands that are nobody's name. `notes`: each with its hand."""
    held = list(notes)
    counts = _Counts()
    for hand, note in held:
        counts.add(hand, note.text)
    lists, inside = read_mention_lists(), counts.inside
    names = list_names(note for _, note in held)
    names |= {
        word for word in _labelled(note for _, note in held) if counts.capital[word] > NAMES_SOMEBODY * inside[word]
    }
    common = {word for word, by in counts.hands.items() if len(by) >= LEAST_HANDS} - names
    ordinary = {word for word in common if word in lists.english or SHORTENED.match(word) or len(word) == 1}
    small = {word for word in ordinary if counts.capital[word] <= OFTEN_CAPITAL * max(1, inside[word])}
    kin = (lists.cues["kin"] | lists.cues["peers"]) & common
    heads = {word for word in small if len(counts.heads[word]) >= LEAST_HANDS_AT_HEAD}
    return KnownWords(frozenset(small), frozenset(heads), frozenset(kin | {"i"}))


def list_names(notes: Iterable[LabelledNote]) -> set[str]:
    """The parts of all names that the rules list, and of the children of these notes."""
    lists = read_mention_lists()
    cues = ("word_names", "mostly_names", "also_surnames", "particles")
    also = read_table(AlsoNames, read_toml(*FILE), where="/".join(FILE)).words
    listed = {*also, *lists.forenames, *lists.small_names, *(word for name in cues for word in lists.cues[name])}
    subjects = {word for note in notes for word in WORD.findall(fold(note.subject))}
    return {part for name in listed for part in WORD.findall(name)} | subjects


def _labelled(notes: Iterable[LabelledNote]) -> set[str]:
    """The words inside what people labelled as somebody's name."""
    return {
        word
        for note in notes
        for label in note.labels
        if label.kind is LabelKind.MENTION and label.id in ("person", "nickname")
        for word in WORD.findall(fold(note.text[label.start : label.end]))
    }
