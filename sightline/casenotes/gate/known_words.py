"""The ordinary words that the gate knows, and a sentence as these. No name of anybody is ever among them.

A word with a capital is left out, but for kin and for words that many hands begin a sentence with. So other names give
the same words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sightline.casenotes.corpus.hands import LabelKind, LabelledNote
from sightline.casenotes.mentions.lists import read_mention_lists
from sightline.casenotes.text.folded_text import fold
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table

Range = tuple[int, int]
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The same for a text without other letters.
ASCII_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
# A word that so many hands use is ordinary; one that stands mostly with a capital, or names somebody, is not.
LEAST_HANDS, LEAST_HANDS_AT_HEAD = 5, 8
OFTEN_CAPITAL, NAMES_SOMEBODY = 0.5, 0.2
BEFORE, INSIDE = " \"'(-*•", ",-;"
FILE = ("casenotes", "gate", "also_names.toml")
# So many written words are remembered.
MOST_MET = 50_000
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
    _met: "_WordsMet" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_met", _WordsMet(self.tell))

    def tell(self, written: str) -> tuple[str, bool] | None:
        """A written word as it counts, and whether only where a sentence begins; None where it is not known."""
        word = fold(written).replace("’", "'")
        if word in self.kin or (word in self.small and not written[0].isupper()):
            return word, False
        return (word, True) if word in self.heads and written[0].isupper() else None

    def read(self, text: str, sentence: Range) -> list[KnownWord]:
        """The known words of a sentence, in order."""
        found: list[KnownWord] = []
        start, end = sentence
        met = self._met
        for match in (ASCII_WORD if text.isascii() else WORD).finditer(text, start, end):
            said = met[match[0]]
            if said is None:
                continue
            word, only_at_head = said
            first = match.start()
            if not only_at_head or not text[start:first].strip(BEFORE) or text[start:end].isupper():
                found.append(KnownWord(first, match.end(), word))
        return found


class _WordsMet(dict[str, tuple[str, bool] | None]):
    """What each written word that was met counts as; of so many words all are forgotten, and it begins anew."""

    def __init__(self, tell: Callable[[str], tuple[str, bool] | None]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, written: str) -> tuple[str, bool] | None:
        if len(self) >= MOST_MET:
            self.clear()
        said = self[written] = self._tell(written)
        return said


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
