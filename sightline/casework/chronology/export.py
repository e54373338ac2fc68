"""Writes one person's integrated chronology out: as CSV, a row an entry, or as one HTML page that prints well.

School weeks and gaps are folded as on pages and in downloads. The page is a file of its own, with its style inside it.
"""

import io
from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.dateformat import format as date_format

from sightline.casework.chronology.pages.lines import ChronologyLine, GapLine, TellingLine
from sightline.casework.chronology.pages.week_words import attendance_in_words, gap_title, missed_weeks, weeks_title
from sightline.casework.chronology.selectors.chronology import read_chronology
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.pages import BesideLine
from sightline.casework.disputes.selectors import list_beside
from sightline.casework.people.pages.people import Entry
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.documents.tables import write_csv_rows
from sightline.model.agency_names import name_agency
from sightline.model.errors import Usage
from sightline.model.schema import CHRONOLOGY
from sightline.model.when import DATE_LENGTH, london_day, london_time
from sightline.translation.dates import time_of_day

TEMPLATE = "casework/chronology.html"
BESIDE = "beside"  # the column after those of the table: additions, disputes and statements


def write_chronology(
    session: ReaderSession, *, person_id: str, purpose: str, receiver: str = "", format: str = "html"
) -> str:
    """The chronology as text, for a purpose of the list; NotHere where there is no such person for this reader.

    `receiver`: who gets it, where an agency agreed to that. Refused where none did.
    """
    if format not in ("html", "csv"):
        raise Usage(f"There is no format '{format}'.", code="no_format", what_to_do="Choose html or csv.")
    whole = read_chronology(session, person_id=person_id, purpose=purpose, receiver=receiver, form=format)
    added = list_beside(session, record_ids=[entry.record_id for entry in whole.entries])
    if format == "csv":
        table = as_csv(person_id, whole.entries, added, label=whole.label)
        return redact_response(session, "text/csv", table + as_row(whole.kept_here))
    lines = [shown for line in whole.lines for shown in as_lines(line, added)]
    context = {
        "lines": lines,
        "person_id": person_id,
        "entries": whole.records,
        "weeks": whole.weeks,
        "kept_here": whole.kept_here,
        "label": whole.label,
    }
    return redact_response(session, "text/html", render_to_string(TEMPLATE, context))


def as_csv(person_id: str, entries: Sequence[Entry], added: Mapping[str, Sequence[BesideLine]], *, label: str) -> str:
    """The columns of the exported chronology, and one more where anything is said beside a record, under the label."""
    stream = io.StringIO()
    columns = CHRONOLOGY.exported
    beside = [BESIDE] if any(added.get(entry.record_id) for entry in entries) else []
    rows = (
        [
            person_id,
            *(getattr(entry, name) for name in columns[1:]),
            *(_in_one_cell(added.get(entry.record_id, ())) for _ in beside),
        ]
        for entry in entries
    )
    write_csv_rows(stream, (*columns, *beside), rows, label=label)
    return stream.getvalue()


def as_row(said: str) -> str:
    """A last row with one cell, where a file must say something of itself."""
    stream = io.StringIO()
    write_csv_rows(stream, (said,), ())
    return stream.getvalue() if said else ""


def _in_one_cell(lines: Sequence[BesideLine]) -> str:
    return "; ".join(f"{one.kind}: {one.words}" for one in lines)


def as_lines(line: ChronologyLine, added: Mapping[str, Sequence[BesideLine]]) -> list[dict[str, object]]:
    """A line as the page shows it, folded as pages and downloads are: weeks and gaps are one each."""
    if isinstance(line, TellingLine):
        return [{"shown": [as_line(entry) for entry in line.entries], "added": added.get(line.entry.record_id, ())}]
    if isinstance(line, GapLine):
        return [{"title": gap_title(line)}]
    return [{"title": f"{weeks_title(line)}: {attendance_in_words(line)}", "texts": missed_weeks(line)}]


def as_line(entry: Entry) -> dict[str, object]:
    """An entry with its times in London's wall-clock words."""
    return {
        "entry": entry,
        "from_at": _wall_clock(entry.occurred_from) or entry.date_words or "date not known",
        "to_at": _wall_clock(entry.occurred_to),
        "precision": "" if entry.date_precision in ("exact", "day") else f"({entry.date_precision})",
        "agency": name_agency(entry.agency),
        "kind": entry.kind.replace("_", " ").replace("/", ": "),
    }


def _wall_clock(when: str | None) -> str:
    """`5 March 2024, 2:30pm`, or the day alone where no time was recorded."""
    if not when:
        return ""
    day = date_format(london_day(when), "j F Y")
    return day if len(when) == DATE_LENGTH else f"{day}, {time_of_day(london_time(when))}"
