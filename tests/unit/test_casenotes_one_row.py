"""One row read at once: its cells alone, by the headings of its layout; the rules made ready once, whoever asks first."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sightline.casenotes.readings import one_row
from sightline.casenotes.readings.one_row import make_ready, read_row_passages, read_row_sentences
from sightline.model.analysis_tables.passages import PASSAGE

ROW: dict[str, Any] = {
    "row_id": "row", "record_id": "record", "agency": "school", "organisation": "Elm School", "layout": "sightline_concerns",
    "restricted": False, "markings": [], "source_file": "file.csv", "source_row": 1, "known_from": date(2026, 11, 26),
}  # fmt: skip


@pytest.fixture
def not_ready() -> Iterator[None]:
    one_row._make.cache_clear()
    yield
    one_row._make.cache_clear()


def passages(cells: dict[str, str], layout: str = "sightline_concerns", subject: str = "Wren Ashdown") -> list[Any]:
    mentions = [{"slot": "subject", "mention_id": "m", "name_as_written": subject}]
    source = ROW | {"layout": layout, "original": json.dumps(cells)}
    return read_row_passages(source_row=source, mentions=mentions)


def test_only_the_narrative_cells_are_read_and_places_count_in_the_cell() -> None:
    said = {"Seen and Heard": "  Wren is streetwise. ", "Where": "In a grey van with an older man", "Child's Words": ""}
    (row,) = [one for one in passages(said) if not one["mention"]]
    assert (row["field"], row["wording"], row["speaker"]) == ("Seen and Heard", "streetwise", "professional")
    assert said["Seen and Heard"][row["start"] : row["end"]] == row["text"] == "streetwise"
    assert set(row) == set(PASSAGE.column_names)


def test_an_unlikely_sign_of_harm_is_told_in_a_concern_and_asked_about_in_an_agencys_note() -> None:
    said, layout = "They are passing her around.", "school_concerns"
    (told,) = [one for one in passages({"Seen and Heard": said}) if one["indicator"]]
    assert told["indicator"] == "coercion_control"
    assert not [one for one in passages({"Text": said}, layout=layout) if one["indicator"]]
    for where, cell, levels in (("sightline_concerns", "Seen and Heard", set()), (layout, "Text", {"asked"})):
        row = ROW | {"layout": where, "original": json.dumps({cell: said})}
        marks = read_row_sentences(source_row=row, mentions=[])  # type: ignore[arg-type]
        assert {one["level"] for one in marks if one["indicator"] == "coercion_control"} == levels


def test_a_layout_whose_notes_are_not_read_makes_nothing_ready(
    monkeypatch: pytest.MonkeyPatch, not_ready: None
) -> None:
    monkeypatch.setattr(one_row, "read_all", lambda note: pytest.fail("nothing is to be read"))
    assert passages({"Seen and Heard": "Wren is streetwise."}, layout="sightline_professional_concerns") == []
    assert passages({"Where": "In a grey van"}) == []


def test_the_rules_are_made_ready_once_whoever_asks_first(monkeypatch: pytest.MonkeyPatch, not_ready: None) -> None:
    made: list[float] = []

    def slowly(_: Any) -> list[Any]:
        made.append(time.monotonic())
        time.sleep(0.2)
        return []

    monkeypatch.setattr(one_row, "read_all", slowly)
    threads = [threading.Thread(target=make_ready) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
