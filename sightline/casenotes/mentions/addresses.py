"""Finds addresses: a street with or without its number, a flat, a postcode.

"Hill", "Court" and "View" end the names of people and places too. They make a street only behind a house number, or
where somebody is on, at or from it.
"""

import re
from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit
from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.words import NoteWords, WordShape

POSTCODE = re.compile(r"[A-Z](?<![\w/-].)(?:[A-Z]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)")
HOUSE = re.compile(r"\d{1,4}[a-z]?|\d{1,3}-\d{1,3}", re.IGNORECASE)
NUMBERED = frozenset({"flat", "flats", "apartment", "apt", "unit", "plot", "number", "no", "room", "block", "floor"})
DWELLINGS = frozenset({"flat", "apartment", "apt"})
MOST_WORDS = 4


def find_addresses(words: NoteWords, *, lists: MentionLists) -> Iterator[MentionHit]:
    """The addresses of a note."""
    taken = -1
    for place, word in enumerate(words.small):
        if word in lists.streets and place > taken and (first := _first_word(words, place, lists)) is not None:
            first = max(_with_house(words, first), taken + 1)
            last = _with_postcode(words, place)
            taken = place
            yield MentionHit(words.starts[first], last, "address", "place", "address_street")
    for found in POSTCODE.finditer(words.text):
        yield MentionHit(*found.span(), "address", "place", "address_postcode")


def _first_word(words: NoteWords, place: int, lists: MentionLists) -> int | None:
    """The first word of the street that ends at a place; None where it is no street's name."""
    kind, is_small = words.small[place], words.shapes[place] is WordShape.SMALL
    if words.before(place).strip(" ") not in ("", ".") or words.between(place)[:1] in ("'", "’"):
        return None
    first = place
    while first and place - first < MOST_WORDS and _is_name_word(words, first - 1, first == place, lists):
        first -= 1
    if first == place:
        return _in_small_letters(words, place, lists) if is_small else None
    number = _has_number(words, first)
    placed = first > 0 and words.small[first - 1] in lists.cues["street_placing"] and "." not in words.before(first)
    if kind in lists.streets_after_number and not number:
        return None
    if kind in lists.streets_after_place and not (number or placed):
        return None
    is_plain = kind not in lists.streets_after_place and not is_small and not words.begins[first]
    if place - first == 1 and words.small[first] in lists.not_names and not (number or placed or is_plain):
        return None
    return None if is_small and words.begins[first] and words.small[first] in lists.english else first


def _is_name_word(words: NoteWords, place: int, is_next: bool, lists: MentionLists) -> bool:
    gap = words.between(place).replace("'s", "").replace("’s", "").strip(" ")
    is_capital = words.shapes[place] in (WordShape.CAPITAL, WordShape.CAPITALS) or (
        words.shapes[place] is WordShape.INITIAL and not is_next
    )
    return (
        gap in ("", ".")
        and is_capital
        and words.small[place] not in lists.cues["no_street_name"]
        and not (gap == "." and len(words.small[place]) > 3)
    )


def _in_small_letters(words: NoteWords, place: int, lists: MentionLists) -> int | None:
    """12 mill lane; fenhythe road: in a note without capitals."""
    if words.small[place] in lists.streets_after_place | lists.streets_after_number or not place:
        return None
    for first in (place - 1, place - 2):
        plain = all(
            words.shapes[at] is WordShape.SMALL
            and words.small[at] not in lists.cues["no_street_name"]
            and words.between(at) == " "
            for at in range(max(first, 0), place)
        )
        if first < 0 or not plain:
            return None
        if _has_number(words, first):
            return first
        is_strange = words.small[first] not in lists.english and words.small[first] not in lists.not_names
        if is_strange and first == place - 1 and first and words.small[first - 1] in lists.cues["street_placing"]:
            return first
    return None


def _has_number(words: NoteWords, first: int) -> bool:
    if not first or words.between(first - 1).strip(" ") not in ("", ",") or "\n" in words.between(first - 1):
        return False
    number = words.small[first - 1]
    return HOUSE.fullmatch(number) is not None and not (len(number) == 4 and number.startswith("0"))


def _with_house(words: NoteWords, first: int) -> int:
    """The first word of the house number, flat or block before a street."""
    if not _has_number(words, first):
        return first
    first -= 1
    while first and words.between(first - 1).strip(" ") in ("", ",", "/"):
        before = words.small[first - 1]
        is_flat = before in DWELLINGS or (HOUSE.fullmatch(before) and first > 1 and words.small[first - 2] in DWELLINGS)
        if not is_flat:
            break
        first -= 1
    return first


def _with_postcode(words: NoteWords, place: int) -> int:
    end = words.ends[place]
    found = POSTCODE.match(words.text, end + len(words.text[end:]) - len(words.text[end:].lstrip(" ,")))
    return found.end() if found else end
