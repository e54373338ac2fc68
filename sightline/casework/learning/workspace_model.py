"""The models that this workspace put in force, and the confirmed sentences that one of notes learned from."""

from sightline.casenotes.learned.model import ModelFiles
from sightline.casenotes.training.own import OwnReading
from sightline.casework.core.serving import current_workspace
from sightline.casework.learning.model_kinds import LINKAGE, NOTES
from sightline.casework.learning.selectors.examples import list_examples
from sightline.linkage.model_files import LinkageFiles
from sightline.store.snapshot_reader import SnapshotReader


def read_own_model() -> ModelFiles | None:
    """Its files; None where the shipped model is in force."""
    return NOTES.in_force(current_workspace())


def read_own_linkage() -> LinkageFiles | None:
    """The files of its matching model; None where the shipped model is in force."""
    return LINKAGE.in_force(current_workspace())


def read_own_reading(store: SnapshotReader) -> OwnReading | None:
    """None where the shipped model is in force."""
    workspace = current_workspace()
    files = NOTES.in_force(workspace)
    if files is None:
        return None
    learned = set(NOTES.describe(workspace, files.version).get("examples", []))
    return OwnReading(files, [one.confirmed() for one in list_examples(store) if one.row.said in learned])
