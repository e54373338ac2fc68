"""Whether the triggers that keep rows unchanged are all there, with the text that Sightline gave them."""

import re

from django.db import connection

from sightline.casework.audit.append_only import CHAINED, NUMBERED, statements_of

MADE = re.compile(r"CREATE (TRIGGER|FUNCTION) (\w+)")
ROW, BEFORE, INSERT, DELETE, UPDATE, TRUNCATE = 1, 2, 4, 8, 16, 32
BITS = {
    "no_change": ROW | BEFORE | DELETE | UPDATE,
    "no_truncate": BEFORE | TRUNCATE,
    "in_order": ROW | BEFORE | INSERT,
}
CALLS = {"no_change": "refuse", "no_truncate": "refuse", "in_order": "next"}
POSTGRESQL_TRIGGERS = """
    SELECT c.relname, t.tgname, t.tgtype, t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL, p.proname, p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relname = ANY(%s) AND c.relnamespace = current_schema()::regnamespace"""


def find_wrong_triggers() -> tuple[str, ...]:
    """The triggers of append-only tables that are missing, are not as they were made, or do not belong there."""
    tables = (*CHAINED, *NUMBERED)
    wanted, found = (
        (_wanted_in_sqlite(tables), _found_in_sqlite(tables))
        if connection.vendor == "sqlite"
        else (_wanted_in_postgresql(tables), _found_in_postgresql(tables))
    )
    missing = [f"{name} is missing" for name in wanted if name not in found]
    changed = [f"{name} was changed" for name in wanted if name in found and found[name] != wanted[name]]
    others = [f"{name} does not belong there" for name in found if name not in wanted]
    return tuple(sorted([*missing, *changed, *others]))


def _wanted_in_sqlite(tables: tuple[str, ...]) -> dict[str, str]:
    made = [_plain(text) for table in tables for text in statements_of(vendor="sqlite", table=table)]
    return {_name(text): text for text in made}


def _found_in_sqlite(tables: tuple[str, ...]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: _plain(sql) for table, name, sql in cursor.fetchall() if table in tables}


def _wanted_in_postgresql(tables: tuple[str, ...]) -> dict[str, str]:
    wanted = {}
    for table in tables:
        texts = [_plain(text) for text in statements_of(vendor="postgresql", table=table)]
        bodies = {_name(text): text.split("$$")[1] for text in texts if "$$" in text}
        for name in (_name(text) for text in texts if "$$" not in text):
            kind = name.removeprefix(f"{table}_")
            calls = f"{table}_{CALLS[kind]}"
            wanted[name] = f"{BITS[kind]} True {calls} {_plain(bodies[calls])}"
    return wanted


def _found_in_postgresql(tables: tuple[str, ...]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL_TRIGGERS, [list(tables)])
        rows = cursor.fetchall()
    return {name: f"{kind} {is_on} {calls} {_plain(body)}" for _, name, kind, is_on, calls, body in rows}


def _name(text: str) -> str:
    made = MADE.match(text)
    return made[2] if made else ""


def _plain(text: str) -> str:
    return " ".join(text.split())
