"""Writes the chronology of a review as a Word, Excel or HTML file, from the same events as its page.

What a row of an agency's own file said is written in the same columns, so that Word and Excel files can be imported
again without loss. Columns that no event fills are left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sightline.casework.audit.trail import OPENED_BY, audited
from sightline.casework.bulk_exports.pages import ExportPurpose
from sightline.casework.bulk_exports.services import leave_page
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.casework.reviews.frozen_data import OPENED_BY_REVIEW
from sightline.casework.reviews.histories import ReviewHistory, line_of, need_review
from sightline.casework.reviews.pages.ages import Births, say_ages
from sightline.casework.reviews.pages.columns import HEADINGS, ChronologyColumn
from sightline.casework.reviews.pages.events import AnyEvent, ImportedEvent, ReviewEvent
from sightline.casework.reviews.pages.labels import call_people
from sightline.casework.reviews.pages.terms import ReviewFileForm
from sightline.casework.reviews.pages.uncertain_days import DayKind, UncertainDay
from sightline.casework.reviews.remark_columns import read_beside
from sightline.casework.reviews.selectors.chronology import every_event, people_read
from sightline.casework.reviews.selectors.terms import name_people
from sightline.documents.grid import GridColumn, GridDocument, GridValue
from sightline.model.agency_letters import AGENCY_LETTERS
from sightline.model.exports.lists import REVIEW_CHRONOLOGY
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

C = ChronologyColumn
ALWAYS = (C.NUMBER, C.CHILD, C.DATE, C.LETTERS, C.AGENCY, C.EVENT)
WIDTHS: Mapping[ChronologyColumn, int] = {
    C.NUMBER: 6, C.DATE: 14, C.WRITTEN: 14, C.LETTERS: 7, C.AGENCY: 16, C.SOURCE: 20, C.EVENT: 50, C.HEARD: 24,
    C.ACTION: 24, C.ANALYSIS: 26,
}  # fmt: skip
USUAL_WIDTH = 12
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


Clean = Callable[[str], str]


def write_review_file(session: ReaderSession, *, review_id: str, form: ReviewFileForm, purpose: str) -> ReviewFile:
    """The whole chronology as a file. Without records that agreements do not let the reader's body pass on.

    Of a review of many people it needs a second person, as other files that name many.
    """
    with audited(session, action="export_review_chronology", reason=read_words(purpose)) as trail:
        trail.add("learning_review", [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        events = every_event(session, found, leaves=True)
        trail.add("record", [one.event_id for one in events if not one.is_imported])
        trail.add("person", people_read(session, found, events))
        trail.details = {OPENED_BY: OPENED_BY_REVIEW, "form": str(form), "entries": len(events)}
        people = name_people(session, found)
        leave = leave_page(session, table=REVIEW_CHRONOLOGY, purpose=ExportPurpose.REVIEW, people=len(people))
        trail.details |= leave.details
        births = {one.called: one.birth_dates for one in people}
        beside = read_beside(session, found, events)
        grid = _make_grid(session, found, events, births, (purpose, leave.label), beside)
    return ReviewFile(*_write_grid(grid, form), f"review-chronology-{clock.now_at()[:10]}.{form}")


def _write_grid(grid: GridDocument, form: ReviewFileForm) -> tuple[bytes, str]:
    """The bytes of a file, and what it is."""
    from sightline.documents import grid_excel, grid_html, grid_word  # loaded where a file is made

    match form:
        case ReviewFileForm.WORD:
            return grid_word.write_word_grid(grid), grid_word.CONTENT_TYPE
        case ReviewFileForm.EXCEL:
            return grid_excel.write_excel_grid(grid), grid_excel.CONTENT_TYPE
        case _:
            return grid_html.write_html_grid(grid), grid_html.CONTENT_TYPE


def _make_grid(
    session: ReaderSession,
    found: ReviewHistory,
    events: Sequence[AnyEvent],
    births: Births,
    leaves: tuple[str, str],
    beside: Mapping[str, Mapping[ChronologyColumn, str]],
) -> GridDocument:
    """The grid. `leaves`: what the file is for in words, and what its label says."""
    purpose, label = leaves

    def clean(text: str) -> str:
        return redact_response(session, "text/plain", text)

    columns, rows = make_rows(events, births=births, clean=clean, beside=beside)
    reader, now = session.actor.reader, clock.now_at()
    who = f"{reader.username} ({reader.role})"
    values = {"who": who, "at": now[:16].replace("T", " "), "purpose": purpose}
    held = ", ".join(one.replace("_", " ") for one in found.holders)
    restricted = _("Restricted records are shown of: %(agencies)s.") % {"agencies": held} if held else LEFT_OUT
    preface = (
        line_of(session, found).title,
        label,
        str(_("Made by %(who)s, %(at)s UTC, for: %(purpose)s.") % values),
        str(_("Data up to %(day)s.") % {"day": found.frozen.snapshot_id[:10]}),
        *([str(_("Data rebuilt %(day)s.") % {"day": london_day(rebuilt.at)})] if (rebuilt := found.rebuilt) else []),
        str(restricted),
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
    )


def make_rows(
    events: Sequence[AnyEvent],
    *,
    births: Births,
    clean: Clean = str,
    beside: Mapping[str, Mapping[ChronologyColumn, str]] | None = None,
) -> tuple[tuple[GridColumn, ...], tuple[tuple[GridValue, ...], ...]]:
    """The columns that some event fills, and a row for each event. `clean` takes out what nobody may read.

    `beside` has, by event, what people said of it and what its record says in other columns.
    """
    more = beside or {}
    others = sorted({heading for one in events if isinstance(one, ImportedEvent) for heading in one.row.others})
    rows = [_make_row(number, one, births, more.get(one.event_id, {})) for number, one in enumerate(events, start=1)]
    columns = [one for one in C if one in ALWAYS or any(row.get(one) for row in rows)]
    made = tuple(_make_column(one) for one in columns) + tuple(GridColumn(one, USUAL_WIDTH) for one in others)
    return made, tuple(
        tuple(_clean(row.get(one, ""), clean) for one in columns)
        + tuple(clean(_other(event, heading)) for heading in others)
        for row, event in zip(rows, events, strict=True)
    )


def _make_column(column: ChronologyColumn) -> GridColumn:
    return GridColumn(str(HEADINGS[column]), WIDTHS.get(column, USUAL_WIDTH), column is C.LETTERS)


def _clean(value: GridValue, clean: Clean) -> GridValue:
    return clean(value) if isinstance(value, str) else value


def _other(event: AnyEvent, heading: str) -> str:
    return event.row.others.get(heading, "") if isinstance(event, ImportedEvent) else ""


def _make_row(
    number: int, event: AnyEvent, births: Births, more: Mapping[ChronologyColumn, str]
) -> dict[ChronologyColumn, GridValue]:
    row = _row_of_import(event) if isinstance(event, ImportedEvent) else _row_of_record(event)
    row |= {column: "\n".join(filter(None, (str(row.get(column, "")), said))) for column, said in more.items()}
    row |= {C.NUMBER: str(number), C.LETTERS: AGENCY_LETTERS.get(event.agency, "")}
    row[C.CHILD] = call_people(event.called)
    row[C.AGENCY] = row.get(C.AGENCY) or event.agency.replace("_", " ").capitalize()
    row[C.TIME] = row.get(C.TIME) or event.clock
    row[C.PLACE] = str(event.place or "")
    row[C.AGE] = row.get(C.AGE) or say_ages(event.called, births, event.first_on)
    return row


def _row_of_import(event: ImportedEvent) -> dict[ChronologyColumn, GridValue]:
    row: dict[ChronologyColumn, GridValue] = {ChronologyColumn(name): text for name, text in event.row.texts.items()}
    day = event.row.day
    row[C.DATE] = typed_day(day)
    row[C.WRITTEN] = day.words if day.kind is not DayKind.DAY or day.is_doubtful or day.words != str(day.first) else ""
    row[C.SOURCE] = row.get(C.SOURCE) or event.file_name
    return row


def typed_day(day: UncertainDay) -> GridValue:
    """A day as a day; what is no single day as it was written."""
    return day.first if day.kind is DayKind.DAY and day.first else day.words


def _row_of_record(event: ReviewEvent) -> dict[ChronologyColumn, GridValue]:
    entry = event.entry
    kind = entry.kind.replace("_", " ").replace("/", ": ").capitalize()
    texts = [one.what for one in event.entries if one.what]
    said = [one.childs_words for one in event.entries if one.childs_words]
    known = str(_("known from %(day)s") % {"day": entry.known_from}) if entry.known_from else ""
    return {
        C.DATE: event.first_on or entry.date_words or "",
        C.WRITTEN: "" if entry.date_precision in ("exact", "day") else entry.date_words or entry.date_precision,
        C.SOURCE: "; ".join(one for one in (entry.source_file, entry.organisation, known) if one),
        C.EVENT: "\n".join([kind, *texts]),
        C.HEARD: "\n".join(said),
    }
