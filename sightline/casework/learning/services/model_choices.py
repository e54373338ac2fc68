"""Which model reads notes: what each was measured to do, and the named decision that puts one in force.

The next run reads every note by it. Until then, marks are those of the model before.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from sightline import __version__
from sightline.casenotes.learned.model import read_model
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_files import (
    CHOSEN,
    damage_of_model,
    describe,
    files_of,
    list_versions,
    model_in_force,
)
from sightline.casework.learning.models import NoteExample
from sightline.casework.learning.pages import (
    ListedChange,
    ModelChoice,
    NoteModelReport,
    NoteModelsPage,
    PrecisionAndRecall,
    SignChanges,
    TrainedNoteModel,
)
from sightline.casework.learning.rights import check_chooses
from sightline.escalation import check_words
from sightline.model.errors import Usage
from sightline.scale.small_numbers import show
from sightline.sharing import can_see_people
from sightline.store import Workspace
from sightline.translation.messages import lazy as _

SHIPPED = "shipped"
LEVELS = ("worth_reading", "marked")
Say = Callable[[int], str]


def read_note_models(session: ReaderSession) -> NoteModelsPage:
    """The models of this workspace, each with its report, and every decision about them."""
    with audited(session, action="read_note_models"):
        check_chooses(actor=session.actor)
        workspace = current_workspace()
        say: Say = "{:,}".format if can_see_people(reader=session.actor.reader) else show
        chosen = model_in_force(workspace)
        version = chosen.version if chosen else ""
        models = tuple(
            _read_trained_note_model(workspace, one, one == version, say) for one in list_versions(workspace)
        )
    history = Decision.objects.of_kind(CHOSEN).newest_first()
    choices = tuple(ModelChoice(one.sequence, one.at, one.by, one.body["version"], one.why) for one in history)
    return NoteModelsPage(read_model().version, version, models, choices)


def read_trained(session: ReaderSession, *, version: str) -> TrainedNoteModel:
    """One model that was trained here, for whoever may train one."""
    with audited(session, action="read_note_model") as trail:
        check_files(actor=session.actor)
        trail.details = {"model": version}
        workspace = current_workspace()
        if version not in list_versions(workspace):
            raise NotHere
        chosen = model_in_force(workspace)
        return _read_trained_note_model(workspace, version, bool(chosen and chosen.version == version), "{:,}".format)


def choose_note_model(session: ReaderSession, *, version: str, why: str) -> int:
    """Put a model in force, or go back to the shipped one, saying why; the number of the decision.

    Usage where the model is damaged or in force already; NotHere where there is none of that version.
    """
    with audited(session, action="choose_note_model") as trail:
        check_chooses(actor=session.actor)
        said = check_words(why, today=clock.today(), part="why")
        workspace = current_workspace()
        files = None if version == SHIPPED else files_of(workspace, version)
        before = model_in_force(workspace)
        if files == before:
            raise Usage(_("This model is in force already."), code="in_force_already", what_to_do=_("Choose another."))
        if files and damage_of_model(files):
            raise Usage(
                _("The files of this model are damaged."), code="note_model_damaged", what_to_do=_("Train it again.")
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
            append_entry(actor=session.actor, action="choose_note_model", trail=trail)
    return row.sequence


def _read_trained_note_model(workspace: Workspace, version: str, is_in_force: bool, say: Say) -> TrainedNoteModel:
    about = describe(workspace, version)
    files = model_in_force(workspace) if is_in_force else files_of(workspace, version)
    examples = about.get("examples", [])
    held = NoteExample.objects.filter(said__in=examples).count()
    return TrainedNoteModel(
        version=version,
        trained_at=about.get("trained_at", ""),
        trained_by=about.get("trained_by", ""),
        confirmed=say(len(examples)),
        gone=say(len(examples) - held),
        is_in_force=is_in_force,
        is_of_now=about.get("code") == __version__,
        damage=damage_of_model(files),
        report=read_report(about.get("measured", {}), say),
    )


def read_report(measured: Mapping[str, Any], say: Say) -> NoteModelReport:
    """What was measured, in numbers as they may be shown."""
    hands, own, notes = (measured.get(name, {}) for name in ("left_out", "confirmed", "notes"))
    shares = [
        PrecisionAndRecall(level, *(f"{100 * one:.0f}%" for both in pairs for one in both))
        for level in LEVELS
        if hands and (pairs := list(zip(hands["before"][level], hands["after"][level], strict=True)))
    ]
    listed = [
        ListedChange(
            name == "with_sign", say(own["before"][name][0]), say(own["after"][name][0]), say(own["after"][name][1])
        )
        for name in ("with_sign", "without_sign")
        if own
    ]
    signs = [SignChanges(sign, *map(say, row)) for sign, row in notes.get("signs", {}).items()]
    return NoteModelReport(hands.get("hands", 0), tuple(shares), tuple(listed), notes.get("notes", 0), tuple(signs))


def check_note_model(workspace: Workspace) -> str:
    """What is wrong with the model in force, for the operator; empty where nothing is."""
    files = model_in_force(workspace)
    damage = damage_of_model(files)
    if damage or files is None or describe(workspace, files.version).get("code") == __version__:
        return damage
    return str(
        _("Another version of Sightline trained model %(version)s. Train it again.") % {"version": files.version}
    )
