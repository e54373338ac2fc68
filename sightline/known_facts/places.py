"""What kind of place an address is, read from its name: a setting, an official building, one that many people use.

Only the name counts. `College Road` is a street, and `The Old School House` a house that says "school": a street is
left out, a word is a word.
"""

import re
from collections.abc import Sequence
from functools import cache

from sightline.known_facts.words import read_words

HOUSE_NUMBER = re.compile(r"\s*(?:(?:flat|unit|apartment|room)\s*)?\d+[a-z]?\b(?P<rest>.*)", re.IGNORECASE)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


def has_kind(written: str, kinds: Sequence[str]) -> bool:
    """Whether the name of a place has one of these words."""
    pattern = _any_of(tuple(kinds))
    return any(pattern.search(part) for part in name_parts(written, kinds))


def name_parts(written: str, kinds: Sequence[str] = ()) -> list[str]:
    """The parts of an address between commas that are no street and no postcode.

    `Court` ends the name of a street and of a building: where it is looked for, a number before it makes it a street.
    """
    found, after_number = [], False
    for part in (POSTCODE.sub("", part).strip() for part in written.split(",")):
        number = HOUSE_NUMBER.match(part)
        if part and not number and not after_number and not _is_street(part, kinds):
            found.append(part)
        after_number = bool(number) and not number["rest"].strip() if number else False
    return found


def _is_street(part: str, kinds: Sequence[str]) -> bool:
    last = part.rsplit(maxsplit=1)[-1].casefold().strip(".")
    return " " in part and last in _street_words() - {kind.casefold() for kind in kinds}


@cache
def _street_words() -> frozenset[str]:
    return frozenset(read_words().streets)


@cache
def _any_of(kinds: tuple[str, ...]) -> re.Pattern[str]:
    written = "|".join(re.escape(kind).replace(r"\ ", r"\s+").replace("'", "['\u2019]?") for kind in kinds)
    return re.compile(rf"(?<!\w)(?:{written})(?:s|es)?(?!\w)", re.IGNORECASE)
