"""Reads names as people wrote them: case, accents, titles, hyphens, whole names in one cell, known-as names.

A name has no one canonical form. `NameForms` keeps every form that was recorded, and two people are compared by what
their forms have in common. Kate is not turned into Katherine.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from anyascii import anyascii

from sightline.linkage.normal_forms.arabic_names import write_in_latin
from sightline.linkage.normal_forms.name_cells import SURNAMES_TOO, TITLES, divide_name, read_name_cells
from sightline.linkage.settings import Placeholders, read_name_parts

APOSTROPHES = re.compile(r"['’‘`´]")
NOT_LETTERS = re.compile(r"[^a-z]+")
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
    `words` are all that tell somebody from others, in the order of writing; `further` are given names behind the first.
    """

    first: str = field(repr=False)
    last: str = field(repr=False)
    firsts: tuple[str, ...] = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    lasts: tuple[str, ...] = field(repr=False)
    undivided: tuple[str, ...] = field(default=(), repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)
    further: tuple[str, ...] = field(default=(), repr=False)


@lru_cache(maxsize=200_000)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, without accents, titles and punctuation."""
    plain = APOSTROPHES.sub("", anyascii(write_in_latin(text))).lower()
    return tuple(word for word in NOT_LETTERS.split(plain) if word and word not in TITLES)


def split_surname(text: str) -> tuple[str, ...]:
    """The words of a surname: Senior is one where it stands alone."""
    words = split_words(text)
    return words or tuple(word for word in NOT_LETTERS.split(text.lower()) if word in SURNAMES_TOO)


def read_names(
    *, surname: str, forename: str, whole: str, others: Iterable[str] = (), placeholders: Placeholders
) -> NameForms:
    """Read the cells of a name. Where surname and forename are both empty, `whole` is read instead."""
    cells = read_name_cells(surname=surname, forename=forename, whole=whole, placeholders=placeholders)
    given, last_words = split_words(cells.forename), split_surname(cells.surname)
    first, forms = read_hyphened(cells.forename, given) or read_forename(given)
    last, lasts = read_surname(last_words)
    firsts = [first, *forms]
    # The second of two names is a surname to another clerk: Abdi Hassan Warsame, Rahima Begum Ali, Zhang Xiao Ming.
    lasts = [last, *lasts, *(word for word in given[1:] if len(word) >= SHORTEST_PART)]
    if len(given) > 1:
        lasts.append("".join((*given[1:], *last_words)))
    # The surname may stand first, and what tells brothers apart behind it: Iqbal Mohammed Hasan.
    lasts.append(read_forename((*given[1:], *last_words))[0])
    for other in (*cells.others, *others, *(f"{cells.forename} {name}" for name in cells.born_as)):
        add_other_name(other, firsts=firsts, lasts=lasts, placeholders=placeholders)
    undivided = split_words(cells.whole) if first and last else ()
    return NameForms(
        first,
        last,
        _once(firsts),
        _once(given),
        _once([last, *filter(_is_no_initial, lasts)]),
        undivided,
        _once(tell_words((*given, *last_words))),
        tuple(word for word in given[1:] if len(word) == 1 or word not in first),
    )


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


def add_other_name(other: str, *, firsts: list[str], lasts: list[str], placeholders: Placeholders) -> None:
    """Add an alias: one word is another forename, more are another forename and surname."""
    if placeholders.names_nobody(other):
        return
    forename, surname, _ = divide_name(other)
    first, forms = read_forename(split_words(forename))
    firsts.extend((first, *forms))
    last, more = read_surname(split_surname(surname))
    lasts.extend((last, *more))


def tell_words(words: Iterable[str]) -> Iterable[str]:
    """The words without al, bin and their like, and with Abdulrahman as the two that it is."""
    left_out = read_name_parts().left_out
    for word in words:
        if glued := GLUED.fullmatch(word):
            yield from glued.groups()
        elif word not in left_out:
            yield word


def _is_no_initial(word: str) -> bool:
    return len(word) > 1


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word)
