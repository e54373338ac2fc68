"""Counts the models that an erasure put out of force, so that someone has another trained and chosen."""

from collections.abc import Callable
from typing import Any

from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_kinds import LINKAGE, NOTES, ModelKind
from sightline.translation.messages import lazy as _


def _count(kind: ModelKind[Any], *, label: str, page: str) -> GovernanceWork:
    fell_back = kind.fallback()
    return sum_up(label=label, page=page, since=[fell_back.at] if fell_back else [])


def count_linkage_to_train(session: ReaderSession) -> GovernanceWork:
    """The matching model, where it was put out of force and nobody has chosen one since."""
    del session
    return _count(LINKAGE, label=_("Train the matching model again: an erasure removed it"), page="linkage_models")


def count_notes_to_train(session: ReaderSession) -> GovernanceWork:
    """The model of notes, in the same way."""
    del session
    return _count(NOTES, label=_("Train the model of notes again: an erasure removed it"), page="note_models")


MODELS_TO_TRAIN: tuple[Callable[[ReaderSession], GovernanceWork], ...] = (count_linkage_to_train, count_notes_to_train)
