"""Writes rows to CSV, Excel, Parquet or JSON lines, the way that docs/reference/command-line.md promises.

A spreadsheet runs a cell that begins with = as a formula, so in CSV such text gets an apostrophe before it. Numbers,
+44 telephone numbers among them, stay as they are, and so does all text in the other formats.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.documents.excel import write_excel_table
from sightline.model.tables import Column

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")


def cell_text(value: Any) -> str:
    """One cell of CSV: lists as JSON, missing as nothing, booleans in small letters, no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return inert(value) if isinstance(value, str) else str(value)


def inert(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_BEGINS) and not PLAIN_NUMBER.match(text) else text


def write_csv_rows(stream: IO[str], headings: Iterable[str], rows: Iterable[Iterable[Any]], *, label: str = "") -> None:
    """Headings and rows, with line ends that every system reads, under a label where there is one."""
    if label:
        stream.write(f"# {' '.join(label.split())}\n")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([cell_text(value) for value in row] for row in rows)


def write_rows(
    *, rows: pa.RecordBatchReader, format: str, path: Path, label: str = "", columns: Sequence[Column] = ()
) -> int:
    """Write all rows to a file; the number of rows.

    `label` says who exported it, when and what for. It is the first line of CSV, after `# `, and of JSON lines, as
    `{"exported": ...}`. In Parquet it is in the metadata, as `exported`; an empty one is not written. Excel has it in
    the sheet *About*, and what each of `columns` means in the sheet *Columns*.
    """
    if format == "xlsx":
        return write_excel_table(rows, path, label, columns)
    return {"csv": _write_csv, "parquet": _write_parquet, "jsonl": _write_json_lines}[format](rows, path, label)


def _write_csv(rows: pa.RecordBatchReader, path: Path, label: str) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv_rows(stream, rows.schema.names, (), label=label)
        writer = csv.writer(stream, lineterminator="\n")
        for batch in rows:
            columns = [[cell_text(value) for value in column.to_pylist()] for column in batch.columns]
            writer.writerows(zip(*columns, strict=True))
            count += batch.num_rows
    return count


def _write_parquet(rows: pa.RecordBatchReader, path: Path, label: str) -> int:
    count = 0
    with pq.ParquetWriter(path, rows.schema, compression="zstd") as writer:
        if label:
            writer.add_key_value_metadata({"exported": label})
        for batch in rows:
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _write_json_lines(rows: pa.RecordBatchReader, path: Path, label: str) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        if label:
            stream.write(json.dumps({"exported": label}, ensure_ascii=False) + "\n")
        for batch in rows:
            for row in batch.to_pylist():
                stream.write(json.dumps(row, ensure_ascii=False, default=_as_text) + "\n")
            count += batch.num_rows
    return count


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
