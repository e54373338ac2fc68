"""What a backup says of itself: `backup.json`, written last, with the SHA-256 of every other file.

A folder without it is no backup; a folder whose name ends in `.partial` is one that was interrupted.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sightline.casework.core.durable_files import CopiedFile
from sightline.model.errors import BadInput
from sightline.store.files import write_whole

MANIFEST_FILE, FORMAT = "backup.json", 1
FILES, SNAPSHOTS, DATABASE = "files", "snapshots", "database"
SQLITE_FILE = f"{DATABASE}/casework.sqlite3"


@dataclass(frozen=True, slots=True)
class ChainCopy:
    """An append-only chain as it was copied: its last row, and how its columns are read (int, json or text)."""

    rows: int
    head: str
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """A snapshot that was there: copied whole, or only listed, to be built again by `sightline run --as-at`."""

    id: str
    as_at: str
    copied: bool
    inputs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """Everything that a backup says of itself."""

    id: str
    made_at: str
    version: str
    engine: str
    migrations: dict[str, list[str]]
    workspace_format: int
    current_snapshot: str
    snapshots: list[KeptSnapshot]
    chains: dict[str, ChainCopy]
    key_set: str
    files: dict[str, CopiedFile]
    format: int = FORMAT

    @property
    def heads(self) -> dict[str, str]:
        """For each chain `number hash` of its last row."""
        return {name: chain.head for name, chain in self.chains.items()}


def write_manifest(folder: Path, manifest: BackupManifest) -> None:
    """Write it whole, as the last file of a backup."""
    write_whole(folder / MANIFEST_FILE, json.dumps(asdict(manifest), indent=1, sort_keys=True))


def read_manifest(folder: Path) -> BackupManifest:
    """Read a backup's manifest; BadInput where the folder is no whole backup."""
    path = folder / MANIFEST_FILE
    if folder.name.endswith(".partial") or not path.is_file():
        raise BadInput(
            f"{folder} is not a complete backup.",
            code="no_backup",
            what_to_do=(
                "Name the folder that 'sightline backup DIR' made. The folder of an "
                "interrupted backup ends in .partial."
            ),
        )
    try:
        return _read_backup_manifest(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            f"{MANIFEST_FILE} cannot be read, so this backup cannot be used.",
            code="backup_damaged",
            where=str(path),
            what_to_do="Use another backup.",
        ) from error


def _read_backup_manifest(written: dict[str, Any]) -> BackupManifest:
    if written["format"] > FORMAT:
        raise BadInput(
            "This backup was made by a newer version of Sightline.",
            code="backup_of_newer_version",
            what_to_do=f"Use version {written['version']} or newer.",
        )
    nested = {
        "snapshots": [KeptSnapshot(**one) for one in written["snapshots"]],
        "chains": {name: ChainCopy(**one) for name, one in written["chains"].items()},
        "files": {_inside(name): CopiedFile(**one) for name, one in written["files"].items()},
    }
    return BackupManifest(**{**written, **nested})


def _inside(name: str) -> str:
    """A file's name; ValueError where it would lead out of the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(name)
    return name
