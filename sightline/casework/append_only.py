"""The triggers that make a table append-only, in the words of each database.

A newcomer would get this wrong: in SQLite, INSERT OR REPLACE deletes without firing a trigger unless the connection has
`recursive_triggers`; so the order of numbers is held too: only the next number may come in, hence nothing is replaced.
"""

from typing import Any

TABLES = ("casework_auditentry", "casework_decision")
WORDS = "append-only"

SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, '{words}: {table} is never changed'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, '{words}: nothing leaves {table}'); END""",
    """CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}
       WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM {table})
         OR EXISTS (SELECT 1 FROM {table} WHERE hash = NEW.hash)
       BEGIN SELECT RAISE(ABORT, '{words}: only the next row may come into {table}'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '{words}: {table} is never changed'; END $$""",
    """CREATE FUNCTION {table}_next() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.sequence IS DISTINCT FROM (SELECT coalesce(max(sequence), 0) + 1 FROM {table}) THEN
           RAISE EXCEPTION '{words}: only the next row may come into {table}';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}
       FOR EACH ROW EXECUTE FUNCTION {table}_next()""",
)
SQLITE_AWAY = tuple(f"DROP TRIGGER {{table}}_{name}" for name in ("no_update", "no_delete", "in_order"))
POSTGRESQL_AWAY = tuple(
    f"DROP FUNCTION {{table}}_{name}() CASCADE"
    for name in ("refuse", "next")
)  # fmt: skip


def make_triggers(connection: Any) -> None:
    """Make the triggers of every append-only table."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def drop_triggers(connection: Any) -> None:
    """Take them away again: for the backward migration, and between tests."""
    _run(connection, SQLITE_AWAY if connection.vendor == "sqlite" else POSTGRESQL_AWAY)


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements:
                cursor.execute(statement.format(table=table, words=WORDS))
