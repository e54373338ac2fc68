"""Writes the chronology of a review as a Word, Excel, PDF or HTML file, from the same events as its page.

What a row of an agency's own file said is written in the same columns, so that Word and Excel files can be imported
again without loss. Columns that no event fills are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sightline.casework.audit.trail import OPENED_BY, Trail, audited
from sightline.casework.bulk_exports.pages import ExportPurpose
from sightline.casework.bulk_exports.services import leave_page
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.casework.reviews.chronology_rows import make_rows
from sightline.casework.reviews.frozen_data import OPENED_BY_REVIEW
from sightline.casework.reviews.histories import ReviewHistory, line_of, need_review
from sightline.casework.reviews.pages.ages import Births
from sightline.casework.reviews.pages.columns import ChronologyColumn
from sightline.casework.reviews.pages.events import AnyEvent
from sightline.casework.reviews.pages.silences import SilenceRow, Silences, lay_between
from sightline.casework.reviews.pages.terms import ReviewFileForm
from sightline.casework.reviews.remark_columns import read_beside
from sightline.casework.reviews.selectors.chronology import every_event, every_silence, people_read
from sightline.casework.reviews.selectors.terms import count_named, name_people
from sightline.documents.grid import GridDocument
from sightline.model.exports.lists import REVIEW_CHRONOLOGY
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

LEFT_OUT = _("Restricted records are left out.")
LIMITS = _("It lists only what the person who made it may see in this review. Other records may exist.")
TITLE = _("Chronology of a learning review")
HEADER = _("Confidential. Learning review: may have to be disclosed. A lead to check, not evidence.")


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A file to send: its bytes, what it is, and its name, which names nobody."""

    data: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)


def write_review_file(
    session: ReaderSession, *, review_id: str, form: ReviewFileForm, purpose: str, without_silences: bool = False
) -> ReviewFile:
    """The whole chronology as a file. Without records that agreements do not let the reader's body pass on.

    Of a review of many people it needs a second person, as other files that name many.
    """
    with audited(session, action="export_review_chronology", reason=read_words(purpose)) as trail:
        trail.add("learning_review", [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        trail.details = {"form": str(form)}
        grid = gather_grid(session, trail, found, purpose=purpose, without_silences=without_silences)
    return ReviewFile(*write_grid(grid, form), f"review-chronology-{clock.now_at()[:10]}.{form}")


def gather_grid(
    session: ReaderSession, trail: Trail, found: ReviewHistory, *, purpose: str, without_silences: bool = False
) -> GridDocument:
    """The whole chronology as a table that may leave, for what is audited by itself; Refused where it may not."""
    events = every_event(session, found, leaves=True)
    silences = None if without_silences else every_silence(session, found, events, leaves=True)
    rows = silences.rows if silences else ()
    trail.add("record", [one.event_id for one in events])
    trail.add("record", [record_id for one in rows for record_id in one.record_ids])
    trail.add("person", people_read(session, found, events))
    people = name_people(session, found)
    record_ids = [*(one.event_id for one in events), *(record_id for one in rows for record_id in one.record_ids)]
    leave = leave_page(
        session,
        table=REVIEW_CHRONOLOGY,
        purpose=ExportPurpose.REVIEW,
        people=count_named(session, found, record_ids),
    )
    trail.details |= {OPENED_BY: OPENED_BY_REVIEW, "entries": len(events), "silences": len(rows), **leave.details}
    births = {one.called: one.birth_dates for one in people}
    beside = read_beside(session, found, events)
    return _make_grid(session, found, events, births, (purpose, leave.label), beside, silences)


def write_grid(grid: GridDocument, form: ReviewFileForm) -> tuple[bytes, str]:
    """The bytes of a file, and what it is."""
    from sightline.documents import grid_excel, grid_html, grid_pdf, grid_word  # loaded where a file is made

    match form:
        case ReviewFileForm.WORD:
            return grid_word.write_word_grid(grid), grid_word.CONTENT_TYPE
        case ReviewFileForm.EXCEL:
            return grid_excel.write_excel_grid(grid), grid_excel.CONTENT_TYPE
        case ReviewFileForm.PDF:
            return grid_pdf.write_pdf_grid(grid), grid_pdf.CONTENT_TYPE
        case _:
            return grid_html.write_html_grid(grid), grid_html.CONTENT_TYPE


def _make_grid(
    session: ReaderSession,
    found: ReviewHistory,
    events: Sequence[AnyEvent],
    births: Births,
    leaves: tuple[str, str],
    beside: Mapping[str, Mapping[ChronologyColumn, str]],
    silences: Silences | None,
) -> GridDocument:
    """The grid. `leaves`: what the file is for in words, and what its label says. `silences`: None where left out."""
    purpose, label = leaves

    def clean(text: str) -> str:
        return redact_response(session, "text/plain", text)

    silent = silences.rows if silences else ()
    columns, rows = make_rows(events, births=births, clean=clean, beside=beside, silences=silent)
    laid = lay_between(events, silent)
    reader, now = session.actor.reader, clock.now_at()
    who = f"{reader.username} ({reader.role})"
    values = {"who": who, "at": now[:16].replace("T", " "), "purpose": purpose.strip().removesuffix(".")}
    held = ", ".join(one.replace("_", " ") for one in found.holders)
    restricted = _("Restricted records are shown of: %(agencies)s.") % {"agencies": held} if held else LEFT_OUT
    preface = (
        line_of(session, found).title,
        str(_("Made by %(who)s, %(at)s UTC, for: %(purpose)s.") % values),
        str(_("Data up to %(day)s.") % {"day": found.frozen.snapshot_id[:10]}),
        *([str(_("Data rebuilt %(day)s.") % {"day": london_day(rebuilt.at)})] if (rebuilt := found.rebuilt) else []),
        str(restricted),
        *_say_silences(silences),
        str(LIMITS),
    )
    return GridDocument(
        title=str(TITLE),
        header=str(HEADER),
        preface=tuple(map(clean, preface)),
        made_by=who,
        made_at=datetime.fromisoformat(now),
        columns=columns,
        rows=rows,
        watermark=clean(label),
        own_rows=frozenset(number for number, one in enumerate(laid) if isinstance(one, SilenceRow)),
    )


def _say_silences(silences: Silences | None) -> Iterator[str]:
    """How many silences the file has, and of how many contacts data cannot tell."""
    if silences is None:
        yield str(_("Silences are left out."))
        return
    if silences.rows:
        yield str(_("Silences: %(count)s. A silence is no event and no contact.") % {"count": len(silences.rows)})
    if silences.cannot_tell:
        yield str(
            _("Expected contacts that the received data cannot tell of: %(count)s.") % {"count": silences.cannot_tell}
        )
