"""A sign that a rule states silences a doubted one only in its own row, of this child and of now."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from support.rows import engine_with

from sightline.model.schema import (
    AGENCY_RECORD,
    MENTION,
    PASSAGE,
    PATTERN_PROPOSAL,
    RESOLVED,
    SENTENCE_MARK,
    SOURCE_ROW,
)
from sightline.store.layout.sentences import build_worth_reading

TOLD = {
    "record_id": "rec", "row_id": "one", "field": "Text", "start": 40, "end": 50, "indicator": "self_harm",
    "polarity": "affirmed", "experiencer": "subject", "time": "current", "rule_id": "harm",
}  # fmt: skip


def is_asked(tmp_path: Path, *, sign: str, told: dict[str, Any]) -> bool:
    """Whether the doubted sign of row `one` is asked about, beside what a rule states."""
    rows = [
        {"row_id": row, "record_id": "rec", "standing": "current", "original": json.dumps({"Text": "x" * 60})}
        for row in ("one", "other")
    ]
    mark = {"mark_id": "m", "record_id": "rec", "row_id": "one", "field": "Text", "start": 0, "end": 20,
            "indicator": sign if sign == "suspected_exploitation" else "self_harm", "level": "asked", "words": "[]"}  # fmt: skip
    engine = engine_with({
        SOURCE_ROW: rows, AGENCY_RECORD: [{"record_id": "rec", "latest": True}], SENTENCE_MARK: [mark],
        PASSAGE: [TOLD | told], MENTION: [], RESOLVED: [], PATTERN_PROPOSAL: [],
    })  # fmt: skip
    build_worth_reading(engine=engine, path=tmp_path / "serve.sqlite")
    with sqlite3.connect(tmp_path / "serve.sqlite") as served:
        ((alone,),) = served.execute("SELECT alone FROM worth_reading").fetchall()
    return bool(alone)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({}, False),
        ({"row_id": "other"}, True),
        ({"time": "historical"}, True),
        ({"polarity": "negated"}, True),
        ({"rule_id": "confirmed_by_person"}, True),
        ({"indicator": "suspected_exploitation", "experiencer": "other"}, True),
        ({"indicator": "physical_injury"}, True),
    ],
)
def test_only_the_same_sign_of_this_child_and_of_now_in_the_same_row_silences_a_question(
    tmp_path: Path, told: dict[str, str], asked: bool
) -> None:
    assert is_asked(tmp_path, sign=told.get("indicator", "self_harm"), told=told) is asked
