"""Puts the names back into an anonymised file of a review, by the key that Sightline keeps."""

from collections.abc import Callable
from datetime import timedelta

from sightline.casework.attachments.office_files import read_office_file
from sightline.casework.attachments.pages.kinds import AttachmentKind
from sightline.casework.attachments.pages.refusals import DocumentRefused
from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.pages import ExportPurpose
from sightline.casework.bulk_exports.services import leave_page
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.review_reports.anonymous_documents import MOVED
from sightline.casework.review_reports.code_keys import key_entry, read_key
from sightline.casework.review_reports.pages import CodedFile, RestoredFile
from sightline.casework.reviews.histories import need_review
from sightline.casework.reviews.pages.terms import ReviewFileForm
from sightline.casework.reviews.selectors.terms import count_named
from sightline.model.errors import SightlineError, Usage
from sightline.model.exports.lists import REVIEW_CHRONOLOGY
from sightline.review.anonymous.codes import CODE, CodeBook
from sightline.translation.messages import lazy as _

MOST_BYTES, MOST_ABOUT = 10 * 1024**2, 40
KINDS = {AttachmentKind.WORD: ReviewFileForm.WORD, AttachmentKind.EXCEL: ReviewFileForm.EXCEL}
Change = Callable[[str], str]
HTML_BEGINS = (b"<!doctype html", b"<html")


def restore_file(session: ReaderSession, *, review_id: str, file: CodedFile) -> RestoredFile:
    """The file with each code of the review's key replaced by the words that it stands for, to the letter.

    Usage where it is no Word, Excel or HTML file, is too large, or has no code of this review.
    """
    with audited(session, action="restore_review_names", reason=read_words(file.purpose)) as trail:
        trail.add("learning_review", [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        if key_entry(found) is None:
            raise _refuse(_("This review has no key."), code="no_key")
        book, _added = read_key(session, found)
        form, codes = _form_of(file.data), list[str]()

        def change(text: str) -> str:
            codes.extend(one[1] for one in CODE.finditer(text) if one[1] in book.forms)
            return book.restore(text)

        data, content_type = _change(file, form, book, change)
        if not codes:
            raise _refuse(_("The file has no code of this review’s key."), code="no_code")
        people = count_named(session, found, ())
        leave = leave_page(session, table=REVIEW_CHRONOLOGY, purpose=ExportPurpose.REVIEW, people=people)
        trail.details = {"form": str(form), "codes": len(codes), "key": book.number, **leave.details}
    return RestoredFile(data, content_type, f"review-restored.{form}", len(codes))


def _change(file: CodedFile, form: ReviewFileForm, book: CodeBook, change: Change) -> tuple[bytes, str]:
    """The bytes of the changed file, and what it is. Days of an Excel file move back, where its days were moved."""
    from sightline.documents import excel, grid_html, word
    from sightline.documents.grid_reader import read_excel_sheets
    from sightline.documents.replaced_texts import change_excel, change_html, change_word  # loaded where it is needed

    try:
        match form:
            case ReviewFileForm.WORD:
                return change_word(file.data, change), word.CONTENT_TYPE
            case ReviewFileForm.EXCEL:
                about = read_excel_sheets(file.data, most_rows=MOST_ABOUT, most_columns=1)[0]
                by = timedelta(days=book.shift_days if [str(MOVED)] in about else 0)
                return change_excel(file.data, change, move=lambda day: day - by), excel.CONTENT_TYPE
        return change_html(file.data, change, CODE), grid_html.CONTENT_TYPE
    except SightlineError:
        raise
    except Exception as error:  # a file that people changed: the libraries that read it raise errors of any kind
        raise _refuse(_("Sightline cannot read this file."), code="no_file") from error


def _form_of(data: bytes) -> ReviewFileForm:
    if not 0 < len(data) <= MOST_BYTES:
        raise _refuse(_("The file is empty, or larger than 10 MB."), code="no_file")
    if data.lstrip()[:20].lower().startswith(HTML_BEGINS):
        return ReviewFileForm.HTML
    try:
        kind = read_office_file(data).kind
    except DocumentRefused as refused:
        raise _refuse(_("Sightline cannot read this file."), code="no_file") from refused
    if kind not in KINDS:
        raise _refuse(_("The file is not a Word, Excel or HTML file."), code="no_file")
    return KINDS[kind]


def _refuse(what: str, *, code: str) -> Usage:
    return Usage(
        what, code=code, what_to_do=_("Choose a Word, Excel or HTML file that was anonymised from this review.")
    )
