"""Weighing pairs: what is said of none stands in the same columns as what is said of some."""

import datetime as dt

import pyarrow as pa
from support.pairs import engine_of_rows

from sightline.linkage.scores import COMPARED, predict
from sightline.linkage.settings import read_settings


def test_of_no_pairs_nothing_is_said_in_the_columns_of_some() -> None:
    settings = read_settings()
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
    engine = engine_of_rows(rows=rows, settings=settings)
    profiles = engine.query(f"SELECT {', '.join(COMPARED)} FROM profile ORDER BY profile_id")
    one, other = profiles["profile_id"].to_pylist()
    pairs = pa.table({"match_key": ["number"], "join_key_l": [one], "join_key_r": [other]})
    some = predict(profiles=profiles, pairs=pairs, settings=settings)
    none = predict(profiles=profiles, pairs=pairs[:0], settings=settings)
    assert (some.num_rows, none.num_rows) == (1, 0)
    assert none.schema == some.schema
