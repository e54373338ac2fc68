"""Lays the words of two names beside each other, whatever their order, by lists in which one text is looked for.

A word is met where the other name has it, another spelling of it, or the words beside it in one. It is lacked only
where nothing there sounds like it either: a slip of the pen contradicts nobody.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from sightline.linkage.settings import DOUBLED, hear

# How a word sounds, without vowels, is kept behind this sign, so that it is never taken for a word.
SOUND = "~"
FEWEST_WORDS = 2
ALIKE = str.maketrans({"c": "k", "q": "k", "x": "s", "z": "s", "v": "f", "w": "f", "j": "g", "d": "t", "b": "p"})
TOGETHER = (("ph", "f"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("dh", "t"))
UNHEARD = re.compile(r"[aeiouyh]")


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """What is left of a word in the mouth: its first letter and the consonants, voiced and unvoiced alike."""
    plain = word
    for written, heard in TOGETHER:
        plain = plain.replace(written, heard)
    plain = DOUBLED.sub(r"\1", plain.translate(ALIKE))
    first = "a" if UNHEARD.match(plain) else plain[0]
    rest = UNHEARD.sub("", plain[1:])
    return SOUND + first + (rest if rest or len(word) == 1 else "a")


def find_near_words(words: tuple[str, ...], *, spellings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All that a word of another name may be to be met here: spellings, two words in one, and how they sound."""
    joined = [one + other for one, other in pairwise(words)]
    near: list[str] = []
    for word in (*words, *joined):
        forms = (word, hear(word), *spellings.get(word, ()))
        near += [*forms, *map(sound, forms), word[0], sound(word[0])]
    return tuple(dict.fromkeys(near))


def sound_further(words: Iterable[str]) -> tuple[str, ...]:
    """How the given names behind the first sound."""
    return tuple(dict.fromkeys(map(sound, words)))
