"""Reads what stands in the cells of a name: where the surname is, initials, known-as names, ages and descriptions.

A cell tells its surname by a comma, by capitals, by an initial or by a surname that always stands first. Where nothing
does, the last word is taken, and whoever compares is told so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from anyascii import anyascii

from sightline.linkage.settings import (
    NameParts,
    Placeholders,
    is_code,
    leave_out_codes,
    read_name_parts,
    read_usual_forenames,
)

# What follows a name in its cell and is no part of it: (27), (adult male), aged 27, approx 25-30 yrs, - boyfriend.
IN_BRACKETS = re.compile(r"[(\[](?:[^()\[\]]*\d[^()\[\]]*|[a-z][^()\[\]]*|[^()\[\]]* [a-z][^()\[\] ]*)[)\]]")
FROM_AGE = re.compile(
    r",?\s*\b(?:(?:aged?|approx|about|around|circa|possibly|early|mid|late|ca?|dob|born)\b[ .:]*)*\d.*\Z",
    re.IGNORECASE | re.DOTALL,
)
BEHIND_DASH = re.compile(r"\A(\s*\S+\s+\S.*?)\s+[-–—]\s+[a-z].*\Z", re.DOTALL)
LONGEST_CELL = 120
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "master", "sir", "jr", "snr", "sr", "junior", "senior"})
# Titles that are surnames too where no other word is one: Amy Senior.
SURNAMES_TOO = frozenset({"master", "senior"})
# A title that stands behind a name is no title before one: JR Smith has two initials.
BEFORE_A_NAME = {"JR": "J R", "SR": "S R"}
# Jane Smith aka Janey Brown; Jane Smith (known as Janey); Jane Smith née Brown.
KNOWN_AS = re.compile(
    r"\s*[,;(\[]?\s*\b(?:(?:also |otherwise )?known as|a\.?k\.?a\b\.?|k/a|alias|goes by|prefers)[ :]+"
    r"(?P<name>[^()\[\],;/]+)[)\]]?",
    re.IGNORECASE,
)
BORN_AS = re.compile(
    r"(?<=\S)\s+[(\[]?\s*\b(?:n[eé]e|formerly|previously)[ :]+(?P<name>[^()\[\],;/]+)[)\]]?", re.IGNORECASE
)
# Katherine "Kate" Smith, Katherine (Kate) Smith; behind a whole name such a word may say anything.
BETWEEN = r"\s+(?:[\"“”]|[(\[]|['‘’]){1,2}(?P<name>[^\W\d_][^\W\d_]{2,})(?:[\"“”]|[)\]]|['‘’]){1,2}"
IN_THE_MIDDLE = re.compile(rf"(?<=\w){BETWEEN}(?=\s+\w)")
BEHIND = re.compile(rf"(?<=\w){BETWEEN}(?=\s|\Z)")


@dataclass(frozen=True, slots=True)
class NameCells:
    """A name in two cells. `whole` is it in one, where that does not tell which word is the surname; else empty.

    `others` are other names as written; `born_as` are other surnames.
    """

    forename: str = field(repr=False)
    surname: str = field(repr=False)
    others: tuple[str, ...] = field(default=(), repr=False)
    born_as: tuple[str, ...] = field(default=(), repr=False)
    whole: str = field(default="", repr=False)


def read_name_cells(*, surname: str, forename: str, whole: str, placeholders: Placeholders) -> NameCells:
    """The parts of a name that its cells give. Where surname and forename are both empty, `whole` is read instead."""
    if not surname and not forename:
        return _read_whole(whole, placeholders)
    forename, others = _take(forename, KNOWN_AS, BEHIND)
    surname, more = _take(surname, KNOWN_AS)
    surname, born_as = _take(surname, BORN_AS)
    if (is_code(forename) or is_code(surname)) and placeholders.names_nobody(f"{forename} {surname}"):
        forename = surname = ""
    return NameCells(
        "" if placeholders.is_no_forename(forename, surname=surname) else expand_initials(leave_out_codes(forename)),
        "" if placeholders.is_no_surname(surname, forename=forename) else leave_out_codes(surname),
        (*others, *more),
        born_as,
    )


def _read_whole(cell: str, placeholders: Placeholders) -> NameCells:
    if placeholders.names_nobody(cell):
        return NameCells("", "")
    is_short = len(cell) <= LONGEST_CELL
    name, others = _take(cell, KNOWN_AS, IN_THE_MIDDLE) if is_short else (cell, ())
    name, born_as = _take(name, BORN_AS) if is_short else (name, ())
    name = expand_initials(read_name_cell(name))
    forename, surname, is_divided = divide_name(name)
    # Child, Amy is a name; Amy child may be Amy's.
    is_no_surname = placeholders.is_no_surname(surname, forename=forename, is_in_cell="," in name)
    if is_no_surname and "," not in name and placeholders.is_surname_alone(forename, surname=surname):
        return NameCells("", leave_out_codes(forename), others, born_as)
    return NameCells(
        "" if placeholders.is_no_forename(forename, surname=surname) else forename,
        "" if is_no_surname else surname,
        others,
        born_as,
        "" if is_divided else leave_out_codes(name),
    )


def _take(cell: str, *forms: re.Pattern[str]) -> tuple[str, tuple[str, ...]]:
    """The cell without what these forms say, and the names that they say; the cell as it is where only they stand."""
    taken: list[str] = []
    rest = cell
    for form in forms:
        taken += [found["name"].strip() for found in form.finditer(rest)]
        rest = form.sub("", rest)
    return (rest.strip(), tuple(taken)) if rest.strip() else (cell, ())


def read_name_cell(cell: str) -> str:
    """The name in a cell, without an age, a description in brackets or what follows a dash between blanks."""
    name = cell if len(cell) <= LONGEST_CELL else ""
    for part, kept in ((IN_BRACKETS, " "), (FROM_AGE, ""), (BEHIND_DASH, r"\1")):
        name = part.sub(kept, name)
    return name.strip() or cell


def expand_initials(name: str) -> str:
    """The name with each initial a word of its own: J.R. Smith, and JR Smith, which would else be read as a title."""
    first, blank, rest = name.partition(" ")
    words = (BEFORE_A_NAME.get(first, first) + blank + rest).split(" ")
    return " ".join(word.replace(".", " ").strip() if is_initials(word) else word for word in words)


def divide_name(whole: str) -> tuple[str, str, bool]:
    """Forename and surname of a name in one cell, and whether it tells which is which.

    `Surname, Forename`, capitals, an initial behind a surname and a surname that always stands first do; else the last
    word is taken. An initial is a surname only behind a forename alone: Amina K. A code is neither, and what stands
    alone behind one is a surname: R2D2 Smith.
    """
    before, comma, after = whole.partition(",")
    if comma:
        return leave_out_codes(after.strip()), leave_out_codes(before.strip()), True
    written = [word for word in whole.split() if word.lower().strip(".") not in TITLES]
    words = [word for word in written if not is_code(word)]
    if len(words) < 2:
        alone, last = "".join(words), whole.split()[-1] if written else ""
        if alone and alone == whole.split()[0] and last.lower() in SURNAMES_TOO:
            return alone, last, True
        return ("", alone, True) if alone and is_code(written[0]) else (alone, "", True)
    parts = read_name_parts()
    if halves := _divide_by_capitals(words) or _divide_by_initials(words):
        return *halves, True
    plain = _plain(words)
    if plain[0] in parts.first_surnames and plain[-1] not in parts.first_surnames:
        return " ".join(words[1:]), words[0], True
    if behind := _find_prefixed(plain, parts):
        return " ".join(words[behind:]), " ".join(words[:behind]), True
    names = len(words)
    while names > 2 and is_initials(words[names - 1]):
        names -= 1
    start = _find_surname(plain[:names], parts)
    return " ".join((*words[:start], *words[names:])), " ".join(words[start:names]), False


def _find_surname(plain: Sequence[str], parts: NameParts) -> int:
    """Where the surname begins, if it stands last: at what begins a surname, else at the last word."""
    start = len(plain) - 1
    while start > 1 and plain[start - 1] in parts.begins_surname:
        start -= 1
    return start


def _find_prefixed(plain: Sequence[str], parts: NameParts) -> int:
    """Where the forename begins behind a surname of two words that stands first: O Brien Conor. 0 where none does."""
    begins = {*parts.beside, *parts.beside.values(), "mc"}
    return 2 if len(plain) > 2 and plain[0] in begins and not is_initials(plain[1]) else 0


def _plain(words: Sequence[str]) -> list[str]:
    return [anyascii(word).lower().strip(".") for word in words]


def is_initials(word: str) -> bool:
    """True for J, J. and J.R."""
    return all(len(letter) == 1 for letter in word.strip(".").split("."))


def _divide_by_capitals(words: Sequence[str]) -> tuple[str, str] | None:
    """Forenames and a surname in capitals, before them or behind: VAN DYKE Anna, Lucia GARCIA LOPEZ; J. is none."""
    large = [word.isupper() and not is_initials(word) for word in words]
    if large[0] == large[-1] or sum(one != other for one, other in pairwise(large)) > 1:
        return None
    capitals, others = (
        [word for word, is_large in zip(words, large, strict=True) if is_large is of] for of in (True, False)
    )
    return " ".join(others), " ".join(capitals)


def _divide_by_initials(words: Sequence[str]) -> tuple[str, str] | None:
    """Initials behind one word that is no forename: Smith J, Smith J R. Of Amina K it is the surname's."""
    is_surname_first = not is_initials(words[0]) and all(map(is_initials, words[1:]))
    if not is_surname_first or _plain(words)[0] in read_usual_forenames():
        return None
    return " ".join(words[1:]), words[0]
