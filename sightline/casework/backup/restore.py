"""Restores a backup into a new folder: verified first, triggers made anew and checked, and nothing is ever overwritten.

The database keeps the migrations it had: an older backup is for the version that made it, or for `sightline upgrade`.
A backup of SQLite is restored into SQLite, one of PostgreSQL into an empty PostgreSQL database; never across.
"""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sightline.casework.backup.failures import in_words
from sightline.casework.backup.manifest import DATABASE, FILES, SNAPSHOTS, SQLITE_FILE, BackupManifest, read_manifest
from sightline.casework.backup.verification import verify_copy
from sightline.casework.core.durable_files import (
    begin_partial,
    copy_file,
    is_free,
    make_folder,
    rename_whole,
    write_secret,
)
from sightline.casework.keys.sets import KeySet, list_needles, read_key_set
from sightline.model.errors import BadInput, Refused, Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.workspace import FORMAT, SETTINGS_FILE

DATABASE_FILE = "casework.sqlite3"
URL_VARIABLE = "SIGHTLINE_DATABASE_URL"
POSTGRESQL = "postgresql"
DATABASE_TABLE = re.compile(r"^\s*\[database\]\s*$", re.MULTILINE)
URL_LINE = re.compile(r"^\s*url\s*=.*$\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RestoreSource:
    """What is restored: the backup's folder, where its keys are, and the passphrase if they are sealed.

    `register` is the newest register of erasures, where it is kept elsewhere.
    """

    folder: Path
    keys: Path
    passphrase: str = field(default="", repr=False)
    register: Path | None = None


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored, and whether `sightline upgrade` is needed before it can be used.

    `erased`: how many erasures of after the backup were carried out in it. `unfinished`: whether one still must be.
    """

    manifest: BackupManifest
    workspace: Workspace
    needs_upgrade: bool
    listed_snapshots: tuple[str, ...]
    erased: int = 0
    unfinished: bool = False


def restore_backup(
    *, source: RestoreSource, to: Path, database_url: str = "", progress: Progress = SILENT
) -> RestoreReport:
    """Restore into a new folder. Refused where something is there, BadInput where backup or keys are not whole."""
    with in_words("The restore"):
        return _restore(source, to, database_url, progress)


def _restore(source: RestoreSource, to: Path, database_url: str, progress: Progress) -> RestoreReport:
    manifest = read_manifest(source.folder)
    check_target(manifest, to, database_url)
    keys = read_key_set(folder=source.keys, name=manifest.key_set, passphrase=source.passphrase)
    found = verify_copy(folder=source.folder, manifest=manifest, needles=list_needles(keys), progress=progress)
    if not found.is_whole:
        raise BadInput(
            f"The backup is not complete, so nothing was restored. {found.problems[0]}",
            code="backup_damaged",
            where=str(source.folder),
            what_to_do="Use another backup. 'sightline backup verify DIR' lists everything that is wrong.",
        )
    _write_files(source.folder, manifest, keys, to, database_url, progress)
    progress.stage("Checking the restored database")
    try:
        needs_upgrade = open_restored(source.folder, manifest, to, database_url)
    except BaseException:
        shutil.rmtree(to)  # it was made just now, and holds nothing that the backup does not
        raise
    erased = _erase_again(source, to, needs_upgrade, progress)
    (to / restoring_file()).unlink()
    listed = tuple(one.id for one in manifest.snapshots if not one.copied)
    return RestoreReport(manifest, Workspace(to), needs_upgrade, listed, *erased)


def _erase_again(source: RestoreSource, to: Path, needs_upgrade: bool, progress: Progress) -> tuple[int, bool]:
    """Erase what was erased since the backup; how many erasures, and whether one is left until after the upgrade.

    While the folder carries its mark, nothing opens it. What is left is refused by everything that serves it.
    """
    from sightline.casework.core.session import house_session
    from sightline.casework.erasure.services import apply_restored
    from sightline.casework.retention.gate import list_unfinished
    from sightline.casework.retention.register_copies import take_over

    workspace = Workspace(to)
    take_over(workspace, given=source.register)
    if needs_upgrade:
        return 0, bool(list_unfinished(workspace))
    return len(apply_restored(house_session(), workspace=workspace, progress=progress).erasures), False


def check_target(manifest: BackupManifest, to: Path, database_url: str) -> None:
    """Refused or Usage where this backup cannot be restored there."""
    if not is_free(to):
        raise Refused(
            f"{to} already holds something, and a restore never overwrites.",
            code="restore_target_exists",
            what_to_do="Name a new folder with --to.",
        )
    if manifest.workspace_format > FORMAT:
        raise Refused(
            "This backup was made by a newer version of Sightline.",
            code="backup_of_newer_version",
            what_to_do=f"Restore it with version {manifest.version} or newer.",
        )
    if manifest.engine == POSTGRESQL and not database_url:
        raise Usage(
            "This backup is of a PostgreSQL database.",
            code="restore_needs_database",
            what_to_do="Make an empty database and name it: --database-url postgresql://USER:PASSWORD@HOST:5432/NAME",
        )
    if manifest.engine != POSTGRESQL and (database_url or os.environ.get(URL_VARIABLE)):
        raise Usage(
            "This backup is of a SQLite database. It cannot be restored into PostgreSQL.",
            code="restore_across_databases",
            what_to_do=f"Leave --database-url away, and unset {URL_VARIABLE}.",
        )


def restoring_file() -> str:
    """The mark of a restore that has not finished."""
    from sightline.casework.boot import RESTORING_FILE

    return RESTORING_FILE


def _write_files(
    folder: Path, manifest: BackupManifest, keys: KeySet, to: Path, database_url: str, progress: Progress
) -> None:
    """All files under another name first; the folder carries its mark until the database is checked too."""
    partial = begin_partial(to)
    Workspace(partial).create()
    (partial / restoring_file()).touch(mode=0o600)
    progress.stage("Restoring files", total=len(manifest.files))
    for name in manifest.files:
        target = place_of(name)
        if target:
            copy_file(folder / name, partial / target)
        progress.advance()
    for name, content in keys.items():
        write_secret(partial / name, settings_with(content, database_url) if name == SETTINGS_FILE else content)
    if to.exists():
        to.rmdir()
    make_folder(to.parent)
    rename_whole(partial, to)


def place_of(name: str) -> str:
    """Where a file of a backup stands in a workspace; empty for what is read into PostgreSQL."""
    if name == SQLITE_FILE:
        return DATABASE_FILE
    if name.startswith(f"{DATABASE}/"):
        return ""
    if name.startswith(f"{FILES}/"):
        return name.removeprefix(f"{FILES}/")
    return name if name.startswith(f"{SNAPSHOTS}/") else ""


def settings_with(content: bytes, database_url: str) -> bytes:
    """The settings with the database that is restored into; unchanged for SQLite."""
    if not database_url:
        return content
    text = URL_LINE.sub("", content.decode())
    line = f'url = "{database_url}"\n'
    table = DATABASE_TABLE.search(text)
    if table is None:
        return f"{text.rstrip()}\n\n[database]\n{line}".encode()
    return f"{text[: table.end()]}\n{line}{text[table.end() :].lstrip()}".encode()


def open_restored(folder: Path, manifest: BackupManifest, to: Path, database_url: str) -> bool:
    """Fill PostgreSQL, make the triggers anew, check them and the chains, and audit; whether an upgrade is needed."""
    if database_url:
        os.environ[URL_VARIABLE] = database_url
    from sightline.casework.boot import open_workspace

    open_workspace(to, migrate="none")
    from sightline.casework.backup.restored_database import finish_restored

    return finish_restored(folder=folder, manifest=manifest)
