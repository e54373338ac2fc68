"""Writes what people decide about sealed rows, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.rolls.kinds import ANSWERS, RollEntryKind
from sightline.casework.rolls.models import RollEntry


@dataclass(frozen=True, slots=True)
class RollDraft(EntryDraft):
    """An entry, checked and not written yet."""

    mention_id: str = ""


class RollJournal(Journal[None, RollEntry, RollDraft]):
    """What is its own: the child whose rows are asked for. The decision has no word of the reason."""

    noun, entries = "roll", RollEntry
    hashes_ids = True

    def identify(self, draft: RollDraft, text_sha: str) -> tuple[str, ...]:
        """Whom or what it is about."""
        return draft.about, draft.word, draft.mention_id, text_sha

    def columns(self, draft: RollDraft) -> dict[str, Any]:
        """All that is no draft's."""
        return {"about": draft.about, "word": draft.word, "mention_id": draft.mention_id}

    def body(self, subject: None, entry_id: str, draft: RollDraft, text_sha: str) -> dict[str, Any]:
        """Ids and hashes."""
        del subject
        return {"entry_id": entry_id, **self.columns(draft), "text_sha256": text_sha}

    def name_ids(self, entry_id: str, draft: RollDraft) -> dict[str, Iterable[str]]:
        """The entry, the opening or the question that it is about, and the child's mention."""
        if draft.kind == RollEntryKind.CLOSED:
            return {"roll_entry": [entry_id], "roll_opening": [draft.about]}
        about = [draft.about] if draft.kind in ANSWERS else []
        return {"roll_entry": [entry_id, *about], "mention": [draft.mention_id] if draft.mention_id else []}


ROLLS = RollJournal()
