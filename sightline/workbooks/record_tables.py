"""Reads tables that are no sheets: Parquet, and JSON with one object a line. Their first row is the columns' names.

A value within a value (a list, an object) is written as JSON, so nothing of it is lost.
"""

import json
import math
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import NOT_JSON_LINES, TOO_WIDE, UNREADABLE, Refusal
from sightline.workbooks.row_counter import Emit, RowCounter, SheetEnd
from sightline.workbooks.values import plain_number

PORTION = 2_000


def read_parquet(stream: IO[bytes], emit: Emit, limits: WorkbookLimits) -> SheetEnd:
    """Give the rows of a Parquet file; Refusal where it is damaged or too wide."""
    import pyarrow as pa  # here: a workbook is read without it
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        names = file.schema_arrow.names
        if len(names) > limits.columns:
            raise Refusal(TOO_WIDE, limits.columns)
        rows = RowCounter(emit, limits)
        rows.add(1, dict(enumerate(names, start=1)))
        number = 1
        for batch in file.iter_batches(batch_size=PORTION):
            columns = [column.to_pylist() for column in batch.columns]
            for values in zip(*columns, strict=True):
                number += 1
                rows.add(number, _filled(values))
    except (pa.ArrowException, OSError) as error:
        raise Refusal(UNREADABLE) from error
    return rows.end_of_sheet


def read_json_lines(stream: IO[bytes], emit: Emit, limits: WorkbookLimits) -> SheetEnd:
    """Give the rows of JSON lines, the columns in the order in which they first come.

    Refusal where a line is no object: `limit` is then its number.
    """
    names: dict[str, int] = {}
    for _, record in _objects(stream, limits):
        for name in record:
            if name not in names:
                names[name] = len(names) + 1
        if len(names) > limits.columns:
            raise Refusal(TOO_WIDE, limits.columns)
    rows = RowCounter(emit, limits)
    rows.add(1, {place: name for name, place in names.items()})
    for number, record in _objects(stream, limits):
        rows.add(number + 1, {names[name]: text for name, value in record.items() if (text := value_text(value))})
    return rows.end_of_sheet


def _objects(stream: IO[bytes], limits: WorkbookLimits) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object with its line's number from 1; blank lines are none."""
    stream.seek(0)
    number = 0
    while line := stream.readline(limits.cell_length + 1):
        number += 1
        if len(line) > limits.cell_length:
            raise Refusal(NOT_JSON_LINES, number)
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not text:
            continue
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Refusal(NOT_JSON_LINES, number) from error
        if not isinstance(record, dict):
            raise Refusal(NOT_JSON_LINES, number)
        yield number, record


def _filled(values: tuple[Any, ...]) -> dict[int, str]:
    return {place: text for place, value in enumerate(values, start=1) if (text := value_text(value))}


def value_text(value: Any) -> str:
    """A value as text: days as ISO, moments with their offset, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return "" if math.isnan(value) else plain_number(value)
    if isinstance(value, datetime):
        is_midnight = value.time() == time(0) and value.tzinfo is None
        return value.date().isoformat() if is_midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=value_text)
    return str(value)
