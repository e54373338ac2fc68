"""Writes a draft report as a Word, PDF or HTML file: the same sentences as its page, with what its authors wrote."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.pages import ExportPurpose, FileLeave
from sightline.casework.bulk_exports.services import leave_page
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.casework.review_reports.opened_draft import open_report_draft
from sightline.casework.review_reports.pages import AuthorAnalysis, ReadDraft, ReportFileForm
from sightline.casework.reviews.histories import need_review
from sightline.casework.reviews.selectors.terms import count_named
from sightline.documents.sourced.parts import (
    AuthorNote,
    SourcedPart,
    SourcedReport,
    SourcedStyle,
    SourcedTable,
    SourcedText,
)
from sightline.model.exports.lists import REPORT_DRAFT
from sightline.review.report.nouns import ReportList, ReportPart, ReportSentence, SentenceKind
from sightline.translation.messages import lazy as _

TITLE = _("Draft report of a learning review")
HEADER = _("Restricted: review team only. This draft may have to be disclosed. A lead to check, not evidence.")
TEXT, RECORDS, NOTES = _("What is recorded"), _("Records"), _("The authors’ analysis")
ELSEWHERE = _("Analysis of parts that this draft does not have")
STYLES = {
    SentenceKind.SENTENCE: SourcedStyle.TEXT,
    SentenceKind.WORDS: SourcedStyle.WORDS,
    SentenceKind.SOURCE: SourcedStyle.SMALL,
}
Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to send: its bytes, what it is, and its name, which names nobody."""

    data: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)


def write_report_file(
    session: ReaderSession, *, review_id: str, draft_id: str, form: ReportFileForm, purpose: str
) -> ReportFile:
    """A draft as a file. But for its watermark, the same draft with the same analysis has the same bytes."""
    with audited(session, action="export_report_draft", reason=read_words(purpose)) as trail:
        read = open_report_draft(session, trail, review_id, draft_id)
        leave = leave_draft(session, review_id=review_id, read=read)
        trail.details |= {"form": str(form), "draft": read.one.number, **leave.details}
        report = make_report(
            read, clean=lambda text: redact_response(session, "text/plain", text), watermark=leave.label
        )
        data, content_type = write_report(report, form)
    return ReportFile(data, content_type, f"review-report-draft-{read.one.number}-{clock.now_at()[:10]}.{form}")


def leave_draft(session: ReaderSession, *, review_id: str, read: ReadDraft) -> FileLeave:
    """Let a draft leave: for a learning review, and with a second person where its records name many people."""
    people = count_named(session, need_review(session, review_id=review_id), read.draft.record_ids)
    return leave_page(session, table=REPORT_DRAFT, purpose=ExportPurpose.REVIEW, people=people)


def write_report(report: SourcedReport, form: ReportFileForm) -> tuple[bytes, str]:
    """The bytes of a file, and what it is."""
    from sightline.documents.sourced import html_page, pdf_file, word_file  # loaded where a file is made

    match form:
        case ReportFileForm.WORD:
            return word_file.write_sourced_word(report), word_file.CONTENT_TYPE
        case ReportFileForm.PDF:
            return pdf_file.write_sourced_pdf(report), pdf_file.CONTENT_TYPE
    return html_page.write_sourced_html(report), html_page.CONTENT_TYPE


def make_report(read: ReadDraft, *, clean: Clean, watermark: str = "") -> SourcedReport:
    """The draft as a document. `clean` takes out what nobody may read. `watermark`: who exports it, when and why."""
    values = {"number": read.one.number, "who": read.one.by, "at": read.one.at[:16].replace("T", " ")}
    preface = [
        read.line.title,
        str(_("Draft %(number)s, made by %(who)s, %(at)s UTC.") % values),
        str(_("Sentences are made from records. They call people by letter, and staff by role.")),
    ]
    if read.left_out:
        said = _("%(left_out)s sentences are left out: the review may no longer show their records.")
        preface.append(str(said % {"left_out": read.left_out}))
    parts = [_part(one, read, clean) for _, one in read.draft.shown]
    if read.elsewhere:
        parts.append(SourcedPart(str(ELSEWHERE), 2, notes=_notes(read.elsewhere, clean)))
    return SourcedReport(
        title=str(TITLE),
        header=str(HEADER),
        preface=tuple(map(clean, preface)),
        made_by=read.one.by,
        made_at=datetime.fromisoformat(read.one.at),
        parts=tuple(parts),
        text_heading=str(TEXT),
        margin_heading=str(RECORDS),
        notes_heading=str(NOTES),
        watermark=clean(watermark),
    )


def _part(part: ReportPart, read: ReadDraft, clean: Clean) -> SourcedPart:
    numbers = read.draft.numbers
    return SourcedPart(
        heading=clean(part.title),
        level=part.level,
        lines=tuple(_make_text(line, numbers, clean) for line in part.lines),
        tables=tuple(_table(table, numbers, clean) for table in part.lists),
        notes=_notes(read.analyses_of(part.part_id), clean),
    )


def say_numbers(record_ids: Iterable[str], numbers: Mapping[str, str]) -> str:
    """The numbers of records, as the margin has them."""
    return ", ".join(sorted(numbers[one] for one in record_ids if one in numbers))


def _make_text(line: ReportSentence, numbers: Mapping[str, str], clean: Clean) -> SourcedText:
    return SourcedText(clean(line.text), say_numbers(line.record_ids, numbers), STYLES[line.kind])


def _table(table: ReportList, numbers: Mapping[str, str], clean: Clean) -> SourcedTable:
    """A table with the numbers of its records as a last column, where it has some and does not begin with them."""
    rows = [tuple(map(clean, row)) for row in table.rows]
    margins = [say_numbers(ids, numbers) for ids in table.record_ids]
    if not margins or margins == [row[0] for row in rows]:
        return SourcedTable(clean(table.caption), table.headings, tuple(rows))
    whole = tuple((*row, margin) for row, margin in zip(rows, margins, strict=True))
    return SourcedTable(clean(table.caption), (*table.headings, str(RECORDS)), whole)


def _notes(analyses: Iterable[AuthorAnalysis], clean: Clean) -> tuple[AuthorNote, ...]:
    return tuple(AuthorNote(f"{one.by}, {one.at[:16].replace('T', ' ')} UTC", clean(one.words)) for one in analyses)
