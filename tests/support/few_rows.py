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
    """Gives each engine in memory a database that is open already; an engine that works with a file opens its own."""

    def __init__(self) -> None:
        self._connect, self._close = DuckDBEngine._connect, DuckDBEngine.close
        self._idle: list[duckdb.DuckDBPyConnection] = []
        self._lent: weakref.WeakKeyDictionary[DuckDBEngine, weakref.finalize[Any, Any]] = weakref.WeakKeyDictionary()

    def put_in(self, put: Callable[[type, str, Any], None]) -> None:
        """Let all engines be made so: `setattr`, or that of a patch."""
        put(DuckDBEngine, "_connect", lambda engine, path, **more: self.connect(engine, path, **more))
        put(DuckDBEngine, "close", lambda engine: self.close(engine))
        put(DuckDBEngine, "query", ask_once)
        put(DuckDBEngine, "_do", do_as_parsed)

    def connect(
        self, engine: DuckDBEngine, path: Path | None, *, read_only: bool, config: dict[str, Any]
    ) -> duckdb.DuckDBPyConnection:
        """One thread, and no planning."""
        config = {"threads": 1} | config
        if path or config["threads"] != 1 or "memory_limit" in config:
            connection = self._connect(engine, path, read_only=read_only, config=config)
        else:
            database = self._idle.pop() if self._idle else duckdb.connect(MEMORY, config=config)
            connection = database.cursor()
            connection.execute(f"ATTACH '{MEMORY}' AS {HERE}")
            connection.execute(f"USE {HERE}")
            self._lent[engine] = weakref.finalize(engine, self._take_back, database, connection)
            self._lent[engine].atexit = False
        connection.execute("PRAGMA disable_optimizer")
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
            database.execute(f"DETACH {name}")
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
