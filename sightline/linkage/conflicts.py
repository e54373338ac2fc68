"""Finds where answers of people cannot all hold: two said to be one person, and somewhere on the way said not to be.

A conflict is rarely between two answers to one question. A is B, B is C, and A is not C: each answer alone can hold.
Then none of the ties on the way is made, because nobody here knows which is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sightline.linkage.clusters import Clusters


@dataclass(frozen=True, slots=True)
class ProfileTie:
    """Somebody said that two are one person; `sequence` is the decision that says so."""

    sequence: int
    a: int
    b: int
    because: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProfileBar:
    """Two that may not be one person, and who or what says so."""

    a: int
    b: int
    because: str = field(repr=False)


def find_conflicts(*, ties: Sequence[ProfileTie], bars: Iterable[ProfileBar]) -> dict[int, tuple[str, ...]]:
    """The ties that lie on a way between two that are barred, by sequence, each with what is said against it."""
    groups = group_ties(ties)
    against: dict[int, list[str]] = defaultdict(list)
    for bar in bars:
        if bar.a != bar.b and groups.find(bar.a) == groups.find(bar.b):
            within = [tie for tie in ties if groups.find(tie.a) == groups.find(bar.a)]
            way = _ties_on_the_way(within, bar)
            for tie in way:
                against[tie.sequence] += [bar.because, *(other.because for other in way if other is not tie)]
    return {sequence: tuple(dict.fromkeys(said)) for sequence, said in sorted(against.items())}


def group_ties(ties: Iterable[ProfileTie]) -> Clusters:
    """Those that people's answers bring together, directly or through others."""
    groups = Clusters({}, {})
    for tie in ties:
        groups.join(tie.a, tie.b)
    return groups


def bar_two_numbers(*, ties: Sequence[ProfileTie], numbers: Mapping[int, str]) -> list[ProfileBar]:
    """A bar between every two that ties bring together and that carry different NHS numbers."""
    groups, carriers = group_ties(ties), defaultdict[int, set[int]](set)
    for tie in ties:
        for end in (tie.a, tie.b):
            if end in numbers:
                carriers[groups.find(end)].add(end)
    return [
        ProfileBar(a, b, "the two have different NHS numbers")
        for members in carriers.values()
        for a in sorted(members)
        for b in sorted(members)
        if a < b and numbers[a] != numbers[b]
    ]


def _ties_on_the_way(ties: Sequence[ProfileTie], bar: ProfileBar) -> list[ProfileTie]:
    """What is left of the ties once every dead end is cut off: all that could bring the two together."""
    kept = [tie for tie in ties if tie.a != tie.b]
    while True:
        degree: dict[int, int] = defaultdict(int)
        for tie in kept:
            degree[tie.a] += 1
            degree[tie.b] += 1
        ends = {end for end, count in degree.items() if count == 1 and end not in (bar.a, bar.b)}
        if not ends:
            return kept
        kept = [tie for tie in kept if tie.a not in ends and tie.b not in ends]
