"""How well one column could be read, in counts. It holds no cell."""

from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.store.batches import BatchFile, read_part_receipts

TABLE = "column_quality"


@dataclass(frozen=True, slots=True)
class ColumnQuality:
    """One column: its heading, its field, and of its filled cells how many are amiss, and how.

    `unread`: no date that the mapping reads; `ages` in place of a birth date are counted apart. `implausible`: of 1900
    or before, in the future, or older than 120. `day_first`, `month_first`: dates that can be read only so.
    `empty_words`: NULL and the like. `several_people`: a name that seems to be several. `wrong_digits`: a number whose
    check digit is wrong. `alike`: the most cells of one value, for birth dates and numbers of a person alone.
    `against`: dates that prove the other order of day and month than the one in which the mapping reads them.
    `is_missing`: the file has no such column, and may lack it; `near` is then the heading that is probably it.
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
    against: int = 0
    is_missing: bool = False
    near: str = field(default="", repr=False)

    @property
    def contradicted(self) -> int:
        """Dates of the rarer of the two orders, where there are both."""
        return min(self.day_first, self.month_first)

    @property
    def is_in_other_order(self) -> bool:
        """Whether its dates prove the other order than the one in which they are read, and none proves that one."""
        return self.against > 0 and not self.contradicted


TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
SCHEMA = pa.schema([(each.name, TYPES[each.type]) for each in fields(ColumnQuality)])  # type: ignore[index]


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


def list_filled(part: BatchFile | None, *, mapping: str) -> frozenset[str]:
    """The fields that the sheets of this mapping filled in a file; none where there is no file."""
    if part is None:
        return frozenset()
    sheets = {line["sheet"] for line in read_part_receipts(part) if line["mapping"] == mapping}
    return frozenset(one.becomes for one in read_quality(part) if one.filled and one.sheet in sheets) - {""}
