"""Writes reports of breaches and the steps since, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.breaches.actions import DECIDE
from sightline.casework.breaches.models import BreachEntry
from sightline.casework.core import clock
from sightline.casework.escalation.engine import lock_item
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal


@dataclass(frozen=True, slots=True)
class BreachDraft(EntryDraft):
    """A report or a step, checked and not written yet."""

    happened_at: str = field(default_factory=clock.now_at)
    holder: str = field(default="", repr=False)


class BreachJournal(Journal[None, BreachEntry, BreachDraft]):
    """What is a breach's own: when it was noticed, and who holds an address. The decision has no word of the report."""

    noun, entries = "breach", BreachEntry

    def lock(self, subject_id: str) -> None:
        """Hold the action of a breach first: whoever acknowledges it holds it too, before the decision is written."""
        if subject_id:
            lock_item(DECIDE.item_id(subject_id))
        else:
            super().lock(subject_id)

    def identify(self, draft: BreachDraft, text_sha: str) -> tuple[str, ...]:
        """The report that a step is about, and all that was said."""
        return draft.about, text_sha, draft.word, draft.happened_at, draft.holder

    def columns(self, draft: BreachDraft) -> dict[str, Any]:
        """The columns that only breaches fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "happened_at": draft.happened_at,
            "holder": draft.holder,
        }

    def name_ids(self, entry_id: str, draft: BreachDraft) -> dict[str, Iterable[str]]:
        """The report, and the record that reached somebody by mistake."""
        return {"breach": [draft.about or entry_id], "record": draft.record_ids}

    def body(self, subject: None, entry_id: str, draft: BreachDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, moments and hashes."""
        del subject
        return {
            "breach": draft.about or entry_id,
            "entry_id": entry_id,
            "address": draft.word,
            "happened_at": draft.happened_at,
            "holder": draft.holder,
            "text_sha256": text_sha,
        }


BREACHES = BreachJournal()
