"""Writes what was declared and decided, each a decision, a row and an audit entry, all or none.

Decision and audit row have ids, kinds and days. The details that somebody declares are in neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.insiders.models import InsiderEntry
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal


@dataclass(frozen=True, slots=True)
class InsiderDraft(EntryDraft):
    """A declaration or a decision, checked and not written yet. `mention_id` is the person of a watch.

    `through` is the last look that was looked into. `hashes` tell two declarations of one
    second apart, and are kept elsewhere.
    """

    mention_id: str = ""
    through: int | None = None
    hashes: tuple[str, ...] = field(default=(), repr=False)


class InsiderJournal(Journal[None, InsiderEntry, InsiderDraft]):
    """What is an insider entry's own: whose declaration it is, or who is watched until when."""

    noun, entries = "insider", InsiderEntry
    hashes_ids = True

    def identify(self, draft: InsiderDraft, text_sha: str) -> tuple[str, ...]:
        """Whose it is, or whom and what it is about."""
        account = str(draft.account.pk) if draft.account else ""
        whose = (draft.about, draft.word, account, draft.mention_id, str(draft.on_day or ""), str(draft.through or ""))
        return *whose, text_sha, *draft.hashes

    def columns(self, draft: InsiderDraft) -> dict[str, Any]:
        """The columns that these entries fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "account": draft.account,
            "mention_id": draft.mention_id,
            "on_day": draft.on_day,
            "through": draft.through,
        }

    def name_ids(self, entry_id: str, draft: InsiderDraft) -> dict[str, Iterable[str]]:
        """The declaration, the watch or the look."""
        return {"insider_entry": [draft.about or entry_id]}

    def body(self, subject: None, entry_id: str, draft: InsiderDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, kinds and hashes of words."""
        del subject
        return {
            "entry_id": entry_id,
            "about": draft.about,
            "word": draft.word,
            "account": draft.account.pk if draft.account else None,
            "mention_ids": [draft.mention_id] if draft.mention_id else [],
            "through": draft.through,
            "until_on": draft.on_day.isoformat() if draft.on_day else "",
            "text_sha256": text_sha,
        }


INSIDERS = InsiderJournal()
