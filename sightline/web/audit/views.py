"""The audit log: who did what, to which ids, and how it ended. Nothing in it is a name or a word of a record."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sightline.casework.audit.selectors import OUTCOMES, list_audit
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.web.audit.forms import AuditAsked
from sightline.web.core.doorway import page
from sightline.web.core.pagination import page_by_place

WEEK = 7


@page("GET", "HEAD")
def audit_log(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Entries by account, action, outcome, id and day; fifty a page, newest first."""
    asked = AuditAsked.of(request)
    question, before = asked.question(), asked.said["before"]
    found = list_audit(session, question=question, before=before or None)
    context = {
        "found": found,
        "question": question,
        "outcomes": OUTCOMES,
        "paging": page_by_place(asked=asked, later=found.older_before, name="before"),
        "saved": saved_questions(clock.today()),
        "active": "audit",
    }
    return render(request, "audit/audit.html", context)


def saved_questions(today: date) -> tuple[tuple[str, str], ...]:
    """Questions that are asked often: a label and the query of its address."""
    week = (today - timedelta(days=WEEK)).isoformat()
    asked_often = (
        (_("Refused in the last 7 days"), {"outcome": "refused", "from_day": week}),
        (_("Failed in the last 7 days"), {"outcome": "failed", "from_day": week}),
        (_("Sign-ins that were refused"), {"action": "sign_in", "outcome": "refused"}),
        (_("Files written from tables"), {"action": "export"}),
        (_("Audit log written to a file"), {"action": "export_audit"}),
        (_("Who read the audit log"), {"action": "read_audit"}),
    )
    return tuple((label, urlencode(parts)) for label, parts in asked_often)
