"""Puts models that this workspace trained out of force, where they may know an erased record, and removes their files.

A matching model is trained on all records, and holds how often each name occurs: it always goes. A model of notes is
trained on examples: it goes where one of them was erased. Both go before the new snapshot is made and served. The
first pages of information governance and of the operator say so until someone chooses a model again.
"""

import shutil
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.learning.model_kinds import FELL_BACK, LINKAGE, NOTES, ModelKind
from sightline.casework.learning.pages import ModelFallback
from sightline.store import Workspace
from sightline.translation.messages import lazy as _

WHY = _("Records were erased that this model may have learned from. Train a model again.")


def put_out_of_force(actor: Actor, workspace: Workspace, *, used_examples: bool) -> tuple[ModelFallback, ...]:
    """Go back to the shipped models where one must go, by a decision, and remove what was trained.

    Which models are out of force by this or an earlier try, so that somebody trains them again.
    """
    kinds: tuple[ModelKind[Any], ...] = (LINKAGE, NOTES) if used_examples else (LINKAGE,)
    for kind in kinds:
        _drop(actor, workspace, kind)
    return tuple(found for kind in kinds if (found := kind.fallback()))


def _drop(actor: Actor, workspace: Workspace, kind: ModelKind[Any]) -> None:
    last = Decision.objects.of_kind(kind.chosen).newest_first().first()
    version = last.body["version"] if last else ""
    if version:
        with transaction.atomic(durable=True):
            body = {"version": "", "sha256": "", "before": version, FELL_BACK: last.sequence if last else 0}
            hash_chain.append(
                Decision, kind=kind.chosen, by=actor.reader.username, os_name=actor.os_name, why=str(WHY), body=body
            )
    folder = kind.folder_of(workspace)
    if folder.is_dir():
        shutil.rmtree(folder)
