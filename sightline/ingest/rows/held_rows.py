"""What is held already of one layout, so that a new file can tell new rows from those that nothing has happened to.

Only what comes before the file counts, by the order of `versions.order_parts`, not by the clock of the ingest; a file
that is received late but dated earlier is read against what was held then.
"""

from dataclasses import dataclass, field

from sightline.ingest.versions import build_versions, order_parts
from sightline.store.batches import BatchFile
from sightline.store.engine import DuckDBEngine
from sightline.store.workspace import Workspace


@dataclass(slots=True)
class HeldRows:
    """Rows held before a file: row id to its latest content; those gone from a full export; row id to scope.

    `last` is the last file of the layout.
    """

    present: dict[str, str] = field(repr=False, default_factory=dict)
    gone: set[str] = field(default_factory=set)
    scopes: dict[str, str] = field(default_factory=dict)
    seen_in_batch: set[str] = field(default_factory=set)
    last: BatchFile | None = None

    def knows(self, row_id: str) -> bool:
        """True where a row of that id was ever held."""
        return row_id in self.present or row_id in self.gone


LATEST = """
SELECT row_id, content, gone_part IS NOT NULL AS gone, scope, last_batch
FROM row_version JOIN (
    SELECT row_id, max(row_version) AS row_version FROM row_version GROUP BY row_id
) USING (row_id, row_version)
JOIN (SELECT row_id, arg_max(scope, place) AS scope, arg_max(batch, place) AS last_batch
      FROM seen JOIN part USING (part) GROUP BY row_id) USING (row_id)
"""


def find_held(
    *, workspace: Workspace, mapping: str, batch: int, received_at: str, source_file: str, file_sha: str
) -> HeldRows:
    """What is held of a mapping before this file."""
    every = order_parts(workspace, opened=False)  # a new version of an open row is sealed like the first
    batch_from: dict[int, str] = {batch: received_at}
    for part in every:
        batch_from[part.part.batch] = min(batch_from.get(part.part.batch, "9"), part.received_at)
    this = (batch_from[batch], batch, source_file, file_sha)
    before = [
        part for part in every
        if mapping in part.mappings
        and (batch_from[part.part.batch], part.part.batch, part.source_file, part.part.file_sha) < this
    ]  # fmt: skip
    held = HeldRows()
    if not before:
        return held
    held.last = before[-1].part
    engine = DuckDBEngine(threads=2)
    try:
        rank = min((part.batch_rank for part in every if part.part.batch == batch), default=len(every) + 1)
        build_versions(engine=engine, parts=before, mapping=mapping, gone_before=rank)
        for rows in engine.query(LATEST).to_batches(max_chunksize=65_536):
            for row_id, content, gone, scope, last_batch in zip(
                *(column.to_pylist() for column in rows.columns), strict=True
            ):
                _hold(held, row_id, content, gone=gone, scope=scope, in_batch=last_batch == batch)
    finally:
        engine.close()
    return held


def _hold(held: HeldRows, row_id: str, content: str, *, gone: bool, scope: str, in_batch: bool) -> None:
    if gone:
        held.gone.add(row_id)
        return
    held.present[row_id] = content
    if scope:
        held.scopes[row_id] = scope
    if in_batch:
        held.seen_in_batch.add(row_id)
