"""Which model links records: what each would have changed, and the named decision that puts one in force.

The next run joins by it. Until then, people are joined as the model before it joined them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.linkage_files import (
    CHOSEN,
    damage_of_model,
    describe,
    files_of,
    linkage_in_force,
    list_versions,
)
from sightline.casework.learning.pages import (
    LinkageCount,
    LinkageModelChoice,
    LinkageModelsPage,
    NameGroupChanges,
    TrainedLinkageModel,
)
from sightline.casework.learning.rights import check_chooses_linkage
from sightline.escalation import check_words
from sightline.linkage.settings import read_settings
from sightline.model.errors import Usage
from sightline.scale.small_numbers import show
from sightline.sharing import can_see_people
from sightline.store import Workspace
from sightline.translation.messages import lazy as _

SHIPPED = "shipped"
COUNTS = ("people", "questions")
Say = Callable[[int], str]


def read_linkage_models(session: ReaderSession) -> LinkageModelsPage:
    """The models of this workspace, each with its report, and every decision about them."""
    with audited(session, action="read_linkage_models"):
        check_chooses_linkage(actor=session.actor)
        workspace = current_workspace()
        say: Say = "{:,}".format if can_see_people(reader=session.actor.reader) else show
        chosen = linkage_in_force(workspace)
        version = chosen.version if chosen else ""
        models = tuple(
            _read_trained_linkage_model(workspace, one, one == version, say) for one in list_versions(workspace)
        )
    history = Decision.objects.of_kind(CHOSEN).newest_first()
    choices = tuple(LinkageModelChoice(one.sequence, one.at, one.by, one.body["version"], one.why) for one in history)
    return LinkageModelsPage(read_settings().version, version, models, choices)


def read_trained_linkage(session: ReaderSession, *, version: str) -> TrainedLinkageModel:
    """One model that was trained here, for whoever may train one."""
    with audited(session, action="read_linkage_model") as trail:
        check_files(actor=session.actor)
        trail.details = {"model": version}
        workspace = current_workspace()
        if version not in list_versions(workspace):
            raise NotHere
        chosen = linkage_in_force(workspace)
        return _read_trained_linkage_model(
            workspace, version, bool(chosen and chosen.version == version), "{:,}".format
        )


def choose_linkage_model(session: ReaderSession, *, version: str, why: str) -> int:
    """Put a model in force, or go back to the shipped one, saying why; the number of the decision.

    Usage where the model is damaged or in force already; NotHere where there is none of that version.
    """
    with audited(session, action="choose_linkage_model") as trail:
        check_chooses_linkage(actor=session.actor)
        said = check_words(why, today=clock.today(), part="why")
        workspace = current_workspace()
        files = None if version == SHIPPED else files_of(workspace, version)
        before = linkage_in_force(workspace)
        if files == before:
            raise Usage(_("This model is in force already."), code="in_force_already", what_to_do=_("Choose another."))
        if files and damage_of_model(files):
            raise Usage(
                _("The files of this model are damaged."), code="linkage_model_damaged", what_to_do=_("Train it again.")
            )
        body = {
            "version": files.version if files else "",
            "sha256": files.sha256 if files else "",
            "before": before.version if before else "",
        }
        with transaction.atomic(durable=True):
            by = session.actor.reader.username
            row = hash_chain.append(Decision, kind=CHOSEN, by=by, os_name=session.actor.os_name, why=said, body=body)
            trail.details = body
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="choose_linkage_model", trail=trail)
    return row.sequence


def _read_trained_linkage_model(workspace: Workspace, version: str, is_in_force: bool, say: Say) -> TrainedLinkageModel:
    about = describe(workspace, version)
    files = linkage_in_force(workspace) if is_in_force else files_of(workspace, version)
    learned, changes = about.get("learned", {}), about.get("changes", {})
    pairs = changes.get("pairs", {})
    return TrainedLinkageModel(
        version=version,
        trained_at=about.get("trained_at", ""),
        trained_by=about.get("trained_by", ""),
        profiles=say(learned.get("profiles", 0)),
        judgements=say(learned.get("judgements", 0)),
        prior=say(learned.get("one_in", 0)),
        threshold=f"{learned.get('threshold_bits', 0):g}",
        columns=tuple(learned.get("columns", ())),
        is_in_force=is_in_force,
        damage=damage_of_model(files),
        counts=tuple(_count(name, changes, say) for name in COUNTS if changes),
        joined=say(changes.get("joined", 0)),
        split=say(changes.get("split", 0)),
        pairs_made=say(pairs.get("made", 0)),
        pairs_undone=say(pairs.get("undone", 0)),
        groups=tuple(
            NameGroupChanges(one["origin"], say(one["before"]), say(one["made"]), say(one["undone"]))
            for one in changes.get("groups", ())
        ),
    )


def _count(name: str, changes: Mapping[str, Any], say: Say) -> LinkageCount:
    return LinkageCount(name, say(changes[f"{name}_before"]), say(changes[f"{name}_after"]))


def check_linkage_model(workspace: Workspace) -> str:
    """What is wrong with the model in force, for the operator; empty where nothing is."""
    return damage_of_model(linkage_in_force(workspace))
