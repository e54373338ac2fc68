"""Doctor names the triggers of append-only tables that are missing, changed or not ours, on both databases."""

import pytest
from django.db import connection

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.integrity.checks import check_triggers
from sightline.casework.integrity.triggers import find_wrong_triggers

pytestmark = pytest.mark.django_db(transaction=True)


def test_doctor_names_triggers_that_are_missing_changed_or_not_ours() -> None:
    assert find_wrong_triggers() == () and check_triggers() == ""
    table = "casework_auditentry"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
            cursor.execute(f"DROP TRIGGER {table}_no_update")
            cursor.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT 1; END")
            cursor.execute(f"CREATE TRIGGER another BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END")
        else:
            cursor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change")
            cursor.execute("CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$")
            cursor.execute(f"CREATE TRIGGER another BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION nothing()")
    try:
        assert "Tell information governance" in check_triggers()
        wrong = find_wrong_triggers()
        ways = ("no_truncate", "no_change") if connection.vendor == "postgresql" else ("no_delete", "no_update")
        assert wrong == tuple(
            sorted([f"{table}_{ways[0]} is missing", f"{table}_{ways[1]} was changed", "another does not belong there"])
        )
    finally:
        restore(table)
    assert find_wrong_triggers() == ()


def restore(table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER another")
            cursor.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT 1; END")
        else:
            cursor.execute("DROP FUNCTION nothing() CASCADE")
    drop_triggers(connection, (table,))
    make_triggers(connection, (table,))
