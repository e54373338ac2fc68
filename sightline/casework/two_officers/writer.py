"""Writes what two officers ask, confirm and are shown, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.two_officers.models import OfficersEntry


@dataclass(frozen=True, slots=True)
class OfficersDraft(EntryDraft):
    """A request or what was done since, checked and not written yet."""

    agency: str = ""
    device: str = ""


class OfficersJournal(Journal[None, OfficersEntry, OfficersDraft]):
    """What is a request's own: what is to be seen, of which agency, and on which device."""

    noun, entries = "two_officers", OfficersEntry
    hashes_ids = True

    def identify(self, draft: OfficersDraft, text_sha: str) -> tuple[str, ...]:
        """The request that it is about, and all that was said."""
        return draft.about, draft.word, draft.agency, text_sha

    def columns(self, draft: OfficersDraft) -> dict[str, Any]:
        """The columns that only requests fill."""
        return {"about": draft.about, "word": draft.word, "agency": draft.agency, "device": draft.device}

    def name_ids(self, entry_id: str, draft: OfficersDraft) -> dict[str, Iterable[str]]:
        """The request; the record is named by the audit row of its reading."""
        return {"two_officers": [draft.about or entry_id]}

    def body(self, subject: None, entry_id: str, draft: OfficersDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids and hashes."""
        del subject
        said = {"about": draft.about, "word": draft.word, "agency": draft.agency}
        return {"entry_id": entry_id, **said, "record_ids": list(draft.record_ids), "text_sha256": text_sha}


OFFICERS = OfficersJournal()
