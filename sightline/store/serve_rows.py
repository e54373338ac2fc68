"""What every reader of an open `serve.sqlite` is: a connection, and rows as dictionaries."""

import sqlite3
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


class RowReader:
    """Asks one open `serve.sqlite`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _rows(self, sql: str, parameters: Sequence[Any]) -> list[Row]:
        return [dict(row) for row in self._connection.execute(sql, list(parameters))]
