"""How often two children would be missing at the same time by chance: one's episodes shifted by whole weeks.

A shift keeps weekdays, season and how often each child is missing. What it takes away is only that both were missing on
the same nights, so that what is left is chance.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrc

from sightline.known_facts.dated_facts import EVER
from sightline.known_facts.homes import Homes
from sightline.known_facts.people import KnownPerson
from sightline.model.visibility import Scope
from sightline.patterns.episodes import episodes
from sightline.patterns.instances import CountedFact
from sightline.patterns.rules import Pattern
from sightline.sharing import is_seen_by_all

Missing = Mapping[str, tuple[KnownPerson, list[CountedFact]]]
Spans = NDArray[np.float64]
Sees = Callable[[Scope], bool]
WEEK = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Chance:
    """Of two children: occasions in all that is known, and how many chance alone would give, to two places.

    `beyond`: more than chance, by the share of false ones that the rule allows. It is never so of two who lived at one
    setting: nights on which several leave a home are no tie between two of them.
    """

    occasions: int
    expected: float
    beyond: bool


@dataclass
class WeekShifts:
    """Weighs pairs among what a reader sees. The bar that a pair must pass is always that of records open to everybody.

    So nobody's page says anything of a child whose episodes they may not see. `pairs`: those often missing at once.
    """

    missing: Missing
    pairs: Sequence[tuple[str, str]]
    homes: Homes
    pattern: Pattern
    as_at: date
    _spans: dict[tuple[str, frozenset[Scope]], Spans] = field(default_factory=dict)
    _bar: float | None = None

    def weigh(self, one: str, other: str, *, sight: Sees) -> Chance:
        """How often both were missing at once, and how often by chance."""
        occasions, expected = self._counted(one, other, sight)
        apart = not self._at_one_setting(one, other)
        beyond = (
            apart and occasions >= self.pattern.number("needs") and _by_chance(occasions, expected) <= self._limit()
        )
        return Chance(occasions, round(expected, 2), bool(beyond))

    def _limit(self) -> float:
        """The greatest chance that still counts, so that of those beyond it no more than the rule's share is false."""
        if self._bar is None:
            needs = self.pattern.number("needs")
            asked = sum(len(self._of(who, is_seen_by_all)) >= needs for who in self.missing)
            apart = [pair for pair in self.pairs if not self._at_one_setting(*pair)]
            counted = [self._counted(*pair, is_seen_by_all) for pair in apart]
            chances = np.array(sorted(_by_chance(*one) for one in counted if one[0] >= needs))
            tests = max(asked * (asked - 1) // 2, 1)
            allowed = self.pattern.share("false_in_hundredths") * np.arange(1, len(chances) + 1) / tests
            passed = np.flatnonzero(chances <= allowed)
            self._bar = float(allowed[passed[-1]]) if len(passed) else -1.0
        return self._bar

    def _counted(self, one: str, other: str, sight: Sees) -> tuple[int, float]:
        """Occasions, and their mean over shifts; one is added, for what so few shifts may not have shown."""
        here, there = self._of(one, sight), self._of(other, sight)
        if not (len(here) and len(there)):
            return 0, 0.0
        shifts = _shifts(here, there, self.pattern.number("weeks_shifted"))
        by_chance = sum(_overlaps(here, moved) for moved in shifts)
        return _overlaps(here, there), (by_chance + 1) / (len(shifts) + 1)

    def _of(self, who: str, sight: Sees) -> Spans:
        scopes = {piece.scope for one in self.missing[who][1] for piece in one.pieces}
        key = (who, frozenset(filter(sight, scopes)))
        if key not in self._spans:
            counted = [
                one for one in self.missing[who][1]
                if one.known_from <= self.as_at and one.known_until == EVER
                and all(piece.scope in key[1] for piece in one.pieces)
            ]  # fmt: skip
            spans = [
                (one.begins.timestamp(), one.ends.timestamp()) for one in episodes(counted) if one.begins and one.ends
            ]
            self._spans[key] = np.array(spans, dtype=np.float64).reshape(-1, 2)
        return self._spans[key]

    def _at_one_setting(self, one: str, other: str) -> bool:
        homes = [{counted.more["home"] for counted in self.missing[who][1]} for who in (one, other)]
        return bool(homes[0] & homes[1] & self.homes.settings)


def _shifts(here: Spans, there: Spans, most: int) -> list[Spans]:
    """The second child's episodes, moved by so many weeks and less, round and round in the time that both have."""
    begin = min(here[:, 0].min(), there[:, 0].min())
    weeks = int((max(here[:, 0].max(), there[:, 0].max()) - begin) // WEEK) + 1
    lasted = there[:, 1] - there[:, 0]
    by = sorted({week % weeks for week in range(-most, most + 1)} - {0})
    begins = [begin + (there[:, 0] - begin + week * WEEK) % (weeks * WEEK) for week in by]
    return [np.stack([one, one + lasted], axis=1) for one in begins]


def _overlaps(here: Spans, there: Spans) -> int:
    """How many pairs of episodes overlap in time; ends that touch do not."""
    begins = np.maximum(here[:, None, 0], there[None, :, 0])
    ends = np.minimum(here[:, None, 1], there[None, :, 1])
    return int((begins < ends).sum())


def _by_chance(occasions: int, expected: float) -> float:
    """The chance of so many or more where so many are expected (Poisson)."""
    return float(pdtrc(occasions - 1, expected)) if occasions else 1.0
