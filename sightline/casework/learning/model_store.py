"""A folder of models of one kind: each in a folder of its own, which is written whole and never changed.

It needs no database: a workspace has such a folder for each kind, and a table of people may have one of its own.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from sightline.casework.core.durable_files import begin_partial, make_folder, rename_whole, write_secret
from sightline.casework.core.errors import NotHere
from sightline.linkage import model_files as linkage
from sightline.model.errors import SightlineError
from sightline.translation.messages import lazy as _


class TrainedFiles(Protocol):
    """A model of any kind: its version, its folder, and the hash of its two files when it was chosen."""

    @property
    def version(self) -> str:
        """The name of the model."""

    @property
    def folder(self) -> Path:
        """Where its files are."""

    @property
    def sha256(self) -> str:
        """One hash of both."""


Files = TypeVar("Files", bound=TrainedFiles)


@dataclass(frozen=True, slots=True)
class ModelStore(Generic[Files]):
    """How models of a kind are kept. `parts` names the model's file and the one that describes it.

    `forget` empties what is cached of models that were read.
    """

    parts: tuple[str, str]
    of_files: Callable[[str, Path, str], Files]
    hash_files: Callable[[bytes, bytes], str]
    read: Callable[[Files | None], object]
    forget: Callable[[], None]

    def write(self, root: Path, *, version: str, files: Mapping[str, bytes]) -> Path:
        """Write a model whole, by the names of its files; where it is there already, it stays as it is."""
        target = root / version
        if not target.exists():
            make_folder(root)
            partial = begin_partial(target)
            for name, content in files.items():
                write_secret(partial / name, content)
            rename_whole(partial, target)
        return target

    def list_versions(self, root: Path) -> list[str]:
        """The models of a folder, the newest first."""
        found = [one.name for one in root.iterdir() if (one / self.parts[1]).is_file()] if root.is_dir() else []
        moments = {name: str(self.describe(root, name).get("trained_at", "")) for name in found}
        return sorted(found, key=lambda name: (moments[name], name), reverse=True)

    def describe(self, root: Path, version: str) -> Mapping[str, Any]:
        """What a model says of itself; nothing where that cannot be read."""
        try:
            described: Mapping[str, Any] = json.loads((root / version / self.parts[1]).read_bytes())
        except (OSError, ValueError):
            return {}
        return described

    def files_of(self, root: Path, version: str) -> Files:
        """A model as it is there now. NotHere where there is none of that version."""
        if version not in self.list_versions(root):
            raise NotHere
        model, about = ((root / version / name).read_bytes() for name in self.parts)
        return self.of_files(version, root / version, self.hash_files(model, about))

    def damage_of(self, files: Files | None) -> str:
        """What is wrong with the files of a model, read anew; empty where nothing is."""
        self.forget()
        try:
            self.read(files)
        except SightlineError as error:
            return str(error)
        except (ValueError, KeyError, msgspec.MsgspecError):
            return str(_("The description of this model cannot be read."))
        return ""


LINKAGE_STORE = ModelStore(
    parts=(linkage.MODEL, linkage.ABOUT),
    of_files=linkage.LinkageFiles,
    hash_files=linkage.hash_files,
    read=linkage.settings_of,
    forget=linkage.settings_of.cache_clear,
)
