"""The audit log: who did what, to which ids, and how it ended. Nothing in it is a name or a word of a record."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sightline.casework.audit.selectors import OUTCOMES, list_audit
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.sharing.audit_questions import read_saved_questions
from sightline.web.audit.forms import AuditAsked
from sightline.web.core.doorway import page
from sightline.web.core.pagination import page_by_place


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
    """The questions that the rule lists: a label and the query of its address."""
    return tuple((_(one.label), urlencode(one.asked_on(today))) for one in read_saved_questions().questions)
