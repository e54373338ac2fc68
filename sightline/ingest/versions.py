"""Works out, in named SQL steps, which versions each row has had over all parts, and when a full export left it out.

Files of one batch that are full for the same thing are taken as one export, because an agency may send its register in
two files; and parts are ordered by when their batch was received, then by file name, so that the order in which files
were named on a command line changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.model.schema import RECEIVED_FILE
from sightline.model.when import london_day
from sightline.store.batches import BatchFile, list_standing
from sightline.store.engine import Engine
from sightline.store.openings import OPENED_TABLES, Opening, list_openings
from sightline.store.sql.rows import as_rows
from sightline.store.sql.sql_steps import SqlSteps
from sightline.store.workspace import Workspace

PART_TABLE = pa.schema(
    [("part", pa.int64()), ("batch", pa.int64()), ("batch_rank", pa.int64()), ("file_sha", pa.string()),
     ("source_file", pa.string()), ("received_at", pa.string()), ("received_on", pa.date32())]
)  # fmt: skip
EACH_SHEET, EACH_PART = 10**9, 10**12


@dataclass(frozen=True, slots=True)
class OrderedPart:
    """A part with its place among all, and what its receipts say of it."""

    part: BatchFile
    number: int
    batch_rank: int
    source_file: str
    received_at: str
    mappings: frozenset[str]
    openings: tuple[Opening, ...] = ()

    def paths(self, table: str) -> list[tuple[Path, int | None]]:
        """The files of one of its tables: its own and, each with its batch, those of what was opened."""
        opened = self.openings if table in OPENED_TABLES else ()
        return [(self.part.path(table), None), *((one.path(table), one.batch) for one in opened)]

    @property
    def received_on(self) -> date:
        """The London day on which it was received."""
        return london_day(self.received_at)


def order_parts(workspace: Workspace, *, as_at: date | None = None, opened: bool = True) -> list[OrderedPart]:
    """The parts received by the day `as_at`, in order; of a file that had to be taken again, the newest.

    Without a day, all of them. Each has what was opened of its sealed rows by that day, unless only what was received
    is asked for.
    """
    newest = {part.file_sha: part for part in list_standing(workspace)}
    found = [(part, _receipts(part)) for part in newest.values()]
    kept = [(p, r) for p, r in found if as_at is None or london_day(r[0]["received_at"]) <= as_at]
    batch_from: dict[int, str] = {}
    for part, lines in kept:
        batch_from[part.batch] = min(batch_from.get(part.batch, "9"), lines[0]["received_at"])
    kept.sort(key=lambda pair: (batch_from[pair[0].batch], pair[0].batch, pair[1][0]["source_file"], pair[0].file_sha))
    ranks = {
        batch: rank
        for rank, batch in enumerate(sorted(batch_from, key=lambda batch: (batch_from[batch], batch)), start=1)
    }
    return [
        OrderedPart(part, number, ranks[part.batch], lines[0]["source_file"], lines[0]["received_at"],
                    frozenset(line["mapping"] for line in lines), _openings(part, as_at) if opened else ())
        for number, (part, lines) in enumerate(kept, start=1)
    ]  # fmt: skip


def _openings(part: BatchFile, as_at: date | None) -> tuple[Opening, ...]:
    return tuple(one for one in list_openings(part) if as_at is None or one.opened_on <= as_at)


class ReceiptRow(TypedDict):
    """What is read of the receipt of a file or sheet."""

    source_file: str
    received_at: str
    mapping: str


def _receipts(part: BatchFile) -> tuple[ReceiptRow, ...]:
    path = part.path(RECEIVED_FILE.name)
    return _read_receipts(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=65_536)  # a part never changes; an ingest of many files asks for all of them each time
def _read_receipts(path: Path, _written: int) -> tuple[ReceiptRow, ...]:
    columns = ["source_file", "received_at", "mapping"]
    return tuple(as_rows(ReceiptRow, pq.read_table(path, columns=columns, partitioning=None)))


def load_parts(engine: Engine, parts: Sequence[OrderedPart], *, at_latest: date | None = None) -> None:
    """The working table `part`. For a replay `received_at` is `at_latest`; `received_on` is the true day."""

    def received_at(one: OrderedPart) -> str:
        return at_latest.isoformat() if at_latest and one.received_on > at_latest else one.received_at

    rows = [
        (p.number, p.part.batch, p.batch_rank, p.part.file_sha, p.source_file, received_at(p), p.received_on)
        for p in parts
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(PART_TABLE)
    engine.load("part", pa.table([pa.array(c, f.type) for c, f in zip(columns, PART_TABLE, strict=True)], PART_TABLE))


# Rows of before may be kept under a layout that was not the id of their mapping, so that no agreement reached them. A
# file of several sheets does not say the mapping of each row here; of those that ship, only Annex A's were so.
LAYOUT = "coalesce(n.mapping, replace(t.layout, 'ofsted_annex_a_list_', 'ofsted_annex_a/list_'))"
BY_THEIR_ID = f" REPLACE ({LAYOUT} AS layout, {LAYOUT} || substr(t.kind, length(t.layout) + 1) AS kind)"


def read_parts(parts: Sequence[OrderedPart], table: str, *, only: str = "") -> str:
    """SQL that reads one table of all parts; `part` is the number of the part that a row is from.

    `opened_in` is the batch in which a row of a roll was opened. With `only`, a working table of row ids, no other rows
    are read.
    """
    columns = f"t.* EXCLUDE (filename){BY_THEIR_ID if table == 'source_row' else ''}"
    paths = [(path, p, batch) for p in parts for path, batch in p.paths(table)]
    listed = ", ".join(quote_path(path) for path, _, _ in paths)
    numbers = ", ".join(
        f"({quote_path(path)}, {p.number}, CAST({'NULL' if batch is None else batch} AS BIGINT), {_only_mapping(p)})"
        for path, p, batch in paths
    )
    return f"""(SELECT {columns}, n.part, n.opened_in
        FROM read_parquet([{listed}], filename = true) AS t
        JOIN (VALUES {numbers}) AS n(path, part, opened_in, mapping) ON n.path = t.filename
        {f"WHERE t.row_id IN (SELECT row_id FROM {only})" if only else ""})"""


def _only_mapping(part: OrderedPart) -> str:
    """The mapping of all rows of a part, as SQL writes it; NULL where it has several."""
    mappings = part.mappings - {""}
    return f"'{min(mappings)}'" if len(mappings) == 1 else "CAST(NULL AS VARCHAR)"


def quote_path(path: Path) -> str:
    """A path as SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"


