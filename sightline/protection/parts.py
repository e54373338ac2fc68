"""Reads an address as it was written into the parts of a protected place."""

import re
from collections.abc import Sequence

from sightline.protection.things import ProtectedThing, Words
from sightline.protection.tokens import fold, words_of
from sightline.protection.words import AddressWords, read_words

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)[\W_]*(\d[a-z]{2})\b")
BETWEEN_PARTS = re.compile(r"[,;|\n\r]+")
NUMBER = re.compile(r"0*(\d{1,5})[a-z]?")
NOT_DIGITS = re.compile(r"\D")
SHORTEST_PHONE, LONGEST_PHONE = 9, 10
LONGEST_FLAT, SHORTEST_NAME = 3, 2


def read_place(*, address: str, postcode: str = "", is_premises: bool = False) -> ProtectedThing | None:
    """The parts of an address; None where nothing in it tells where it is.

    `is_premises`: it is a placement, so that its name alone tells where it is.
    """
    words, folded = read_words(), fold(address)
    code = POSTCODE.search(fold(postcode)) or POSTCODE.search(folded)
    parts = [_one_form(part, words) for part in BETWEEN_PARTS.split(POSTCODE.sub(",", folded))]
    parts = [part for part in parts if part]
    if " ".join(word for part in parts for word in part) in words.no_places:
        parts = []
    read = _Reading(parts, words)
    place = read.finish(code="".join(code.groups()) if code else "", is_premises=is_premises)
    return None if place.is_nothing else place


def read_phone(text: str) -> str:
    """A telephone's figures without its 0 or 44; empty text where it is none."""
    digits = NOT_DIGITS.sub("", text.replace("(0)", ""))
    for before in ("0044", "44", "0"):
        if digits.startswith(before):
            digits = digits.removeprefix(before)
            break
    repeated = len(set(digits[2:])) <= 1
    return digits if SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE and not repeated else ""


def _one_form(part: str, words: AddressWords) -> list[str]:
    return [words.one_form(word) for word in words_of(part)]


class _Reading:
    """The parts of one address: names before the street, the street with its number, towns behind it."""

    def __init__(self, parts: Sequence[list[str]], words: AddressWords) -> None:
        self._words = words
        self._numbers: list[str] = []
        self._flats: list[str] = []
        self._street: Words = ()
        self._names: list[Words] = []
        self._towns: list[Words] = []
        rests = [rest for part in parts if (rest := self._without_flat(part))]
        at = self._find_street(rests)
        for place, rest in enumerate(rests):
            if place < at:
                self._names.append(tuple(rest))
            elif self._street:
                self._towns.append(tuple(rest))
            else:
                self._read_street(rest)

    def finish(self, *, code: str, is_premises: bool) -> ProtectedThing:
        """All that was read. Where no street is named, what is first is the name and the rest are towns."""
        found = bool(self._street or self._numbers)
        names = self._names if found else self._names[:1]
        towns = self._towns if found else self._names[1:]
        said_more = bool(found or code or towns)
        alone = [name for name in names if self._tells_alone(name, is_premises=is_premises, said_more=said_more)]
        return ProtectedThing(
            numbers=tuple(dict.fromkeys(self._numbers)),
            flats=tuple(dict.fromkeys(self._flats)),
            street=self._street,
            names=tuple(names),
            premises=tuple(alone),
            towns=tuple(dict.fromkeys(towns)),
            postcode=code,
        )

    def _find_street(self, rests: Sequence[list[str]]) -> int:
        """The part with a house number, else the first that ends as a street does, else behind all."""
        numbered = (place for place, rest in enumerate(rests) if any(NUMBER.fullmatch(word) for word in rest))
        typed = (place for place, rest in enumerate(rests) if self._has_street(rest))
        return next(numbered, next(typed, len(rests)))

    def _without_flat(self, part: list[str]) -> list[str]:
        for place in range(len(part) - 1):
            if part[place] in self._words.flats and len(part[place + 1]) <= LONGEST_FLAT:
                self._flats.append(part[place + 1].lstrip("0"))
                return part[:place] + part[place + 2 :]
        return part

    def _read_street(self, rest: list[str]) -> None:
        at = next((place for place, word in enumerate(rest) if NUMBER.fullmatch(word)), 0)
        before = [word for word in rest[:at] if word not in self._words.between]
        if before:
            self._names.append(tuple(before))
        while at < len(rest) and (found := NUMBER.fullmatch(rest[at])):
            self._numbers.append(found[1])
            at += 1
        if at < len(rest):
            self._take_street(rest[at:])

    def _take_street(self, rest: Sequence[str]) -> None:
        """The name of a street ends with the street words behind its first word; what follows is a town."""
        end = next((place for place in range(1, len(rest)) if rest[place] in self._words.streets), len(rest) - 1)
        while end + 1 < len(rest) and rest[end + 1] in self._words.streets:
            end += 1
        self._street = tuple(rest[: end + 1])
        if end + 1 < len(rest):
            self._towns.append(tuple(rest[end + 1 :]))

    def _has_street(self, rest: Sequence[str]) -> bool:
        return any(word in self._words.streets for word in rest[1:])

    def _tells_alone(self, name: Words, *, is_premises: bool, said_more: bool) -> bool:
        telling = [word for word in name if word not in self._words.plain and not word.isdigit()]
        if len(name) < SHORTEST_NAME or not telling or name[-1] in self._words.streets:
            return False
        return is_premises or (said_more and name[-1] not in self._words.dwellings)
