"""Writes what is decided about learning reviews, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.notices import note_entry
from sightline.casework.journal.state import EntryRows
from sightline.casework.journal.writer import Journal
from sightline.casework.notices.models import NoticeKind
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.model.nouns import Role

K = ReviewEntryKind


@dataclass(frozen=True, slots=True)
class ReviewDraft(EntryDraft):
    """The terms of a review or what is added to them, checked and not written yet."""

    review_id: str = ""
    mention_id: str = ""
    agency: str = ""
    organisation: str = ""
    agencies: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    snapshot_id: str = ""
    file_sha: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


class ReviewJournal(Journal[None, ReviewEntry, ReviewDraft]):
    """What is a review's own. Titles, names and words are kept with the texts, apart from the decision."""

    noun, entries = "learning_review", ReviewEntry
    hashes_ids = True

    def identify(self, draft: ReviewDraft, text_sha: str) -> tuple[str, ...]:
        """The review that an entry is about, and all that was said."""
        account = str(draft.account.pk) if draft.account else ""
        days = [str(day or "") for day in (draft.on_day, draft.from_on, draft.to_on)]
        return (
            draft.review_id, draft.about, text_sha, draft.word, draft.mention_id, account, draft.agency, *days,
            draft.snapshot_id, draft.file_sha, *([draft.organisation] if draft.organisation else []),
            *draft.agencies,
        )  # fmt: skip

    def columns(self, draft: ReviewDraft) -> dict[str, Any]:
        """The columns that only reviews fill."""
        return {
            "about": draft.about,
            "word": draft.word,
            "on_day": draft.on_day,
            "review_id": draft.review_id,
            "mention_id": draft.mention_id,
            "account": draft.account,
            "agency": draft.agency,
            "organisation": draft.organisation,
            "agencies": list(draft.agencies),
            "from_on": draft.from_on,
            "to_on": draft.to_on,
            "snapshot_id": draft.snapshot_id,
            "file_sha": draft.file_sha,
            "counts": dict(draft.counts),
        }

    def name_ids(self, entry_id: str, draft: ReviewDraft) -> dict[str, Iterable[str]]:
        """The review."""
        return {"learning_review": [draft.review_id or entry_id]}

    def body(self, subject: None, entry_id: str, draft: ReviewDraft, text_sha: str) -> dict[str, Any]:
        """What the decision says: ids, words of lists, days and hashes."""
        del subject
        columns = self.columns(draft)
        for name in ("on_day", "from_on", "to_on"):
            columns[name] = columns[name].isoformat() if columns[name] else ""
        columns["account"] = draft.account.pk if draft.account else None
        records = {"record_ids": list(draft.record_ids)} if draft.record_ids else {}
        return {
            "review": draft.review_id or entry_id, "entry_id": entry_id, **columns, **records, "text_sha256": text_sha
        }  # fmt: skip

    def follow(self, session: ReaderSession, subject: None, entry: ReviewEntry) -> None:
        """Tells information governance of the agencies of a new review; authors, of what their holders decide."""
        del session, subject
        if entry.kind == K.OPENED:
            governing = Account.active.filter(role=Role.INFORMATION_GOVERNANCE, agency__in=entry.agencies)
            usernames = list(governing.values_list("username", flat=True))
        elif entry.kind in (K.HOLDER_YES, K.HOLDER_ENDED):
            usernames = _people_of_review(entry.review_id)
        else:
            return
        note_entry(entry=entry, kind=NoticeKind.REVIEW, about_id=entry.review_id or entry.entry_id, usernames=usernames)


def _people_of_review(review_id: str) -> list[str]:
    """The authors of a review and who opened it."""
    rows = EntryRows(ReviewEntry.objects.about([review_id]).select_related("account"))
    ended = {row.about for row in rows.of(K.AUTHOR_ENDED)}
    authors = [row.account.username for row in rows.of(K.AUTHOR) if row.account and row.entry_id not in ended]
    opened = ReviewEntry.objects.reviews().filter(entry_id=review_id).values_list("by", flat=True)
    return [*authors, *opened]


REVIEWS = ReviewJournal()