SQL = SqlSteps(__name__)

FULL_SCOPE = """
SELECT scope, batch_rank, max(part) AS part
FROM {scopes} JOIN part USING (part)
GROUP BY scope, batch_rank HAVING bool_and(whole)
"""

SEEN = f"""
SELECT s.row_id, s.content, s.scope, s.stored, s.sheet, s.source_row, part.part, part.batch_rank,
       part.part * {EACH_PART} + s.sheet_place * {EACH_SHEET} + s.source_row AS place
FROM {{sightings}} AS s JOIN part USING (part)
{{where}}
"""

# For each full export: the next one of the same scope, which may have left the row out.
NEXT_FULL = """
WITH seen_in AS (SELECT DISTINCT scope, batch_rank FROM seen WHERE scope <> '')
SELECT scope, seen_in.batch_rank, min(later.batch_rank) AS gone_rank, arg_min(later.part, later.batch_rank) AS gone_part
FROM seen_in JOIN full_scope AS later USING (scope)
WHERE later.batch_rank > seen_in.batch_rank {and_before}
GROUP BY scope, seen_in.batch_rank
"""


ROW_VERSION = """
WITH numbered AS (
    SELECT *, CAST(sum(CAST(is_new AS BIGINT)) OVER (PARTITION BY row_id ORDER BY place) AS BIGINT) AS row_version
    FROM seen_in_order
)
SELECT row_id, row_version, min(place) AS place, min(part) AS part, arg_min(sheet, place) AS sheet,
       arg_min(source_row, place) AS source_row, min(content) AS content, arg_min(stored, place) AS stored,
       arg_max(struct_pack(part := gone_part), place).part AS gone_part
FROM numbered GROUP BY row_id, row_version
"""


def build_versions(
    *,
    engine: Engine,
    parts: Sequence[OrderedPart],
    mapping: str = "",
    gone_before: int | None = None,
    only: str = "",
    at_latest: date | None = None,
) -> None:
    """Make the working tables `seen` and `row_version` of these parts; at least one part is wanted.

    With `mapping`, only its rows. With `gone_before`, only full exports of batches before that rank leave rows out.
    With `only`, a working table of row ids, only those rows. What came after `at_latest` counts as received on it.
    """
    load_parts(engine, parts, at_latest=at_latest)
    engine.make("full_scope", FULL_SCOPE.format(scopes=read_parts(parts, "full_scope")))
    where = f"WHERE s.mapping = '{mapping}'" if mapping else ""
    engine.make("seen", SEEN.format(sightings=read_parts(parts, "sighting", only=only), where=where))
    before = "" if gone_before is None else f"AND later.batch_rank < {gone_before}"
    engine.make("next_full", NEXT_FULL.format(and_before=before))
    engine.make("seen_in_order", SQL.fill("seen_in_order"))
    engine.make("row_version", ROW_VERSION)
