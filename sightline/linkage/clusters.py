"""Joins profiles into people, the surest pairs first, and never joins what must stay apart.

Joining is not the sum of its pairs. A and B may be one person and B and C too, while A and C carry two NHS numbers;
then the weaker of the two joins is not made.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class JoinOutcome(Enum):
    """What became of an attempt to join two profiles."""

    JOINED = "joined"
    ALREADY = "already"
    TWO_NHS_NUMBERS = "two_nhs_numbers"
    KEPT_APART = "kept_apart"


@dataclass(frozen=True, slots=True)
class JoinResult:
    """The oldest profile of each younger one's cluster, the joins made, and those that were refused, with why."""

    root_of: dict[int, int]
    made: list[tuple[int, int]]
    not_made: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def refused(self) -> dict[str, int]:
        """How many were refused, by why."""
        return dict(Counter(outcome for *_, outcome in self.not_made))


@dataclass(slots=True)
class Clusters:
    """Profiles in clusters. A cluster is known by its oldest profile, the root; a profile never joined is alone.

    `number_of` and `apart` are kept at the roots: the cluster's NHS number, and the profiles that it may not hold.
    """

    number_of: dict[int, str] = field(repr=False)
    apart: dict[int, set[int]]
    parent: dict[int, int] = field(default_factory=dict)

    def find(self, profile: int) -> int:
        """The root of the profile's cluster."""
        parent = self.parent
        root = profile
        while (above := parent.get(root, root)) != root:
            root = above
        while (above := parent.get(profile, root)) != root:
            parent[profile] = root
            profile = above
        return root

    def join(self, a: int, b: int) -> JoinOutcome:
        """Join the clusters of two profiles, unless that may not be."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return JoinOutcome.ALREADY
        old, new = (a, b) if a < b else (b, a)
        kept, added = self.number_of.get(old), self.number_of.get(new)
        if kept and added and kept != added:
            return JoinOutcome.TWO_NHS_NUMBERS
        if self.must_stay_apart(old, new):
            return JoinOutcome.KEPT_APART
        self.parent[new] = old
        if added:
            self.number_of[old] = added
        if forbidden := self.apart.pop(new, None):
            self.apart.setdefault(old, set()).update(forbidden)
        return JoinOutcome.JOINED

    def must_stay_apart(self, old: int, new: int) -> bool:
        """True where one of the one cluster may not be with one of the other. Each pair is known from both sides."""
        ours, theirs = self.apart.get(old), self.apart.get(new)
        if not ours or not theirs:
            return False
        forbidden, other = (ours, new) if len(ours) <= len(theirs) else (theirs, old)
        return any(self.find(profile) == other for profile in forbidden)


def cluster(
    joins: Iterable[tuple[int, int]], *, nhs_numbers: Mapping[int, str], kept_apart: Iterable[tuple[int, int]]
) -> JoinResult:
    """Make the joins in the order given, the surest first."""
    clusters = Clusters(dict(nhs_numbers), _both_ways(kept_apart))
    made: list[tuple[int, int]] = []
    not_made: list[tuple[int, int, str]] = []
    for a, b in joins:
        outcome = clusters.join(a, b)
        if outcome is JoinOutcome.JOINED:
            made.append((a, b))
        elif outcome is not JoinOutcome.ALREADY:
            not_made.append((a, b, outcome.value))
    root_of = {profile: clusters.find(profile) for profile in list(clusters.parent)}
    return JoinResult(root_of, made, not_made)


def _both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    apart: dict[int, set[int]] = {}
    for a, b in pairs:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    return apart
