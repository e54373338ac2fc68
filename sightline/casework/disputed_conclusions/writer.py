"""Writes disputed conclusions and replies, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.disputed_conclusions.actions import REPLY
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.escalation.engine import lock_item
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal


@dataclass(frozen=True, slots=True)
class ConclusionDisputeDraft(EntryDraft):
    """A disputed conclusion or a reply, checked and not written yet."""

    conclusion_id: str = ""
    rule_id: str = ""
    agencies: tuple[str, ...] = ()
    versions: int = 0


class ConclusionDisputeJournal(Journal[None, ConclusionDisputeEntry, ConclusionDisputeDraft]):
    """What is a disputed conclusion's own: which one, by which rule. The decision has no word of it."""

    noun, entries = "conclusion_dispute", ConclusionDisputeEntry
    hashes_ids = True  # sessions ask these decisions for the conclusion alone

    def lock(self, subject_id: str) -> None:
        """Hold the action of a dispute before the decision is written, as the scheduler that escalates it does."""
        if subject_id:
            lock_item(REPLY.item_id(subject_id))
        else:
            super().lock(subject_id)

    def identify(self, draft: ConclusionDisputeDraft, text_sha: str) -> tuple[str, ...]:
        """The dispute that an entry is about, the conclusion, and what was said."""
        return draft.about, draft.conclusion_id, text_sha

    def columns(self, draft: ConclusionDisputeDraft) -> dict[str, Any]:
        """The columns that only these entries fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "conclusion_id": draft.conclusion_id,
            "rule_id": draft.rule_id,
            "agencies": list(draft.agencies),
            "versions": draft.versions,
        }

    def name_ids(self, entry_id: str, draft: ConclusionDisputeDraft) -> dict[str, Iterable[str]]:
        """The dispute and the records behind the conclusion."""
        return {"conclusion_dispute": [draft.about or entry_id], "record": draft.record_ids}

    def body(self, subject: None, entry_id: str, draft: ConclusionDisputeDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids and hashes."""
        del subject
        return {
            "dispute": draft.about or entry_id,
            "entry_id": entry_id,
            "conclusion": draft.word,
            "conclusion_id": draft.conclusion_id,
            "rule_id": draft.rule_id,
            "record_ids": list(draft.record_ids),
            "text_sha256": text_sha,
        }


CONCLUSION_DISPUTES = ConclusionDisputeJournal()
