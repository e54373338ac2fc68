"""Cells of CSV: what a spreadsheet would run stays text, and nothing else is touched."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.documents.tables import FORMULA_BEGINS, cell_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (-1.5, "-1.5"),
        (date(2024, 3, 5), "2024-03-05"),
        ([], "[]"),
        (["=1+1", "Ó"], '["=1+1", "Ó"]'),
        ([date(2024, 3, 5)], '["2024-03-05"]'),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("+447700900123", "+447700900123"),
        ("-12.5", "-12.5"),
        ("-12.5\n", "'-12.5\n"),
        ("Mia = Mia", "Mia = Mia"),
        ("", ""),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert cell_text(value) == text


@given(st.text())
def test_no_text_begins_a_formula_but_a_plain_number(text: str) -> None:
    cell = cell_text(text)
    assert cell.endswith(text)
    if cell.startswith(FORMULA_BEGINS):
        assert cell.strip("+-").replace(".", "", 1).isdecimal()
