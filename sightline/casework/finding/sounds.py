"""Hears names: Zaheed as Zahid, Shivaun as Siobhan, whatever language's letters write them.

How letters are heard is data (`rules/linkage/sounds.csv`). A name keeps every way to hear it, since one letter is heard
otherwise in other languages. Only the search box uses this: whoever searches looks at what is found.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from sightline.linkage.settings import USUAL_SOUNDS, read_sounds

SHORTEST, MANY_CONSONANTS, MOST_WORDS, MOST_KEPT = 2, 4, 40, 16
VOWELS = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "u", "u": "u"}
GLIDES = frozenset("eiyu")  # a second vowel that only lengthens the first: Aisha, Shaun
NOT_LETTERS, RUNS, NO_VOWELS = re.compile(r"[^a-z]"), re.compile(r"[aeiouy]+"), str.maketrans("", "", "aeiouy")
# What is done to a name in any reading that has the letter: w is a vowel behind one and else v, a first y is no vowel,
# ea within a name is one sound, and an h that no vowel follows is silent. A doubled letter counts once.
TIDIED = tuple(
    (letter, re.compile(pattern), heard)
    for letter, pattern, heard in (
        ("w", r"(?<=[aeiou])w(?![aeiouy])", "u"), ("w", "w", "v"), ("y", r"^y(?=[aeiou])", "Y"),
        ("i", r"^i(?=[aou])", "Y"), ("ea", r"ea(?=[^aeiouh])", "e"), ("h", r"h(?![aeiouy])", ""),
    )
)  # fmt: skip
DOUBLED = re.compile(r"(.)\1+")


class Sound(NamedTuple):
    """What is heard of a name: its consonants, and its vowels apart. A dot stands for a vowel that begins it."""

    consonants: str
    vowels: str
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    heard: Mapping[str, str]
    letters: re.Pattern[str]
    own: re.Pattern[str]

    def rewrite(self, word: str) -> str:
        return self.letters.sub(lambda found: self.heard[found[0]], word)


@dataclass(frozen=True, slots=True)
class SoundIndex:
    """Name words by the consonants that are heard of them."""

    words: Mapping[str, Sequence[tuple[Sound, str]]] = field(repr=False)

    def like(self, word: str) -> tuple[str, ...]:
        """Those that are heard as this word is; of a name with many consonants one vowel may be another."""
        if len(word) < SHORTEST:
            return ()
        found = {
            other
            for sound in hear_name(word)
            for heard, other in self.words.get(sound.consonants, ())
            if other != word and _agree(sound, heard) and _may_be_one(sound, heard, word, other)
        }
        return tuple(sorted(found)[:MOST_WORDS])


@lru_cache(maxsize=MOST_KEPT)
def index_sounds(known: Sequence[str]) -> SoundIndex:
    """The index of these words; kept, since the words of a snapshot never change."""
    words: dict[str, list[tuple[Sound, str]]] = defaultdict(list)
    for word in known:
        for sound in hear_name(word) if len(word) >= SHORTEST else ():
            words[sound.consonants].append((sound, word))
    return SoundIndex(words)


@lru_cache(maxsize=200_000)
def hear_name(word: str) -> frozenset[Sound]:
    """Every way to hear a name word."""
    plain = NOT_LETTERS.sub("", word if word.isascii() else anyascii(word).lower())
    usual, *others = _readings()
    marked = f"^{plain}$"
    heard = _sound_of(usual.rewrite(marked), is_usual=True)
    return frozenset((heard, *(_sound_of(one.rewrite(marked)) for one in others if one.own.search(marked))))


def _agree(one: Sound, other: Sound) -> bool:
    """Whether the vowels of two names with the same consonants are near enough."""
    most = 1 if len(one.consonants) >= MANY_CONSONANTS else 0
    return OSA.distance(one.vowels, other.vowels) <= most


def _may_be_one(sound: Sound, heard: Sound, word: str, other: str) -> bool:
    """False for names of one consonant that only a rarer reading hears alike, unless nearly written alike."""
    if (sound.is_usual and heard.is_usual) or len(sound.consonants.strip(".")) > 1:
        return True
    return OSA.distance(word, other) * 3 < max(len(word), len(other))


@cache
def _readings() -> tuple[_Reading, ...]:
    """The usual reading, and every other laid over it."""
    said = read_sounds()
    usual = said[USUAL_SOUNDS]
    return tuple(_Reading(usual | own, _any_of(usual | own), _any_of(own)) for own in said.values())


def _any_of(written: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(one) for one in sorted(written, key=lambda one: (-len(one), one))))


def _sound_of(marked: str, *, is_usual: bool = False) -> Sound:
    """The consonants and vowels of a name whose letters are rewritten; ^ and $ around it are no letters."""
    word = marked.strip("^$")
    for letter, pattern, heard in TIDIED:
        if letter in word:
            word = pattern.sub(heard, word)
    word = DOUBLED.sub(r"\1", word)
    begins = "." if word[:1] in VOWELS else ""
    return Sound(begins + word.translate(NO_VOWELS), "".join(map(_one_vowel, RUNS.findall(word))), is_usual)


@lru_cache(maxsize=1_000)
def _one_vowel(letters: str) -> str:
    heard = VOWELS[letters[0]]
    for letter in letters[1:]:
        if letter not in GLIDES and VOWELS[letter] != heard[-1]:
            heard += VOWELS[letter]
    return heard
