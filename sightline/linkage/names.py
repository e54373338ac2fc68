"""Reads names as people wrote them: case, accents, titles, hyphens, whole names in one cell, known-as names.

A newcomer would get this wrong: a name has no one canonical form. `Names` keeps every form that was recorded, and two
people are compared by what their forms have in common. Kate is not turned into Katherine.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from anyascii import anyascii

from sightline.linkage.settings import Placeholders

APOSTROPHES = re.compile(r"['’‘`´]")
NOT_LETTERS = re.compile(r"[^a-z]+")
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "master", "sir", "jr", "snr", "sr", "junior", "senior"})
SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Names:
    """The forms of one person's name. `first` and `last` are the main ones, empty where not known."""

    first: str = field(repr=False)
    last: str = field(repr=False)
    firsts: tuple[str, ...] = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    lasts: tuple[str, ...] = field(repr=False)


@lru_cache(maxsize=200_000)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, without accents, titles and marks."""
    plain = APOSTROPHES.sub("", anyascii(text)).lower()
    return tuple(word for word in NOT_LETTERS.split(plain) if word and word not in TITLES)


def read_names(
    *, surname: str, forename: str, whole: str, others: Iterable[str] = (), placeholders: Placeholders
) -> Names:
    """Read the cells of a name. Where surname and forename are both empty, `whole` is read instead."""
    if not surname and not forename:
        forename, surname = split_whole_name(whole)
    given = split_words("" if placeholders.is_no_name(forename) else forename)
    last_words = split_words("" if placeholders.is_no_name(surname) else surname)
    last = "".join(last_words)
    firsts, lasts = list(given[:1]), [last, *(word for word in last_words if len(word) >= SHORTEST_PART)]
    for other in others:
        add_other_name(other, firsts=firsts, lasts=lasts, placeholders=placeholders)
    return Names(given[0] if given else "", last, _once(firsts), _once(given), _once(lasts))


def split_whole_name(whole: str) -> tuple[str, str]:
    """Forename and surname of a name in one cell: `Surname, Forename`, else the last word is the surname."""
    before, comma, after = whole.partition(",")
    if comma:
        return after.strip(), before.strip()
    words = [word for word in whole.split() if word.lower().strip(".") not in TITLES]
    return (words[0], "") if len(words) == 1 else (" ".join(words[:-1]), words[-1] if words else "")


def add_other_name(other: str, *, firsts: list[str], lasts: list[str], placeholders: Placeholders) -> None:
    """Add an alias: one word is another forename, more are another forename and surname."""
    if placeholders.is_no_name(other):
        return
    forename, surname = split_whole_name(other)
    firsts.extend(split_words(forename)[:1])
    words = split_words(surname)
    lasts.extend(["".join(words), *(word for word in words if len(word) >= SHORTEST_PART)])


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word)
