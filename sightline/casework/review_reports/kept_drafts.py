"""The drafts of a review as they are kept, and what its authors wrote."""

from collections.abc import Sequence

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.opened_tables import find_joinable, open_tables
from sightline.casework.earlier_knowledge.scopes import scope_of_review
from sightline.casework.protection.free_text import Texts
from sightline.casework.review_reports.pages import AuthorAnalysis, DraftLine
from sightline.casework.reviews.events import with_imports
from sightline.casework.reviews.frozen_data import open_frozen
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.review.report.draft_text import unpack_draft, without_records
from sightline.review.report.nouns import DraftReport

K = ReviewEntryKind


def drafts_of(session: ReaderSession, found: ReviewHistory) -> tuple[DraftLine, ...]:
    """Every draft of a review, the oldest first."""
    rows = found.entries.of(K.REPORT_DRAFT)
    texts = Texts(session, [row.text_sha for row in rows])
    said = [texts.of(row.text_sha) for row in rows]
    return tuple(
        DraftLine(
            draft_id=row.entry_id,
            number=number,
            at=row.at,
            by=row.by,
            why=text.words,
            snapshot_id=row.snapshot_id,
            sentences=row.counts.get("sentences", 0),
            is_erased=not text.words,
        )
        for number, (row, text) in enumerate(zip(rows, said, strict=True), start=1)
    )


def draft_rows(found: ReviewHistory) -> list[ReviewEntry]:
    """The entries of its drafts, the oldest first."""
    return list(found.entries.of(K.REPORT_DRAFT))


def need_draft(found: ReviewHistory, draft_id: str) -> int:
    """The place of a draft among the drafts, the oldest being 0; NotHere where there is none of that id."""
    ids = [row.entry_id for row in draft_rows(found)]
    if draft_id not in ids:
        raise NotHere
    return ids.index(draft_id)


def open_drafts(
    session: ReaderSession, found: ReviewHistory, rows: Sequence[ReviewEntry]
) -> list[tuple[DraftReport, int]]:
    """These drafts as the review may show them now, each with how many of its sentences are left out."""
    texts = Texts(session, [row.text_sha for row in rows])
    packed = [texts.table_of(row.text_sha, mention_ids=found.mention_ids) for row in rows]
    drafts = [unpack_draft(one) if one else DraftReport((), {}) for one in packed]
    every = frozenset(record for one in drafts for record in one.record_ids)
    with open_frozen(session, found, leaves=True) as frozen:
        people = sorted({one for one in frozen.people.values() if one})
        visible = {
            record for one in people for record in frozen.store.records_naming(person_id=one, sight=frozen.sight)
        }
    visible |= {one.event_id for one in with_imports(session, found, (), leaves=True)}
    if every - visible and found.children:
        scope = scope_of_review(session, found, sight=frozen.sight, leaves=True)
        with open_tables(scope) as engine:
            visible |= find_joinable(engine, scope)
    hidden = every - visible
    return [without_records(one, hidden=hidden) for one in drafts]


def analyses_of(session: ReaderSession, found: ReviewHistory) -> tuple[AuthorAnalysis, ...]:
    """What authors wrote to parts of the report, the oldest first; what was erased is left out."""
    rows = found.entries.of(K.ANALYSIS)
    texts = Texts(session, [row.text_sha for row in rows])
    said = ((row, texts.of(row.text_sha, mention_ids=found.mention_ids)) for row in rows)
    return tuple(
        AuthorAnalysis(row.entry_id, text.what, row.at, row.by, text.words) for row, text in said if text.words
    )
