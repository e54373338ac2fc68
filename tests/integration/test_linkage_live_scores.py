"""The scorer for one pair says what the batch says: weights to six places, levels, verdicts and rules."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from rapidfuzz.distance import DamerauLevenshtein, Jaro, JaroWinkler
from support.pairs import batch_weights, benchmark_rows, engine_of, engine_of_rows, make_candidates

from sightline import ingest, invented
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.live.profile import read_profile
from sightline.linkage.live.scores import read_scorer
from sightline.linkage.settings import read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch


@pytest.fixture(scope="module")
def invented_mentions(tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    """Every mention in an invented partnership's files."""
    files, workspace = tmp_path_factory.mktemp("files"), Workspace(tmp_path_factory.mktemp("workspace"))
    workspace.create()
    invented.invent(children=20, seed=9, out=files)
    batch, now = open_batch(workspace), "2025-09-01T09:00:00Z"
    for path in sorted(files.glob("*.csv")):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=now)
    close_batch(workspace, batch, now=now)
    engine = DuckDBEngine()
    ingest.assemble(engine=engine, workspace=workspace, as_at=date(2025, 9, 1))
    return engine.query("SELECT * FROM mention")


def compare_with_batch(engine: DuckDBEngine, *, by_chance: int, seed: int) -> int:
    """How many pairs were compared, each with the same answer both ways round."""
    settings, scorer = read_settings(), read_scorer()
    make_candidates(engine=engine, settings=settings, by_chance=by_chance, seed=seed)
    profiles = {row["profile_id"]: row for row in engine.query("SELECT * FROM profile").to_pylist()}
    batch = batch_weights(engine=engine, settings=settings)
    for (a, b), said in batch.items():
        left, right = profiles[a], profiles[b]
        weighed = scorer.weigh(left, right)
        expected = {name: said[f"{name}_level"] for name in weighed.levels}
        assert (weighed.weight, weighed.levels) == (said["weight"], expected), (a, b)
        assert scorer.judge(weighed, left, right) == (said["verdict"], said["rule_id"]), (a, b)
        assert scorer.weigh(right, left) == weighed, (a, b)
    return len(batch)


def test_the_scorer_equals_the_batch(shared_data: Path) -> None:
    rows = benchmark_rows(names=shared_data / "inputs" / "ref_names", people=400, seed=31)
    engine = engine_of_rows(rows=rows, settings=read_settings())
    assert compare_with_batch(engine, by_chance=1_400, seed=31) >= 2_000


@pytest.mark.soak
def test_the_scorer_equals_the_batch_on_a_hundred_thousand_pairs(shared_data: Path) -> None:
    rows = benchmark_rows(names=shared_data / "inputs" / "ref_names", people=40_000, seed=32)
    engine = engine_of_rows(rows=rows, settings=read_settings())
    assert compare_with_batch(engine, by_chance=60_000, seed=32) >= 100_000


def test_half_a_name_is_judged_as_the_batch_judges_it() -> None:
    home = {"birth_date": date(2010, 6, 9), "address": "4 Alder Road", "postcode": "ZZ1 1AA"}
    names = (("Mohammed Bilal", "Calder"), ("Mohammed", "Ashdown"), ("Mohammed", "Calder"), ("Bilal", "Ashdown"),
             ("Md Bilal", "Ashdown"), ("Jose", "Wren"), ("", "Calder"))  # fmt: skip
    rows = [home | {"mention_id": f"m{at}", "agency": ("police", "health", "school")[at % 3], "forename": forename,
                    "surname": surname} for at, (forename, surname) in enumerate(names)]  # fmt: skip
    engine = engine_of(mentions=make_mentions(rows), settings=read_settings())
    assert compare_with_batch(engine, by_chance=5, seed=1) >= 15
    profiles = {row["stands_for"]: row for row in engine.query("SELECT * FROM profile").to_pylist()}
    scorer = read_scorer()

    def judge(one: str, other: str) -> tuple[str, str]:
        left, right = profiles[one], profiles[other]
        return scorer.judge(scorer.weigh(left, right), left, right)

    assert judge("m0", "m1") == ("left_apart", "near_forename")
    assert judge("m0", "m2")[0] == "join"


def test_one_mention_is_read_as_the_batch_reads_it(shared_data: Path) -> None:
    settings = read_settings()
    rows = benchmark_rows(names=shared_data / "inputs" / "ref_names", people=300, seed=33)
    engine = engine_of_rows(rows=rows, settings=settings)
    assert_read_alike(engine)


def assert_read_alike(engine: DuckDBEngine) -> None:
    settings = read_settings()
    batch = {row["mention_id"]: row for row in engine.query("SELECT * FROM person_mention").to_pylist()}
    mentions = engine.query(f"SELECT * FROM {MENTION.name} WHERE entity_kind = 'person'").to_pylist()
    assert mentions
    for mention in mentions:
        read = read_profile(mention=mention, settings=settings, secret=EXAMPLE_SECRET)
        written = batch[mention["mention_id"]]
        assert read == {**{name: written.get(name) for name in read}, "first_seen_on": mention["occurred_on"]}


def test_words_are_as_alike_as_the_database_says(shared_data: Path) -> None:
    pairs = word_pairs(20_000)
    engine = duckdb.connect()
    engine.register("pairs", pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}))
    said = engine.sql("""SELECT jaro_similarity(a, b), damerau_levenshtein(a, b), jaro_winkler_similarity(a, b)
        FROM pairs""").fetchall()
    for (a, b), (near, edits, nearer) in zip(pairs, said, strict=True):
        assert (Jaro.similarity(a, b), DamerauLevenshtein.distance(a, b)) == (near, edits)
        # The database rounds once where we round twice; see the next test.
        assert JaroWinkler.similarity(a, b) == pytest.approx(nearer, abs=1e-15)


def word_pairs(count: int) -> list[tuple[str, str]]:
    chance = random.Random(5)
    words = [row["first_name"] for row in read_settings().name_frequencies["first_name"]]
    return [(word := chance.choice(words), change(word, chance)) for _ in range(count)]


def change(word: str, chance: random.Random) -> str:
    letters = list(word)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        at = chance.randrange(len(letters))
        draw = chance.random()
        if draw < 0.3 and len(letters) > 1:
            letters.pop(at)
        elif draw < 0.6:
            letters.insert(at, chance.choice("aeilmnrst"))
        elif draw < 0.8 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] = chance.choice("aeilmnrst")
    return "".join(letters)


def test_rounding_never_decides_whether_words_are_alike() -> None:
    """One rounding or two give the same side of 0.9 for all words of up to twenty-four letters."""
    from fractions import Fraction

    tried = 0
    for a in range(1, 25):
        for b in range(1, a + 1):
            for shared in range(1, b + 1):
                for moved in range(shared // 2 + 1):
                    near = (shared / a + shared / b + (shared - moved) / shared) / 3.0
                    for front in range(min(4, shared) + 1):
                        twice = near + front * 0.1 * (1.0 - near)
                        once = float(Fraction(front * 0.1) * Fraction(1.0 - near) + Fraction(near))
                        assert (twice >= 0.9) == (once >= 0.9)
                        tried += 1
    assert tried > 10_000


def test_invented_files_are_read_and_weighed_alike(invented_mentions: Any) -> None:
    engine = engine_of(mentions=invented_mentions, settings=read_settings())
    assert_read_alike(engine)
    assert compare_with_batch(engine, by_chance=500, seed=7) > 500
