"""Weighs and judges one pair of profiles as the batch does, without a database: the same model, the same rules, read.

Nothing here is a second model. Conditions, probabilities and frequencies are those that Splink is given, and the rules
are those of `link_decision`; a test holds both equal to the batch, to six places.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sightline.linkage.columns import compared_as
from sightline.linkage.link_decision import choose_rule, choose_verdict, list_names
from sightline.linkage.live.expression_parts import Expression, Row
from sightline.linkage.live.expressions import read_expression
from sightline.linkage.model_files import LinkageFiles, settings_of
from sightline.linkage.scores import PLACES, weigh_levels, word_levels
from sightline.linkage.settings import Settings, read_name_parts

NOT_KNOWN = -1
OWN_RARITY, OWN_RARE = "own_rarity", "how rare the same value of an added column is"
IDENTIFIERS = ("nhs_number", "upn", "agency_number")


@dataclass(frozen=True, slots=True)
class PairScore:
    """The weight of a pair in bits, and the level of each comparison as the model numbers them (-1: not known)."""

    weight: float
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KeptPair:
    """What a run kept of a pair: its weight in bits, and its levels in the model's order."""

    weight: float
    levels: Sequence[int]


@dataclass(frozen=True, slots=True)
class WeightPart:
    """What one comparison adds to the weight of a pair: its level in words, the level's bits, and those of the name.

    `says` is empty where nothing is known, and then it adds nothing.
    """

    comparison: str
    says: str = field(repr=False)
    bits: float
    name_bits: float = 0.0


@dataclass(frozen=True, slots=True)
class _Level:
    number: int
    holds: Expression | None
    weight: float = 0.0
    frequency_of: str = ""
    usual: float = 1.0
    least: float = 0.0


class PairScorer:
    """Weighs pairs with one model. It holds no records. Of a workspace's own columns it knows what a run compared."""

    def __init__(self, settings: Settings) -> None:
        chance = settings.model["probability_two_random_records_match"]
        self._prior = math.log2(chance / (1 - chance))
        self._shares = {
            column: {row[column]: float(row["share"]) for row in rows}
            for column, rows in settings.name_frequencies.items()
        }
        self._names = list_names(settings)
        weights = weigh_levels(settings.model)
        self._not_here = {name: NOT_KNOWN for column in settings.columns for name in compared_as(column)}
        self._comparisons = [
            (comparison["output_column_name"], _read_levels(comparison, weights[comparison["output_column_name"]]))
            for comparison in settings.model["comparisons"]
            if comparison["output_column_name"] not in self._not_here
        ]
        self._rule = read_expression(choose_rule(settings=settings))
        self._verdict = read_expression(choose_verdict(settings=settings))
        self._own = {name: weights[name] for name in self._not_here}
        self._words = word_levels(settings.model)

    def weigh(self, left: Row, right: Row) -> PairScore:
        """Weigh two profiles: the columns of `scores.COMPARED` without their ids; None where nothing is known."""
        weight = self._prior
        levels = dict(self._not_here)
        for name, known in self._comparisons:
            level = next(level for level in known if level.holds is None or level.holds(left, right))
            levels[name] = level.number
            weight += level.weight
            if level.frequency_of:
                weight += self._weigh_name(level, left, right)
        return PairScore(round(weight, PLACES), levels)

    @property
    def prior(self) -> float:
        """The bits of the chance that any two are one person, with which every weight begins."""
        return self._prior

    def explain(self, left: Row, right: Row, *, kept: KeptPair | None = None) -> tuple[WeightPart, ...]:
        """What each comparison adds; with `prior` they are the weight of `weigh`, or of the run that `kept` the pair.

        What a run kept alone says what a workspace's own columns add, and how rare the values of these are.
        """
        parts = []
        for name, known in self._comparisons:
            level = next(level for level in known if level.holds is None or level.holds(left, right))
            rarity = self._weigh_name(level, left, right) if level.frequency_of else 0.0
            parts.append(WeightPart(name, self._words[name].get(level.number, ""), level.weight, rarity))
        if kept and self._own:
            levels = dict(zip(self._words, kept.levels, strict=True))
            parts.extend(
                WeightPart(name, self._words[name].get(levels[name], ""), weights.get(levels[name], 0.0))
                for name, weights in self._own.items()
            )
            rest = round(kept.weight - self._prior - sum(part.bits + part.name_bits for part in parts), PLACES)
            parts.append(WeightPart(OWN_RARITY, OWN_RARE if rest else "", rest))
        return tuple(parts)

    def _weigh_name(self, level: _Level, left: Row, right: Row) -> float:
        """Bits more for a rare name, fewer for a common one, none for one that is not listed."""
        shares = self._shares[level.frequency_of]
        known = [share for row in (left, right) if (share := shares.get(row[level.frequency_of])) is not None]
        return level.usual - math.log2(max(*known, level.least)) if known else 0.0

    def judge(self, weighed: PairScore, left: Row, right: Row) -> tuple[str, str]:
        """The verdict of a weighed pair, and the rule that gave it. Profiles also have `first_seen_on`."""
        row: dict[str, Any] = {f"{name}_level": level for name, level in weighed.levels.items()}
        for side, profile in (("a", left), ("b", right)):
            row[f"birth_{side}"], row[f"seen_{side}"] = profile["birth_date"], profile["first_seen_on"]
            row[f"undivided_{side}"] = profile["undivided"]
            row[f"listed_{side}"] = int(profile["first_name"] in self._names["every_forename"])
            row[f"surname_listed_{side}"] = int(profile["last_name"] in self._names["every_forename"])
        firsts, lasts = ({left[name], right[name]} for name in ("first_name", "last_name"))
        row["usual_forename"] = int(firsts <= self._names["usual_forename"])
        row["surname_known"] = int(not lasts.isdisjoint(self._names["listed_surname"]))
        row["surname_too"] = int(not firsts.isdisjoint(self._names["listed_surname"]))
        row["surnames_alone"] = int(lasts <= self._names["only_surname"])
        row |= _compare_forenames(left, right) | _compare_surnames(left, right) | _compare_words(left, right)
        rule = str(self._rule({**row, "weight": weighed.weight}, {}))
        return str(self._verdict({"rule_id": rule}, {})), rule

    def say(self, weighed: PairScore, *, homes: bool) -> str:
        """What agrees and what does not, in words, identifiers first; of homes only where they may be spoken of."""
        order = [*IDENTIFIERS, *(name for name in self._words if name not in IDENTIFIERS)]
        said = [self._words[name].get(weighed.levels[name]) for name in order if homes or name != "home"]
        return "; ".join(words for words in said if words)


