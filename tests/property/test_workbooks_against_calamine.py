"""Generated workbooks are read as python-calamine, another reader, reads them: the same text in every cell."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.process import read_workbook

SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
CELLS = st.one_of(
    st.none(),
    st.text(SIGNS, max_size=8).filter(lambda text: not text.startswith("=") and "_x" not in text),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0, second=30)),  # noqa: DTZ001
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.integers(1, 10_000).map(lambda minutes: timedelta(minutes=minutes)),
)  # fmt: skip
SHEETS = st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=40)


@settings(max_examples=12, deadline=None)
@given(filled=SHEETS)
def test_every_cell_is_read_as_another_reader_reads_it(filled: list[list[Any]], tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    for cells in filled:
        book.active.append(cells or [None])
    book.save(path)
    assert by_us(path) == by_calamine(path)


def by_us(path: Path) -> list[list[str]]:
    (sheet,) = read_workbook(path, limits=WorkbookLimits(), folder=path.parent)
    return trimmed([list(cells) for cells in sheet.rows()])


def by_calamine(path: Path) -> list[list[str]]:
    cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return trimmed([[text(cell) for cell in row] for row in cells])


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without what is empty at the end of a row, or at the end of the sheet."""
    kept = [row[: max((at + 1 for at, cell in enumerate(row) if cell), default=0)] for row in rows]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def text(cell: Any) -> str:
    """A cell as that reader gives it, in the words that ingest reads."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}" if not cell.second else f"{cell:%H:%M:%S}"
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(cell)
