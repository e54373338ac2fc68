"""Reads names as people wrote them: case, accents, titles, hyphens, whole names in one cell, known-as names.

A name has no one canonical form. `NameForms` keeps every form that was recorded, and two people are compared by what
their forms have in common. Kate is not turned into Katherine.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from anyascii import anyascii

from sightline.linkage.settings import Placeholders, read_name_parts

APOSTROPHES = re.compile(r"['’‘`´]")
NOT_LETTERS = re.compile(r"[^a-z]+")
# What follows a name in its cell and is no part of it: (27), (adult male), aged 27, approx 25-30 yrs, - boyfriend.
IN_BRACKETS = re.compile(r"[(\[](?:[^()\[\]]*\d[^()\[\]]*|[a-z][^()\[\]]*|[^()\[\]]* [a-z][^()\[\] ]*)[)\]]")
FROM_AGE = re.compile(
    r",?\s*\b(?:(?:aged?|approx|about|around|circa|possibly|early|mid|late|ca?|dob|born)\b[ .:]*)*\d.*\Z",
    re.IGNORECASE | re.DOTALL,
)
BEHIND_DASH = re.compile(r"\A(\s*\S+\s+\S.*?)\s+[-–—]\s+[a-z].*\Z", re.DOTALL)
LONGEST_CELL = 120
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "master", "sir", "jr", "snr", "sr", "junior", "senior"})
SHORTEST_PART = 3
ARTICLES = frozenset({"al", "el", "ul", "ur", "ar"})
# Abdulrahman is Abdul Rahman; Abdullah is one name.
GLUED = re.compile(r"(abd(?:ul|el|ur|er|al|us))(?!lah)([a-z]{4,})")
# Bhriain after Ni is Briain.
LENITION = re.compile(r"\A([bcdfgmpst])h")


@dataclass(frozen=True, slots=True)
class NameForms:
    """The forms of one person's name. `first` and `last` are the main ones, empty where not known.

    `undivided` are the words of a name in one cell where nothing says which is the surname; else there are none.
    """

    first: str = field(repr=False)
    last: str = field(repr=False)
    firsts: tuple[str, ...] = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    lasts: tuple[str, ...] = field(repr=False)
    undivided: tuple[str, ...] = field(default=(), repr=False)


@lru_cache(maxsize=200_000)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, without accents, titles and punctuation."""
    plain = APOSTROPHES.sub("", anyascii(text)).lower()
    return tuple(word for word in NOT_LETTERS.split(plain) if word and word not in TITLES)


def read_names(
    *, surname: str, forename: str, whole: str, others: Iterable[str] = (), placeholders: Placeholders
) -> NameForms:
    """Read the cells of a name. Where surname and forename are both empty, `whole` is read instead."""
    undivided: tuple[str, ...] = ()
    if not surname and not forename:
        name = read_name_cell(whole)
        forename, surname, is_divided = divide_name(name)
        undivided = () if is_divided else split_words(name)
    given = split_words("" if placeholders.is_no_name(forename) else forename)
    last_words = split_words("" if placeholders.is_no_name(surname) else surname)
    first, forms = read_hyphened(forename, given) or read_forename(given)
    last, lasts = read_surname(last_words)
    firsts = [first, *forms]
    # The second of two names is a surname to another clerk: Abdi Hassan Warsame, Rahima Begum Ali, Zhang Xiao Ming.
    lasts = [last, *lasts, *(word for word in given[1:] if len(word) >= SHORTEST_PART)]
    if len(given) > 1:
        lasts.append("".join((*given[1:], *last_words)))
    # The surname may stand first, and what tells brothers apart behind it: Iqbal Mohammed Hasan.
    lasts.append(read_forename((*given[1:], *last_words))[0])
    for other in others:
        add_other_name(other, firsts=firsts, lasts=lasts, placeholders=placeholders)
    return NameForms(first, last, _once(firsts), _once(given), _once(lasts), undivided if first and last else ())


