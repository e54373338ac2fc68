"""Corrects a row of an agency's own chronology: the agency says what is right, and all who were shown it are told."""

from collections.abc import Mapping

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown
from sightline.casework.journal.draft import read_words
from sightline.casework.reviews.agreed_chronologies import may_correct_rows
from sightline.casework.reviews.kept_rows import rows_of
from sightline.casework.reviews.pages.rows import ImportState, ImportTerms, correct_row, pack_rows
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.selectors.sent_rows import need_row
from sightline.casework.reviews.services.imports import records_by_person
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _


def correct_sent_row(session: ReaderSession, *, row_id: str, texts: Mapping[str, str], words: str) -> None:
    """Keep a row as its agency says it is right, by column, and why. What it says under other headings stays.

    The agency may do so after the review is closed too. NotHere for everybody else.
    """
    with REVIEWS.hold(session, action="correct_review_row") as trail:
        found, entry, kept = need_row(session, row_id=row_id)
        if not may_correct_rows(session, found, entry):
            raise NotHere
        own = next(iter(kept.row.called or found.children), "")
        terms = ImportTerms((*found.children, *found.adults), own, found.from_on, found.to_on)
        changed = {name: text.strip() for name, text in texts.items() if text.strip() != kept.row.texts.get(name, "")}
        if not changed:
            raise Usage(
                _("Nothing in the row is changed."), code="no_row", what_to_do=_("Change what is wrong in the row.")
            )
        whole = next(one.row for one in rows_of(session, found, [entry], is_whole=True)[entry.entry_id]
                     if one.entry_id == row_id)  # fmt: skip
        row = correct_row(whole, texts={**whole.texts, **changed}, terms=terms)
        if row.state is ImportState.NOT_IMPORTED and kept.row.state is not ImportState.NOT_IMPORTED:
            raise Usage(
                _("The row would no longer say what happened, or who it is about."),
                code="no_row",
                what_to_do=_("Enter what happened, and name people as the review does. Or withdraw the file."),
            )
        by_person = records_by_person(session, found)
        named = {by_person[one] for one in row.called if one in by_person}
        said = read_words(words)
        trail.add(REVIEWS.noun, [found.review_id])
        trail.add("record", [row_id])
        draft = ReviewDraft(
            kind=ReviewEntryKind.ROW_CORRECTED,
            review_id=found.review_id,
            about=row_id,
            agency=entry.agency,
            who=pack_rows([row]),
            words=said,
            record_ids=tuple(sorted(named | {*kept.record_ids})),
        )
        REVIEWS.write(session, subject=None, draft=draft, trail=trail)
        tell_all_who_were_shown(session, record_ids=[row_id], what=CorrectionWhat.CORRECTED, trail=trail, words=said)
