"""Writes openings in an emergency and what follows, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.emergency_access.actions import actions_about
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.escalation.engine import lock_item
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal


@dataclass(frozen=True, slots=True)
class EmergencyDraft(EntryDraft):
    """An opening or what was done since, checked and not written yet."""

    mention_id: str = ""
    agency: str = ""
    bodies: tuple[tuple[str, str], ...] = ()
    until_at: str = ""


class EmergencyJournal(Journal[None, EmergencyEntry, EmergencyDraft]):
    """What is an opening's own: the child, whose records, and until when. The decision has no word of the reason."""

    noun, entries = "emergency", EmergencyEntry
    hashes_ids = True

    def lock(self, subject_id: str) -> None:
        """Hold the actions of an opening before the decision is written, as whoever acknowledges one does."""
        for item_id in actions_about(subject_id) if subject_id else ():
            lock_item(item_id)
        super().lock(subject_id)

    def identify(self, draft: EmergencyDraft, text_sha: str) -> tuple[str, ...]:
        """The child or the opening that it is about, and all that was said."""
        return draft.about, draft.mention_id, draft.word, draft.agency, text_sha

    def columns(self, draft: EmergencyDraft) -> dict[str, Any]:
        """The columns that only openings fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "mention_id": draft.mention_id,
            "agency": draft.agency,
            "bodies": [list(one) for one in draft.bodies],
            "until_at": draft.until_at or None,
        }

    def name_ids(self, entry_id: str, draft: EmergencyDraft) -> dict[str, Iterable[str]]:
        """The opening; its records are named by the audit row of whoever reads them."""
        return {"emergency": [draft.about or entry_id]}

    def body(self, subject: None, entry_id: str, draft: EmergencyDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, moments and hashes."""
        del subject
        return {
            "entry_id": entry_id,
            **self.columns(draft),
            "until_at": draft.until_at,
            "record_ids": list(draft.record_ids),
            "text_sha256": text_sha,
        }


EMERGENCIES = EmergencyJournal()
