"""Writes the chronology or a draft report of a review with codes in place of names, and keeps the key apart.

The file holds no key. The key is an entry of the review, sealed, and grows with each file: a code never changes.
"""

from dataclasses import replace

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.casework.review_reports.anonymous_documents import (
    about_codes,
    encode_grid,
    encode_report,
    free_texts_of,
    texts_of_grid,
    texts_of_report,
)
from sightline.casework.review_reports.code_keys import key_draft, key_entry
from sightline.casework.review_reports.coders import list_residues, make_coder
from sightline.casework.review_reports.kept_drafts import draft_rows
from sightline.casework.review_reports.opened_draft import open_report_draft
from sightline.casework.review_reports.pages import AnonymousAsk, AnonymousFile, CodedDocument, ReportFileForm
from sightline.casework.review_reports.services.files import leave_draft, make_report, write_report
from sightline.casework.reviews.histories import ReviewHistory, check_open, need_review
from sightline.casework.reviews.pages.terms import ReviewFileForm
from sightline.casework.reviews.services.chronology_files import gather_grid, write_grid
from sightline.casework.reviews.writer import REVIEWS
from sightline.documents.grid import GridDocument
from sightline.documents.sourced.parts import SourcedReport
from sightline.model.errors import Refused, Usage
from sightline.review.anonymous.coder import TextCoder
from sightline.review.anonymous.residues import ResidualWord
from sightline.translation.messages import lazy as _

ACTION = "export_anonymised_review"
MOST_ADDED = 200


def write_anonymous_file(session: ReaderSession, *, review_id: str, ask: AnonymousAsk) -> AnonymousFile:
    """The chronology or the newest draft with codes; with the words that may still name a person, to be checked.

    Refused where the review is closed, or another person made a file at the same time.
    """
    with audited(session, action=ACTION, reason=read_words(ask.purpose)) as trail:
        trail.add(REVIEWS.noun, [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        check_open(found)
        _check_form(ask)
        coder, added, residues, encoded = _encode(session, trail, found, ask)
        data, content_type = _write(encoded, ask.form)
        trail.details |= {"form": str(ask.form), "of": str(ask.of), "key": coder.book.number, "to_check": len(residues)}
        with REVIEWS.hold_last(session, trail, action=ACTION, subject_id=review_id):
            _keep(session, trail, found, coder, added)
    name = f"review-{ask.of}-anonymised-{clock.now_at()[:10]}.{ask.form}"
    return AnonymousFile(data, content_type, name, residues)


def _keep(session: ReaderSession, trail: Trail, found: ReviewHistory, coder: TextCoder, added: tuple[str, ...]) -> None:
    """Keep the key, in the caller's transaction; Refused where it changed since it was read."""
    before, now = key_entry(found), key_entry(need_review(session, review_id=found.review_id))
    if (before and before.entry_id) != (now and now.entry_id):
        raise Refused(
            _("Another person made an anonymised file of this review at the same time."),
            code="key_changed",
            what_to_do=_("Make the file again."),
        )
    REVIEWS.write(session, subject=None, draft=key_draft(found, coder.book, added), trail=trail)


def _encode(
    session: ReaderSession, trail: Trail, found: ReviewHistory, ask: AnonymousAsk
) -> tuple[TextCoder, tuple[str, ...], tuple[ResidualWord, ...], GridDocument | SourcedReport]:
    if ask.of is CodedDocument.CHRONOLOGY:
        grid = gather_grid(session, trail, found, purpose=ask.purpose, without_silences=ask.without_silences)
        coder, added = make_coder(
            session, found, texts=texts_of_grid(grid), words=_read_added(ask.words), moves_days=ask.moves_days
        )
        coded = encode_grid(grid, coder, has_typed_days=ask.form is ReviewFileForm.EXCEL)
        residues = list_residues(texts_of_grid(coded), coder)
        return coder, added, residues, replace(coded, preface=(*about_codes(coder, len(residues)), *coded.preface))
    report = _newest_report(session, trail, found)
    coder, added = make_coder(
        session, found, texts=free_texts_of(report), words=_read_added(ask.words), moves_days=ask.moves_days
    )
    coded_report = encode_report(report, coder)
    residues = list_residues(texts_of_report(coded_report), coder)
    return (
        coder,
        added,
        residues,
        replace(coded_report, preface=(*about_codes(coder, len(residues)), *coded_report.preface)),
    )


def _check_form(ask: AnonymousAsk) -> None:
    """Usage where a report is asked for as Excel."""
    if ask.of is CodedDocument.REPORT and ask.form is ReviewFileForm.EXCEL:
        raise Usage(_("A report is no Excel file."), code="not_as_excel", what_to_do=_("Choose Word, PDF or HTML."))


def _read_added(words: str) -> list[str]:
    """The words that a person wants coded too, one a line; Usage where they are too many."""
    lines = [one.strip() for one in words.splitlines() if one.strip()]
    if len(lines) > MOST_ADDED:
        raise Usage(
            _("There are more than 200 lines."), code="too_many_words", what_to_do=_("Enter at most 200 words a time.")
        )
    return lines


def _newest_report(session: ReaderSession, trail: Trail, found: ReviewHistory) -> SourcedReport:
    rows = draft_rows(found)
    if not rows:
        raise Usage(_("The review has no draft."), code="no_draft", what_to_do=_("Make a draft of the report first."))
    read = open_report_draft(session, trail, found.review_id, rows[-1].entry_id)
    leave = leave_draft(session, review_id=found.review_id, read=read)
    trail.details |= leave.details
    return make_report(read, clean=lambda text: redact_response(session, "text/plain", text), watermark=leave.label)


def _write(encoded: GridDocument | SourcedReport, form: str) -> tuple[bytes, str]:
    if isinstance(encoded, GridDocument):
        return write_grid(encoded, ReviewFileForm(form))
    return write_report(encoded, ReportFileForm(form))
