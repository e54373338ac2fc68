"""Finds rows of agencies' own chronologies by their ids or by whom they are about, for rights over personal data."""

from collections.abc import Collection, Iterable, Iterator

from sightline.casework.audit.trail import OPENED_BY, audited
from sightline.casework.concerns.sent_rows import SentRow, SentRows
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.agreed_chronologies import (
    may_correct_rows,
    may_open_rows,
    organisation_of,
    restricted_rows,
)
from sightline.casework.reviews.frozen_data import OPENED_BY_REVIEW
from sightline.casework.reviews.histories import ReviewHistory, line_of, load_reviews
from sightline.casework.reviews.kept_rows import LAYOUT, holders_of_rows, import_of, rows_of
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.columns import HEADINGS, ChronologyColumn
from sightline.casework.reviews.pages.events import SentRowPage
from sightline.casework.reviews.pages.rows import KeptRow
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.pages.uncertain_days import DayKind, UncertainDay
from sightline.model.nouns import Precision

K = ReviewEntryKind
PRECISION = {DayKind.DAY: Precision.DAY, DayKind.MONTH: Precision.MONTH, DayKind.UNKNOWN: Precision.UNKNOWN}


def open_rows(session: ReaderSession, record_ids: Collection[str]) -> Iterator[SentRow]:
    """The rows among these ids that the reader may open: of a review that they read, or of their own agency."""
    wanted = ReviewEntry.objects.filter(kind=K.ROW, entry_id__in=list(record_ids))
    imports = {one.about: one.review_id for one in wanted}
    ids = {one.entry_id for one in wanted}
    for found in load_reviews() if imports else ():
        shown = [
            row for row in found.entries.of(K.IMPORTED)
            if row.entry_id in imports and may_open_rows(session, found, row)
        ]  # fmt: skip
        hidden = restricted_rows(session, found) if shown else frozenset[str]()
        yield from (
            row for row in _sent_rows(session, found, shown) if row.record_id in ids and row.record_id not in hidden
        )


def rows_about(session: ReaderSession, person_id: str, controller: str) -> Iterator[SentRow]:
    """Every row of an agency about a person, of every review. One about nobody of a review may be about its children.

    Also of a file that was withdrawn, and of a review that is closed: they are kept.
    """
    for found in load_reviews():
        imports = [row for row in found.entries.of(K.IMPORTED) if row.agency == controller]
        if not imports:
            continue
        with session.need_current() as (_snapshot, store):
            people = store.people_of(mention_ids=sorted(found.mention_ids))
        own = {one for one in found.mention_ids if people.get(one) == person_id}
        yield from (row for row in _sent_rows(session, found, imports) if own & set(row.mention_ids))


def need_row(session: ReaderSession, *, row_id: str) -> tuple[ReviewHistory, ReviewEntry, KeptRow]:
    """A row with its import and its review; NotHere where the reader may not open it. For what is audited by itself."""
    if not list(open_rows(session, [row_id])):
        raise NotHere
    entry = ReviewEntry.objects.get(kind=K.ROW, entry_id=row_id)
    found = next(one for one in load_reviews() if one.review_id == entry.review_id)
    sent = next(one for one in found.entries.of(K.IMPORTED) if one.entry_id == entry.about)
    return found, sent, next(one for one in rows_of(session, found, [sent])[sent.entry_id] if one.entry_id == row_id)


def read_row(session: ReaderSession, *, row_id: str) -> SentRowPage:
    """One row of an agency's own chronology; NotHere where the reader may not open it."""
    with audited(session, action="read_review_row") as trail:
        check_people(actor=session.actor)
        found, sent, kept = need_row(session, row_id=row_id)
        trail.add("learning_review", [found.review_id])
        trail.add("record", [row_id])
        trail.details = {OPENED_BY: OPENED_BY_REVIEW}
        return SentRowPage(
            line=line_of(session, found),
            one=import_of(session, found, sent),
            kept=kept,
            may_correct=may_correct_rows(session, found, sent),
        )


def _sent_rows(session: ReaderSession, found: ReviewHistory, imports: Iterable[ReviewEntry]) -> Iterator[SentRow]:
    every = list(imports)
    kept = rows_of(session, found, every)
    for one in every:
        organisation = organisation_of(session, one)
        yield from (_as_sent(found, one.agency, organisation, row) for row in kept[one.entry_id])


def _as_sent(found: ReviewHistory, agency: str, organisation: str, kept: KeptRow) -> SentRow:
    row, named = kept.row, {**found.children, **found.adults}
    first, last = row.day.first, row.day.last
    said = [(str(HEADINGS[ChronologyColumn(name)]), text) for name, text in row.texts.items()]
    return SentRow(
        record_id=kept.entry_id,
        agency=agency,
        organisation=organisation,
        kind=f"{LAYOUT}/row",
        version=kept.version,
        occurred_from=str(first) if first else None,
        occurred_to=str(last) if last and last != first else None,
        date_precision=_precision(row.day),
        mention_ids=tuple(named[one] for one in row.called or tuple(found.children) if one in named),
        boxes=tuple((heading, text) for heading, text in [*said, *row.others.items()] if text.strip()),
    )


def _precision(day: UncertainDay) -> Precision:
    found = PRECISION.get(day.kind, Precision.APPROXIMATE)
    return Precision.APPROXIMATE if day.is_doubtful and found is not Precision.UNKNOWN else found


SENT = SentRows(holders=holders_of_rows, open_to=open_rows, about=rows_about)
