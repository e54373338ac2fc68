"""The register and the ledger as rows for a file, with the rights of whoever asks, audited before they are given.

The rows are made from the same lines as the pages. What a reader may not see is in no row and in no count. Every row
begins with what it is, a lead to check; where there is no row, one says that alone. Pages put names and ids into words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.services import check_purpose, leave_page
from sightline.casework.core.session import ReaderSession
from sightline.casework.subject_files.models import FileEntryKind, Kind, SubjectFile
from sightline.casework.subject_files.pages.files import (
    BeforeAndAfter,
    FileEntryLine,
    MeasureLine,
    OverdueTask,
    SubjectFileLine,
)
from sightline.casework.subject_files.rights import check_part
from sightline.casework.subject_files.selectors.files import audit_lines, lines_of_files, place
from sightline.casework.subject_files.selectors.lines import NONE_CONSIDERED, FileLineBuilder
from sightline.model.exports.lists import CONCERN_REGISTER, DISRUPTION_LEDGER

LEAD = "A lead to check, not evidence. Ask the owner of each record before use."
REGISTER = (
    "note", "file", "about", "name", "child_first", "status", "decided_on", "decided_by", "why", "review_on", "owner",
    "agency", "next_step", "next_step_by", "waits", "capacities", "record_ids",
)  # fmt: skip
LEDGER = (
    "note", "file", "about", "name", "child_first", "measure", "basis", "source_read", "considered_on",
    "considered_by", "used", "why", "started_on", "runs_out_on", "ended_on", "breaches", "waits", "days_each_side",
    "children_before", "records_before", "children_after", "records_after", "since_then_to", "children_since",
    "records_since", "newest_since",
)  # fmt: skip
OF_COUNTS = 9  # how many columns say what the records show before, after and since
Cell = str | tuple[str | OverdueTask, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table that leaves: its first line, and its rows, of which the headings are the first."""

    label: str = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)


def export_register(session: ReaderSession, *, purpose: str) -> TableFile:
    """The headings, and one row for each open working file that the account may open."""
    with audited(session, action="export_working_files") as trail:
        check_part(actor=session.actor)
        session = session.taking_away(purpose=check_purpose(purpose))
        made = sorted(_made(session), key=lambda one: place(one.file()))
        audit_lines(trail, [one.file() for one in made])
        leave = leave_page(session, table=CONCERN_REGISTER, purpose=purpose, people=count_named(session, made))
        trail.details = {"table": "working_files", "rows": len(made)} | leave.details
        rows = [_register_row(one) for one in made] or [_lead_alone(REGISTER)]
        return TableFile(leave.label, (REGISTER, *rows))


def export_ledger(session: ReaderSession, *, purpose: str) -> TableFile:
    """The headings, and one row for each measure in the ledgers of these files, or for a file without any."""
    with audited(session, action="export_disruption_ledger") as trail:
        check_part(actor=session.actor)
        session = session.taking_away(purpose=check_purpose(purpose))
        made = _made(session)
        rows = [row for one in made for row in _rows_of(one)]
        audit_lines(trail, [one.file() for one in made])
        leave = leave_page(session, table=DISRUPTION_LEDGER, purpose=purpose, people=count_named(session, made))
        trail.details = {"table": "disruption_ledger", "rows": len(rows)} | leave.details
        return TableFile(leave.label, (LEDGER, *(rows or [_lead_alone(LEDGER)])))


def count_named(session: ReaderSession, made: Iterable[FileLineBuilder]) -> int:
    """How many people these files are about or have records of: the people of a group and of its records are many."""
    files = [one.opened for one in made]
    with session.open_current() as opened:
        if opened is None:
            return len(files)
        store = opened[1]
        of_mentions = store.people_of(mention_ids=[mention for one in files for mention in one.file.mention_ids])
        on_records = store.people_on(record_ids=sorted({record for one in files for record in one.seen}))
        return len({*of_mentions.values(), *(one.person_id for one in files)}.union(*on_records.values()) - {""})


def _made(session: ReaderSession) -> list[FileLineBuilder]:
    return lines_of_files(session, list(SubjectFile.objects.open().order_by("pk")))


def _register_row(one: FileLineBuilder) -> Row:
    line, state = one.file(), one.opened.state
    decided = one.entry(state.statuses[-1]) if state.statuses else None
    action = one.entry(state.next_action) if state.next_action else None
    capacities = tuple(sorted({row.word for row in state.of(FileEntryKind.CAPACITY)}))
    return (
        LEAD, line.file_id, line.kind, line.subject.words, _child_first(line), line.status, _day_of(decided),
        decided.by if decided else "", decided.words if decided else "", _text(line.review_on), line.owner, line.agency,
        action.words if action else "", _text(action.on_day) if action else "",
        tuple(line.waits), capacities, "; ".join(record.record_id for record in one.opened.seen.values()),
    )  # fmt: skip


def _rows_of(one: FileLineBuilder) -> list[Row]:
    """A row for each measure of a file; one that says so where none was considered."""
    measures = one.opened.state.measures
    if measures:
        return [_ledger_row(one, one.measure(measure, counted=True)) for measure in measures]
    named = dict(zip(LEDGER, _name_file(one.file()), strict=False)) | {"waits": NONE_CONSIDERED}
    return [tuple(named.get(heading, "") for heading in LEDGER)]


def _name_file(file: SubjectFileLine) -> Row:
    return LEAD, file.file_id, file.kind, file.subject.words, _child_first(file)


def _ledger_row(one: FileLineBuilder, line: MeasureLine) -> Row:
    used, rule = line.used, line.measure
    said = used or line.not_used
    waits = "undecided" if line.undecided else "run_out" if line.run_out else ""
    return (
        *_name_file(one.file()), line.label, rule.basis if rule else "",
        rule.grade if rule else "", _text(line.considered.on_day), line.considered.who,
        "yes" if used else "no" if line.not_used else "",
        said.words if said else "", _text(used.on_day) if used else "", _text(used.to_day) if used else "",
        _text(line.ended.on_day) if line.ended else "", "; ".join(_text(each.on_day) for each in line.breaches), waits,
        *_counts(line.shown_after),
    )  # fmt: skip


def _counts(shown: BeforeAndAfter | None) -> Row:
    if shown is None:
        return ("",) * OF_COUNTS
    before, after, since = shown.before, shown.after, shown.since
    numbers = (shown.days, before.children, before.records, after.children, after.records)
    cells = (_text(since.last_on), str(since.children), str(since.records), _text(since.newest_on))
    return (*(str(number) for number in numbers), *cells)


def _lead_alone(headings: Row) -> Row:
    """What is written where there is nothing to write: the sentence alone."""
    return (LEAD, *("" for _ in headings[1:]))


def _child_first(line: SubjectFileLine) -> str:
    """Whether a person is a child; empty of a place, a thing or a group."""
    return {True: "yes", False: "no", None: "not known"}[line.subject.is_child] if line.kind == Kind.PERSON else ""


def _day_of(entry: FileEntryLine | None) -> str:
    return entry.at[:10] if entry else ""


def _text(day: object) -> str:
    return str(day) if day else ""
