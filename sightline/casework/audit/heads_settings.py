"""Where the kept heads of the chains are, as `[audit]` of sightline.toml says: beside the database, or elsewhere."""

from collections.abc import Mapping
from pathlib import Path

from sightline.rulebook.schema import Written
from sightline.rulebook.settings import read_part
from sightline.store import Workspace
from sightline.store.chain_heads import HEADS_FILE


class AuditSettings(Written, frozen=True):
    """The folder in which heads are kept; empty: the workspace."""

    heads_folder: str = ""


def read_audit_settings(written: Mapping[str, object]) -> AuditSettings:
    """What the settings say; Usage where it cannot be used."""
    return read_part(AuditSettings, written, "audit")


def heads_file(workspace: Workspace) -> Path:
    """The file of kept heads."""
    said = read_audit_settings(workspace.settings())
    return (Path(said.heads_folder) if said.heads_folder else workspace.root) / HEADS_FILE
