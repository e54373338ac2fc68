"""Writes requests to pass records on and what was said to them, each a decision, a row and an audit entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.escalation.engine import lock_item
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.onward_requests.actions import REPLY
from sightline.casework.onward_requests.models import OnwardEntry


@dataclass(frozen=True, slots=True)
class OnwardDraft(EntryDraft):
    """A request or a reply, checked and not written yet."""

    agency: str = ""
    organisation: str = ""
    to_agency: str = ""
    to_organisation: str = ""
    mention_id: str = ""
    agreement: str = ""
    kinds: tuple[str, ...] = ()
    purpose: str = ""


class OnwardJournal(Journal[None, OnwardEntry, OnwardDraft]):
    """What is a request's own: the agreement, both bodies, the person, the records and their purpose.

    The decision has no word of it.
    """

    noun, entries = "onward", OnwardEntry
    hashes_ids = True

    def lock(self, subject_id: str) -> None:
        """Hold the action of a request before the decision is written, as the scheduler that escalates it does."""
        if subject_id:
            lock_item(REPLY.item_id(subject_id))
        else:
            super().lock(subject_id)

    def identify(self, draft: OnwardDraft, text_sha: str) -> tuple[str, ...]:
        """The request that an entry is about, the person, which records for what, and what was said."""
        return draft.about, draft.mention_id, draft.purpose, ",".join(draft.kinds), text_sha

    def columns(self, draft: OnwardDraft) -> dict[str, Any]:
        """The columns that only these entries fill."""
        return {
            "about": draft.about,
            "on_day": draft.on_day,
            "agency": draft.agency,
            "organisation": draft.organisation,
            "to_agency": draft.to_agency,
            "to_organisation": draft.to_organisation,
            "mention_id": draft.mention_id,
            "agreement": draft.agreement,
            "kinds": list(draft.kinds),
            "purpose": draft.purpose,
        }

    def name_ids(self, entry_id: str, draft: OnwardDraft) -> dict[str, Iterable[str]]:
        """The request, its record and its person."""
        return {
            "onward_request": [draft.about or entry_id],
            "record": draft.record_ids,
            "mention": [draft.mention_id] if draft.mention_id else [],
        }

    def body(self, subject: None, entry_id: str, draft: OnwardDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids and hashes."""
        del subject
        return {
            "request": draft.about or entry_id,
            "entry_id": entry_id,
            "agreement": draft.agreement,
            "agency": draft.agency,
            "to_agency": draft.to_agency,
            "mention_id": draft.mention_id,
            "kinds": list(draft.kinds),
            "purpose": draft.purpose,
            "record_ids": list(draft.record_ids),
            "until": draft.on_day.isoformat() if draft.on_day else "",
            "text_sha256": text_sha,
        }


ONWARD_REQUESTS = OnwardJournal()
