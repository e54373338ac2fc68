"""Writes disputes, outcomes and statements, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.disputes.actions import REPLY
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.escalation.engine import lock_item
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal


@dataclass(frozen=True, slots=True)
class DisputeDraft(EntryDraft):
    """A dispute, an outcome or a statement, checked and not written yet."""

    agency: str = ""
    organisation: str = ""
    version: int = 0


class DisputeJournal(Journal[None, DisputeEntry, DisputeDraft]):
    """What is a dispute's own: the record and its controller. The decision has no word of it."""

    noun, entries = "dispute", DisputeEntry

    def lock(self, subject_id: str) -> None:
        """Hold the action of a dispute before the decision is written, as whoever escalates it does."""
        if subject_id:
            lock_item(REPLY.item_id(subject_id))
        else:
            super().lock(subject_id)

    def identify(self, draft: DisputeDraft, text_sha: str) -> tuple[str, ...]:
        """The dispute that an entry is about, and all that was said, with the box."""
        return draft.about, text_sha

    def columns(self, draft: DisputeDraft) -> dict[str, Any]:
        """The columns that only disputes fill."""
        return {
            "about": draft.about,
            "record_id": draft.record_ids[0],
            "agency": draft.agency,
            "organisation": draft.organisation,
            "version": draft.version,
        }

    def name_ids(self, entry_id: str, draft: DisputeDraft) -> dict[str, Iterable[str]]:
        """The dispute and its record."""
        return {"dispute": [draft.about or entry_id], "record": draft.record_ids}

    def body(self, subject: None, entry_id: str, draft: DisputeDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids and hashes. `record_ids` are what is disputed, or no longer is."""
        del subject
        return {
            "dispute": draft.about or entry_id,
            "entry_id": entry_id,
            "record_ids": list(draft.record_ids),
            "version": draft.version,
            "text_sha256": text_sha,
        }


DISPUTES = DisputeJournal()
