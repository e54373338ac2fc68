"""Writes questions about reading, answers and who is in the news, each a decision, a row and an audit entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.unusual_reading.models import ReadingEntry


@dataclass(frozen=True, slots=True)
class ReadingDraft(EntryDraft):
    """What is to be written. `rows` are numbers of audit rows."""

    reader: str = ""
    rows: tuple[int, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    mention_id: str = ""


class ReadingJournal(Journal[None, ReadingEntry, ReadingDraft]):
    """What is reading's own: whose it was, the rows behind it, and who is in the news."""

    noun, entries = "reading", ReadingEntry
    hashes_ids = True

    def identify(self, draft: ReadingDraft, text_sha: str) -> tuple[str, ...]:
        """The question or person that it is about; of a question the rule, the account and the day."""
        return draft.about, draft.word, draft.reader, str(draft.on_day or ""), draft.mention_id, text_sha

    def columns(self, draft: ReadingDraft) -> dict[str, Any]:
        """All that is no draft's."""
        return {
            "about": draft.about,
            "word": draft.word,
            "on_day": draft.on_day,
            "reader": draft.reader,
            "rows": list(draft.rows),
            "counts": dict(draft.counts),
            "mention_id": draft.mention_id,
        }

    def body(self, subject: None, entry_id: str, draft: ReadingDraft, text_sha: str) -> dict[str, Any]:
        """Ids, days, account names and numbers of rows; the words by their hash alone."""
        del subject
        columns = self.columns(draft)
        on_day = draft.on_day.isoformat() if draft.on_day else ""
        return {"entry_id": entry_id, **columns, "on_day": on_day, "text_sha256": text_sha}

    def name_ids(self, entry_id: str, draft: ReadingDraft) -> dict[str, Iterable[str]]:
        """The question or the place on the list."""
        return {"reading_entry": [draft.about or entry_id]}


READING = ReadingJournal()
