"""Writes what is asked and said about telling an adult, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.named_adults.models import NamedAdultEntry


@dataclass(frozen=True, slots=True)
class NamedAdultDraft(EntryDraft):
    """A question, reply, reason or letter, checked and not written yet."""

    agency: str = ""
    mention_id: str = ""


class NamedAdultJournal(Journal[None, NamedAdultEntry, NamedAdultDraft]):
    """What is its own: the adult, the agency that replies, the reason or the letter. The decision has no word of it."""

    noun, entries = "named_adult", NamedAdultEntry
    hashes_ids = True

    def identify(self, draft: NamedAdultDraft, text_sha: str) -> tuple[str, ...]:
        """The question that an entry follows, and all that was said."""
        day = draft.on_day.isoformat() if draft.on_day else ""
        return draft.about, draft.mention_id, draft.agency, draft.word, day, text_sha

    def columns(self, draft: NamedAdultDraft) -> dict[str, Any]:
        """The columns that only these entries fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "on_day": draft.on_day,
            "agency": draft.agency,
            "mention_id": draft.mention_id,
        }

    def name_ids(self, entry_id: str, draft: NamedAdultDraft) -> dict[str, Iterable[str]]:
        """The question."""
        return {"named_adult": [draft.about or entry_id]}

    def body(self, subject: None, entry_id: str, draft: NamedAdultDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, words of rules, days and hashes."""
        del subject
        columns = self.columns(draft)
        columns["on_day"] = draft.on_day.isoformat() if draft.on_day else ""
        return {"named_adult": draft.about or entry_id, "entry_id": entry_id, **columns, "text_sha256": text_sha}


NAMED_ADULTS = NamedAdultJournal()