def _compare_forenames(left: Row, right: Row) -> dict[str, int | None]:
    """What `link_decision` sees of two forenames: a known form, half a name, and how much longer one is."""
    one, other = left["first_name"], right["first_name"]
    if one is None or other is None:
        return {"known_form": None, "longer_by": None, "half_named": None}
    known = f"|{other}|" in left["near_names"] or f"|{one}|" in right["near_names"]
    half = not read_name_parts().before_forename.keys().isdisjoint((one, other))
    return {"known_form": int(known), "longer_by": abs(len(one) - len(other)), "half_named": int(half)}


def _compare_words(left: Row, right: Row) -> dict[str, int | None]:
    """Whether each name has a word that the other lacks, and none is a known form of a forename there."""
    if left["name_words"] is None or right["name_words"] is None:
        return {"words_differ": None}
    pairs = ((left, right), (right, left))
    lacks = all(not set(one["name_words"].split("|")) <= set(other["near_words"].split("|")) for one, other in pairs)
    known = any(
        one["first_name"] != other["last_name"] and f"|{other['last_name']}|" in one["near_names"]
        for one, other in pairs
    )
    return {"words_differ": int(lacks and not known)}


def _compare_surnames(left: Row, right: Row) -> dict[str, int | None]:
    """Whether one surname is the other with letters behind it."""
    one, other = left["last_name"], right["last_name"]
    if one is None or other is None:
        return {"surname_goes_on": None}
    return {"surname_goes_on": int(one.startswith(other) or other.startswith(one))}


def _read_levels(comparison: Mapping[str, Any], weights: Mapping[int, float]) -> tuple[_Level, ...]:
    """The levels of a comparison in its order; the last, ELSE, always holds."""
    levels, numbers = [], iter(sorted(weights, reverse=True))
    for level in comparison["comparison_levels"]:
        condition = level["sql_condition"]
        holds = None if condition == "ELSE" else read_expression(condition)
        if level.get("is_null_level"):
            levels.append(_Level(NOT_KNOWN, holds))
            continue
        number = next(numbers)
        column = level.get("tf_adjustment_column", "")
        usual = math.log2(level["u_probability"]) if column else 0.0
        levels.append(_Level(number, holds, weights[number], column, usual, level.get("tf_minimum_u_value", 0.0)))
    return tuple(levels)


@lru_cache(maxsize=4)
def read_scorer(files: LinkageFiles | None = None) -> PairScorer:
    """The scorer of the shipped model, or of one that a workspace trained."""
    return PairScorer(settings_of(files))
