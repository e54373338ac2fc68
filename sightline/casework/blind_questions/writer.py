"""Writes blind questions, signals and calls, each a decision, a row and an audit entry, all or none.

The decision and the audit row have neither the child nor an answer: they are alike whatever is held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import NewAsk
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.protection.free_text import FreeText


@dataclass(frozen=True, slots=True)
class AskDraft(EntryDraft):
    """A question, signal or call, checked and not written yet."""

    agency: str = ""


class AskJournal(Journal[None, BlindAsk, AskDraft]):
    """What is a question's own: who asks, and how worried they are."""

    noun, entries = "blind_question", BlindAsk

    def identify(self, draft: AskDraft, text_sha: str) -> tuple[str, ...]:
        """All that was said, or the question that a call is about."""
        return draft.about, draft.word, draft.agency, text_sha

    def columns(self, draft: AskDraft) -> dict[str, Any]:
        """The columns that only questions fill."""
        return {"about": draft.about, "word": draft.word, "agency": draft.agency}

    def name_ids(self, entry_id: str, draft: AskDraft) -> dict[str, Iterable[str]]:
        """The question."""
        return {"blind_question": [draft.about or entry_id]}

    def body(self, subject: None, entry_id: str, draft: AskDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids and hashes."""
        del subject
        return {"entry_id": entry_id, **self.columns(draft), "text_sha256": text_sha}


ASKS = AskJournal()


def write_text(ask: NewAsk) -> FreeText:
    """What somebody asks as the parts of a text: the birth date and the asker, the telephone, the child's name."""
    return FreeText(f"{ask.born.isoformat()} {ask.asker}", ask.phone, ask.name)


def read_text(text: FreeText, *, worry: str) -> NewAsk | None:
    """The same read again; None where it was erased."""
    born, _, asker = text.words.partition(" ")
    return NewAsk(text.who, date.fromisoformat(born), asker, text.what, worry) if text.who and born else None
