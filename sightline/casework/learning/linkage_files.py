"""The models of linkage that were trained here, each in a folder of its own, and which of them is in force.

A model's folder is written whole and never changed; a decision names the hash of both its files, and nothing reads them
otherwise.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sightline.casework.core.durable_files import begin_partial, make_folder, rename_whole, write_secret
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.serving import current_workspace
from sightline.linkage.model_files import ABOUT, MODEL, LinkageFiles, hash_files, settings_of
from sightline.model.errors import SightlineError
from sightline.store import Workspace

FOLDER = "linkage"
CHOSEN = "linkage_model_chosen"


def folder_of(workspace: Workspace, version: str = "") -> Path:
    """Where the models lie, or one of them."""
    return workspace.root.joinpath("models", FOLDER, version)


def write_model(workspace: Workspace, *, version: str, model: bytes, about: bytes) -> Path:
    """Write a model whole; where it is there already, it stays as it is."""
    target = folder_of(workspace, version)
    if not target.exists():
        make_folder(target.parent)
        partial = begin_partial(target)
        write_secret(partial / MODEL, model)
        write_secret(partial / ABOUT, about)
        rename_whole(partial, target)
    return target


def list_versions(workspace: Workspace) -> list[str]:
    """The models that were trained here, the newest first."""
    folder = folder_of(workspace)
    found = [one.name for one in folder.iterdir() if (one / ABOUT).is_file()] if folder.is_dir() else []
    moments = {name: str(describe(workspace, name).get("trained_at", "")) for name in found}
    return sorted(found, key=lambda name: (moments[name], name), reverse=True)


def describe(workspace: Workspace, version: str) -> Mapping[str, Any]:
    """What a model says of itself; nothing where that cannot be read."""
    try:
        described: Mapping[str, Any] = json.loads((folder_of(workspace, version) / ABOUT).read_bytes())
    except (OSError, ValueError):
        return {}
    return described


def files_of(workspace: Workspace, version: str) -> LinkageFiles:
    """A model as it lies there now. NotHere where there is none of that version."""
    if version not in list_versions(workspace):
        raise NotHere
    folder = folder_of(workspace, version)
    return LinkageFiles(version, folder, hash_files(*((folder / name).read_bytes() for name in (MODEL, ABOUT))))


def linkage_in_force(workspace: Workspace) -> LinkageFiles | None:
    """The model that was chosen last, by the hash that the decision names; None for the shipped one."""
    last = Decision.objects.of_kind(CHOSEN).newest_first().first()
    if last is None or not last.body["version"]:
        return None
    return LinkageFiles(last.body["version"], folder_of(workspace, last.body["version"]), last.body["sha256"])


def read_own_linkage() -> LinkageFiles | None:
    """The files of the model in force in the workspace that is served; None for the shipped one."""
    return linkage_in_force(current_workspace())


def damage_of_model(files: LinkageFiles | None) -> str:
    """What is wrong with the files of a model, read anew; empty where nothing is."""
    settings_of.cache_clear()
    try:
        settings_of(files)
    except SightlineError as error:
        return str(error)
    return ""
