"""Writes what analysts add and take back, each a decision, a row and an audit entry, all or none.

The decision has the kind and the body that it had before there was a table, so its hash is made of the same words.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.networks.models import AnalystEntry
from sightline.casework.networks.pages.entry_kinds import AnalystEntryKind

DECIDED: Mapping[str, str] = {
    AnalystEntryKind.ADDED: "network_entry",
    AnalystEntryKind.TAKEN_BACK: "network_entry_taken_back",
}


@dataclass(frozen=True, slots=True)
class AnalystEntryDraft(EntryDraft):
    """What is to be added, or taken back. `taken_back` is then the number of the decision that added it."""

    ends: tuple[Mapping[str, Any], ...] = ()
    to_day: date | None = None
    source_grade: str = ""
    information_grade: str = ""
    handling: str = ""
    role: str = ""
    agency: str = ""
    organisation: str = ""
    taken_back: int = 0


class AnalystJournal(Journal[None, AnalystEntry, AnalystEntryDraft]):
    """What is the analysts' own: ends, grades and days, and decisions in the words that they always had."""

    noun, entries = "network", AnalystEntry

    def identify(self, draft: AnalystEntryDraft, text_sha: str) -> tuple[str, ...]:
        """Ends, grades and days tell an entry apart too."""
        days = (day.isoformat() if day else "" for day in (draft.on_day, draft.to_day))
        grade = (draft.source_grade, draft.information_grade, draft.handling)
        return draft.about, draft.word, text_sha, json.dumps(draft.ends, sort_keys=True), *grade, *days

    def columns(self, draft: AnalystEntryDraft) -> dict[str, Any]:
        """What was added, how it is graded, and by whom of which agency."""
        names = (
            "about", "word", "on_day", "to_day", "source_grade", "information_grade", "handling", "role", "agency",
            "organisation",
        )  # fmt: skip
        return {"ends": list(draft.ends), **{name: getattr(draft, name) for name in names}}

    def name_decision(self, draft: AnalystEntryDraft) -> str:
        """The kinds that such decisions always had."""
        return DECIDED[draft.kind]

    def name_ids(self, entry_id: str, draft: AnalystEntryDraft) -> dict[str, Iterable[str]]:
        """The records; the decision names the entry."""
        del entry_id
        return {"record": draft.record_ids}

    def body(self, subject: None, entry_id: str, draft: AnalystEntryDraft, text_sha: str) -> dict[str, Any]:
        """What such decisions always said."""
        del subject, entry_id
        if draft.kind == AnalystEntryKind.TAKEN_BACK:
            return {"entry": draft.taken_back, "text_sha256": text_sha}
        return {
            "entry": draft.word,
            "ends": list(draft.ends),
            "record_ids": list(draft.record_ids),
            "from_on": draft.on_day.isoformat() if draft.on_day else "",
            "until_on": draft.to_day.isoformat() if draft.to_day else "",
            "grade": [draft.source_grade, draft.information_grade, draft.handling],
            "role": draft.role,
            "agency": draft.agency,
            "organisation": draft.organisation,
            "text_sha256": text_sha,
        }


ANALYSTS = AnalystJournal()
