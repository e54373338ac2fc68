"""Empties the database between tests that commit: what Django's flush does, without its writing everything anew.

Only tables that have rows are emptied, and only their append-only triggers step aside; what a flush would write again
stays.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from sightline.casework.audit.append_only import (
    CHAINED,
    NUMBERED,
    drop_triggers,
    list_triggers,
    make_triggers,
    wanted_triggers,
)
from sightline.casework.word_index import full_text

# A flush empties these and fills them again, always alike.
FILLED_AGAIN = ("django_content_type", "auth_permission", "django_migrations")
UNASKED = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
    "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT"),
}

Flush = Callable[[Any], None]


class Emptier:
    """Empties as `flush` does; the first time by `flush` itself."""

    def __init__(self, flush: Flush) -> None:
        self._flush = flush
        self._flushed = False

    def empty(self, test: Any) -> None:
        """What a test that commits leaves behind is gone afterwards."""
        if self._flushed:
            delete_rows()
            return
        drop_triggers(connection)
        self._flush(test)
        make_triggers(connection)
        self._flushed = True


def delete_rows() -> None:
    """No row is left where a flush would leave none."""
    names = [
        name
        for name in connection.introspection.table_names()
        if name not in FILLED_AGAIN and not name.startswith(full_text.INDEX)  # a trigger keeps that as its rows are
    ]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [str(name) for (name,) in cursor.fetchall()]
        kept = tuple(name for name in filled if name in (*CHAINED, *NUMBERED))
        with foreign_keys_unasked(cursor):
            drop_triggers(connection, kept)
            for name in filled:
                cursor.execute(f'DELETE FROM "{name}"')
            make_triggers(connection, kept)
    if wanted_triggers(connection) - list_triggers(connection):  # a test took some away
        drop_triggers(connection)
        make_triggers(connection)


@contextmanager
def foreign_keys_unasked(cursor: Any) -> Iterator[None]:
    """Rows go in any order: in the end all are gone."""
    off, on = UNASKED[connection.vendor]
    cursor.execute(off)
    try:
        yield
    finally:
        cursor.execute(on)
