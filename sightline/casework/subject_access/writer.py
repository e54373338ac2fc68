"""Writes requests for a person's data and what was done, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.subject_access.models import AccessRequestEntry


@dataclass(frozen=True, slots=True)
class RequestDraft(EntryDraft):
    """A request or what was done, checked and not written yet."""

    request_id: str = ""
    agency: str = ""
    organisation: str = ""
    mention_id: str = ""
    record_id: str = ""
    version: int = 0
    back_on: date | None = None
    applies: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class RequestJournal(Journal[None, AccessRequestEntry, RequestDraft]):
    """What is a request's own. The decision has no word of it: what is left out is kept with the texts."""

    noun, entries = "access_request", AccessRequestEntry
    hashes_ids = True

    def identify(self, draft: RequestDraft, text_sha: str) -> tuple[str, ...]:
        """The request that an entry is about, and all that was said."""
        day = draft.on_day.isoformat() if draft.on_day else ""
        return (
            draft.request_id,
            draft.about,
            text_sha,
            draft.word,
            draft.agency,
            draft.organisation,
            draft.record_id,
            day,
            str(draft.back_on or ""),
        )

    def columns(self, draft: RequestDraft) -> dict[str, Any]:
        """The columns that only requests fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "on_day": draft.on_day,
            "request_id": draft.request_id,
            "agency": draft.agency,
            "organisation": draft.organisation,
            "mention_id": draft.mention_id,
            "record_id": draft.record_id,
            "version": draft.version,
            "back_on": draft.back_on,
            "applies": list(draft.applies),
            "flags": list(draft.flags),
        }

    def name_ids(self, entry_id: str, draft: RequestDraft) -> dict[str, Iterable[str]]:
        """The request."""
        return {"access_request": [draft.request_id or entry_id]}

    def body(self, subject: None, entry_id: str, draft: RequestDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, words of rules, days and hashes."""
        del subject
        columns = self.columns(draft)
        for name in ("on_day", "back_on"):
            columns[name] = columns[name].isoformat() if columns[name] else ""
        return {"request": draft.request_id or entry_id, "entry_id": entry_id, **columns, "text_sha256": text_sha}


REQUESTS = RequestJournal()
