"""Engines for worlds of a few rows, where an answer costs less than to open a database, parse a query and plan it.

Nothing in an engine goes on into another: what one let go of is detached, with all that it attached, before the next
takes the empty database. The commands of acceptance tests and the demo work as shipped, and so does `make soak` with
the tests of rules and contracts.
"""

import weakref
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import _seam

from sightline.store import DuckDBEngine

ASKED = "SIGHTLINE_TESTS_FEW_ROWS"  # by the environment: a command that `support.warm` runs has them too
MEMORY = ":memory:"
HERE = "here"


class EnginesForFewRows:
    """Gives each engine a database that is open already; one whose file cannot be attached there opens its own."""

    def __init__(self) -> None:
        self._connect, self._close = DuckDBEngine._connect, DuckDBEngine.close
        self._idle: list[duckdb.DuckDBPyConnection] = []
        self._lent: weakref.WeakKeyDictionary[DuckDBEngine, weakref.finalize[Any, Any]] = weakref.WeakKeyDictionary()

    def put_in(self, put: Callable[[type, str, Any], None]) -> None:
        """Let all engines be made so: `setattr`, or that of a patch."""
        put(DuckDBEngine, "_connect", lambda engine, path, **more: self.connect(engine, path, **more))
        put(DuckDBEngine, "close", lambda engine: self.close(engine))
        put(DuckDBEngine, "query", ask_once)
        put(DuckDBEngine, "stream", lambda engine, sql, *, rows_at_once: ask_once(engine, sql).to_reader(rows_at_once))
        put(DuckDBEngine, "_do", do_as_parsed)

    def connect(
        self, engine: DuckDBEngine, path: Path | None, *, read_only: bool, config: dict[str, Any]
    ) -> duckdb.DuckDBPyConnection:
        """One thread, and no planning. A file is attached: to open a database for it costs fifty times that."""
        config = {"threads": 1} | config
        config.pop("memory_limit", None)
        connection = None
        if config["threads"] == 1:
            connection = self._lend(engine, path, config, read_only=read_only)
        if connection is None:
            connection = self._connect(engine, path, read_only=read_only, config=config)
        connection.execute("PRAGMA disable_optimizer")
        return connection

    def _lend(
        self, engine: DuckDBEngine, path: Path | None, config: dict[str, Any], *, read_only: bool
    ) -> duckdb.DuckDBPyConnection | None:
        """A database that is open already, in which the engine's own is; None where that cannot be attached."""
        database = self._idle.pop() if self._idle else duckdb.connect(MEMORY, config=config)
        connection = database.cursor()
        name, how = path.stem if path else HERE, " (READ_ONLY)" if read_only else ""
        file = f"{path or MEMORY}".replace("'", "''")
        try:
            connection.execute(f"ATTACH '{file}' AS \"{name}\"{how}")
        except duckdb.Error:  # as shipped it opens, or says itself what is wrong
            connection.close()
            self._idle.append(database)
            return None
        connection.execute(f'USE "{name}"')
        self._lent[engine] = weakref.finalize(engine, self._take_back, database, connection)
        self._lent[engine].atexit = False
        return connection

    def close(self, engine: DuckDBEngine) -> None:
        """Let go of a file, or give the database back."""
        if give_back := self._lent.pop(engine, None):
            give_back()
        else:
            self._close(engine)

    def _take_back(self, database: duckdb.DuckDBPyConnection, connection: duckdb.DuckDBPyConnection) -> None:
        connection.close()
        attached = "SELECT database_name FROM duckdb_databases() WHERE NOT internal AND database_name <> 'memory'"
        for (name,) in database.execute(attached).fetchall():
            database.execute(f'DETACH "{name}"')
        self._idle.append(database)


def ask_once(engine: DuckDBEngine, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
    """What `query` answers. Shipped, a query is bound once for its columns and again where it runs."""
    return _seam.submit(engine.connection, sql, list(parameters) or None, "arrow").arrow_table()


def do_as_parsed(engine: DuckDBEngine, sql: str) -> list[Any]:
    """What `_do` gives. Shipped, a statement is parsed each time."""
    return engine.connection.execute(parse(sql)).fetchall()


@lru_cache(maxsize=4_000)
def parse(sql: str) -> duckdb.Statement:
    """A statement as the parser gives it: it names tables and columns, and is bound each time that it runs."""
    (statement,) = duckdb.extract_statements(sql)
    return statement
