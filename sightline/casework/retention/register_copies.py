"""Keeps the register of erasures in a second folder, as `[retention]` of sightline.toml says, and reads it back there.

A backup from before an erasure does not know of it. The register of that folder does, so a restore asks there too.
"""

from collections.abc import Mapping
from pathlib import Path

from sightline.model.errors import BadInput
from sightline.rulebook.schema import Written
from sightline.rulebook.settings import read_part
from sightline.store import Workspace
from sightline.store.erasures import REGISTER_FILE, Erasure, ErasureRegister, read_lines, read_register, write_register
from sightline.translation.messages import lazy as _


class RetentionSettings(Written, frozen=True):
    """The folder that holds a copy of the register; empty: none does."""

    register_folder: str = ""


def read_retention_settings(written: Mapping[str, object]) -> RetentionSettings:
    """What the settings say; Usage where it cannot be used."""
    return read_part(RetentionSettings, written, "retention")


def copy_file(workspace: Workspace) -> Path | None:
    """The register's copy in the second folder; None where the settings name none."""
    said = read_retention_settings(workspace.settings())
    return Path(said.register_folder) / REGISTER_FILE if said.register_folder else None


def keep_register(workspace: Workspace, register: ErasureRegister) -> None:
    """Write the register here and in the second folder. OSError where that folder cannot be written."""
    copy = copy_file(workspace)
    if copy:
        copy.parent.mkdir(parents=True, exist_ok=True)
        write_register(copy.parent, register)
    write_register(workspace.root, register)


def take_over(workspace: Workspace, *, given: Path | None = None) -> ErasureRegister:
    """Add to a restored workspace's register what its copies know: the file that is given, and the second folder's."""
    register = read_register(workspace.root)
    copy = copy_file(workspace)
    for path in (given, copy if copy and copy.is_file() else None):
        for erasure in _read_copy(path) if path else ():
            register = register.with_erasure(erasure)
    if register:
        write_register(workspace.root, register)
    return register


def _read_copy(path: Path) -> tuple[Erasure, ...]:
    try:
        return read_lines(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            _("The register of erasures cannot be read, so nothing that was erased can be kept out."),
            code="bad_register",
            where=str(path),
            what_to_do=_("Name the file erasures.jsonl of the workspace, or of the folder where its copy is kept."),
        ) from error
