"""The published form of the newest draft, and whether a second person has checked it as it is now."""

from collections.abc import Callable
from datetime import datetime

from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.casework.review_reports.anonymous_documents import MADE_BY, texts_of_report
from sightline.casework.review_reports.coders import list_residues, make_coder
from sightline.casework.review_reports.consents import quotation_id_of
from sightline.casework.review_reports.kept_drafts import draft_rows
from sightline.casework.review_reports.opened_draft import open_report_draft
from sightline.casework.review_reports.pages import Publication, PublicationCheck, ReadDraft
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.consents import ConsentReply
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.documents.sourced.parts import SourcedPart, SourcedReport, SourcedStyle, SourcedTable, SourcedText
from sightline.model.errors import Usage
from sightline.review.report.nouns import DraftReport, SentenceKind
from sightline.review.report.publication import make_published, say_published
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
TITLE = _("Report of a learning review")
HEADER = _("Published form. Names, places and days are left out. Words of people are in it by their consent alone.")
QUOTED = _("Quotations published by consent: %(agreed)s. Quotations left out: %(left_out)s.")
NOTES = _("The authors’ analysis: %(words)s")
UNPUBLISHED = _("Texts of the authors left out, because the part that they are about is not published: %(left_out)s.")
TEXT = _("What is recorded")


def open_publication(session: ReaderSession, trail: Trail, found: ReviewHistory) -> Publication:
    """The published form of the newest draft, for what is audited by itself; Usage where there is no draft."""
    rows = draft_rows(found)
    if not rows:
        raise Usage(_("The review has no draft."), code="no_draft", what_to_do=_("Make a draft of the report first."))
    read = open_report_draft(session, trail, found.review_id, rows[-1].entry_id)
    texts = [line.text for part in read.draft.parts for line in part.lines]
    texts += [*(one.words for one in read.analyses), read.line.title]
    coder, _added = make_coder(session, found, texts=texts)

    def encode(text: str) -> str:
        return coder.encode(redact_response(session, "text/plain", text))

    def say(text: str) -> str:
        return say_published(text, encode=encode)

    agreed = {one.quotation_id for one in read.quotations if one.reply == ConsentReply.PUBLISHED}
    left_out = len(read.quotations) - len(agreed)
    draft = make_published(read.draft, encode=encode, is_agreed=lambda line: quotation_id_of(line) in agreed)
    quoted = str(QUOTED % {"agreed": len(agreed), "left_out": left_out})
    report = _make_report(read, draft, say, quoted)
    entry, username = checked_entry(found), session.actor.reader.username
    return Publication(
        line=read.line,
        one=read.one,
        report=report,
        residues=list_residues(texts_of_report(report), coder),
        check=_check_of(session, entry) if entry else None,
        may_check=found.closed is None and entry is None and read.one.by != username,
        words_left_out=left_out,
    )


def checked_entry(found: ReviewHistory) -> ReviewEntry | None:
    """The check of the newest draft; None where nobody checked it, or an author wrote or recorded a consent since.

    An answer that takes words out needs no new check.
    """
    rows = draft_rows(found)
    added = [*found.entries.of(K.ANALYSIS)]
    added += [row for row in found.entries.of(K.CONSENT) if row.word == ConsentReply.PUBLISHED]
    last = found.entries.last(K.PUBLICATION_CHECK, about=rows[-1].entry_id) if rows else None
    return last if last and all(row.pk < last.pk for row in added) else None


def _check_of(session: ReaderSession, entry: ReviewEntry) -> PublicationCheck:
    return PublicationCheck(entry.at, entry.by, Texts(session, [entry.text_sha]).of(entry.text_sha).words)


def _make_report(read: ReadDraft, draft: DraftReport, say: Callable[[str], str], quoted: str) -> SourcedReport:
    parts, left_out = [], len(read.analyses)
    for part in draft.parts:
        lines = [
            SourcedText(line.text, style=SourcedStyle.WORDS if line.kind is SentenceKind.WORDS else SourcedStyle.TEXT)
            for line in part.lines
        ]
        written = [SourcedText(str(NOTES % {"words": say(one.words)})) for one in read.analyses_of(part.part_id)]
        lines += written
        left_out -= len(written)
        tables = tuple(SourcedTable(one.caption, one.headings, one.rows) for one in part.lists)
        parts.append(SourcedPart(part.title, part.level, tuple(lines), tables))
    return SourcedReport(
        title=str(TITLE),
        header=str(HEADER),
        preface=(say(read.line.title), quoted, *([str(UNPUBLISHED % {"left_out": left_out})] if left_out else [])),
        made_by=MADE_BY,
        made_at=datetime.fromisoformat(read.one.at),
        parts=tuple(parts),
        text_heading=str(TEXT),
        margin_heading="",
        notes_heading="",
    )
