"""The kinds of model that a workspace trains: where each keeps its models, and which one is in force.

A decision names the hash of both files of a model, and nothing reads them otherwise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from sightline import __version__
from sightline.casenotes.learned import model as notes
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.learning.model_store import LINKAGE_STORE, Files, ModelStore
from sightline.casework.learning.pages import ModelFallback
from sightline.casework.learning.rights import check_chooses, check_chooses_linkage
from sightline.linkage.settings import read_settings
from sightline.store import Workspace

FELL_BACK = "erased_from"  # how the decision of an erasure names the one that had put the model in force


@dataclass(frozen=True, slots=True)
class ModelKind(Generic[Files]):
    """One kind of model. `noun` begins the decision that puts one in force, and is in the names of audited acts."""

    noun: str
    folder: str
    store: ModelStore[Files]
    read_shipped: Callable[[], str]
    check_chooses: Callable[[Actor], None]

    @property
    def chosen(self) -> str:
        """The kind of the decision."""
        return f"{self.noun}_chosen"

    def folder_of(self, workspace: Workspace, version: str = "") -> Path:
        """Where the models are kept, or one of them."""
        return workspace.root.joinpath("models", self.folder, version)

    def write(self, workspace: Workspace, *, version: str, model: bytes, about: bytes) -> Path:
        """Write a model whole; where it is there already, it stays as it is."""
        files = dict(zip(self.store.parts, (model, about), strict=True))
        return self.store.write(self.folder_of(workspace), version=version, files=files)

    def list_versions(self, workspace: Workspace) -> list[str]:
        """The models that were trained here, the newest first."""
        return self.store.list_versions(self.folder_of(workspace))

    def describe(self, workspace: Workspace, version: str) -> Mapping[str, Any]:
        """What a model says of itself; nothing where that cannot be read."""
        return self.store.describe(self.folder_of(workspace), version)

    def files_of(self, workspace: Workspace, version: str) -> Files:
        """A model as it is there now. NotHere where there is none of that version."""
        return self.store.files_of(self.folder_of(workspace), version)

    def in_force(self, workspace: Workspace) -> Files | None:
        """The model that was chosen last, by the hash that the decision names; None for the shipped one."""
        last = Decision.objects.of_kind(self.chosen).newest_first().first()
        if last is None or not last.body["version"]:
            return None
        version = last.body["version"]
        return self.store.of_files(version, self.folder_of(workspace, version), last.body["sha256"])

    def fallback(self) -> ModelFallback | None:
        """The model that an erasure put out of force, where that was the last decision; None otherwise."""
        last = Decision.objects.of_kind(self.chosen).newest_first().first()
        before = Decision.objects.filter(sequence=last.body.get(FELL_BACK, 0)).first() if last else None
        if last is None or before is None:
            return None
        return ModelFallback(self.noun, before.body["version"], last.at, before.sequence, before.by)

    def damage_of(self, files: Files | None) -> str:
        """What is wrong with the files of a model, read anew; empty where nothing is."""
        return self.store.damage_of(files)

    def is_of_now(self, workspace: Workspace, version: str) -> bool:
        """Whether this version of Sightline trained the model."""
        return bool(self.describe(workspace, version).get("code") == __version__)


NOTES = ModelKind(
    noun="note_model",
    folder="notes",
    store=ModelStore(
        parts=(notes.ARRAYS, notes.ABOUT),
        of_files=notes.ModelFiles,
        hash_files=notes.hash_files,
        read=notes.read_model,
        forget=notes.read_model.cache_clear,
    ),
    read_shipped=lambda: notes.read_model().version,
    check_chooses=lambda actor: check_chooses(actor=actor),
)
LINKAGE = ModelKind(
    noun="linkage_model",
    folder="linkage",
    store=LINKAGE_STORE,
    read_shipped=lambda: read_settings().version,
    check_chooses=lambda actor: check_chooses_linkage(actor=actor),
)
