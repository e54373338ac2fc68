"""Weighing pairs: what is said of none stands in the same columns as what is said of some."""

import dataclasses
import datetime as dt
import json

import pyarrow as pa
import pytest
from support.pairs import engine_of_rows

from sightline.linkage.scores import COMPARED, _read_model, predict
from sightline.linkage.settings import Settings, read_settings


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


def test_of_no_pairs_nothing_is_said_in_the_columns_of_some(
    two: tuple[pa.Table, pa.Table], settings_of_linkage: Settings
) -> None:
    profiles, pairs = two
    some = predict(profiles=profiles, pairs=pairs, settings=settings_of_linkage)
    none = predict(profiles=profiles, pairs=pairs[:0], settings=settings_of_linkage)
    assert (some.num_rows, none.num_rows) == (1, 0)
    assert none.schema == some.schema


def test_a_prediction_leaves_the_model_as_it_was_read(
    two: tuple[pa.Table, pa.Table], settings_of_linkage: Settings
) -> None:
    profiles, pairs = two
    read = _read_model(json.dumps(settings_of_linkage.model)).get_settings("duckdb")
    before = json.dumps(read.as_dict(), default=str)
    first = predict(profiles=profiles, pairs=pairs, settings=settings_of_linkage)
    assert predict(profiles=profiles, pairs=pairs, settings=settings_of_linkage) == first
    assert json.dumps(read.as_dict(), default=str) == before


def test_another_model_is_read_anew(two: tuple[pa.Table, pa.Table], settings_of_linkage: Settings) -> None:
    profiles, pairs = two
    other = json.loads(json.dumps(settings_of_linkage.model)) | {"probability_two_random_records_match": 0.5}
    likelier = dataclasses.replace(settings_of_linkage, model=other)
    (before, after) = (
        predict(profiles=profiles, pairs=pairs, settings=some)["weight"][0].as_py()
        for some in (settings_of_linkage, likelier)
    )
    assert after > before
