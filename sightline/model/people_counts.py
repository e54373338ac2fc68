"""Counts people of whom two may be one person: between the fewest and the most that there can be.

Every count of a page, list, chart or picture that could count one child twice is made here.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sightline.translation.messages import gettext as _
from sightline.translation.numbers import counted


class PeopleCount(NamedTuple):
    """`fewest`: each open possible match is one person. `most`: each entry is a person of its own."""

    fewest: int
    most: int

    def in_words(self, noun: str) -> str:
        """`7 children`, `6 or 7 children` or `4 to 7 children`."""
        return self._between(counted(self.most, noun))

    def in_figures(self) -> str:
        """`7`, `6 or 7` or `4 to 7`."""
        return self._between(f"{self.most:,}")

    def less(self, number: int) -> "PeopleCount":
        """The count without so many of these people, however many entries each of them has."""
        return PeopleCount(max(self.fewest - number, 0), max(self.most - number, 0))

    def _between(self, most: str) -> str:
        if self.fewest == self.most:
            return most
        said = _("%(fewest)s or %(most)s") if self.most - self.fewest == 1 else _("%(fewest)s to %(most)s")
        return said % {"fewest": f"{self.fewest:,}", "most": most}


def count_people(people: Collection[str], same: Iterable[tuple[str, str]]) -> PeopleCount:
    """How many these are, by their ids; `same` are pairs of whom nobody has said yet whether they are one person.

    Three who may all be one are one at the fewest. A pair with somebody who is not among these people is ignored.
    """
    every = set(people)
    parts: list[set[str]] = []
    for pair in same:
        if not every.issuperset(pair):
            continue
        touched = [part for part in parts if part & set(pair)]
        parts = [part for part in parts if part not in touched] + [set(pair).union(*touched)]
    return PeopleCount(len(every) - sum(len(part) - 1 for part in parts), len(every))
