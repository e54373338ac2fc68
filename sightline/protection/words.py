"""The words that stand in addresses and around them, as the rules list them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sightline.rulebook.files import read_column, read_csv, read_toml

# "St" is Saint and Street: both are read as one word, so that either finds the other.
SAME = {"saint": "street", "st": "street", "str": "street"}

# Words of blocks, which lists of streets hold too: what ends so is the name of a building.
HOUSES = frozenset({"house", "tower", "building", "buildings"})


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
    listed = read_toml("linkage", "protected_words.toml")
    full = {row["short"]: row["long"] for row in read_csv("linkage", "street_words.csv")} | SAME
    streets = {
        *listed["streets"],
        *read_toml("england", "patterns", "words.toml")["streets"],
        *(line.partition(",")[0] for line in read_column("casenotes", "mentions", "lists", "street_types.csv")),
    }
    return AddressWords(
        full=full,
        streets=frozenset(full.get(word, word) for word in streets) - HOUSES,
        flats=frozenset(listed["flats"]),
        between=frozenset(listed["between"]),
        dwellings=frozenset(listed["dwellings"]),
        plain=frozenset(listed["plain"]),
        no_places=frozenset(read_toml("linkage", "placeholders.toml")["places"]),
        numbers=_numbers(listed["units"], listed["tens"]),
    )


def _numbers(units: list[str], tens: list[str]) -> dict[str, tuple[str, ...]]:
    """1 to 99 in words, as the words that say them."""
    said: dict[str, tuple[str, ...]] = {str(number): (word,) for number, word in enumerate(units) if number}
    for number in range(20, 100):
        ten, unit = divmod(number, 10)
        said[str(number)] = (tens[ten], units[unit]) if unit else (tens[ten],)
    return said
