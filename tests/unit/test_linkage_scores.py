"""Weighing and judging pairs: one statement says what Splink says, and of no pairs in the same columns as of some."""

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pyarrow as pa
import pytest
from support.pairs import batch_weights, benchmark_rows, engine_of_rows, make_candidates, splink_weights

from sightline.linkage.link_decision import VERDICTS
from sightline.linkage.live.scores import PairScore, read_scorer
from sightline.linkage.scores import BY_NUMBER, COMPARED, predict
from sightline.linkage.settings import Settings, read_settings
from sightline.model.schema import COMPARED as COMPARED_TABLE
from sightline.store import DuckDBEngine


@pytest.fixture
def two(settings_of_linkage: Settings) -> tuple[pa.Table, pa.Table]:
    """Two profiles, and the pair that they are."""
    rows = [
        {
            "mention_id": name,
            "agency": agency,
            "forename": name,
            "surname": "Made-Up",
            "birth_date": dt.date(2010, 3, 27),
        }
        for name, agency in (("Ash", "police"), ("Bo", "school"))
    ]
    engine = engine_of_rows(rows=rows, settings=settings_of_linkage)
    profiles = engine.query(f"SELECT {', '.join(COMPARED)} FROM profile ORDER BY profile_id")
    one, other = profiles["profile_id"].to_pylist()
    return profiles, pa.table({"match_key": ["number"], "join_key_l": [one], "join_key_r": [other]})


@pytest.fixture
def settings_of_linkage() -> Settings:
    return read_settings()


def test_keys_of_blocks_read_only_what_is_kept_for_the_next_run(
    two: tuple[pa.Table, pa.Table], settings_of_linkage: Settings
) -> None:
    """A run that goes on finds the blocks of profiles that are gone from the table `compared`, and from no other."""
    engine = DuckDBEngine()
    kept = two[0].select([name for name in two[0].column_names if name in COMPARED_TABLE.column_names])
    engine.load("gone", kept)
    parts = {part for rule in settings_of_linkage.blocking for part in rule.agree_on}
    assert len(parts) > 10
    for part in sorted(parts):
        engine.query(f"SELECT {part} FROM gone")


def test_of_no_pairs_nothing_is_said_in_the_columns_of_some(
    two: tuple[pa.Table, pa.Table], settings_of_linkage: Settings
) -> None:
    profiles, pairs = two
    some = predict(profiles=profiles, pairs=pairs, settings=settings_of_linkage)
    none = predict(profiles=profiles, pairs=pairs[:0], settings=settings_of_linkage)
    assert (some.num_rows, none.num_rows) == (1, 0)
    assert none.schema == some.schema


@pytest.mark.parametrize(
    ("people", "by_chance", "least"),
    [(400, 1_400, 2_000), pytest.param(40_000, 60_000, 100_000, marks=pytest.mark.soak)],
)
def test_the_statement_says_of_each_pair_what_splink_says(
    shared_data: Path, settings_of_linkage: Settings, people: int, by_chance: int, least: int
) -> None:
    """Levels and weight are Splink's; rule and verdict are what the rules say of Splink's levels and weight."""
    rows = benchmark_rows(names=shared_data / "inputs" / "ref_names", people=people, seed=41)
    engine = engine_of_rows(rows=rows, settings=settings_of_linkage)
    candidates = make_candidates(engine=engine, settings=settings_of_linkage, by_chance=by_chance, seed=41)
    profiles = engine.query("SELECT * FROM profile ORDER BY profile_id")
    pairs = candidates.rename_columns(["join_key_l", "join_key_r"]).append_column(
        "match_key", pa.array([BY_NUMBER] * len(candidates))
    )
    found = batch_weights(engine=engine, settings=settings_of_linkage)
    assert len(found) == len(pairs) >= least
    splinks = splink_weights(profiles=profiles.select(COMPARED), pairs=pairs, settings=settings_of_linkage)
    weighed = {pair: {name: row[name] for name in splinks[pair]} for pair, row in found.items()}
    assert weighed == splinks
    assert {row["verdict"] for row in found.values()} == set(VERDICTS)
    sides, scorer = {row["profile_id"]: row for row in profiles.to_pylist()}, read_scorer()
    for (a, b), row in found.items():
        levels = {name.removesuffix("_level"): level for name, level in splinks[a, b].items() if name != "weight"}
        by_splink = scorer.judge(PairScore(splinks[a, b]["weight"], levels), sides[a], sides[b])
        assert (row["verdict"], row["rule_id"]) == by_splink, (a, b)


def test_another_model_is_read_anew(two: tuple[pa.Table, pa.Table], settings_of_linkage: Settings) -> None:
    profiles, pairs = two
    other = json.loads(json.dumps(settings_of_linkage.model)) | {"probability_two_random_records_match": 0.5}
    likelier = dataclasses.replace(settings_of_linkage, model=other)
    (before, after) = (
        predict(profiles=profiles, pairs=pairs, settings=some)["weight"][0].as_py()
        for some in (settings_of_linkage, likelier)
    )
    assert after > before
