"""Draws names from many communities, by one chance that knows nothing else about the person.

The list that a name is drawn from is never read by anything that decides what happens to a person. It stands in the
truth only so that a test can show that nothing hangs on it.
"""

import csv
import random
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise

from rapidfuzz.distance import JaroWinkler

SAME_LIST = 0.85  # the share of forenames that come from the list of the surname


@dataclass(frozen=True, slots=True)
class RankedNames:
    """Names, the more common first: the tenth is drawn half as often as the first."""

    names: tuple[str, ...] = field(repr=False)
    totals: tuple[float, ...]

    def draw(self, chance: random.Random) -> str:
        """One name."""
        return chance.choices(self.names, cum_weights=self.totals)[0]


class NameLists:
    """All lists, and the shares in which they are drawn; of each list the first `most` names, where that is given."""

    def __init__(self, *, most: int | None = None) -> None:
        about = tomllib.loads(read_data("names.toml"))
        self.lists: tuple[str, ...] = tuple(about["shares"])
        self.totals = tuple(accumulate(about["shares"].values()))
        self.known_as: dict[str, list[str]] = about["known_as"]
        self.also_written: dict[str, list[str]] = about["also_written"]
        self.surnames = {key[0]: ranked for key, ranked in _read_lists("surnames.csv", "name_list", most=most).items()}
        self.forenames = _read_lists("forenames.csv", "name_list", "sex", most=most)

    def draw_list(self, chance: random.Random) -> str:
        """The list for a household."""
        return chance.choices(self.lists, cum_weights=self.totals)[0]

    def draw_surname(self, name_list: str, chance: random.Random) -> str:
        """A surname of that list."""
        return self.surnames[name_list].draw(chance)

    def is_of_alone(self, name_list: str, name: str) -> bool:
        """Whether the last word of a name, however it is written, is a surname of that list and of no other."""
        last = name.split()[-1].casefold()
        lists = [one for one, ranked in self.surnames.items() if last in {each.casefold() for each in ranked.names}]
        return lists == [name_list]

    def draw_forename(self, name_list: str, sex: str, chance: random.Random) -> str:
        """A forename, mostly of that list."""
        source = name_list if chance.random() < SAME_LIST else self.draw_list(chance)
        return self.forenames[source, sex].draw(chance)

    def likest_forename(self, name_list: str, sex: str, forename: str) -> str:
        """The forename of that list that is written most like this one, and is another name."""
        heard = _hear(forename)
        others = (name for name in self.forenames[name_list, sex].names if _hear(name) != heard)
        return max(others, key=lambda name: JaroWinkler.similarity(name.lower(), forename.lower()))


@cache
def load_names(most: int | None = None) -> NameLists:
    """The lists, read once; `most` leaves the first so many names of each, so that more people share a name."""
    return NameLists(most=most)


def read_data(name: str) -> str:
    """The text of one of this room's data files."""
    return files("sightline.invented").joinpath("data", name).read_text(encoding="utf-8")


@cache
def helpers(works_as: str) -> tuple[str, ...]:
    """The professionals of one kind, as rows write them."""
    lines = [line for line in read_data("helpers.csv").splitlines() if not line.startswith("#")]
    return tuple(row["name"] for row in csv.DictReader(lines) if row["works_as"] == works_as)


def _read_lists(name: str, *columns: str, most: int | None) -> dict[tuple[str, ...], RankedNames]:
    lines = [line for line in read_data(name).splitlines() if not line.startswith("#")]
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in csv.DictReader(lines):
        found[tuple(row[column] for column in columns)].append(row["name"])
    return {key: rank(names[:most]) for key, names in found.items()}


def _hear(name: str) -> str:
    """A name as it sounds, roughly: Victoria and Wiktoria are one name, and nobody gives it to two twins."""
    heard = name.lower().replace("w", "v").replace("ck", "k").replace("c", "k").replace("y", "i").replace("h", "")
    return "".join(letter for before, letter in pairwise(f" {heard}") if letter != before)


def rank(names: Sequence[str]) -> RankedNames:
    """Names with the chance of each by its rank."""
    return RankedNames(tuple(names), tuple(accumulate(1 / (place + 10) for place in range(len(names)))))
