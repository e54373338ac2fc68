"""The triggers that make a table append-only, in the words of each database.

In SQLite, INSERT OR REPLACE deletes without firing a trigger unless the connection has `recursive_triggers`; so the
order of numbers is held too: only the next number may come in, hence nothing is replaced.
"""

from typing import Any

CHAINED = ("casework_auditentry", "casework_decision")
NUMBERED = (
    "casework_personchange", "casework_meeting", "casework_meetingentry", "casework_noticelog",
    "casework_subjectfileentry", "casework_telling", "casework_analystentry",
    "casework_breachentry", "casework_complaintentry", "casework_accessentry",
    "casework_sharedrecord", "casework_matchproposal", "casework_correctionentry",
    "casework_disputeentry", "casework_namedadultentry", "casework_restrictionentry", "casework_accessrequestentry",
    "casework_rollentry",
    "casework_emergencyentry",
    "casework_blindask",
    "casework_readingentry",
    "casework_officersentry",
    "casework_recertificationentry",
    "casework_insiderentry",
    "casework_insiderlook",
    "casework_reviewentry",
    "casework_conclusiondisputeentry",
    "casework_mentionsuccessor",
    "casework_onwardentry",
    "casework_sharedperson",
)  # fmt: skip
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
# Rows that are numbered by the database and carry no hash.
NO_REPLACING = """CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}
       WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, '{words}: nothing in {table} is replaced'); END"""
SQLITE_NUMBERED = (*SQLITE[:2], NO_REPLACING)
POSTGRESQL_NUMBERED = (POSTGRESQL[0], POSTGRESQL[2], POSTGRESQL[3])
SQLITE_AWAY = tuple(f"DROP TRIGGER IF EXISTS {{table}}_{name}" for name in ("no_update", "no_delete", "in_order"))
POSTGRESQL_AWAY = tuple(
    f"DROP FUNCTION IF EXISTS {{table}}_{name}() CASCADE"
    for name in ("refuse", "next")
)  # fmt: skip


def statements_of(*, vendor: str, table: str) -> tuple[str, ...]:
    """The statements that make a table append-only in the words of that database."""
    statements: tuple[str, ...]
    if vendor == "sqlite":
        statements = SQLITE if table in CHAINED else SQLITE_NUMBERED
    else:
        statements = POSTGRESQL if table in CHAINED else POSTGRESQL_NUMBERED
    return tuple(statement.format(table=table, words=WORDS) for statement in statements)


def make_triggers(connection: Any, tables: tuple[str, ...] = (*CHAINED, *NUMBERED)) -> None:
    """Make the triggers of append-only tables: of every one, where a migration does not name those that are there."""
    for table in tables:
        _run(connection, statements_of(vendor=connection.vendor, table=table))


def drop_triggers(connection: Any, tables: tuple[str, ...] = (*CHAINED, *NUMBERED)) -> None:
    """Take them away again: for the backward migration, and between tests."""
    for table in tables:
        away = SQLITE_AWAY if connection.vendor == "sqlite" else POSTGRESQL_AWAY
        _run(connection, tuple(statement.format(table=table) for statement in away))


def wanted_triggers(connection: Any, tables: tuple[str, ...] = (*CHAINED, *NUMBERED)) -> set[str]:
    """The names of the triggers that append-only tables must have."""
    made = {True: (SQLITE, SQLITE_NUMBERED), False: (POSTGRESQL, POSTGRESQL_NUMBERED)}[connection.vendor == "sqlite"]
    return {
        statement.split()[2].format(table=table)
        for table in tables
        for statement in made[table not in CHAINED]
        if statement.startswith("CREATE TRIGGER")
    }


def list_triggers(connection: Any) -> set[str]:
    """The names of the triggers that there are, those of constraints left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        return {str(name) for (name,) in cursor.fetchall()}


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
