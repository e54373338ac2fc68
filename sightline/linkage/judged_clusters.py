"""Joins profiles as people's answers say, and for the rest as the rules and the model say.

An answer is of two whole people, not of two profiles. "The same" brings together all that stands on either side, also
where a rule (a twin?) would keep a third record of theirs apart; "not the same" keeps all of the one from all of the
other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sightline.linkage.clusters import Clusters, JoinResult, cluster
from sightline.linkage.conflicts import ProfileBar, ProfileTie, bar_two_numbers, find_conflicts, group_ties

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class JudgedClusters:
    """The clusters, and the ties that could not be made: by sequence, what is said against each."""

    clustered: JoinResult
    conflicts: dict[int, tuple[str, ...]]


def cluster_with_judgements(
    joins: Iterable[tuple[int, int]],
    *,
    nhs_numbers: Mapping[int, str],
    kept_apart: Iterable[tuple[int, int]],
    ties: Sequence[ProfileTie],
    bars: Sequence[ProfileBar],
) -> JudgedClusters:
    """Cluster, the answers first. No bar is ever broken; a tie only where answers or NHS numbers stand against it."""
    conflicts = find_conflicts(ties=ties, bars=bars)
    ties = [tie for tie in ties if tie.sequence not in conflicts]
    bars = _spread(bars, ties)
    groups = group_ties(ties)
    apart = [(a, b) for a, b in kept_apart if groups.find(a) != groups.find(b)]
    first = cluster(joins, nhs_numbers=nhs_numbers, kept_apart=[*apart, *((bar.a, bar.b) for bar in bars)])
    if not ties:
        return JudgedClusters(first, conflicts)
    whole, more = _tie_clusters(first, nhs_numbers=nhs_numbers, ties=ties, bars=bars)
    return JudgedClusters(whole, conflicts | more)


def _spread(bars: Sequence[ProfileBar], ties: Sequence[ProfileTie]) -> list[ProfileBar]:
    """Bars between all of the one side and all of the other, as the ties bring them together."""
    groups, members = group_ties(ties), defaultdict[int, set[int]](set)
    for tie in ties:
        members[groups.find(tie.a)] |= {tie.a, tie.b}
    sides = [(members.get(groups.find(bar.a), {bar.a}), members.get(groups.find(bar.b), {bar.b}), bar) for bar in bars]
    return [ProfileBar(a, b, bar.because) for one, other, bar in sides for a in sorted(one) for b in sorted(other)]


def _tie_clusters(
    first: JoinResult, *, nhs_numbers: Mapping[int, str], ties: Sequence[ProfileTie], bars: Sequence[ProfileBar]
) -> tuple[JoinResult, dict[int, tuple[str, ...]]]:
    """Make the ties between what was joined without them, but for those on which something now stands."""
    root_of = first.root_of
    whole = [replace(tie, a=root_of.get(tie.a, tie.a), b=root_of.get(tie.b, tie.b)) for tie in ties]
    tied = {end for tie in whole for end in (tie.a, tie.b)}
    numbers = {
        root: number for profile, number in nhs_numbers.items() if (root := root_of.get(profile, profile)) in tied
    }
    standing = [ProfileBar(root_of.get(bar.a, bar.a), root_of.get(bar.b, bar.b), bar.because) for bar in bars]
    conflicts = find_conflicts(ties=whole, bars=[*standing, *bar_two_numbers(ties=whole, numbers=numbers)])
    people = Clusters({}, {})
    for tie in whole:
        if tie.sequence not in conflicts:
            people.join(tie.a, tie.b)
    merged = {profile: people.find(root) for profile, root in root_of.items()}
    merged |= {root: people.find(root) for root in people.parent}
    return replace(first, root_of=merged), conflicts
