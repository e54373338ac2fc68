"""What holds for any file: receipts add up, nothing is lost, dates come back as they were written."""

import csv
import io
import tempfile
from datetime import date, time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support.exports import MORNING, NEXT_WEEK, Tables, headings, new_workspace

from sightline import ingest
from sightline.ingest.dates.reader import read_day, read_moment
from sightline.model.when import london_text

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS)
def test_a_date_is_read_as_it_was_meant(day: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", day.isoformat(), f"{day:%d %B %Y}",
                    f"{day:%Y-%b-%d} 00:00:00"):  # fmt: skip
        read = read_day(written)
        assert read is not None and read.first == day


@given(DAYS, st.times())
def test_a_moment_comes_back_on_the_london_clock(day: date, clock: time) -> None:
    read = read_moment(f"{day:%d/%m/%Y}", f"{clock:%H:%M}")
    assert read.occurred_from is not None
    shown = london_text(read.occurred_from)
    # Of an hour that the clocks leave out, London's clock shows the one after.
    assert shown == f"{day.isoformat()}T{clock:%H:%M}" or (day.month in range(2, 6) and clock.hour <= 2)


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none_and_never_a_fault(text: str) -> None:
    read = read_moment(text, text, text, text, text)
    assert (read.occurred_from is None) == (read.day is None)


CELLS = st.one_of(
    st.sampled_from(["", "C1", "C2", "05/03/2024", "31/02/2020", "Oak", "=1+1", "#N/A", "a\0b", " ", "Y"]),
    st.text(max_size=12),
)
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=16), max_size=12)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_every_row_is_taken_rejected_or_unchanged(first: list[list[str]], second: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = new_workspace(Path(folder))
        for batch, (rows, received_at) in enumerate([(first, MORNING), (second, NEXT_WEEK)], start=1):
            text = io.StringIO()
            writer = csv.writer(text)
            writer.writerow(headings("housing_complaints"))
            writer.writerows([[*row, *[""] * (14 - len(row))] if len(row) % 2 else row for row in rows])
            path = Path(folder) / f"{batch}.csv"
            path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
            for receipt in ingest.take_file(workspace=room, path=path, batch=batch, received_at=received_at):
                assert receipt.adds_up
        made = Tables(room)
        for table, count in (("reject", "sum(rows_rejected)"), ("source_row", "sum(rows_taken)")):
            ((kept, said),) = made.ask(f"SELECT (SELECT count(*) FROM {table} WHERE source_row > 0), {count} "
                                       "FROM received_file")  # fmt: skip
            assert kept == said
