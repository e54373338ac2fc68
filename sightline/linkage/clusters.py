"""Joins profiles into people, the surest pairs first, and never joins what must stay apart.

A newcomer would get this wrong: joining is not the sum of its pairs. A and B may be one person and B and C too, while A
and C carry two NHS numbers; then the weaker of the two joins is not made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Join:
    """A pair of profiles that a rule or the model takes to be one person; `strength` orders them, larger first."""

    a: int
    b: int
    strength: tuple[int, float]


@dataclass(slots=True)
class Clusters:
    """Profiles in clusters. Only profiles that take part in a join are held; any other is alone."""

    nhs_numbers: Mapping[int, str] = field(repr=False)
    kept_apart: Mapping[int, frozenset[int]]
    members: dict[int, list[int]] = field(default_factory=dict)
    root_of: dict[int, int] = field(default_factory=dict)
    number_of: dict[int, str] = field(default_factory=dict, repr=False)

    def find(self, profile: int) -> int:
        """The oldest profile of the cluster."""
        return self.root_of.get(profile, profile)

    def join(self, a: int, b: int) -> str:
        """Join the clusters of two profiles: `joined`, `already` one, or the rule that forbids it."""
        old, new = sorted((self.find(a), self.find(b)))
        if old == new:
            return "already"
        numbers = {number for number in (self._number(old), self._number(new)) if number}
        if len(numbers) > 1:
            return "two_nhs_numbers"
        if self._must_stay_apart(old, new):
            return "kept_apart"
        self._merge(old, new, numbers.pop() if numbers else "")
        return "joined"

    def _number(self, root: int) -> str:
        return self.number_of.get(root) or self.nhs_numbers.get(root, "")

    def _must_stay_apart(self, old: int, new: int) -> bool:
        one, other = self.members.get(old, [old]), self.members.get(new, [new])
        if len(one) > len(other):
            one, other = other, one
        apart = [self.kept_apart[profile] for profile in one if profile in self.kept_apart]
        return any(not forbidden.isdisjoint(other) for forbidden in apart)

    def _merge(self, old: int, new: int, number: str) -> None:
        moved = self.members.pop(new, [new])
        self.members.setdefault(old, [old]).extend(moved)
        for profile in moved:
            self.root_of[profile] = old
        self.number_of[old] = number


def cluster(
    joins: Iterable[Join], *, nhs_numbers: Mapping[int, str], kept_apart: Iterable[tuple[int, int]]
) -> tuple[Clusters, list[Join], dict[str, int]]:
    """The clusters, the joins that made them (a spanning tree of each), and how many joins were refused and why."""
    clusters = Clusters(nhs_numbers, _both_ways(kept_apart))
    made: list[Join] = []
    refused: dict[str, int] = {}
    for join in sorted(joins, key=lambda join: (join.strength[0], -join.strength[1], join.a, join.b)):
        outcome = clusters.join(join.a, join.b)
        if outcome == "joined":
            made.append(join)
        elif outcome != "already":
            refused[outcome] = refused.get(outcome, 0) + 1
    return clusters, made, refused


def _both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    apart: dict[int, set[int]] = {}
    for a, b in pairs:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    return {profile: frozenset(others) for profile, others in apart.items()}
