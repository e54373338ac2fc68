"""Writes what was confirmed, ended or noticed of people's access, each a decision, a row and an audit entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.recertification.models import RecertificationEntry
from sightline.casework.recertification.pages import HeldRight, RecertificationKind


@dataclass(frozen=True, slots=True)
class RecertificationDraft(EntryDraft):
    """What is to be written about a right."""

    key: str = ""
    reader: str = ""


class RecertificationJournal(Journal[None, RecertificationEntry, RecertificationDraft]):
    """What is recertification's own: the right, and whose it is."""

    noun, entries = "recertification", RecertificationEntry

    def identify(self, draft: RecertificationDraft, text_sha: str) -> tuple[str, ...]:
        """The right."""
        return draft.word, draft.key, text_sha

    def columns(self, draft: RecertificationDraft) -> dict[str, Any]:
        """All that is no draft's."""
        return {"word": draft.word, "key": draft.key, "reader": draft.reader, "on_day": draft.on_day}

    def body(self, subject: None, entry_id: str, draft: RecertificationDraft, text_sha: str) -> dict[str, Any]:
        """The right, whose it is and the day; the words by their hash alone."""
        del subject
        on_day = draft.on_day.isoformat() if draft.on_day else ""
        return {"entry_id": entry_id, **self.columns(draft), "on_day": on_day, "text_sha256": text_sha}

    def name_ids(self, entry_id: str, draft: RecertificationDraft) -> dict[str, Iterable[str]]:
        """The entry."""
        del draft
        return {"recertification_entry": [entry_id]}


RECERTIFICATION = RecertificationJournal()


def draft_of(right: HeldRight, kind: RecertificationKind, **more: Any) -> RecertificationDraft:
    """An entry about a right."""
    return RecertificationDraft(kind=kind, word=right.kind.value, key=right.key, reader=right.username, **more)
