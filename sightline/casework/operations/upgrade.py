"""Brings a workspace of an older version up to this one, once there is a backup to go back to.

`--check` says what would change and changes nothing. An upgrade can be given again after an interruption: each of its
steps does only what is still to be done. Going back is restoring the backup with the version that took it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from sightline import __version__
from sightline.casework.audit import hash_chain
from sightline.casework.audit.append_only import list_triggers, wanted_triggers
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.backup.restored_database import LEASE_TABLE, append_only_tables
from sightline.casework.backup.verification_log import VerifiedBackup, find_verified
from sightline.casework.boot import apply_migrations, check_whole
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import CurrentSnapshot, Decision
from sightline.casework.core.moments import read_kept
from sightline.casework.core.rights import check_operations
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.runs import run_pipeline
from sightline.casework.integrity.schema import applied_migrations, pending_migrations, unknown_migrations
from sightline.casework.keys.keyring import DATA_FILE, read_keyring
from sightline.casework.keys.sealed_rows import count_sealed, reseal
from sightline.casework.operations.old_ids import count_plain_ids, hash_old_ids
from sightline.casework.operations.typed_words import count_plain, seal_typed_words
from sightline.casework.papers.gate import ask_where_empty, is_to_be_asked
from sightline.casework.word_index.services import count_unindexed, fill_index
from sightline.model.errors import OurFault, Refused
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import SCHEMA_VERSION
from sightline.store import Workspace
from sightline.store.snapshots import find_snapshot, is_of_present_schema
from sightline.store.workspace import FORMAT, read_format, write_format

UPGRADE = "upgrade"
STILL_SERVING = timedelta(minutes=3)  # a tick comes each minute
ASKED = "needed from now on: no file was imported yet"
NO_BACKUP, NO_ROLLBACK = "none: take one with 'sightline backup DIR'", "not possible until there is a backup"


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """What an upgrade would change, and the backup to which one could go back."""

    migrations: tuple[str, ...]
    format_before: int
    sealed: int
    unindexed: int
    plain: int
    plain_ids: int
    snapshot: str
    asks_for_papers: bool
    backup: VerifiedBackup | None
    lines: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_needed(self) -> bool:
        """Whether anything would change."""
        return bool(
            self.migrations or self.format_before < FORMAT or self.sealed or self.unindexed or self.plain
            or self.plain_ids or self.snapshot
            or self.asks_for_papers
        )  # fmt: skip


def plan_upgrade(*, actor: Actor, workspace: Workspace) -> UpgradePlan:
    """Say what `upgrade` would do. Nothing is changed, and no audit row is written: no record is read."""
    check_operations(actor=actor)
    return _plan(workspace)


def _plan(workspace: Workspace) -> UpgradePlan:
    check_version(workspace)
    pending = tuple(f"{app} {name}" for app, name in pending_migrations())
    sealed = count_sealed(except_under=_key_in_use(workspace))
    snapshot = describe_snapshot(workspace)
    asks, backup = is_to_be_asked(workspace), find_verified()
    counts = (sealed, count_unindexed(), count_plain(workspace), count_plain_ids())
    plan = UpgradePlan(pending, read_format(workspace.root), *counts, snapshot, asks, backup)
    return UpgradePlan(**{name: getattr(plan, name) for name in UpgradePlan.__slots__[:-1]}, lines=describe(plan))


def check_version(workspace: Workspace) -> None:
    """Refused where a newer version has kept the workspace."""
    check_whole(workspace.root)
    if unknown := unknown_migrations(applied_migrations()):
        raise Refused(
            "This workspace was last used by a newer version of Sightline.",
            code="newer_workspace",
            where=", ".join(unknown),
            what_to_do="Use that version, or restore the backup from before the upgrade.",
        )


def _key_in_use(workspace: Workspace) -> str | None:
    """The data key in use; none before there are data keys, and looking makes none."""
    return read_keyring(workspace.root).in_use.id if (workspace.root / DATA_FILE).exists() else None


def describe_snapshot(workspace: Workspace) -> str:
    """Why the current snapshot must be built again; empty where it need not."""
    # by its column alone: an older database may lack others
    current = CurrentSnapshot.objects.current_id()
    if not current:
        return ""
    found = find_snapshot(workspace, current)
    if found is None:
        return f"{current} is not in the workspace"
    return "" if is_of_present_schema(found) else f"{current} is not of schema {SCHEMA_VERSION}"


def describe(plan: UpgradePlan) -> tuple[tuple[str, str], ...]:
    """The plan in words, a line each: what, and how it is."""
    backup, same = plan.backup, "no change"
    tables = f"{len(plan.migrations)} changes of tables: {', '.join(plan.migrations)}"
    return (
        ("Version", __version__),
        ("Database", tables if plan.migrations else same),
        ("Workspace format", f"{plan.format_before} becomes {FORMAT}" if plan.format_before < FORMAT else same),
        ("Second-step secrets", f"{plan.sealed} are sealed with the data key" if plan.sealed else same),
        ("Words that people wrote", f"{plan.unindexed} texts are indexed" if plan.unindexed else same),
        ("Reasons and texts", f"{plan.plain} are sealed, and their chain hashed again" if plan.plain else same),
        (
            "Ids of records and people",
            f"in {plan.plain_ids} rows are hashed, and their chain again" if plan.plain_ids else same,
        ),
        ("Current snapshot", f"is built again: {plan.snapshot}" if plan.snapshot else same),
        ("Papers before real data", ASKED if plan.asks_for_papers else same),
        ("Received files, batches", same),
        ("Backup verified within a day", f"{backup.id}, made at {backup.made_at}" if backup else NO_BACKUP),
        ("Rollback", f"possible: restore that backup with version {backup.version}" if backup else NO_ROLLBACK),
    )


def upgrade_workspace(
    session: ReaderSession,
    *,
    workspace: Workspace,
    without_backup: bool = False,
    as_at: date | None = None,
    progress: Progress = SILENT,
) -> UpgradePlan:
    """Upgrade, and say what was changed. Refused without a backup of the last day that verified."""
    with audited(session, action=UPGRADE) as trail:
        check_operations(actor=session.actor)
        plan = _plan(workspace)
        if not plan.is_needed:
            return plan
        check_backup(plan, without_backup=without_backup)
        check_nobody_serves()
        with workspace.lock(owner=session.actor.reader.username, doing=UPGRADE, now=clock.now_at()):
            for label, task in _tasks(session.actor, workspace):
                progress.stage(label)
                task()
            decide_upgrade(session.actor, trail, plan)
        if plan.snapshot:
            run_pipeline(session, workspace=workspace, as_at=as_at, progress=progress)
    return plan


def check_backup(plan: UpgradePlan, *, without_backup: bool) -> None:
    """Refused where there is nothing to go back to."""
    if plan.backup is None and not without_backup:
        raise Refused(
            "There is no verified backup from the last day, so nothing was changed.",
            code="upgrade_needs_backup",
            what_to_do="Take one with 'sightline backup DIR --keys DIR', then run 'sightline upgrade' again.",
        )


def check_nobody_serves() -> None:
    """Refused while pages are served: tables would change under them. Asked of the tables of any version."""
    with connection.cursor() as cursor:
        if LEASE_TABLE not in connection.introspection.table_names(cursor):
            return
        cursor.execute(f"SELECT last_tick_at, serving_from_at FROM {LEASE_TABLE}")
        ticks = [read_kept(tick) for tick, serving_from in cursor.fetchall() if tick and serving_from]
    now = datetime.fromisoformat(clock.now_at())
    if any(abs(now - at) < STILL_SERVING for at in ticks):
        raise Refused(
            "Pages are being served from this workspace, so nothing was changed.",
            code="upgrade_while_serving",
            what_to_do="Stop 'sightline serve', then run 'sightline upgrade' again.",
        )


def _tasks(actor: Actor, workspace: Workspace) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What is done, in this order; each of them does nothing where it was done before."""
    return (
        ("Changing tables", apply_migrations),
        ("Sealing second steps with the data key", lambda: seal_anew(workspace)),
        ("Indexing words that people wrote", fill_index),
        ("Sealing what people typed", lambda: seal_typed_words(actor, workspace)),
        ("Hashing ids of records and people", lambda: hash_old_ids(actor, workspace)),
        ("Checking triggers", check_triggers),
        ("Asking for papers where no file was imported", lambda: ask_where_empty(workspace)),
        ("Noting the format", lambda: write_format(workspace.root)),
    )


def seal_anew(workspace: Workspace) -> None:
    """Make the data key where there is none, and seal with it what is not."""
    with transaction.atomic(durable=True):
        reseal(read_keyring(workspace.root))


def check_triggers() -> None:
    """OurFault where an append-only table has lost a trigger."""
    missing = wanted_triggers(connection, append_only_tables()) - list_triggers(connection)
    if missing:
        raise OurFault(
            "An append-only table has lost its triggers.",
            code="triggers_missing",
            where=", ".join(sorted(missing)),
            what_to_do="Restore the backup, and tell information governance.",
        )


def decide_upgrade(actor: Actor, trail: Trail, plan: UpgradePlan) -> None:
    """Append the decision and its audit row."""
    with transaction.atomic(durable=True):
        row = hash_chain.append(
            Decision,
            kind=UPGRADE,
            by=actor.reader.username,
            os_name=actor.os_name,
            body={
                "version": __version__,
                "migrations": list(plan.migrations),
                "format": [plan.format_before, FORMAT],
                "schema": str(SCHEMA_VERSION),
                "backup": plan.backup.id if plan.backup else "",
            },
        )
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=actor, action=UPGRADE, trail=trail)
