"""Audit and decisions are only appended to, by any way in, and a row that was changed underneath is seen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from support.sessions import session_of

from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.audit.id_hashes import hash_named
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.model.errors import OurFault

pytestmark = pytest.mark.django_db
TABLES = ("casework_auditentry", "casework_decision")


@pytest.fixture(autouse=True)
def rows() -> None:
    for action in ("one", "two", "three"):
        with audited(session_of(house_actor()), action=action) as trail:
            trail.add("person", ["a", "b", "a"])
        hash_chain.append(Decision, kind=action, by="operator", body={"record_ids": ["r"]})


def refused(sql: str) -> bool:
    """Whether the database itself refuses."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET at = 'never'",
        "UPDATE {table} SET sequence = 9 WHERE sequence = 3",
        "DELETE FROM {table} WHERE sequence = 3",
        "DELETE FROM {table}",
    ],
)
def test_rows_are_neither_changed_nor_deleted(table: str, sql: str) -> None:
    assert refused(sql.format(table=table))
    assert hash_chain.verify_chains() == dict.fromkeys(TABLES)


@pytest.mark.sqlite  # REPLACE is its own
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("triggers", ["ON", "OFF"])
def test_rows_are_not_replaced(table: str, triggers: str) -> None:
    """Also on a connection that does not have recursive_triggers, where REPLACE deletes without a trigger."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {triggers}")
    try:
        assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE sequence = 1")
        assert refused(f"REPLACE INTO {table} SELECT * FROM {table} WHERE sequence = 3")
        columns = [field.column for field in AuditEntry._meta.concrete_fields if field.column != "sequence"]
        if table == "casework_auditentry":
            names = ", ".join(columns)
            assert refused(
                f"REPLACE INTO {table} (sequence, {names}) SELECT 4, {names} FROM {table} WHERE sequence = 1"
            )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.postgresql
@pytest.mark.parametrize("table", TABLES)
def test_rows_are_neither_truncated_nor_upserted(table: str) -> None:
    assert refused(f"TRUNCATE {table}")
    assert refused(
        f"INSERT INTO {table} SELECT * FROM {table} WHERE sequence = 1 ON CONFLICT (sequence) DO UPDATE SET at = 'x'"
    )


@pytest.mark.sqlite
def test_every_connection_to_sqlite_is_safe() -> None:
    with connection.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("recursive_triggers", "synchronous", "foreign_keys")
        }
    assert values == {"recursive_triggers": 1, "synchronous": 2, "foreign_keys": 1}


def change_row() -> None:
    entry = AuditEntry.objects.get(sequence=2)
    entry.action = "other"
    entry.save()


@pytest.mark.parametrize(
    "way",
    [
        lambda: AuditEntry.objects.update(action="other"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.get(sequence=1).delete(),
        lambda: AuditEntry.objects.bulk_create([AuditEntry(sequence=9)]),
        lambda: AuditEntry.objects.bulk_update([], ["action"]),
        change_row,
    ],
)
def test_django_has_no_way_to_change_them(way: Callable[[], Any]) -> None:
    with pytest.raises(OurFault) as error:
        way()
    assert error.value.code == "append_only"


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE casework_auditentry SET action = 'other' WHERE sequence = 2", 2),
        ("UPDATE casework_auditentry SET ids = '[]' WHERE sequence = 3", 3),
        ("DELETE FROM casework_auditentry WHERE sequence = 2", 2),
        ("UPDATE casework_auditentry SET hash = previous_hash || 'x' WHERE sequence = 1", 1),
    ],
)
def test_a_row_changed_underneath_is_seen(sql: str, broken: int) -> None:
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    make_triggers(connection)
    assert hash_chain.first_break(AuditEntry) == broken
    assert hash_chain.first_break(Decision) is None


def test_rows_cut_off_the_end_are_seen_by_the_head_that_was_kept_elsewhere() -> None:
    head = hash_chain.read_heads()["casework_auditentry"]
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_auditentry WHERE sequence = 3")
    make_triggers(connection)
    assert hash_chain.first_break(AuditEntry) is None
    assert hash_chain.read_heads()["casework_auditentry"] != head


def test_the_row_says_who_what_and_how_it_ended() -> None:
    entry = AuditEntry.objects.get(sequence=1)
    assert (entry.username, entry.role, entry.via, entry.action) == ("operator", "operator", "cli", "one")
    assert entry.os_name
    assert entry.ids == hash_named(["person:a", "person:b"])
    assert entry.outcome == "done"


def test_what_is_refused_and_what_fails_is_audited_without_its_text() -> None:
    with pytest.raises(NotHere), audited(session_of(house_actor()), action="read"):
        raise NotHere
    with pytest.raises(OurFault) as error, audited(session_of(house_actor()), action="read"):
        raise ValueError("Aoife Ó Brien")
    assert "Aoife" not in str(error.value)
    outcomes = list(AuditEntry.objects.order_by("sequence").values_list("outcome", flat=True))
    assert outcomes[-2:] == ["refused: not_here", "failed: ValueError"]


@pytest.mark.django_db(transaction=True)
def test_a_row_inside_somebody_elses_transaction_is_no_audit() -> None:
    """It could be rolled back after the answer went out, so it is refused."""
    with pytest.raises(OurFault), transaction.atomic(), audited(session_of(house_actor()), action="read"):
        pass
