"""The receipt of a file or sheet: what was read and what became of it.

It is what was true when the file was taken. Whether a row still stands is computed when the tables are put together.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

import pyarrow as pa

from sightline.ingest.quality.columns import ColumnQuality
from sightline.model.schema import RECEIVED_FILE
from sightline.store.engine import arrow_schema


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the table `received_file`."""

    batch: int
    file_sha: str
    source_file: str
    received_at: str
    sheet: str = ""
    mapping: str = ""
    agency: str = ""
    organisation: str = ""
    is_full: bool = False
    rows_read: int = 0
    rows_taken: int = 0
    rows_rejected: int = 0
    rows_unchanged: int = 0
    rows_gone: int = 0
    rows_not_data: int = 0
    rows_sealed: int = 0  # of those read; in no table, the sealed rows themselves say it
    rows_noted: int = 0  # of those read; in no table, each row has its note among its cells
    columns: tuple[ColumnQuality, ...] = ()  # in a file of their own beside the tables

    @property
    def adds_up(self) -> bool:
        """Every row that was read was taken, rejected, or already held."""
        return self.rows_read == self.rows_taken + self.rows_rejected + self.rows_unchanged

    def taken_again(self, *, batch: int, source_file: str, received_at: str) -> "Receipt":
        """The receipt of the very same file, given once more: all that was taken is held unchanged."""
        return replace(
            self,
            batch=batch,
            source_file=source_file,
            received_at=received_at,
            rows_taken=0,
            rows_gone=0,
            rows_unchanged=self.rows_read - self.rows_rejected,
        )


def receipts_table(receipts: Iterable[Receipt]) -> pa.Table:
    """Receipts as Arrow, in the columns of the declared table."""
    return pa.Table.from_pylist([asdict(receipt) for receipt in receipts], schema=arrow_schema(RECEIVED_FILE))


def read_receipts(table: pa.Table) -> list[Receipt]:
    """Receipts from Arrow."""
    names = {field.name for field in fields(Receipt)}
    return [Receipt(**{name: value for name, value in line.items() if name in names}) for line in table.to_pylist()]
