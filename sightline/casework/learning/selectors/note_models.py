"""What each model of notes that was trained here was measured to do."""

from collections.abc import Mapping
from typing import Any

from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_kinds import NOTES
from sightline.casework.learning.models import NoteExample
from sightline.casework.learning.pages import (
    ListedChange,
    ModelsPage,
    NoteModelReport,
    PrecisionAndRecall,
    SignChanges,
    TrainedNoteModel,
)
from sightline.casework.learning.selectors.trained_models import Say, damage_of_version, read_models, read_trained
from sightline.store import Workspace

LEVELS = ("worth_reading", "marked")


def read_note_models(session: ReaderSession) -> ModelsPage[TrainedNoteModel]:
    """The models of notes of this workspace, each with its report, and every decision about them."""
    return read_models(session, kind=NOTES, tell=tell_note_model)


def read_trained_note_model(session: ReaderSession, *, version: str) -> TrainedNoteModel:
    """One model of notes that was trained here, for whoever may train one."""
    return read_trained(session, kind=NOTES, tell=tell_note_model, version=version)


def tell_note_model(workspace: Workspace, version: str, is_in_force: bool, say: Say) -> TrainedNoteModel:
    """A model with its report."""
    about = NOTES.describe(workspace, version)
    examples = about.get("examples", [])
    held = NoteExample.objects.filter(said__in=examples).count()
    return TrainedNoteModel(
        version=version,
        trained_at=about.get("trained_at", ""),
        trained_by=about.get("trained_by", ""),
        learned_from=say(len(examples)),
        gone=say(len(examples) - held),
        is_in_force=is_in_force,
        is_of_now=NOTES.is_of_now(workspace, version),
        damage=damage_of_version(NOTES, workspace, version, is_in_force=is_in_force),
        report=tell_report(about.get("measured", {}), say),
    )


def tell_report(measured: Mapping[str, Any], say: Say) -> NoteModelReport:
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
