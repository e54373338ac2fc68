"""The model that this workspace put in force, with the confirmed sentences that it learned from and are still held."""

from sightline.casenotes.learned.model import ModelFiles
from sightline.casenotes.training.own import OwnReading
from sightline.casework.core.serving import current_workspace
from sightline.casework.learning.model_files import describe, model_in_force
from sightline.casework.learning.selectors.examples import list_examples
from sightline.store.snapshot_reader import SnapshotReader


def read_own_model() -> ModelFiles | None:
    """Its files; None where the shipped model is in force."""
    return model_in_force(current_workspace())


def read_own_reading(store: SnapshotReader) -> OwnReading | None:
    """None where the shipped model is in force."""
    workspace = current_workspace()
    files = model_in_force(workspace)
    if files is None:
        return None
    learned = set(describe(workspace, files.version).get("examples", []))
    return OwnReading(files, [one.confirmed() for one in list_examples(store) if one.row.said in learned])
