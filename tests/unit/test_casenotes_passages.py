"""Passages of records: whose cell, whose restriction, and nothing that leads to a protected home."""

import json
from typing import Any

from support.rows import engine_with

from sightline import casenotes
from sightline.model.schema import MENTION, SOURCE_ROW

NOTE = "Moved to 14 Larkspur Road at night, scared of a man called Lorik, ring 07700 900123. Did not come home."


def passages(**seen: Any) -> list[dict[str, Any]]:
    row = {
        "row_id": "r", "record_id": "rec", "agency": "childrens_services", "organisation": "cs",
        "layout": "childrens_services_events", "source_file": "e.csv", "source_row": 1, "standing": "current",
        "original": json.dumps({"Text": NOTE}), **seen,
    }  # fmt: skip
    engine = engine_with({SOURCE_ROW: [row], MENTION: []})
    casenotes.build(engine=engine)
    found: list[dict[str, Any]] = engine.query("SELECT * FROM passage ORDER BY start").to_pylist()
    return found


def test_a_passage_is_as_restricted_as_its_row_and_gives_the_words() -> None:
    found = passages(restricted=True)
    assert {"14 Larkspur Road", "Lorik", "07700 900123"} <= {one["text"] for one in found}
    assert all(one["restricted"] and one["text"] == NOTE[one["start"] : one["end"]] for one in found)


def test_no_passage_leads_to_a_protected_home() -> None:
    found = passages(markings=["PROTECTED ADDRESS"])
    assert {one["mention"] for one in found} == {"", "person"}
    assert {one["text"] for one in found} == {""}
