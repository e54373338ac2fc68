"""Passages of a run: which cells are read, as restricted as their row, and the child's own words left as they are."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.rows import table_of

from sightline import casenotes
from sightline.casenotes.note import NoteText
from sightline.model.passages import ConfirmedSign, hash_words
from sightline.model.schema import MENTION, PASSAGE, SENTENCE_MARK, SOURCE_ROW
from sightline.model.tables import Table
from sightline.store import DuckDBEngine

TOLD = "Tia was reported missing on Friday. Officer comment: streetwise."
WORDS = "I was reported missing. They call me streetwise."


def build(
    *rows: dict[str, Any], table: Table = PASSAGE, confirmed: Sequence[ConfirmedSign] = ()
) -> list[dict[str, Any]]:
    engine = DuckDBEngine()
    engine.write(SOURCE_ROW, table_of(SOURCE_ROW, *rows))
    engine.write(MENTION, table_of(MENTION))
    casenotes.build(engine=engine, confirmed=confirmed)
    return engine.query(f"SELECT * FROM {table.name} ORDER BY field, start").to_pylist()


def row(cells: dict[str, str], **said: Any) -> dict[str, Any]:
    return {
        "row_id": "row-1", "record_id": "record-1", "agency": "school", "organisation": "Elm School",
        "layout": "school_concerns", "source_file": "concerns.csv", "source_row": 3, "standing": "current",
        "original": json.dumps(cells), **said,
    }  # fmt: skip


def test_offsets_count_in_the_cell_that_field_names() -> None:
    (missing,) = [one for one in build(row({"Text": TOLD})) if one["indicator"] == "missing_episode"]
    assert (missing["field"], missing["source_row"], missing["record_id"]) == ("Text", 3, "record-1")
    assert TOLD[missing["start"] : missing["end"]] == missing["text"]


def test_wording_hints_never_touch_the_childs_words() -> None:
    found = build(row({"Text": TOLD, "Child's Words": WORDS}))
    assert {one["field"] for one in found if one["wording"]} == {"Text"}
    told = [one for one in found if one["field"] == "Child's Words" and one["indicator"]]
    assert told
    assert all(one["said_by"] == "child" and one["is_childs_words"] for one in told)


def test_a_passage_is_as_restricted_as_its_row_and_bringing_others_always_is() -> None:
    found = build(row({"Text": "She has been asked to bring a friend to the flat. She was reported missing."}))
    assert {one["indicator"]: one["restricted"] for one in found if one["indicator"]}.items() >= {
        ("made_to_bring_others", True),
        ("missing_episode", False),
    }
    assert all(one["restricted"] for one in build(row({"Text": TOLD}, restricted=True)))


def test_what_is_superseded_and_cells_that_hold_no_note_are_not_read() -> None:
    assert build(row({"Text": TOLD}, standing="superseded")) == []
    assert build(row({"Surname": TOLD})) == []


BRINGS = "Lunch was soup. They told her to fetch two more girls from her year to the flat on Saturday."


def test_what_the_model_finds_worth_reading_is_a_table_of_its_own_as_restricted_as_its_row() -> None:
    marks = build(row({"Text": BRINGS}), table=SENTENCE_MARK)
    (brings,) = [one for one in marks if one["indicator"] == "made_to_bring_others"]
    assert brings["restricted"] and BRINGS[brings["start"] : brings["end"]].startswith("They told her")
    assert [one for one in json.loads(brings["words"]) if BRINGS[one["start"] : one["end"]] in ("fetch", "girls")]
    assert all(one["restricted"] for one in build(row({"Text": BRINGS}, restricted=True), table=SENTENCE_MARK))
    assert all(BRINGS[one["start"] : one["end"]] not in one.values() for one in marks)


def test_no_conclusion_is_drawn_from_a_mark_of_the_model() -> None:
    rooms = ("patterns", "timescales", "curiosity", "escalation", "networks", "linkage", "chronology", "known_facts")
    package = Path(casenotes.__file__).parents[1]
    reads = [
        path.relative_to(package).as_posix()
        for room in rooms
        for path in (package / room).rglob("*")
        if path.suffix in (".py", ".sql") and "sentence_mark" in path.read_text(encoding="utf-8").lower()
    ]
    assert reads == ["patterns/proposals/search.py"], "what is worth checking, in a table of its own"


SAID = "Lunch was soup. Nan thinks the men at the flat share her out."


def test_a_sign_that_a_person_read_is_written_where_its_words_stand_now() -> None:
    words = SAID[16:]
    one = ConfirmedSign(7, "row-1", "Text", 16, len(SAID), hash_words(words, key=b""),
                        "suspected_exploitation", "2024-03-04T10:00:00Z")  # fmt: skip

    def confirmed(text: str) -> list[tuple[Any, ...]]:
        found = build(row({"Text": text}), confirmed=[one, one])
        return [(each["text"], each["polarity"], each["confirmed_at"]) for each in found if each["confirmed_at"]]

    assert confirmed(SAID) == [(words, "affirmed", "2024-03-04T10:00:00Z")]
    assert confirmed(f"Rang at nine. {SAID}") == confirmed(SAID)
    assert confirmed(SAID.replace("men", "boys")) == []


FORM = "Any worries about exploitation? No - three men are sharing her around and others."


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (FORM, True),
        (f"Typing corrected. {FORM}", True),
        (FORM.replace("? No -", ": nil. -"), True),
        (FORM.replace("others", "otherwise"), False),
    ],
)
def test_what_a_form_divides_is_found_in_a_corrected_row(now: str, stands: bool) -> None:
    start, end = NoteText(FORM).sentences[-1]
    assert FORM[start:end].startswith("- three"), "a piece of what is one sentence elsewhere"
    one = ConfirmedSign(7, "row-1", "Text", start, end, hash_words(FORM[start:end], key=b""),
                        "suspected_exploitation", "2024-03-04T10:00:00Z")  # fmt: skip
    found = [each["text"] for each in build(row({"Text": now}), confirmed=[one]) if each["confirmed_at"]]
    assert found == ([FORM[start:end]] if stands else [])
