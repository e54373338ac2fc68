"""A model trained from a workspace's own records: what it learns, what it keeps, and what its report holds."""

import json
import random
import re
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pytest

from sightline.casework.data.training import check_folder
from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.scores import weigh_levels
from sightline.linkage.settings import read_settings
from sightline.linkage.training.model import TrainedModel, train
from sightline.linkage.training.report import list_levels, write_folder
from sightline.linkage.training.rules import read_training_rules
from sightline.model.errors import Usage
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

PEOPLE = 400


@pytest.fixture(scope="module")
def engine(shared_data: Path) -> DuckDBEngine:
    """Four hundred people of the benchmarks' generator, some two rows each, joined."""
    people = import_module("benchmarks.linkage_people")
    chance = random.Random(3)
    pickers = people.read_pickers(shared_data / "inputs" / "ref_names")
    rows = [
        {
            "mention_id": f"{person.number:04d}-{copy}",
            "agency": f"agency_{copy}",
            **people.write_about(person, chance=chance),
        }
        for person in people.invent_people(count=PEOPLE, seed=3, pickers=pickers)
        for copy in range(chance.choice((2, 3, 4)))
    ]
    made = DuckDBEngine()
    made.write(MENTION, make_mentions(rows))
    resolve(engine=made, secret=EXAMPLE_SECRET)
    return made


@pytest.fixture(scope="module")
def trained(engine: DuckDBEngine) -> TrainedModel:
    ids = engine.query("SELECT mention_id FROM mention ORDER BY mention_id").column(0).to_pylist()
    true_ids = pa.table({"mention_id": ids, "true_id": [mention[:4] for mention in ids]})
    return train(engine=engine, secret=EXAMPLE_SECRET, true_ids=true_ids)


def test_what_is_set_by_hand_stays(trained: TrainedModel) -> None:
    by_hand = [row for row in list_levels(trained) if row.origin == "by hand"]
    assert {"same NHS number", "same UPN", "same telephone", "sex different"} <= {row.label for row in by_hand}
    assert all(row.weight == row.shipped for row in by_hand)


def test_what_is_learnt_points_the_same_way_as_the_shipped_model(trained: TrainedModel) -> None:
    learnt = {row.label: row for row in list_levels(trained) if row.origin == "learnt"}
    assert {"forename the same", "surname the same", "birth date the same", "home the same"} <= set(learnt)
    for label in ("forename the same", "surname the same", "birth date the same", "home the same"):
        assert learnt[label].weight > 3
        assert learnt[label].weight != learnt[label].shipped
    for label in ("forename different", "surname different", "birth date different"):
        assert next(row for row in list_levels(trained) if row.label == label).weight < -2


def test_the_shipped_model_is_not_changed(trained: TrainedModel) -> None:
    read_settings.cache_clear()
    assert read_settings().model == trained.shipped.model
    assert trained.model != trained.shipped.model
    assert re.fullmatch(r"england-3-own-[0-9a-f]{8}", trained.version)


def test_its_levels_can_be_told_apart(trained: TrainedModel) -> None:
    for name, weights in weigh_levels(trained.model).items():
        assert len({round(weight, 6) for weight in weights.values()}) == len(weights), name


def test_training_again_gives_the_same(engine: DuckDBEngine, trained: TrainedModel) -> None:
    assert train(engine=engine, secret=EXAMPLE_SECRET).model == trained.model


def test_names_of_few_people_are_left_out(engine: DuckDBEngine, trained: TrainedModel) -> None:
    for column, rows in trained.frequencies.items():
        assert rows
        for row in rows:
            bearers = engine.query(
                f"SELECT count(DISTINCT person_id) FROM training_person JOIN profile USING (profile_id) "
                f"WHERE {column} = ?",
                [row[column]],
            )
            assert bearers.column(0)[0].as_py() >= read_training_rules().fewest_bearers
            assert 0 < float(row["share"]) < 1


def test_most_true_pairs_are_compared(trained: TrainedModel) -> None:
    assert trained.blocking_recall is not None
    assert 0.9 < trained.blocking_recall <= 1
    assert 0 < trained.unlinkable < trained.profiles
    assert sum(trained.self_weights.values()) == trained.profiles


def test_the_report_stands_alone_and_names_nobody(trained: TrainedModel, tmp_path: Path) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in write_folder(trained=trained, folder=tmp_path)}
    assert set(written) == {"model.json", "report.html", "frequency_first_name.csv", "frequency_last_name.csv"}
    assert json.loads(written["model.json"]) == trained.model
    report = written["report.html"]
    fetched = [url for url in re.findall(r"https?://[^\"'\s<]+", report) if url != "http://www.w3.org/2000/svg"]
    assert not fetched
    assert not re.search(r"<script|<link|<img|@import|url\(", report)
    assert report.count("<svg") == 2
    words = set(re.findall(r"[a-z]+", report.lower()))
    assert not words & {row["last_name"] for row in trained.frequencies["last_name"] if len(row["last_name"]) > 5}


def test_too_few_people_are_refused() -> None:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions([{"mention_id": "a", "forename": "Lena", "surname": "Ashdown"}]))
    resolve(engine=engine, secret=EXAMPLE_SECRET)
    with pytest.raises(Usage, match="too few"):
        train(engine=engine, secret=EXAMPLE_SECRET)


def test_no_folder_is_written_over(tmp_path: Path) -> None:
    check_folder(out=tmp_path / "new")
    check_folder(out=tmp_path)
    (tmp_path / "model.json").write_text("{}", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "model.json", tmp_path / "none" / "new"):
        with pytest.raises(Usage):
            check_folder(out=folder)
