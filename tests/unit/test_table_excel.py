"""A list as an Excel file says what the other formats say, and what its columns mean."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from sightline.documents.tables import write_rows
from sightline.ingest.sheets.reader import read_sheets
from sightline.model.errors import Refused
from sightline.model.tables import Column, Type

COLUMNS = (
    Column("text", Type.TEXT, "Any words."),
    Column("number", Type.INT, "How many.", optional=True),
    Column("day", Type.DATE, "When.", optional=True),
    Column("is_so", Type.BOOL, "Whether."),
    Column("texts", Type.TEXTS, "Several."),
)
ROWS = [
    {"text": "=1+1", "number": 3, "day": date(2025, 3, 5), "is_so": True, "texts": ["a", "\u017d"]},
    {"text": "+44 1632 960001", "number": None, "day": None, "is_so": False, "texts": []},
    {"text": "#N/A", "number": 12345678901234567, "day": date(1066, 10, 14), "is_so": False, "texts": ["=x"]},
    {
        "text": "a\x07\rb_x0041_\n\u201cc\u201d & <d>",
        "number": -1,
        "day": date(1999, 12, 31),
        "is_so": True,
        "texts": [],
    },
]


def write(path: Path, rows: list[dict[str, object]], label: str = "") -> int:
    made = pa.Table.from_pylist(rows, schema=pa.schema([
        ("text", pa.string()), ("number", pa.int64()), ("day", pa.date32()), ("is_so", pa.bool_()),
        ("texts", pa.list_(pa.string())),
    ]))  # fmt: skip
    return write_rows(rows=made.to_reader(), format="xlsx", path=path, label=label, columns=COLUMNS)


def test_each_value_is_read_back_as_it_was(tmp_path: Path) -> None:
    assert write(tmp_path / "a.xlsx", ROWS, "Exported by alice, for a review") == 4
    rows, columns, about = read_sheets(tmp_path / "a.xlsx", folder=tmp_path)
    assert list(rows.rows()) == [
        ["text", "number", "day", "is_so", "texts"],
        ["=1+1", "3", "2025-03-05", "TRUE", '["a", "\u017d"]'],
        ["+44 1632 960001", "", "", "FALSE", "[]"],
        ["#N/A", "12345678901234567", "1066-10-14", "FALSE", '["=x"]'],
        ["a\x07\rb_x0041_\n\u201cc\u201d & <d>", "-1", "1999-12-31", "TRUE", "[]"],
    ]
    assert list(columns.rows())[1:3] == [["text", "text", "Any words.", ""], ["number", "int", "How many.", "yes"]]
    assert list(about.rows()) == [["Exported by alice, for a review"]]


def test_what_a_cell_cannot_hold_is_refused_and_never_cut(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write(tmp_path / "a.xlsx", [ROWS[0], ROWS[1] | {"text": "a" * 32_768}])
    assert refused.value.code == "too_long_for_excel" and "Row 2" in str(refused.value)


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sightline.documents.excel.MOST_ROWS", 4)
    assert write(tmp_path / "a.xlsx", ROWS[:3]) == 3
    with pytest.raises(Refused) as refused:
        write(tmp_path / "a.xlsx", ROWS)
    assert refused.value.code == "too_many_for_excel"
