"""Writes notices of correction and their answers, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.corrections.actions import ACKNOWLEDGE
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.escalation.engine import lock_item
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal


@dataclass(frozen=True, slots=True)
class CorrectionDraft(EntryDraft):
    """A notice or an answer, checked and not written yet."""

    reader: str = ""
    recipients: tuple[tuple[str, str, str, str, bool, list[int]], ...] = ()
    holders: tuple[tuple[str, str, str], ...] = ()


class CorrectionJournal(Journal[None, CorrectionEntry, CorrectionDraft]):
    """What is a notice's own: whom it is for, and whose answer it is. The decision has no word of it."""

    noun, entries = "correction", CorrectionEntry
    hashes_ids = True

    def lock(self, subject_id: str) -> None:
        """Hold the action of a notice before the decision is written, as whoever escalates it does."""
        if subject_id:
            lock_item(ACKNOWLEDGE.item_id(subject_id))
        else:
            super().lock(subject_id)

    def identify(self, draft: CorrectionDraft, text_sha: str) -> tuple[str, ...]:
        """The notice that an entry is about, what was done and whose answer it is."""
        return draft.about, text_sha, draft.word, draft.reader

    def columns(self, draft: CorrectionDraft) -> dict[str, Any]:
        """The columns that only notices of correction fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "reader": draft.reader,
            "recipients": [list(one) for one in draft.recipients],
            "holders": [list(one) for one in draft.holders],
        }

    def name_ids(self, entry_id: str, draft: CorrectionDraft) -> dict[str, Iterable[str]]:
        """The notice. Its records are in the decision: whoever tells of them is not shown them by it."""
        return {"correction": [draft.about or entry_id]}

    def body(self, subject: None, entry_id: str, draft: CorrectionDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, accounts and hashes."""
        del subject
        return {
            "correction": draft.about or entry_id,
            "entry_id": entry_id,
            "what": draft.word,
            "record_ids": list(draft.record_ids),
            "recipients": [one[0] for one in draft.recipients],
            "reader": draft.reader,
            "text_sha256": text_sha,
        }


CORRECTIONS = CorrectionJournal()
