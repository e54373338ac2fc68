"""What each matching model that was trained here would have changed when it was trained."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.linkage_reports import Say, tell_linkage
from sightline.casework.learning.model_kinds import LINKAGE
from sightline.casework.learning.pages import ModelsPage, TrainedLinkageModel
from sightline.casework.learning.selectors.trained_models import damage_of_version, read_models, read_trained
from sightline.store import Workspace


def read_linkage_models(session: ReaderSession) -> ModelsPage[TrainedLinkageModel]:
    """The matching models of this workspace, each with its report, and every decision about them."""
    return read_models(session, kind=LINKAGE, tell=tell_linkage_model)


def read_trained_linkage_model(session: ReaderSession, *, version: str) -> TrainedLinkageModel:
    """One matching model that was trained here, for whoever may train one."""
    return read_trained(session, kind=LINKAGE, tell=tell_linkage_model, version=version)


def tell_linkage_model(workspace: Workspace, version: str, is_in_force: bool, say: Say) -> TrainedLinkageModel:
    """A model with its report."""
    damage = damage_of_version(LINKAGE, workspace, version, is_in_force=is_in_force)
    about = LINKAGE.describe(workspace, version)
    return tell_linkage(about, version=version, is_in_force=is_in_force, damage=damage, say=say)
