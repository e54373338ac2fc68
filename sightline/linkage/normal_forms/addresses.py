"""Reads addresses: flat and house number apart from the rest, street words in full, the postcode taken out.

Flat 1 and Flat 2 of one house are two homes. The flat is part of the house, and an address that names no flat is not
the same as one that does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from anyascii import anyascii

from sightline.linkage.normal_forms.numbers import read_postcode
from sightline.linkage.settings import Placeholders

POSTCODE_AT_END = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\s*$", re.IGNORECASE)
NOT_WORDS = re.compile(r"[^a-z0-9]+")
FLAT = re.compile(r"\b(?:flat|apartment|apt|unit|room)\s+(\w+)")
NUMBER = re.compile(r"\b(\d+[a-z]?)\b")


@dataclass(frozen=True, slots=True)
class Address:
    """A home or a place: its words, its house (flat and number, else the first words), and its postcode."""

    words: str = field(repr=False)
    house: str = field(repr=False)
    postcode: str = field(repr=False)


def read_address(*, text: str, postcode: str, street_words: Mapping[str, str], placeholders: Placeholders) -> Address:
    """Read an address. A postcode at the end of the text is used where the postcode's own cell is empty."""
    at_end = POSTCODE_AT_END.search(text)
    if at_end:
        text = text[: at_end.start()]
    code = read_postcode(postcode or (at_end.group(0) if at_end else ""), placeholders=placeholders)
    plain = anyascii(text).lower().replace("'", "")
    parts = [_full_words(part, street_words) for part in plain.split(",")]
    words = " ".join(part for part in parts if part)
    if placeholders.is_no_place(words):
        return Address("", "", code)
    return Address(words, find_house(words, first_part=parts[0]), code)


def find_house(words: str, *, first_part: str) -> str:
    """The flat and number of an address, `flat/number`; where it has no number, its first part."""
    flat = FLAT.search(words)
    rest = words[: flat.start()] + words[flat.end() :] if flat else words
    number = NUMBER.search(rest)
    if not flat and not number:
        return first_part
    return f"{flat[1] if flat else ''}/{number[1] if number else ''}"


def _full_words(part: str, street_words: Mapping[str, str]) -> str:
    words = NOT_WORDS.sub(" ", part).split()
    # "St" is Saint at the beginning of a part and Street at its end.
    return " ".join(
        word if place == 0 and word == "st" else street_words.get(word, word) for place, word in enumerate(words)
    )
