"""The tables of a snapshot, cut to what a reader may see: `visible_record`, `visible_mention` and `own_person`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sightline.casework.core.session import ReaderSession
from sightline.casework.data.export_queries import prepare
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot


@contextmanager
def open_tables(session: ReaderSession, snapshot: Snapshot) -> Iterator[DuckDBEngine]:
    """The tables of a snapshot, with what the reader may see of them as `prepare` makes it."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        with tempfile.TemporaryDirectory() as spill:
            engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
            for name, (sql, parameters) in prepare(session.sight, hidden=session.hidden).items():
                engine.connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", list(parameters)).fetchall()
            yield engine
    finally:
        engine.close()
