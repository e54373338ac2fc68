"""Learns a model by expectation maximisation: how often one person's records agree, and how often strangers'.

A pair is of one person, of one family, or of strangers. Without the family, brothers and sisters of one home would be
learned from as if they were one child. All pairs of a table are either compared (the candidates) or taken for
strangers; what people answered is taken as said. Pairs that reach the same levels are counted together.
"""

import copy
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sightline.linkage.model_files import shares_of
from sightline.linkage.scores import number_levels
from sightline.linkage.training.rules import TrainingRules

Floats = NDArray[np.float64]
Shares = dict[str, dict[int, float]]
SAME, NOT_SAME = "same", "not_same"
ROUNDS, CLOSE, FIGURES = 60, 1e-4, 9
LEAST_SHARE, MOST_BITS = 1e-9, 500.0


@dataclass(frozen=True, slots=True)
class Patterns:
    """Levels that pairs reach together, and how many do: a row a pattern, a column a comparison.

    `rarities` is the share of a name that both have, NaN where it does not count. `said` is 1 or 0 where somebody
    answered, else NaN.
    """

    comparisons: tuple[str, ...]
    levels: NDArray[np.int64]
    rarities: Floats
    pairs: Floats
    said: Floats

    @property
    def total(self) -> float:
        """How many pairs there are in all."""
        return float(self.pairs.sum())


def read_patterns(table: pa.Table, model: Mapping[str, Any]) -> Patterns:
    """What `scores.pattern_sql` gives, as arrays."""
    names, rarities = [], []
    for one in model["comparisons"]:
        names.append(one["output_column_name"])
        column = next((level["tf_adjustment_column"] for _, level in number_levels(one)
                       if level.get("tf_adjustment_column")), "")  # fmt: skip
        power = _column(table, f"{column}_rarity") if column else np.full(table.num_rows, np.nan)
        rarities.append(np.power(2.0, power))
    said = {SAME: 1.0, NOT_SAME: 0.0}
    return Patterns(
        tuple(names),
        np.column_stack([_column(table, f"{name}_level").astype(np.int64) for name in names]),
        np.column_stack(rarities),
        _column(table, "pairs"),
        np.array([said.get(key, math.nan) for key in table.column("match_key").to_pylist()]),
    )


def _column(table: pa.Table, name: str) -> Floats:
    values = table.column(name).to_pylist()
    return np.array([math.nan if value is None else float(value) for value in values], np.float64)


@dataclass(frozen=True, slots=True)
class Learned:
    """A model; of each candidate pattern the bits that it gives, and the chance that it is of one person."""

    model: dict[str, Any]
    bits: Floats
    chances: Floats


@dataclass(slots=True)
class LinkageEstimate:
    """What is believed so far: the shares of pairs of one person and of one family, and each comparison's shares.

    `m` of one person, `f` of one family, `u` of strangers. `by_hand` are comparisons whose shares are not learned.
    """

    one_person: float
    one_family: float
    m: Shares
    f: Shares
    u: Shares
    by_hand: frozenset[str]


def learn(
    *,
    model: Mapping[str, Any],
    candidates: Patterns,
    random: Patterns,
    all_pairs: int,
    of_strangers: bool,
    rules: TrainingRules,
) -> Learned:
    """The model with its prior, m and u learned. What is set by hand, and what is seen too seldom, stays.

    `of_strangers` says that the random pairs are of different people, one record each; else those that are of one
    person are taken out of them.
    """
    before = shares_of(model)
    counted = {name: _count(random, place, before[name]) for place, name in enumerate(random.comparisons)}
    fixed = _find_fixed(model)
    now = _begin(model, before, counted, all_pairs)
    own = [name for name in before if name not in rules.individual]
    seen: Shares = {}
    for _round in range(ROUNDS):
        of_person, of_family = _expect(candidates, now, own)
        strangers = random.pairs if of_strangers else random.pairs - _expect(random, now, own)[0]
        earlier, now.one_person = now.one_person, _share(float(of_person.sum()), all_pairs)
        now.one_family = _share(float(of_family.sum()), all_pairs)
        for place, name in enumerate(candidates.comparisons):
            seen[name] = _count_expected(candidates, place, of_person, before[name])
            if name not in now.by_hand:
                now.m[name] = _smoothed(seen[name])
                if name in own:
                    now.f[name] = _smoothed(_count_expected(candidates, place, of_family, before[name]))
                if not of_strangers:
                    now.u[name] = _smoothed(_count_expected(random, place, strangers, before[name]))
        if abs(math.log2(now.one_person / earlier)) < CLOSE:
            break
    for name in set(before) - now.by_hand:
        for number, shares in before[name].items():
            if seen[name][number] < rules.fewest_matches or (name, number) in fixed:
                now.m[name][number], now.u[name][number] = shares
    made = _with_shares(model, now)
    of_person, _ = _expect(candidates, now, own)
    bits = weigh(candidates, share=now.one_person, of=now.m, u=now.u)
    return Learned(made, bits, of_person / candidates.pairs)


