"""The models of one kind that were trained here, which one is in force, and every decision about them."""

from collections.abc import Callable
from typing import TypeVar

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_kinds import ModelKind
from sightline.casework.learning.model_store import Files
from sightline.casework.learning.pages import ModelChoice, ModelsPage
from sightline.scale.small_numbers import show
from sightline.sharing import can_see_people
from sightline.store import Workspace
from sightline.translation.messages import lazy as _

Trained = TypeVar("Trained")
Say = Callable[[int], str]
# One model as its page has it: of a workspace and version, whether it is in force, and how numbers are said.
TellModel = Callable[[Workspace, str, bool, Say], Trained]


def read_models(session: ReaderSession, *, kind: ModelKind[Files], tell: TellModel[Trained]) -> ModelsPage[Trained]:
    """The models of this workspace, each with its report, and every decision about them."""
    with audited(session, action=f"read_{kind.noun}s"):
        kind.check_chooses(session.actor)
        workspace = current_workspace()
        say: Say = "{:,}".format if can_see_people(reader=session.actor.reader) else show
        version = _version_in_force(kind, workspace)
        models = tuple(tell(workspace, one, one == version, say) for one in kind.list_versions(workspace))
    return ModelsPage(kind.read_shipped(), version, models, list_choices(kind), kind.fallback())


def list_choices(kind: ModelKind[Files]) -> tuple[ModelChoice, ...]:
    """Every decision about the models of a kind, the newest first."""
    history = Decision.objects.of_kind(kind.chosen).newest_first()
    return tuple(ModelChoice(one.sequence, one.at, one.by, one.body["version"], one.why) for one in history)


def read_trained(session: ReaderSession, *, kind: ModelKind[Files], tell: TellModel[Trained], version: str) -> Trained:
    """One model that was trained here, for whoever may train one."""
    with audited(session, action=f"read_{kind.noun}") as trail:
        check_files(actor=session.actor)
        trail.details = {"model": version}
        workspace = current_workspace()
        if version not in kind.list_versions(workspace):
            raise NotHere
        return tell(workspace, version, _version_in_force(kind, workspace) == version, "{:,}".format)


def check_model(kind: ModelKind[Files], workspace: Workspace) -> str:
    """What is wrong with the model in force, for the operator; empty where nothing is."""
    return kind.damage_of(kind.in_force(workspace))


def check_model_of_now(kind: ModelKind[Files], workspace: Workspace) -> str:
    """The same, for a kind of which each version of Sightline must train its own."""
    files, damage = kind.in_force(workspace), check_model(kind, workspace)
    if damage or files is None or kind.is_of_now(workspace, files.version):
        return damage
    return str(
        _("Another version of Sightline trained model %(version)s. Train it again.") % {"version": files.version}
    )


def damage_of_version(kind: ModelKind[Files], workspace: Workspace, version: str, *, is_in_force: bool) -> str:
    """What is wrong with a model: held against the hash of its decision where it is in force."""
    return kind.damage_of(kind.in_force(workspace) if is_in_force else kind.files_of(workspace, version))


def _version_in_force(kind: ModelKind[Files], workspace: Workspace) -> str:
    chosen = kind.in_force(workspace)
    return chosen.version if chosen else ""
