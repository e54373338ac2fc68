"""Writes the looks at a child as CSV, audited and labelled like any other export: for a purpose of the list.

Where many accounts looked, a second person agrees first.
"""

import io

from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.services import leave_page
from sightline.casework.core.session import ReaderSession
from sightline.casework.readership.pages import LOOKED_AT, ReadershipLine, ReadershipQuestion
from sightline.casework.readership.rights import check_readership
from sightline.casework.readership.selectors import MOST_AT_ONCE, list_readership
from sightline.documents.tables import write_csv_rows
from sightline.model.exports.lists import READERSHIP
from sightline.translation.messages import lazy as _

COLUMNS = (
    _("When (UTC)"),
    _("Audit row"),
    _("Account"),
    _("Role"),
    _("Job title"),
    _("Agency"),
    _("Organisation"),
    _("Actions"),
    _("Reasons"),
    _("Purpose"),
    _("What it shows of the child"),
    _("Outcome"),
)


def export_readership(session: ReaderSession, *, person_id: str, question: ReadershipQuestion, purpose: str) -> str:
    """All looks asked for, newest first, as CSV with headings in words."""
    with audited(session, action="export_readership") as trail:
        check_readership(actor=session.actor)
        trail.add("person", [person_id])
        lines, before = list[ReadershipLine](), None
        while True:
            page = list_readership(session, person_id=person_id, question=question, before=before, limit=MOST_AT_ONCE)
            lines += page.lines
            before = page.older_before
            if before is None:
                break
        people = len({line.username for line in lines})
        leave = leave_page(session, table=READERSHIP, purpose=purpose, people=people)
        trail.details = leave.details
    out = io.StringIO()
    write_csv_rows(out, COLUMNS, map(_cells, lines), label=leave.label)
    return out.getvalue()


def _cells(line: ReadershipLine) -> tuple[object, ...]:
    return (
        line.at, line.audit_row, line.username, line.role, line.post, line.agency, line.organisation,
        "; ".join(line.actions), "; ".join(line.reasons), line.purpose, LOOKED_AT[line.looked_at], line.outcome,
    )  # fmt: skip
