"""Writes complaints and what was done about them, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.complaints.actions import ASKED
from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.escalation.engine import DATA_COMPLAINT, lock_item
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.escalation import COMPLAINT_ANSWER


@dataclass(frozen=True, slots=True)
class ComplaintDraft(EntryDraft):
    """A complaint or what was done, checked and not written yet."""

    owner: str = field(default="", repr=False)


class ComplaintJournal(Journal[None, ComplaintEntry, ComplaintDraft]):
    """What is a complaint's own: its days, owner and outcome. The decision has no word of it."""

    noun, entries = "complaint", ComplaintEntry

    def lock(self, subject_id: str) -> None:
        """Hold both actions of a complaint before the decision is written, as whoever acknowledges one does."""
        if subject_id:
            for rule_id in (DATA_COMPLAINT, COMPLAINT_ANSWER):
                lock_item(ASKED[rule_id].item_id(subject_id))
        else:
            super().lock(subject_id)

    def identify(self, draft: ComplaintDraft, text_sha: str) -> tuple[str, ...]:
        """The complaint that an entry is about, and all that was said."""
        return draft.about, text_sha, draft.word, draft.owner, draft.on_day.isoformat() if draft.on_day else ""

    def columns(self, draft: ComplaintDraft) -> dict[str, Any]:
        """The columns that only complaints fill."""
        return {"about": draft.about, "word": draft.word, "on_day": draft.on_day, "owner": draft.owner}

    def name_ids(self, entry_id: str, draft: ComplaintDraft) -> dict[str, Iterable[str]]:
        """The complaint."""
        return {"complaint": [draft.about or entry_id]}

    def body(self, subject: None, entry_id: str, draft: ComplaintDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, days and hashes."""
        del subject
        return {
            "complaint": draft.about or entry_id,
            "entry_id": entry_id,
            "on_day": draft.on_day.isoformat() if draft.on_day else "",
            "owner": draft.owner,
            "outcome": draft.word,
            "text_sha256": text_sha,
        }


COMPLAINTS = ComplaintJournal()
