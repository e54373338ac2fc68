"""Takes a backup of a workspace while pages are served: database, received files, batches, the current snapshot.

It is written into `DIR.partial` and gets its name last, so that an interrupted backup is never taken for a whole one.
Keys and settings go elsewhere: whoever holds a backup alone cannot open what is sealed in it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection, models

from sightline import __version__
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import audited
from sightline.casework.backup.chains import INT, JSON, TEXT, CopiedChain, walk_csv, walk_sqlite
from sightline.casework.backup.contents import HeldWorkspace, hold_workspace
from sightline.casework.backup.failures import in_words
from sightline.casework.backup.manifest import (
    DATABASE,
    FILES,
    SNAPSHOTS,
    SQLITE_FILE,
    BackupManifest,
    ChainCopy,
    KeptSnapshot,
    write_manifest,
)
from sightline.casework.backup.verification import Verification, verify_copy
from sightline.casework.backup.verification_log import TAKEN, describe_backup
from sightline.casework.core import clock
from sightline.casework.core.durable_files import (
    CopiedFile,
    begin_partial,
    copy_file,
    copy_stream,
    is_free,
    make_folder,
    read_file,
    rename_whole,
)
from sightline.casework.core.rights import check_operations
from sightline.casework.core.session import ReaderSession
from sightline.casework.integrity.schema import applied_migrations
from sightline.casework.keys.sets import list_needles, name_set, read_workspace_keys, write_key_set
from sightline.casework.retention.gate import refuse_unfinished
from sightline.model.errors import Refused
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.erasures import need_key
from sightline.store.snapshots import Snapshot, list_snapshots
from sightline.store.workspace import read_format

ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was made, where its keys are, and whether it verified."""

    manifest: BackupManifest
    folder: Path
    keys: Path
    verification: Verification


@dataclass(frozen=True, slots=True)
class BackupOptions:
    """What kind of backup: where its keys go, whether every snapshot is copied, and the passphrase for the keys."""

    keys: Path
    passphrase: str = field(default="", repr=False)
    all_snapshots: bool = False


def make_backup(
    session: ReaderSession, *, workspace: Workspace, folder: Path, wanted: BackupOptions, progress: Progress = SILENT
) -> BackupReport:
    """Take a backup into a new folder and verify it; Refused where something is there, or keys would lie open in it."""
    with audited(session, action=TAKEN) as trail:
        check_operations(actor=session.actor)
        check_places(workspace, folder, wanted)
        refuse_unfinished(workspace)
        with in_words("The backup"):
            report = _make(workspace, folder, wanted, progress)
        describe_backup(trail, report.manifest, report.verification)
    return report


def check_places(workspace: Workspace, folder: Path, wanted: BackupOptions) -> None:
    """Refused where a backup may not be written."""
    if not is_free(folder):
        raise Refused(
            f"{folder} already holds something.", code="backup_exists", what_to_do="Name a new folder for each backup."
        )
    if folder.is_relative_to(workspace.root):
        raise Refused(
            "A backup inside the workspace would be lost with it.",
            code="backup_in_workspace",
            what_to_do="Name a folder on another disk.",
        )
    if wanted.keys.is_relative_to(folder) and not wanted.passphrase:
        raise Refused(
            "The backup must not contain keys that are not encrypted.",
            code="keys_in_backup",
            what_to_do="Name another folder with --keys, or encrypt them with --passphrase-file FILE.",
        )