def _begin(
    model: Mapping[str, Any],
    before: Mapping[str, Mapping[int, tuple[float, float]]],
    counted: Mapping[str, Mapping[int, float]],
    all_pairs: int,
) -> LinkageEstimate:
    m = {name: {number: shares[0] for number, shares in levels.items()} for name, levels in before.items()}
    by_hand = frozenset(one["output_column_name"] for one in model["comparisons"] if _is_by_hand(one))
    u = {name: _smoothed(counts) for name, counts in counted.items()}
    u |= {name: {number: shares[1] for number, shares in before[name].items()} for name in by_hand}
    rare = 1 / math.sqrt(2 * all_pairs + 1)
    return LinkageEstimate(rare, rare, m, {name: dict(shares) for name, shares in m.items()}, u, by_hand)


def _share(expected: float, all_pairs: int) -> float:
    return min(max(expected / all_pairs, LEAST_SHARE), 0.4)


def _expect(patterns: Patterns, now: LinkageEstimate, own: Sequence[str]) -> tuple[Floats, Floats]:
    """How many pairs of each pattern are expected to be of one person, and how many of one family."""
    person = np.power(2.0, weigh(patterns, share=now.one_person, of=now.m, u=now.u))
    family = np.power(2.0, weigh(patterns, share=now.one_family, of={name: now.f[name] for name in own}, u=now.u))
    chance = np.where(np.isnan(patterns.said), person / (1 + person + family), patterns.said)
    return chance * patterns.pairs, (1 - chance) * family / (1 + family) * patterns.pairs


def _find_fixed(model: Mapping[str, Any]) -> set[tuple[str, int]]:
    """Single levels that are set by hand in a comparison of which the rest is learned."""
    return {
        (one["output_column_name"], number)
        for one in model["comparisons"]
        for number, level in number_levels(one)
        if level.get("fix_m_probability")
    }


def _is_by_hand(comparison: Mapping[str, Any]) -> bool:
    return all(level.get("fix_m_probability") for _, level in number_levels(comparison))


def _count(patterns: Patterns, place: int, levels: Mapping[int, object]) -> dict[int, float]:
    return _count_expected(patterns, place, patterns.pairs, levels)


def _count_expected(patterns: Patterns, place: int, expected: Floats, levels: Mapping[int, object]) -> dict[int, float]:
    column = patterns.levels[:, place]
    return {number: float(expected[column == number].sum()) for number in levels}


def _smoothed(counts: Mapping[int, float]) -> dict[int, float]:
    total = sum(counts.values()) + 0.5 * len(counts)
    return {number: (count + 0.5) / total for number, count in counts.items()}


def weigh(patterns: Patterns, *, share: float, of: Mapping[str, Mapping[int, float]], u: Shares) -> Floats:
    """The bits of each pattern, by the comparisons that `of` has: against strangers."""
    bits = np.full(len(patterns.pairs), math.log2(share / (1 - share)))
    for place, name in enumerate(patterns.comparisons):
        reached, rarity = patterns.levels[:, place], patterns.rarities[:, place]
        for number, agreeing in of.get(name, {}).items():
            at = reached == number
            usual = np.where(np.isnan(rarity[at]), u[name][number], rarity[at])
            bits[at] += math.log2(agreeing) - np.log2(usual)
    clipped: Floats = np.clip(bits, -MOST_BITS, MOST_BITS)
    return clipped


def chance_of(bits: Floats) -> Floats:
    """The chance that a pair of so many bits is of one person."""
    made: Floats = 1 / (1 + np.power(2.0, -bits))
    return made


def _with_shares(model: Mapping[str, Any], now: LinkageEstimate) -> dict[str, Any]:
    made = copy.deepcopy(dict(model))
    made["probability_two_random_records_match"] = round(now.one_person, FIGURES + 3)
    for one in made["comparisons"]:
        name = one["output_column_name"]
        if name not in now.by_hand:
            known = [level for level in one["comparison_levels"] if not level.get("is_null_level")]
            for number, level in zip(reversed(range(len(known))), known, strict=True):
                level["m_probability"] = round(max(now.m[name][number], LEAST_SHARE), FIGURES)
                level["u_probability"] = round(max(now.u[name][number], LEAST_SHARE), FIGURES)
    return made
