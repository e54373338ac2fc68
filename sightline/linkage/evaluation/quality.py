"""Counts how sure the matches of a finished snapshot are, and which pairs the blocking rules find. It names nobody.

A snapshot keeps the joins that its people are made of and the pairs that people are asked about. Of all other pairs
that were weighed its manifest has numbers alone, by verdict and band of weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.candidates import NUMBERS, ONE_HOME
from sightline.linkage.link_decision import BAND_BITS, FIRST_BAND, LAST_BAND
from sightline.linkage.questions.bridges import BRIDGE, SPARSE
from sightline.linkage.scores import BY_NUMBER, list_compared, predict
from sightline.linkage.settings import BlockingRule, Settings
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
NO_LIMIT = 2**31
SAME_DETAILS = "same_details"
Pair = tuple[str, str]


class WeightBandRow(TypedDict):
    """Pairs of a band of weights: joined, and asked about. The first band has all below, the last all above."""

    least: int
    joined: int
    asked: int


class TooLittleRow(TypedDict):
    """How many mentions lack the same."""

    no_forename: bool
    no_birth_date: bool
    mentions: int


class GroupSizeRow(TypedDict):
    """How many people so many records name."""

    records: int
    people: int


class JoinKindRow(TypedDict):
    """How many joins of a kind there are, and of how many people they are part."""

    kind: str
    joins: int
    people: int


@dataclass(frozen=True, slots=True)
class BlockingFound:
    """Of pairs of one person how many were compared at all, how many met nowhere, and how many each rule brought."""

    pairs: int
    missed: int
    by_rule: dict[str, int]


def count_weights(*, engine: Engine) -> tuple[WeightBandRow, ...]:
    """Pairs by their weight."""
    values = {"bits": BAND_BITS, "first": FIRST_BAND, "last": LAST_BAND}
    sql = SQL.fill("weights", of_one_person=(BRIDGE, SPARSE), **values)
    return tuple(read_rows(engine, WeightBandRow, sql))


@dataclass(frozen=True, slots=True)
class ReachableWeight:
    """Rows by the most that they can weigh, in bands; and how many stay below the threshold."""

    bands: dict[int, int]
    below: int


class ReachRow(TypedDict):
    """How many rows of a band there are, and how many of them are below the threshold."""

    least: int
    mentions: int
    below: int


def count_reach(*, engine: Engine, settings: Settings) -> ReachableWeight:
    """Weigh each row against itself, as another agency would hold it: what no other row can pass.

    No snapshot keeps the columns of a workspace's own, so they count nothing here.
    """
    unknown = ("local_id", *(column.name for column in settings.columns))
    columns = ", ".join(
        f"CAST(NULL AS VARCHAR) AS {name}" if name in unknown else name for name in list_compared(settings)
    )
    profiles = engine.query(f"SELECT DISTINCT ON (profile_id) {columns} FROM compared ORDER BY profile_id")
    ids = profiles.column("profile_id")
    keys = pa.array([BY_NUMBER] * len(ids), pa.string())
    pairs = pa.table({"match_key": keys, "join_key_l": ids, "join_key_r": ids})
    engine.load("reach", predict(profiles=profiles, pairs=pairs, settings=settings))
    values = {"bits": BAND_BITS, "first": FIRST_BAND, "last": LAST_BAND, "threshold": settings.threshold}
    rows = list(read_rows(engine, ReachRow, SQL.fill("reach", **values)))
    return ReachableWeight({row["least"]: row["mentions"] for row in rows}, sum(row["below"] for row in rows))


def count_too_little(*, engine: Engine) -> tuple[TooLittleRow, ...]:
    """Mentions that nothing can join, by what they lack."""
    return tuple(read_rows(engine, TooLittleRow, SQL.fill("too_little")))


def count_sizes(*, engine: Engine) -> tuple[GroupSizeRow, ...]:
    """People by the number of records that name them."""
    return tuple(read_rows(engine, GroupSizeRow, SQL.fill("sizes")))


def count_joins(*, engine: Engine, settings: Settings) -> tuple[JoinKindRow, ...]:
    """Joins by what decided them; `near` are those of a weight little above the threshold."""
    limit = settings.threshold + settings.near_bits
    return tuple(read_rows(engine, JoinKindRow, SQL.fill("joins", limit=limit, by_uniqueness=list_rules_on(off=()))))


def find_in_blocks(*, engine: Engine, settings: Settings, pairs: Sequence[Pair]) -> BlockingFound:
    """Which of these pairs each rule brings together. A pair of the very same details needs no rule."""
    columns = {name: pa.array([pair[at] for pair in pairs], pa.string()) for at, name in enumerate(PAIR_COLUMNS)}
    engine.load("answered_pair", pa.table(columns))
    known = _pairs(engine, BOTH_COMPARED)
    by_rule = {SAME_DETAILS: _pairs(engine, f"{BOTH_COMPARED} WHERE a.profile_id = b.profile_id")}
    for rule in NUMBERS:
        by_rule[rule.id] = _pairs(engine, _met(rule, "true", NO_LIMIT))
    comparable = "first_name IS NOT NULL AND birth_date IS NOT NULL"
    for rule in (ONE_HOME, *settings.blocking):
        by_rule[rule.id] = _pairs(engine, _met(rule, comparable, settings.largest_block))
    missed = known.difference(*by_rule.values())
    return BlockingFound(len(known), len(missed), {name: len(found) for name, found in by_rule.items()})


def _met(rule: BlockingRule, condition: str, largest: int) -> str:
    given = " AND ".join(f"({part}) IS NOT NULL" for part in rule.agree_on)
    return SQL.fill(
        "met",
        key=Fragment(", ".join(rule.agree_on)),
        condition=Fragment(f"{condition} AND {given}"),
        largest=largest,
    )


def _pairs(engine: Engine, sql: str) -> set[Pair]:
    a, b = (column.to_pylist() for column in engine.query(sql).columns)
    return set(zip(a, b, strict=True))


PAIR_COLUMNS = ("mention_id_a", "mention_id_b")
BOTH_COMPARED = """
SELECT mention_id_a, mention_id_b
FROM answered_pair JOIN compared a ON a.mention_id = mention_id_a JOIN compared b ON b.mention_id = mention_id_b
"""
