"""Full text over the hashes, in the words of each database: an FTS5 table on SQLite, an index over text on PostgreSQL.

On SQLite triggers keep the FTS5 table as the rows are; it holds no text, and the hashes without their places.
"""

from collections.abc import Sequence
from typing import Any

TABLE, INDEX = "casework_indexedtext", "casework_indexedtext_words"
REMOVE = f"INSERT INTO {INDEX} ({INDEX}, rowid, marks) VALUES ('delete', old.id, old.marks);"
ADD = f"INSERT INTO {INDEX} (rowid, marks) VALUES (new.id, new.marks);"
SQLITE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5("
    f"marks, content = '{TABLE}', content_rowid = 'id', tokenize = 'ascii', detail = 'none', columnsize = 0)",
    f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON {TABLE} BEGIN {ADD} END",
    f"CREATE TRIGGER {TABLE}_removed AFTER DELETE ON {TABLE} BEGIN {REMOVE} END",
    f"CREATE TRIGGER {TABLE}_changed AFTER UPDATE ON {TABLE} BEGIN {REMOVE} {ADD} END",
)
SQLITE_AWAY = (
    *(f"DROP TRIGGER IF EXISTS {TABLE}_{name}" for name in ("added", "removed", "changed")),
    f"DROP TABLE IF EXISTS {INDEX}",
)
VECTOR = "to_tsvector('simple', marks)"
POSTGRESQL = (f"CREATE INDEX {INDEX} ON {TABLE} USING gin ({VECTOR})",)
POSTGRESQL_AWAY = (f"DROP INDEX IF EXISTS {INDEX}",)
FOUND_BY_SQLITE = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"
FOUND_BY_POSTGRESQL = f"SELECT id FROM {TABLE} WHERE {VECTOR} @@ to_tsquery('simple', %s)"
Choices = Sequence[Sequence[str]]


def make_full_text(connection: Any) -> None:
    """Make the index of that database."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def drop_full_text(connection: Any) -> None:
    """Take it away again."""
    _run(connection, SQLITE_AWAY if connection.vendor == "sqlite" else POSTGRESQL_AWAY)


def ask_full_text(connection: Any, choices: Choices) -> tuple[str, str]:
    """The query of the rows that hold one hash of each choice, and its parameter."""
    both, either, sql = (
        (" AND ", " OR ", FOUND_BY_SQLITE) if connection.vendor == "sqlite" else (" & ", " | ", FOUND_BY_POSTGRESQL)
    )
    return sql, both.join(f"({either.join(choice)})" for choice in choices)


def _run(connection: Any, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
