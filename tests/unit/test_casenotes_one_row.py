"""One row read at once: its cells alone, by the headings of its layout; the rules made ready once, whoever asks first."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sightline.casenotes.gate.features import NEVER_LEFT_OUT
from sightline.casenotes.readings import one_row
from sightline.casenotes.readings.bulk import read_together
from sightline.casenotes.readings.cells import (
    Asking,
    CellRow,
    confirmed_rows_of_cell,
    list_standing,
    marks_of_reading,
    note_of_cell,
)
from sightline.casenotes.readings.one_row import make_ready, read_row_passages, read_row_sentences
from sightline.model.analysis_tables.passages import PASSAGE
from sightline.model.passages import BY_PERSON, ConfirmedSign, hash_words

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


PASSED_ON = "Two years ago they were passing her around."


def cell_of(said: str, **more: Any) -> CellRow:
    carried = {name: ROW[name] for name in ("record_id", "row_id", "agency", "organisation", "restricted", "markings")}
    named = {
        "layout": "school_concerns",
        "source_file": "f",
        "source_row": 1,
        "field": "Text",
        "subject": "Wren Ashdown",
    }
    return CellRow(
        **(carried | named | {"text": said, "written_on": date(2026, 11, 26), "is_childs_words": False} | more)
    )


def test_where_nobody_is_asked_each_mark_of_a_rule_is_told() -> None:
    """The rule is off, the sign is not among its signs, or the record was known before its agency went live."""
    cell = cell_of(PASSED_ON)
    (reading,) = read_together([note_of_cell(cell)])
    day, school = date(2026, 11, 26), "school"
    every, before, others = frozenset(NEVER_LEFT_OUT), date(2026, 11, 27), {("police", ""): date(2026, 12, 1)}
    told = (
        Asking(signs=()), Asking(every - {"coercion_control"}), Asking(every, {(school, ""): before}),
        Asking(every, {(school, "school_concerns"): before, (school, ""): day}),
    )  # fmt: skip
    asked = (Asking(), Asking(every, {(school, ""): day}), Asking(every, others))
    for asking, is_told in (*((one, True) for one in told), *((one, False) for one in asked)):
        signs = [one.label for one in list_standing(cell, reading, asking) if one.kind == "indicator"]
        marks = [one["level"] for one in marks_of_reading(cell, reading, model_version="", asking=asking)]
        assert ("coercion_control" in signs, "asked" in marks) == (is_told, not is_told), asking
    undated = cell_of(PASSED_ON, written_on=None)
    assert "coercion_control" not in [one.label for one in list_standing(undated, reading, told[2])]


@pytest.mark.parametrize(
    ("said", "sign", "stated"),
    [
        (PASSED_ON, "coercion_control", ("certain", "historical", "subject", "professional")),
        ("Mum says they are passing her around.", "coercion_control", ("certain", "current", "subject", "family")),
        ("They might be passing her around.", "coercion_control", ("possible", "current", "subject", "professional")),
        ("I cannot prove it.", "suspected_exploitation", ("certain", "current", "subject", "professional")),
    ],
)
def test_a_yes_makes_the_sign_as_its_rule_read_it(said: str, sign: str, stated: tuple[str, ...]) -> None:
    key, cell = b"k" * 32, cell_of(f"Quiet today. {said}")
    place = (len("Quiet today. "), len(cell["text"]))
    yes = ConfirmedSign(1, cell["row_id"], "Text", *place, hash_words(said, key=key), sign, "2026-11-27T10:00:00Z")
    (row,) = confirmed_rows_of_cell(cell, [yes], key=key)
    assert tuple(row[name] for name in ("certainty", "time", "experiencer", "said_by")) == stated  # type: ignore[literal-required]
    assert (row["rule_id"], row["text"]) == (BY_PERSON, said)


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
