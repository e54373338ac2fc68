"""Writes restrictions and what is decided later, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.restrictions.models import RestrictionEntry


@dataclass(frozen=True, slots=True)
class RestrictionDraft(EntryDraft):
    """A restriction or a later decision, checked and not written yet."""

    agency: str = ""
    organisation: str = ""
    layout: str = ""


class RestrictionJournal(Journal[None, RestrictionEntry, RestrictionDraft]):
    """What is a restriction's own: its record, whose it is, and until when. The decision has no word of it."""

    noun, entries = "restriction", RestrictionEntry

    def identify(self, draft: RestrictionDraft, text_sha: str) -> tuple[str, ...]:
        """The restriction that an entry is about, its reason, its day, and all that was said."""
        day = draft.on_day.isoformat() if draft.on_day else ""
        return draft.about, draft.word, day, text_sha

    def columns(self, draft: RestrictionDraft) -> dict[str, Any]:
        """The columns that only restrictions fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "on_day": draft.on_day,
            "record_id": draft.record_ids[0],
            "agency": draft.agency,
            "organisation": draft.organisation,
        }

    def name_ids(self, entry_id: str, draft: RestrictionDraft) -> dict[str, Iterable[str]]:
        """The restriction and its record."""
        return {"restriction": [draft.about or entry_id], "about": draft.record_ids}

    def body(self, subject: None, entry_id: str, draft: RestrictionDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says. Sessions read it: which record, and whose it is."""
        del subject
        return {
            "restriction": draft.about or entry_id,
            "entry_id": entry_id,
            "record_ids": list(draft.record_ids),
            "agency": draft.agency,
            "organisation": draft.organisation,
            "layout": draft.layout,
            "reason": draft.word,
            "until_on": draft.on_day.isoformat() if draft.on_day else "",
            "text_sha256": text_sha,
        }


RESTRICTIONS = RestrictionJournal()
