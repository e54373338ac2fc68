"""How well one column could be read, in counts. It holds no cell."""

from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.store.batches import BatchFile

TABLE = "column_quality"
COUNTS = (
    "filled", "unread", "implausible", "day_first", "month_first", "empty_words", "several_people", "wrong_digits",
    "alike", "ages",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnQuality:
    """One column: its heading, its field, and of its filled cells how many are amiss, and how.

    `unread`: no date that the mapping reads; `ages` in place of a birth date are counted apart. `implausible`: of 1900
    or before, in the future, or older than 120. `day_first`, `month_first`: dates that can be read only so.
    `empty_words`: NULL and the like. `several_people`: a name that seems to be several. `wrong_digits`: a number whose
    check digit is wrong. `alike`: the most cells of one value, for birth dates and numbers of a person alone.
    """

    sheet: str
    heading: str = field(repr=False)
    becomes: str
    filled: int = 0
    unread: int = 0
    implausible: int = 0
    day_first: int = 0
    month_first: int = 0
    empty_words: int = 0
    several_people: int = 0
    wrong_digits: int = 0
    alike: int = 0
    ages: int = 0

    @property
    def contradicted(self) -> int:
        """Dates of the rarer of the two orders, where there are both."""
        return min(self.day_first, self.month_first)


SCHEMA = pa.schema([(each.name, pa.int64() if each.name in COUNTS else pa.string()) for each in fields(ColumnQuality)])


def write_quality(folder: Path, columns: list[ColumnQuality]) -> None:
    """Write it beside the tables of a part."""
    table = pa.Table.from_pylist([asdict(one) for one in columns], schema=SCHEMA)
    pq.write_table(table, folder / f"{TABLE}.parquet", compression="zstd")


def read_quality(part: BatchFile) -> list[ColumnQuality]:
    """The columns of a file; none for one that came before columns were counted."""
    path = part.path(TABLE)
    if not path.exists():
        return []
    table = pq.read_table(path, partitioning=None)
    columns = [column.to_pylist() for column in table.columns]
    names = table.column_names
    return [ColumnQuality(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]
