"""The words that stand in addresses and around them, as the rules list them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from msgspec import Meta

from sightline.rulebook.files import read_column, read_csv, read_toml
from sightline.rulebook.schema import Text, Written, WrittenPart, read_table

FILE = ("linkage", "protected_words.toml")
PLACEHOLDERS, PATTERNS = ("linkage", "placeholders.toml"), ("england", "patterns", "words.toml")

# "St" is Saint and Street: both are read as one word, so that either finds the other.
SAME = {"saint": "street", "st": "street", "str": "street"}

# Words of blocks, which lists of streets hold too: what ends so is the name of a building.
HOUSES = frozenset({"house", "tower", "building", "buildings"})


class WrittenAddressWords(Written, frozen=True):
    """What `protected_words.toml` says. A place in `units` and `tens` is the number that its word says."""

    status: Text
    flats: tuple[Text, ...]
    between: tuple[Text, ...]
    streets: tuple[Text, ...]
    dwellings: tuple[Text, ...]
    plain: tuple[Text, ...]
    units: Annotated[tuple[Text, ...], Meta(min_length=20, max_length=20)]
    tens: Annotated[tuple[str, ...], Meta(min_length=10, max_length=10)]


class NoPlaces(WrittenPart, frozen=True):
    """What stands in cells of addresses where there is none."""

    places: tuple[str, ...]


class StreetWords(WrittenPart, frozen=True):
    """The words of patterns with which a street ends."""

    streets: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AddressWords:
    """Lists of words, each in small letters; `full` gives the one form of a street word."""

    full: Mapping[str, str]
    streets: frozenset[str]
    flats: frozenset[str]
    between: frozenset[str]
    dwellings: frozenset[str]
    plain: frozenset[str]
    no_places: frozenset[str]
    numbers: Mapping[str, tuple[str, ...]]

    def one_form(self, word: str) -> str:
        """A word as it is compared: Rd is road, Saint and St are one."""
        return self.full.get(word, word)


@cache
def read_words() -> AddressWords:
    """The lists of `rules/linkage/protected_words.toml`, with the street words of linkage, patterns and case notes."""
    listed = read_table(WrittenAddressWords, read_toml(*FILE), where="/".join(FILE))
    no_places = read_table(NoPlaces, read_toml(*PLACEHOLDERS), where="/".join(PLACEHOLDERS)).places
    of_patterns = read_table(StreetWords, read_toml(*PATTERNS), where="/".join(PATTERNS)).streets
    full = {row["short"]: row["long"] for row in read_csv("linkage", "street_words.csv")} | SAME
    streets = {
        *listed.streets,
        *of_patterns,
        *(line.partition(",")[0] for line in read_column("casenotes", "mentions", "lists", "street_types.csv")),
    }
    return AddressWords(
        full=full,
        streets=frozenset(full.get(word, word) for word in streets) - HOUSES,
        flats=frozenset(listed.flats),
        between=frozenset(listed.between),
        dwellings=frozenset(listed.dwellings),
        plain=frozenset(listed.plain),
        no_places=frozenset(no_places),
        numbers=_numbers(listed.units, listed.tens),
    )


def _numbers(units: tuple[str, ...], tens: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """1 to 99 in words, as the words that say them."""
    said: dict[str, tuple[str, ...]] = {str(number): (word,) for number, word in enumerate(units) if number}
    for number in range(20, 100):
        ten, unit = divmod(number, 10)
        said[str(number)] = (tens[ten], units[unit]) if unit else (tens[ten],)
    return said
