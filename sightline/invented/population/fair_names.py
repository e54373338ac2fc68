"""Deals out whose names stand in which part of an invented story, so that no community has more than its share.

A demo shows few offenders, victims and helpers; drawn by chance alone, they may all seem to come from one community.
Nothing that Sightline works out reads a name's list.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import ceil

from sightline.invented.population.names import NameLists
from sightline.invented.population.people import Person


class FairNames:
    """How many names of each list stand in each part so far."""

    def __init__(self, names: NameLists) -> None:
        self.names = names
        self._dealt: dict[str, Counter[str]] = defaultdict(Counter)

    @cached_property
    def shares(self) -> dict[str, float]:
        """The share of each list among all people."""
        totals = (0, *self.names.totals)
        return {one: (b - a) / totals[-1] for one, (a, b) in zip(self.names.lists, pairwise(totals), strict=True)}

    def deal(self, part: str) -> str:
        """The list that is furthest below its share in this part; so none is ever a whole name above it."""
        dealt = self._dealt[part]
        number = dealt.total() + 1
        chosen = max(self.names.lists, key=lambda one: self.shares[one] * number - dealt[one])
        dealt[chosen] += 1
        return chosen

    def draw_surname(self, name_list: str, chance: random.Random) -> str:
        """A surname of that list and of no other, so that whoever reads it takes it for one of that list."""
        others = {name for one, ranked in self.names.surnames.items() if one != name_list for name in ranked.names}
        while (surname := self.names.draw_surname(name_list, chance)) in others:
            pass
        return surname

    def choose(
        self, part: str, people: Sequence[Person], *, most: int, least: int, first: Person | None = None
    ) -> list[Person]:
        """The most people of whom no list is above its share; where they are too few, `least` of them all the same.

        `first` is always one of them. Then comes who is first of the list that is furthest below its share.
        """
        drawn = (self._nearest(part, people, wanted, first) for wanted in range(most, least, -1))
        fair = next((some for some in drawn if self._is_fair(part, some)), None)
        chosen = self._nearest(part, people, least, first) if fair is None else fair
        self._dealt[part].update(person.name_list for person in chosen)
        return chosen

    def _nearest(self, part: str, people: Sequence[Person], wanted: int, first: Person | None) -> list[Person]:
        chosen = [first] if first else []
        left = [person for person in people if person is not first]
        dealt = self._dealt[part] + Counter(person.name_list for person in chosen)
        total = self._dealt[part].total() + wanted
        while left and len(chosen) < wanted:
            chosen.append(max(left, key=lambda one: self.shares[one.name_list] * total - dealt[one.name_list]))
            left.remove(chosen[-1])
            dealt[chosen[-1].name_list] += 1
        return chosen

    def _is_fair(self, part: str, people: Sequence[Person]) -> bool:
        dealt = self._dealt[part] + Counter(person.name_list for person in people)
        return all(number <= ceil(self.shares[one] * dealt.total()) for one, number in dealt.items())