def read_name_cell(cell: str) -> str:
    """The name in a cell, without an age, a description in brackets or what follows a dash between blanks."""
    name = cell if len(cell) <= LONGEST_CELL else ""
    for part, kept in ((IN_BRACKETS, " "), (FROM_AGE, ""), (BEHIND_DASH, r"\1")):
        name = part.sub(kept, name)
    return name.strip() or cell


def read_forename(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The forename that tells a person from others of the family, and the other forms of it.

    Mohammed Hasan is hasan and the short form of mohammed: near Hasan and Mohammed, and far from Mohammed Husain.
    """
    if not words:
        return "", ()
    parts = read_name_parts()
    glued = GLUED.fullmatch(words[0])
    before, rest = (glued[1], (glued[2], *words[1:])) if glued else (words[0], words[1:])
    rest = rest[1:] if len(rest) > 1 and rest[0] in ARTICLES else rest
    short_form = parts.before_forename.get(before)
    if not short_form or not rest:
        return words[0], ()
    return rest[0] + short_form, (words[0], rest[0])


def read_hyphened(forename: str, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """A forename of two words with a hyphen is one: Shu-hui and Shu-chuan are sisters. None where it is no such."""
    joined = next((found for word in forename.split() if (found := split_words(word))), ())
    if len(joined) < 2 or joined != words[: len(joined)] or read_forename(words)[1]:
        return None
    return "".join(joined), joined[:1]


def read_surname(words: tuple[str, ...]) -> tuple[str, list[str]]:
    """The surname as it is most often written, without al or bin before it, and its other forms."""
    parts = read_name_parts()
    whole = "".join(words)
    core = "".join(words[1:]) if len(words) > 1 and words[0] in parts.left_out else whole
    forms = [whole, *(word for word in words if len(word) >= SHORTEST_PART and word not in parts.left_out)]
    if len(words) > 1 and words[0] in ARTICLES:
        forms.extend(article + core for article in ("al", "el"))
    if len(words) > 1 and words[0] in parts.beside:
        forms.append(parts.beside[words[0]] + LENITION.sub(r"\1", core.removeprefix(words[0])))
    return core, forms


def divide_name(whole: str) -> tuple[str, str, bool]:
    """Forename and surname of a name in one cell, and whether it tells which is which.

    `Surname, Forename`, capitals and a surname that always stands first do; else the last word is taken.
    """
    before, comma, after = whole.partition(",")
    if comma:
        return after.strip(), before.strip(), True
    words = [word for word in whole.split() if word.lower().strip(".") not in TITLES]
    if len(words) < 2:
        return "".join(words), "", True
    parts = read_name_parts()
    plain = [anyascii(word).lower().strip(".") for word in words]
    if halves := _divide_by_capitals(words):
        return *halves, True
    if plain[0] in parts.first_surnames and plain[-1] not in parts.first_surnames:
        return " ".join(words[1:]), words[0], True
    start = len(words) - 1
    while start > 1 and plain[start - 1] in parts.begins_surname:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:]), False


def _divide_by_capitals(words: Sequence[str]) -> tuple[str, str] | None:
    """Forenames and a surname in capitals, before them or behind: VAN DYKE Anna, Lucia GARCIA LOPEZ."""
    large = [len(word) > 1 and word.isupper() for word in words]
    if large[0] == large[-1] or sum(one != other for one, other in pairwise(large)) > 1:
        return None
    capitals, others = (
        [word for word, is_large in zip(words, large, strict=True) if is_large is of] for of in (True, False)
    )
    return " ".join(others), " ".join(capitals)


def add_other_name(other: str, *, firsts: list[str], lasts: list[str], placeholders: Placeholders) -> None:
    """Add an alias: one word is another forename, more are another forename and surname."""
    if placeholders.is_no_name(other):
        return
    forename, surname, _ = divide_name(other)
    first, forms = read_forename(split_words(forename))
    firsts.extend((first, *forms))
    last, more = read_surname(split_words(surname))
    lasts.extend((last, *more))


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word)
