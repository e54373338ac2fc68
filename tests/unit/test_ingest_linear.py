"""What one cell of a million signs costs: no step over it takes more than in proportion, and no cache keeps it."""

from pathlib import Path

import pytest
from support.exports import Tables, new_workspace, take, write_export

from sightline.ingest import short_text_cache, wording
from sightline.ingest.dates import reader as dates
from sightline.ingest.rows import cell_parts
from sightline.ingest.rows.cell_parts import split_cell

MILLION = 1_000_000


def test_long_blanks_between_names_are_read_at_once() -> None:
    """Before, a million blanks beside a comma took hours."""
    assert len(split_cell(f"Mia Oak, Dean{' ' * MILLION}Ash", "people")) == 2
    assert split_cell("Mia Oak and Dean Ash, Jo Elm & Al Fir", "people") == ("Mia Oak", "Dean Ash", "Jo Elm", "Al Fir")


@pytest.mark.parametrize(
    "function", [dates.read_day, dates.read_clock, dates.read_moment, wording.plain_code, wording.plain_heading]
)
def test_no_cache_keeps_a_long_text(function: object) -> None:
    kept = function.__wrapped__  # type: ignore[attr-defined]
    assert not hasattr(kept, "cache_info")
    assert function("x" * MILLION) == kept("x" * MILLION)  # type: ignore[operator]


def test_what_is_short_is_worked_out_once_and_what_is_long_each_time() -> None:
    asked: list[str] = []

    @short_text_cache.kept_where_short(10)
    def work(text: str) -> int:
        asked.append(text[:1])
        return len(text)

    for text in ("a", "a", "b" * 300, "b" * 300):
        work(text)
    assert asked == ["a", "b", "b"]
    assert cell_parts.LONGEST_NAME < short_text_cache.LONGEST_KEPT


def test_a_cell_that_names_thousands_is_rejected(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    path = write_export(tmp_path / "y.csv", "youth_service_contacts",
                        {"Contact Ref": "1", "Date": "05/03/2024", "Others Named": "Mia Oak; " * 1_200 + "\n,"},
                        {"Contact Ref": "2", "Date": "05/03/2024", "Others Named": "Mia Oak; " * 900 + "\n,"})  # fmt: skip
    receipt = take(room, path)
    assert (receipt.rows_taken, receipt.rows_rejected) == (1, 1)
    assert Tables(room).ask("SELECT code FROM reject") == [("too_many_named",)]