def _make(workspace: Workspace, folder: Path, wanted: BackupOptions, progress: Progress) -> BackupReport:
    need_key(workspace.root)  # an erasure of after this backup is found in it by this key
    keys = read_workspace_keys(workspace)
    partial = begin_partial(folder)
    with hold_workspace(workspace, sqlite_path=sqlite_path()) as held:
        made_at = clock.now_at()
        files = _copy_all(held, workspace, partial, progress)
    others = _others(workspace, held.current)
    if wanted.all_snapshots:
        others = _copy_others(partial, others, files, progress)
    walks = walk_copy(partial, held.database.engine)
    manifest = BackupManifest(
        id=secrets.token_hex(ID_BYTES),
        made_at=made_at,
        version=__version__,
        engine=held.database.engine,
        migrations=applied_migrations(),
        workspace_format=read_format(workspace.root),
        current_snapshot=held.current.id if held.current else "",
        snapshots=[*([_kept(held.current, copied=True)] if held.current else []), *others],
        chains={
            table: ChainCopy(walk.rows, walk.head, chain_columns()[table]) for table, walk in walks.items()
        },
        key_set=name_set(keys),
        files=dict(sorted(files.items())),
    )  # fmt: skip
    key_place = wanted.keys
    if key_place.is_relative_to(folder):
        key_place = partial / key_place.relative_to(folder)
    write_key_set(keys=keys, folder=key_place, passphrase=wanted.passphrase)
    write_manifest(partial, manifest)
    found = verify_copy(folder=partial, manifest=manifest, needles=list_needles(keys), progress=progress)
    if folder.exists():
        folder.rmdir()
    rename_whole(partial, folder)
    return BackupReport(manifest, folder, wanted.keys, found)


def sqlite_path() -> Path | None:
    """The open workspace's SQLite file; None on PostgreSQL."""
    return Path(settings.DATABASES["default"]["NAME"]) if connection.vendor == "sqlite" else None


def _copy_all(held: HeldWorkspace, workspace: Workspace, partial: Path, progress: Progress) -> dict[str, CopiedFile]:
    """Copy what is held: the database first, since until then its write-ahead log must be kept."""
    make_folder(partial / DATABASE)
    found = {name: read_file(partial / name)[0] for name in held.database.write(partial, progress)}
    progress.stage("Copying received files", total=len(held.files))
    for name, content in held.small.items():
        found[f"{FILES}/{name}"] = copy_stream(BytesIO(content), partial / FILES / name)
    for name, size in held.files.items():
        found[f"{FILES}/{name}"] = copy_file(workspace.root / name, partial / FILES / name, size=size)
        progress.advance()
    if held.current:
        progress.stage("Copying the current snapshot", total=len(held.snapshot_files))
        for name, stream in held.snapshot_files.items():
            target = f"{SNAPSHOTS}/{held.current.id}/{name}"
            found[target] = copy_stream(stream, partial / target)
            progress.advance()
    return found


def _others(workspace: Workspace, current: Snapshot | None) -> list[KeptSnapshot]:
    """The snapshots that are not the current one, by their manifests; one that a run is just removing is left out."""
    kept = []
    for snapshot in list_snapshots(workspace):
        if current and snapshot.id == current.id:
            continue
        try:
            kept.append(_kept(snapshot, copied=False))
        except (OSError, ValueError):
            continue
    return kept


def _copy_others(
    partial: Path, others: list[KeptSnapshot], files: dict[str, CopiedFile], progress: Progress
) -> list[KeptSnapshot]:
    workspace = Workspace(Path(settings.SIGHTLINE_WORKSPACE or ""))
    progress.stage("Copying earlier snapshots", total=len(others))
    kept = []
    for one in others:
        copied = {}
        try:
            for path in sorted((workspace.snapshots / one.id).iterdir()):
                target = f"{SNAPSHOTS}/{one.id}/{path.name}"
                copied[target] = copy_file(path, partial / target)
        except FileNotFoundError:  # a run has removed it: it stays listed
            kept.append(one)
            continue
        files |= copied
        kept.append(KeptSnapshot(one.id, one.as_at, True, one.inputs))
        progress.advance()
    return kept


def _kept(snapshot: Snapshot, *, copied: bool) -> KeptSnapshot:
    manifest = snapshot.manifest()
    return KeptSnapshot(snapshot.id, str(manifest.get("as_at", "")), copied, dict(manifest.get("inputs", {})))


def walk_copy(folder: Path, engine: str) -> dict[str, CopiedChain]:
    """Walk the chains of a copied database."""
    if engine == "sqlite":
        return walk_sqlite(folder / SQLITE_FILE, chain_columns())
    return walk_csv(folder / DATABASE, chain_columns())


def chain_columns() -> Mapping[str, dict[str, str]]:
    """The columns of each chain and how each is read from a copy."""
    kinds = {models.AutoField: INT, models.BigAutoField: INT, models.JSONField: JSON}
    return {
        model._meta.db_table: {str(field.column): kinds.get(type(field), TEXT) for field in model._meta.concrete_fields}
        for model in hash_chain.CHAINS
    }
