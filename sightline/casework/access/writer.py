"""Writes what people decide about access, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.access.models import AccessEntry
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal


@dataclass(frozen=True, slots=True)
class AccessDraft(EntryDraft):
    """What is to be written. `number` is kept with the words: it can be personal data."""

    mention_id: str = ""
    until_at: str = ""
    name: str = field(default="", repr=False)
    agency: str = ""
    members: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()
    responsible_for: tuple[str, ...] = field(default=(), repr=False)


class AccessJournal(Journal[None, AccessEntry, AccessDraft]):
    """What is access's own: whom an entry opens to whom, and until when."""

    noun, entries = "access", AccessEntry
    hashes_ids = True

    def identify(self, draft: AccessDraft, text_sha: str) -> tuple[str, ...]:
        """Whom it is about, for whom, and from which day: the same words with another day say something else."""
        account = str(draft.account.pk) if draft.account else ""
        people = (*draft.members, "", *draft.managers, *(("", *draft.responsible_for) if draft.responsible_for else ()))
        day = (draft.on_day.isoformat(),) if draft.on_day else ()
        return draft.about, draft.word, account, draft.mention_id, draft.name, text_sha, *people, *day

    def columns(self, draft: AccessDraft) -> dict[str, Any]:
        """All that is no draft's."""
        return {
            "about": draft.about,
            "word": draft.word,
            "on_day": draft.on_day,
            "account": draft.account,
            "mention_id": draft.mention_id,
            "until_at": draft.until_at or None,
            "name": draft.name,
            "agency": draft.agency,
            "members": list(draft.members),
            "managers": list(draft.managers),
            "responsible_for": list(draft.responsible_for),
        }

    def body(self, subject: None, entry_id: str, draft: AccessDraft, text_sha: str) -> dict[str, Any]:
        """Ids, days and account names; the words by their hash alone."""
        del subject
        account = draft.account.pk if draft.account else None
        on_day = draft.on_day.isoformat() if draft.on_day else ""
        columns = ("about", "word", "mention_id", "until_at", "name", "agency")
        lists = {name: list(getattr(draft, name)) for name in ("members", "managers", "responsible_for")}
        said = {name: getattr(draft, name) for name in columns}
        return {"entry_id": entry_id, "account": account, "on_day": on_day, **said, **lists, "text_sha256": text_sha}

    def name_ids(self, entry_id: str, draft: AccessDraft) -> dict[str, Iterable[str]]:
        """The entry; whom it opens is a mention, and an audit row names people and records."""
        del draft
        return {"access_entry": [entry_id]}


ACCESS = AccessJournal()
