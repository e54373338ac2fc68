"""A connection whose tables are covered by views, each made when a statement first names its table.

A page reads a dozen of some forty tables, and to make a view costs more than to read through it. Nothing reads past a
view: each statement is looked at before it runs, and a cursor of one's own gets every view first.
"""

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

WORD = re.compile(r"\w+")


class CutConnection(sqlite3.Connection):
    """As any connection, until it is told by which views it is covered."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._waiting: dict[str, str] = {}  # by table in small letters, the statement that makes its view
        self._looked_at = False

    def cover(self, views: Mapping[str, str]) -> None:
        """From now on nothing reads these tables but through their views."""
        self._waiting = dict(views)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, with the views of the tables that it names."""
        if not self._waiting:
            return super().execute(sql, parameters)
        named = self._waiting.keys() & {one.lower() for one in WORD.findall(sql)}
        self._looked_at = True
        try:
            self._make(named)
            return super().execute(sql, parameters)
        finally:
            self._looked_at = False

    def cursor(self, *given: Any, **named: Any) -> Any:
        """A cursor. Of one that somebody asks for nobody knows what it will read."""
        if self._waiting and not self._looked_at:
            self._looked_at = True
            self._make(set(self._waiting))
            self._looked_at = False
        return super().cursor(*given, **named)

    def _make(self, tables: set[str]) -> None:
        for table in tables:
            super().execute(self._waiting[table])
            del self._waiting[table]
