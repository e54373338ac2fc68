"""What is kept of imports: each row of a file as an entry of its own, and what agencies call their columns."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.rows import ImportState, KeptRow, unpack_rows
from sightline.casework.reviews.pages.terms import ReviewEntryKind, ReviewImport
from sightline.model.visibility import Scope

K = ReviewEntryKind
LAYOUT = "review_chronology"


def rows_of(
    session: ReaderSession, found: ReviewHistory, imports: Iterable[ReviewEntry], *, is_whole: bool = False
) -> dict[str, tuple[KeptRow, ...]]:
    """The rows of each import as last corrected, without what is protected of its people, nor those that were erased.

    `is_whole`: with what is protected, to be kept again and shown to nobody.
    """
    wanted = [one.entry_id for one in imports]
    entries = list(ReviewEntry.objects.rows_of(wanted))
    corrected: dict[str, list[ReviewEntry]] = defaultdict(list)
    for one in ReviewEntry.objects.corrections_of(one.entry_id for one in entries):
        corrected[one.about].append(one)
    last = {one.entry_id: [one, *corrected[one.entry_id]][-1] for one in entries}
    texts = Texts(session, [one.text_sha for one in last.values()])
    kept: dict[str, list[KeptRow]] = defaultdict(list)
    for one in entries:
        said, version = last[one.entry_id], 1 + len(corrected[one.entry_id])
        packed = texts.table_of(said.text_sha, mention_ids=() if is_whole else found.mention_ids)
        rows = unpack_rows(packed or ())
        kept[one.about] += [KeptRow(one.entry_id, row, tuple(said.record_ids), version) for row in rows]
    return {one: tuple(kept[one]) for one in wanted}


def holders_of_rows(record_ids: Collection[str]) -> dict[str, Scope]:
    """Whose each row is, of those among these ids that are rows of imported chronologies."""
    rows = ReviewEntry.objects.filter(kind=K.ROW, entry_id__in=list(record_ids))
    return {one: Scope(agency, "", LAYOUT, restricted=False) for one, agency in rows.values_list("entry_id", "agency")}


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
