"""Holds the model's own verdict on each answered pair against what people answered, as if nobody had.

The people of the snapshot already obey the answers, so they would agree with nearly all of them. Each pair is weighed
and judged anew, by itself, from what the run compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.evaluation.measures import Score, UnevenGroup, find_uneven
from sightline.linkage.live.scores import KeptPair, PairScorer, read_scorer
from sightline.linkage.model_files import LinkageFiles, settings_of
from sightline.model.rows.analysis import ComparedRow
from sightline.model.schema import COMPARED
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

OVERALL, JOIN = "overall", "join"
NOT_COMPARED = "no longer in the records, sealed, or not compared in this update"


@dataclass(frozen=True, slots=True)
class AnsweredPair:
    """Two mentions, and whether somebody who knows said that they are of one person."""

    mention_id_a: str
    mention_id_b: str
    same: bool


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Answered pairs: how many, how many people called one person, how many the model would, and how many both."""

    name: str
    pairs: int
    said_same: int
    held_same: int
    both: int

    @property
    def agreed(self) -> int:
        """Pairs of which people and the model say the same, one person or two."""
        return self.pairs - self.said_same - self.held_same + 2 * self.both


@dataclass(frozen=True, slots=True)
class AnswersEvaluation:
    """How far the model alone agrees with people: overall, by its rule, by its weight, by groups of names if given."""

    answers: int
    left_out: dict[str, int]
    overall: PairAgreement
    rules: tuple[PairAgreement, ...]
    bands: tuple[PairAgreement, ...]
    groups: tuple[PairAgreement, ...]
    uneven: tuple[UnevenGroup, ...]


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """One pair: what was said, and what the model makes of it alone."""

    answered: AnsweredPair
    held_same: bool
    rule_id: str
    weight: float


def score_answers(
    *,
    engine: Engine,
    answers: Sequence[AnsweredPair],
    groups: pa.Table | None = None,
    model: LinkageFiles | None = None,
) -> AnswersEvaluation:
    """Judge each answered pair by itself, by the model in force.

    `groups` has mention_id and name_list; a pair counts for those of either.
    """
    profiles = read_compared(engine=engine, mentions={one for pair in answers for one in _both(pair)})
    compared = [one for one in answers if all(mention in profiles for mention in _both(one))]
    verdicts = list(judge_alone(profiles=profiles, answers=compared, scorer=read_scorer(model)))
    threshold = settings_of(model).threshold
    by_group = tuple(_by_group(verdicts, groups)) if groups is not None else ()
    left_out = {NOT_COMPARED: len(answers) - len(compared)} if len(compared) < len(answers) else {}
    return AnswersEvaluation(
        answers=len(answers),
        left_out=left_out,
        overall=_count(OVERALL, verdicts),
        rules=_count_by({one: (one.rule_id,) for one in verdicts}),
        bands=tuple(_by_band(verdicts, threshold)),
        groups=by_group,
        uneven=find_uneven(tuple(Score(one.name, 0, one.said_same, one.held_same, one.both) for one in by_group)),
    )


def weigh_answers(
    *, engine: Engine, answers: Sequence[AnsweredPair], model: LinkageFiles | None = None
) -> list[tuple[AnsweredPair, float]]:
    """What the model alone makes each answered pair weigh, of those that were compared."""
    profiles = read_compared(engine=engine, mentions={one for pair in answers for one in _both(pair)})
    compared = [one for one in answers if all(mention in profiles for mention in _both(one))]
    verdicts = judge_alone(profiles=profiles, answers=compared, scorer=read_scorer(model))
    return [(one.answered, one.weight) for one in verdicts]


class ComparedProfileRow(ComparedRow):
    """What a mention was compared by, and the first day of its profile."""

    first_seen_on: date | None


