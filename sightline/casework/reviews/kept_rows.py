"""What is kept of imports: the rows of each file, what became of them, and what agencies call their columns."""

from collections.abc import Iterable

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.rows import ImportedRow, ImportState, unpack_rows
from sightline.casework.reviews.pages.terms import ReviewEntryKind, ReviewImport


def rows_of(
    session: ReaderSession, found: ReviewHistory, entries: Iterable[ReviewEntry]
) -> dict[str, tuple[ImportedRow, ...]]:
    """The rows of each import, without what is protected of the review's people; none where they were erased."""
    some = list(entries)
    texts = Texts(session, [row.text_sha for row in some])
    return {
        row.entry_id: unpack_rows(texts.table_of(row.text_sha, mention_ids=found.mention_ids) or ()) for row in some
    }


def import_of(session: ReaderSession, found: ReviewHistory, row: ReviewEntry) -> ReviewImport:
    """One import as pages show it."""
    said = Texts(session, [row.text_sha]).of(row.text_sha)
    return ReviewImport(
        import_id=row.entry_id,
        agency=row.agency,
        file_name=said.what,
        file_sha=row.file_sha,
        at=row.at,
        by=row.by,
        imported=row.counts.get(ImportState.IMPORTED, 0),
        doubtful=row.counts.get(ImportState.DOUBTFUL, 0),
        not_imported=row.counts.get(ImportState.NOT_IMPORTED, 0),
        is_withdrawn=row.entry_id not in {one.entry_id for one in found.imports},
        is_erased=not said.what,
    )


def mapped_headings(session: ReaderSession, *, agency: str) -> dict[str, str]:
    """A column by heading, as was last said of an agency."""
    last = ReviewEntry.objects.filter(kind=ReviewEntryKind.HEADINGS, agency=agency).order_by("pk").last()
    return (Texts(session, [last.text_sha]).table_of(last.text_sha) or {}) if last else {}
