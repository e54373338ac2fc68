"""Writes one person's integrated chronology out: as CSV, or as one HTML page that stands alone and prints well.

This is the command line's page, a file of its own with its style inside it; the pages of the web are made by `web`.
"""

import io
from collections.abc import Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils.dateformat import format as date_format

from sightline.casework.chronology.selectors import read_chronology
from sightline.casework.concerns.additions import list_additions
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.tabular import write_csv_rows
from sightline.casework.people.pages import Entry
from sightline.casework.protection.response_redaction import redact_answer
from sightline.model.errors import Usage
from sightline.model.schema import CHRONOLOGY
from sightline.model.when import london_text

TEMPLATE = "casework/chronology.html"


def write_chronology(session: ReaderSession, *, person_id: str, format: str = "html") -> str:
    """The chronology as text; NotHere where there is no such person for this reader."""
    if format not in ("html", "csv"):
        raise Usage(f"There is no format '{format}'.", code="no_format", what_to_do="Choose html or csv.")
    entries = read_chronology(session, person_id=person_id, form=format).entries
    if format == "csv":
        return redact_answer(session, "text/csv", as_csv(person_id, entries))
    added = list_additions(session, record_ids=[entry.record_id for entry in entries])
    lines = [as_line(entry) | {"added": added.get(entry.record_id, ())} for entry in entries]
    return redact_answer(session, "text/html", render_to_string(TEMPLATE, {"lines": lines, "person_id": person_id}))


def as_csv(person_id: str, entries: Sequence[Entry]) -> str:
    """The columns of the exported chronology."""
    stream = io.StringIO()
    columns = CHRONOLOGY.exported
    rows = ([person_id, *(getattr(entry, name) for name in columns[1:])] for entry in entries)
    write_csv_rows(stream, columns, rows)
    return stream.getvalue()


def as_line(entry: Entry) -> dict[str, object]:
    """An entry with its times in London's wall-clock words."""
    return {
        "entry": entry,
        "from_at": _wall_clock(entry.occurred_from) or entry.date_words or "date not known",
        "to_at": _wall_clock(entry.occurred_to),
        "precision": "" if entry.date_precision in ("exact", "day") else f"({entry.date_precision})",
        "agency": entry.agency.replace("_", " "),
        "kind": entry.kind.replace("_", " ").replace("/", ": "),
    }


def _wall_clock(when: str | None) -> str:
    """`5 March 2024, 14:30`, or the day alone where no time was recorded."""
    if not when:
        return ""
    day, _, clock = london_text(when).partition("T")
    return f"{date_format(date.fromisoformat(day), 'j F Y')}{f', {clock}' if clock else ''}"
