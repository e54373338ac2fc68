"""What people answered about records that may tell of one event: the answers, and what they come to together.

An answer names records and is never changed. Of two records the last answer counts.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar


class EventVerdict(Protocol):
    """What a person said about some tellings: that they are one event, or not."""

    @property
    def event_ids(self) -> frozenset[str]:
        """The tellings."""

    @property
    def is_same(self) -> bool:
        """Whether they are one event."""


Said = TypeVar("Said", bound=EventVerdict)


@dataclass(frozen=True, slots=True)
class DatedVerdict:
    """An answer about some records, by the number of its decision and the day on which it was given."""

    decision: int
    event_ids: frozenset[str]
    is_same: bool
    given_on: date


def join_pairs(pairs: Iterable[tuple[str, str]], *, apart: Collection[frozenset[str]] = ()) -> list[tuple[str, ...]]:
    """Tellings that pairs join, as sets, each in order. Two that people have parted are never in one set.

    Pairs are taken in their order: one that would bring two parted tellings together is left out.
    """
    sets: list[set[str]] = []
    for one, other in pairs:
        touched = [some for some in sets if one in some or other in some]
        joined = {one, other}.union(*touched)
        if any(frozenset(two) in apart for two in combinations(sorted(joined), 2)):
            continue
        sets = [some for some in sets if some not in touched] + [joined]
    return sorted(tuple(sorted(some)) for some in sets)


def settle_pairs(verdicts: Iterable[Said]) -> tuple[dict[frozenset[str], Said], set[frozenset[str]]]:
    """Pairs that people last said are one event, each with who said so; and those that they keep separate."""
    same: dict[frozenset[str], Said] = {}
    apart: set[frozenset[str]] = set()
    for verdict in verdicts:
        for pair in map(frozenset, combinations(sorted(verdict.event_ids), 2)):
            if verdict.is_same:
                same[pair] = verdict
                apart.discard(pair)
            else:
                apart.add(pair)
                same.pop(pair, None)
    return same, apart


def join_confirmed(pairs: Iterable[Collection[str]]) -> list[tuple[str, ...]]:
    """The events that pairs of tellings make, which people confirmed: each its tellings in order."""
    return join_pairs([(min(pair), max(pair)) for pair in sorted(pairs, key=sorted)])
