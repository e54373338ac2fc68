"""The models of notes that were trained here, each in a folder of its own, and which of them is in force.

A model is named by the hash of its arrays. Its folder is written whole and never changed; a decision names the hash of
both files, and nothing reads them otherwise.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sightline.casenotes.learned.model import ABOUT, ARRAYS, ModelFiles, hash_files, read_model
from sightline.casework.core.durable_files import begin_partial, make_folder, rename_whole, write_secret
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.model.errors import OurFault
from sightline.store import Workspace
from sightline.translation.messages import lazy as _

FOLDER = ("models", "notes")
CHOSEN = "note_model_chosen"


def folder_of(workspace: Workspace, version: str = "") -> Path:
    """Where the models lie, or one of them."""
    return workspace.root.joinpath(*FOLDER, version)


def write_model(workspace: Workspace, *, version: str, arrays: bytes, described: bytes) -> Path:
    """Write a model whole; where it is there already, it stays as it is."""
    target = folder_of(workspace, version)
    if not target.exists():
        make_folder(target.parent)
        partial = begin_partial(target)
        write_secret(partial / ARRAYS, arrays)
        write_secret(partial / ABOUT, described)
        rename_whole(partial, target)
    return target


def list_versions(workspace: Workspace) -> list[str]:
    """The models that were trained here, the newest first."""
    folder = folder_of(workspace)
    found = [one for one in folder.iterdir() if (one / ABOUT).is_file()] if folder.is_dir() else []
    moments = {one.name: str(_read_about(one).get("trained_at", "")) for one in found}
    return sorted(moments, key=lambda name: (moments[name], name), reverse=True)


def _read_about(folder: Path) -> Mapping[str, Any]:
    """What a model says of itself; nothing where that cannot be read."""
    try:
        described: Mapping[str, Any] = json.loads((folder / ABOUT).read_bytes())
    except (OSError, ValueError):
        return {}
    return described


def describe(workspace: Workspace, version: str) -> Mapping[str, Any]:
    """What a model says of itself; nothing where that cannot be read."""
    return _read_about(folder_of(workspace, version))


def files_of(workspace: Workspace, version: str) -> ModelFiles:
    """A model as it lies there now. NotHere where there is none of that version."""
    if version not in list_versions(workspace):
        raise NotHere
    folder = folder_of(workspace, version)
    arrays, described = ((folder / name).read_bytes() for name in (ARRAYS, ABOUT))
    return ModelFiles(version, folder, hash_files(arrays, described))


def model_in_force(workspace: Workspace) -> ModelFiles | None:
    """The model that was chosen last, by the hash that the decision names; None for the shipped one."""
    last = Decision.objects.of_kind(CHOSEN).newest_first().first()
    if last is None or not last.body["version"]:
        return None
    return ModelFiles(last.body["version"], folder_of(workspace, last.body["version"]), last.body["sha256"])


def damage_of_model(files: ModelFiles | None) -> str:
    """What is wrong with the files of a model, read anew; empty where nothing is."""
    read_model.cache_clear()
    try:
        read_model(files)
    except (OurFault, ValueError, KeyError) as error:
        return str(error) if isinstance(error, OurFault) else str(_("The description of this model cannot be read."))
    return ""
