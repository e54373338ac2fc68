"""The tables of one taken file, written whole as a part of its batch, a chunk of rows at a time.

A part holds each row's key and content (`sighting`), but the row itself only where it was new, so a daily full export
costs little. Versions are not here; `assemble` works them out over all parts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.model.schema import REJECT
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SealedWriter
from sightline.store.batches import batch_folder
from sightline.store.engine import arrow_schema
from sightline.store.files import whole_directory
from sightline.store.workspace import Workspace

TEXT, TEXTS, DAY = pa.string(), pa.list_(pa.string()), pa.date32()
CHUNK = 8_192


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


SIGHTINGS = _schema(
    row_id=TEXT, content=TEXT, scope=TEXT, mapping=TEXT, sheet=TEXT, sheet_place=pa.int64(), source_row=pa.int64(),
    stored=pa.bool_(),
)  # fmt: skip
SCOPES = _schema(scope=TEXT, mapping=TEXT, whole=pa.bool_())
SOURCE_ROWS = _schema(
    row_id=TEXT, record_id=TEXT, record_key=TEXT, source_key=TEXT, agency=TEXT, organisation=TEXT, layout=TEXT,
    kind=TEXT, restricted=pa.bool_(), markings=TEXTS, original=TEXT,
)  # fmt: skip
FACTS = _schema(
    row_id=TEXT, ordinal=pa.int64(), name=TEXT, label=TEXT, occurred_from=TEXT, occurred_to=TEXT, date_precision=TEXT,
    date_words=TEXT, recorded_at=TEXT, occurred_on=DAY, known_from=DAY, closes=pa.bool_(), what=TEXT, childs_words=TEXT,
    details=TEXT,
)  # fmt: skip
MENTIONS = _schema(
    mention_id=TEXT, row_id=TEXT, slot=TEXT, source_role=TEXT, entity_kind=TEXT, columns=TEXTS, name_as_written=TEXT,
    surname=TEXT, forename=TEXT, other_names=TEXTS, birth_date=DAY, birth_date_as_written=TEXT, sex=TEXT,
    nhs_number=TEXT, upn=TEXT, local_id=TEXT, local_id_kind=TEXT, address=TEXT, postcode=TEXT, phone=TEXT,
    value_as_written=TEXT, description=TEXT,
)  # fmt: skip
TABLES: dict[str, pa.Schema] = {
    "sighting": SIGHTINGS,
    "full_scope": SCOPES,
    "source_row": SOURCE_ROWS,
    "fact": FACTS,
    "mention": MENTIONS,
    "reject": arrow_schema(REJECT),
}


class PartWriter:
    """Takes rows, as tuples in the order of the table's columns, and writes them chunk by chunk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sealed: SealedWriter | None = None
        self.erased: set[tuple[str, ...]] = set()  # what rows say that were not taken, because they were erased before
        self.rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
        self._files = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in TABLES.items()
        }

    def seal_with(self, keys: RollKeys) -> SealedWriter:
        """Where the file's sealed rows go: one place for all its sheets."""
        self.sealed = self.sealed or SealedWriter(self.folder, keys)
        return self.sealed

    def flush(self, *, at_least: int = CHUNK) -> None:
        """Write out the tables that have so many rows waiting."""
        for name, waiting in self.rows.items():
            if len(waiting) >= at_least:
                self._files[name].write_table(as_table(TABLES[name], waiting))
                waiting.clear()

    def close(self) -> None:
        """Write what is left and close the files."""
        self.flush(at_least=1)
        for file in self._files.values():
            file.close()
        if self.sealed:
            self.sealed.close()


def as_table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table."""
    columns = zip(*rows, strict=True)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


@contextmanager
def writing_part(workspace: Workspace, *, batch: int, file_sha: str) -> Iterator[PartWriter]:
    """A part to fill: whole and in its place at the end, or not there at all."""
    with whole_directory(batch_folder(workspace, batch) / file_sha) as folder:
        writer = PartWriter(folder)
        try:
            yield writer
        finally:
            writer.close()
