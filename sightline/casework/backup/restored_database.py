"""What is done in a database that was just restored: rows filled in, triggers made anew, both checked, and audited."""

from pathlib import Path

from django.db import connection

from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import (
    CHAINED,
    NUMBERED,
    drop_triggers,
    list_triggers,
    make_triggers,
    wanted_triggers,
)
from sightline.casework.audit.trail import Trail, write_entry
from sightline.casework.backup.manifest import DATABASE, BackupManifest
from sightline.casework.backup.postgresql_copies import load_tables
from sightline.casework.core.session import house_session
from sightline.casework.integrity.schema import migrate_to, pending_migrations, unknown_migrations
from sightline.model.errors import OurFault, Refused
from sightline.store.workspace import FORMAT

LEASE_TABLE, LEASE_COLUMNS = "casework_lease", {"holder", "until_at", "serving_from_at"}


def finish_restored(*, folder: Path, manifest: BackupManifest) -> bool:
    """Do all of it; whether the database needs an upgrade. Refused where PostgreSQL's is not empty."""
    if unknown_migrations(manifest.migrations):
        raise Refused(
            "This backup was made by a newer version of Sightline.",
            code="backup_of_newer_version",
            what_to_do=f"Restore it with version {manifest.version} or newer.",
        )
    if connection.vendor == "postgresql":
        fill_database(folder, manifest)
    remake_triggers()
    check_restored(manifest)
    stop_serving()
    trail = Trail(details={"made_at": manifest.made_at, "heads": manifest.heads, "version": manifest.version})
    trail.add("backup", [manifest.id])
    write_entry(house_session(), action="restore", trail=trail, outcome="done")
    return bool(pending_migrations()) or manifest.workspace_format < FORMAT


def fill_database(folder: Path, manifest: BackupManifest) -> None:
    """Make the tables as they were and fill them; Refused where there are tables already."""
    if connection.introspection.table_names():
        raise Refused(
            "The database is not empty, and a restore never overwrites.",
            code="restore_target_exists",
            what_to_do="Make an empty database and name it with --database-url.",
        )
    migrate_to(manifest.migrations)
    load_tables(folder / DATABASE)


def append_only_tables() -> tuple[str, ...]:
    """The append-only tables that this database has: an older one has fewer."""
    there = set(connection.introspection.table_names())
    return tuple(table for table in (*CHAINED, *NUMBERED) if table in there)


def remake_triggers() -> None:
    """Make every trigger anew, so that none is missing or other than it should be."""
    tables = append_only_tables()
    drop_triggers(connection, tables)
    make_triggers(connection, tables)


def check_restored(manifest: BackupManifest) -> None:
    """OurFault where a trigger is missing or a chain does not end as it did in the backup."""
    missing = wanted_triggers(connection, append_only_tables()) - list_triggers(connection)
    heads = hash_chain.read_heads()
    broken = [table for table, row in hash_chain.verify_chains().items() if row is not None]
    if missing or broken or heads != manifest.heads:
        raise OurFault(
            "The restored database differs from the backup.",
            code="restore_differs",
            where=", ".join(sorted(missing) + broken) or "the heads of the chains",
            what_to_do="Do not use the folder. Verify the backup, and restore into another folder.",
        )


def stop_serving() -> None:
    """A workspace that was just restored is not being served, whatever it said when it was backed up."""
    with connection.cursor() as cursor:
        if LEASE_TABLE not in connection.introspection.table_names(cursor):
            return
        there = connection.introspection.get_table_description(cursor, LEASE_TABLE)
        for column in (each for each in there if each.name in LEASE_COLUMNS):
            none = "NULL" if column.null_ok else "''"  # an older database keeps a moment as text
            cursor.execute(f"UPDATE {LEASE_TABLE} SET {column.name} = {none}")
