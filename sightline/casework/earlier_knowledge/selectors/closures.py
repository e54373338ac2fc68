"""Reads decisions to take no further action again, and writes them as a schedule with the panel's reasons."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.bulk_exports.pages import ExportPurpose
from sightline.casework.bulk_exports.services import leave_page
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.closures import list_closures
from sightline.casework.journal.draft import read_words
from sightline.casework.people.kept_here import leave_for
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.casework.reviews.histories import ReviewHistory, line_of
from sightline.casework.reviews.pages.panel_decisions import PANEL_DECIDED, ClosureLine, ClosureSign, ClosuresPage
from sightline.casework.reviews.selectors.terms import count_named, open_audited
from sightline.documents.grid import GridColumn, GridDocument, GridValue
from sightline.documents.tables import write_csv_rows
from sightline.model.agency_names import name_agency
from sightline.model.exports.lists import CLOSED_DECISIONS
from sightline.translation.messages import lazy as _

COLUMNS = (
    (_("Decided on"), 12), (_("Agency"), 18), (_("What"), 14), (_("Outcome"), 18), (_("Signs known then"), 40),
    (_("Signs recorded later"), 40), (_("Recorded afterwards"), 30), (_("Record"), 24), (_("Panel"), 14),
    (_("Reasons"), 40), (_("Panel decided on"), 14),
)  # fmt: skip
TITLE = _("Decisions to take no further action, taken again")
HEADER = _("Confidential. Learning review: may have to be disclosed. A lead to check, not evidence.")
LIMITS = _("It lists only records that its maker may see or that the review’s terms open. Other decisions may exist.")
CSV_TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class ScheduleFile:
    """A file to send: its bytes, what it is, and its name, which names nobody."""

    data: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)


def read_closures(session: ReaderSession, *, review_id: str, area: str = "") -> ClosuresPage:
    """The decisions of a review's period in an area; NotHere where the account may not read the review."""
    with audited(session, action="read_closed_decisions") as trail:
        found = open_audited(session, trail, review_id)
        lines = list_closures(session, trail, found, area=area)
        _name_records(trail, lines, area)
        needs_reason = session.actor.reader.needs_reason
        return ClosuresPage(line_of(session, found), area, lines, found.closed is None, needs_reason)


def write_schedule(
    session: ReaderSession, *, review_id: str, purpose: str, area: str = "", form: str = "xlsx"
) -> ScheduleFile:
    """The same as an Excel or CSV file, with what the panel decided and why."""
    with audited(session, action="export_closed_decisions", reason=read_words(purpose)) as trail:
        found = open_audited(session, trail, review_id)
        kept_here, taking = leave_for(session, purpose=ExportPurpose.REVIEW)
        lines = list_closures(taking, trail, found, area=area, leaves=True)
        _name_records(trail, lines, area)
        people = count_named(session, found, _records_of(lines))
        leave = leave_page(session, table=CLOSED_DECISIONS, purpose=ExportPurpose.REVIEW, people=people)
        trail.details |= leave.details
        grid = _make_grid(session, found, lines, purpose, area, (leave.label, kept_here))
    name = f"decisions-{clock.now_at()[:10]}.{form}"
    if form == "csv":
        return ScheduleFile(_write_csv(grid), CSV_TYPE, name)
    from sightline.documents import grid_excel  # loaded where a file is made

    return ScheduleFile(grid_excel.write_excel_grid(grid), grid_excel.CONTENT_TYPE, name)


def _name_records(trail: Trail, lines: Iterable[ClosureLine], area: str) -> None:
    rows = list(lines)
    trail.add("record", sorted(_records_of(rows)))
    trail.details |= {"decisions": len(rows), "area": area}


def _records_of(lines: Iterable[ClosureLine]) -> set[str]:
    """The records of the decisions, of the signs, and of what was recorded afterwards."""
    found = set[str]()
    for one in lines:
        found |= {
            one.record_id,
            *(sign.record_id for sign in (*one.then, *one.now)),
            *(record for _, record in one.harm),
        }
    return found


def _make_grid(
    session: ReaderSession,
    found: ReviewHistory,
    lines: Iterable[ClosureLine],
    purpose: str,
    area: str,
    says: tuple[str, str],
) -> GridDocument:
    (label, kept_here), reader, now = says, session.actor.reader, clock.now_at()
    who = f"{reader.username} ({reader.role})"
    values = {"who": who, "at": now[:16].replace("T", " "), "purpose": purpose}
    about = (
        line_of(session, found).title,
        *filter(None, [kept_here]),
        str(_("Made by %(who)s, %(at)s UTC, for: %(purpose)s.") % values),
        str(_("Period: %(first)s to %(last)s. Area: %(area)s.") % {
            "first": found.from_on, "last": found.to_on, "area": area or _("everywhere")
        }),
        str(LIMITS),
    )  # fmt: skip

    def clean(text: str) -> str:
        return redact_response(session, "text/plain", text)

    return GridDocument(
        title=str(TITLE),
        header=str(HEADER),
        preface=tuple(map(clean, about)),
        watermark=clean(label),
        made_by=who,
        made_at=datetime.fromisoformat(now),
        columns=tuple(GridColumn(str(heading), width) for heading, width in COLUMNS),
        rows=tuple(tuple(clean(cell) if isinstance(cell, str) else cell for cell in _cells(one)) for one in lines),
    )


def _cells(one: ClosureLine) -> tuple[GridValue, ...]:
    decided = one.decided
    return (
        one.decided_on,
        name_agency(one.agency),
        one.kind.capitalize(),
        one.outcome,
        _say_signs(one.then),
        _say_signs(one.now),
        "\n".join(f"{day}: {record}" for day, record in one.harm),
        one.record_id,
        str(PANEL_DECIDED[decided.word]) if decided else "",
        decided.words if decided else "",
        decided.at[:10] if decided else "",
    )


def _say_signs(signs: Iterable[ClosureSign]) -> str:
    return "\n".join(f"{one.known_from}: {one.label} ({one.agency.replace('_', ' ')}) {one.record_id}" for one in signs)


def _write_csv(grid: GridDocument) -> bytes:
    stream = StringIO()
    headings = [column.heading for column in grid.columns]
    write_csv_rows(stream, headings, grid.rows, label=" ".join((grid.watermark, grid.header, *grid.preface)))
    return stream.getvalue().encode("utf-8-sig")