def read_compared(*, engine: Engine, mentions: Iterable[str]) -> dict[str, ComparedProfileRow]:
    """What the run compared of each of these mentions, with its profile's number and first day."""
    columns = ", ".join(f"c.{column.name}" for column in COMPARED.columns)
    engine.load("answered_mention", pa.table({"mention_id": pa.array(sorted(mentions), pa.string())}))
    sql = f"""
        WITH seen AS (SELECT profile_id, min(occurred_on) AS first_seen_on
                      FROM compared JOIN mention USING (mention_id) GROUP BY profile_id)
        SELECT {columns}, seen.first_seen_on
        FROM compared c JOIN answered_mention USING (mention_id) JOIN seen ON seen.profile_id = c.profile_id"""
    return {row["mention_id"]: row for row in read_rows(engine, ComparedProfileRow, sql)}


class KeptPairRow(TypedDict):
    """What a run kept of a pair of profiles."""

    profile_a: int
    profile_b: int
    weight: float
    levels: list[int]


def read_kept_pairs(*, engine: Engine) -> dict[tuple[int, int], KeptPair]:
    """What the run kept of each pair of the mentions that `read_compared` was asked for, the older profile first."""
    sql = """
        WITH answered AS (SELECT DISTINCT profile_id FROM compared JOIN answered_mention USING (mention_id))
        SELECT profile_a, profile_b, weight, levels FROM compared_pair
        WHERE weight IS NOT NULL AND profile_a IN (FROM answered) AND profile_b IN (FROM answered)"""
    rows = read_rows(engine, KeptPairRow, sql)
    return {(row["profile_a"], row["profile_b"]): KeptPair(row["weight"], row["levels"]) for row in rows}


def judge_alone(
    *, profiles: Mapping[str, ComparedProfileRow], answers: Iterable[AnsweredPair], scorer: PairScorer
) -> Iterable[PairVerdict]:
    """The model's verdict on each pair; the profile of the smaller number stands first, as in a run."""
    for one in answers:
        left, right = sorted((profiles[mention] for mention in _both(one)), key=lambda row: row["profile_id"])
        weighed = scorer.weigh(left, right)
        verdict, rule = scorer.judge(weighed, left, right)
        yield PairVerdict(one, verdict == JOIN, rule, weighed.weight)


def _both(pair: AnsweredPair) -> tuple[str, str]:
    return pair.mention_id_a, pair.mention_id_b


def _count(name: str, verdicts: Sequence[PairVerdict]) -> PairAgreement:
    said, held = [one.answered.same for one in verdicts], [one.held_same for one in verdicts]
    return PairAgreement(
        name, len(verdicts), sum(said), sum(held), sum(a and b for a, b in zip(said, held, strict=True))
    )


def _count_by(names: Mapping[PairVerdict, Iterable[str]]) -> tuple[PairAgreement, ...]:
    """One line a name, in their order; a verdict counts for each of its names."""
    by_name: dict[str, list[PairVerdict]] = {}
    for verdict, of in names.items():
        for name in of:
            by_name.setdefault(name, []).append(verdict)
    return tuple(_count(name, by_name[name]) for name in sorted(by_name))


def _by_band(verdicts: Sequence[PairVerdict], threshold: float) -> Iterable[PairAgreement]:
    """By weight: below 0, to the threshold, to twice that, and above."""
    edges = (float("-inf"), 0.0, threshold, 2 * threshold, float("inf"))
    names = ("below 0 bits", f"0 to {threshold:g} bits", f"{threshold:g} to {2 * threshold:g} bits",
             f"{2 * threshold:g} bits and more")  # fmt: skip
    for name, low, high in zip(names, edges[:-1], edges[1:], strict=True):
        yield _count(name, [one for one in verdicts if low <= one.weight < high])


def _by_group(verdicts: Sequence[PairVerdict], groups: pa.Table) -> Iterable[PairAgreement]:
    group_of = dict(zip(groups.column("mention_id").to_pylist(), groups.column("name_list").to_pylist(), strict=True))
    return _count_by(
        {one: sorted({group_of[mention] for mention in _both(one.answered) if mention in group_of}) for one in verdicts}
    )
