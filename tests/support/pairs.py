"""Profiles of the benchmark's invented people or of invented files, and what the batch says of pairs of them."""

import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from benchmarks.linkage_people import invent_people, read_pickers, write_about, write_oddly
from sightline.linkage.candidates import choose_pairs
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.link_decision import judge_pairs
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.profiles import build_profiles
from sightline.linkage.scores import weigh_levels
from sightline.linkage.settings import Settings
from sightline.linkage.training.splink_model import make_linker, register_frequencies
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine


def benchmark_rows(*, names: Path, people: int, seed: int) -> list[dict[str, Any]]:
    """Two or three mentions of each of so many invented people, with their mistakes."""
    chance = random.Random(seed)
    return [
        {
            "mention_id": f"{person.number:06d}-{copy}",
            "agency": f"agency_{copy}",
            **write_oddly(write_about(person, chance=chance), person, chance=chance),
        }
        for person in invent_people(count=people, seed=seed, pickers=read_pickers(names))
        for copy in range(chance.choice((2, 3)))
    ]


def engine_of(*, mentions: pa.Table, settings: Settings) -> DuckDBEngine:
    """An engine in which linking has read the mentions and made their profiles."""
    engine = DuckDBEngine()
    engine.write(MENTION, mentions)
    normalise_people(engine=engine, settings=settings, secret=EXAMPLE_SECRET)
    build_profiles(engine=engine, settings=settings)
    return engine


def engine_of_rows(*, rows: Sequence[dict[str, Any]], settings: Settings) -> DuckDBEngine:
    """The same, of rows that name only some columns."""
    return engine_of(mentions=make_mentions(rows), settings=settings)


def make_candidates(*, engine: DuckDBEngine, settings: Settings, by_chance: int, seed: int) -> pa.Table:
    """The pairs that blocking brings together, and so many random ones that it does not."""
    choose_pairs(engine=engine, settings=settings)
    chance, ids = random.Random(seed), engine.query("SELECT profile_id FROM profile").column(0).to_pylist()
    drawn = {tuple(sorted(chance.sample(ids, 2))) for _ in range(by_chance)}
    engine.load("drawn", pa.table({"a": [a for a, _ in sorted(drawn)], "b": [b for _, b in sorted(drawn)]}))
    engine.make(
        "candidate",
        """SELECT * FROM candidate UNION ALL BY NAME SELECT a AS profile_a, b AS profile_b, false AS by_number FROM drawn
           WHERE (a, b) NOT IN (SELECT (profile_a, profile_b) FROM candidate)""",
    )
    return engine.query("SELECT profile_a, profile_b FROM candidate ORDER BY ALL")


def batch_weights(*, engine: DuckDBEngine, settings: Settings) -> dict[tuple[int, int], dict[str, Any]]:
    """For each candidate pair what the statement says, pairs of little weight included."""
    engine.make("candidate", "SELECT * REPLACE (true AS by_number) FROM candidate")
    judge_pairs(engine=engine, settings=settings)
    return {(row["profile_a"], row["profile_b"]): row for row in engine.query("SELECT * FROM judged").to_pylist()}


def splink_weights(*, profiles: pa.Table, pairs: pa.Table, settings: Settings) -> dict[tuple[int, int], dict[str, Any]]:
    """For each pair, whatever it weighs, what Splink says: the weight to six places and the level of each comparison."""
    with duckdb.connect() as connection:
        linker = make_linker(profiles, connection=connection, model=settings.model)
        register_frequencies(linker, settings.name_frequencies)
        linker.table_management.register_blocked_pairs_for_predict(linker._db_api.register(pairs))
        said = linker.inference.predict(warning_mode="never").as_pyarrow_table().to_pylist()
    levels = weigh_levels(settings.model)
    return {
        (row["profile_id_l"], row["profile_id_r"]): {
            "weight": round(row["match_weight"], 6),
            **{f"{name}_level": _level(row[f"mw_{name}"], weights) for name, weights in levels.items()},
        }
        for row in said
    }


def _level(weight: float, weights: dict[int, float]) -> int:
    """The level that a comparison's weight stands for; -1 where nothing was known. A model's levels weigh differently."""
    return next((number for number, each in weights.items() if math.isclose(each, weight, abs_tol=1e-9)), -1)
