"""The pages of complaints about the use of data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.complaints.pages import ComplaintEntryKind, ComplaintState
from sightline.casework.complaints.selectors import list_complaints, read_complaint
from sightline.casework.complaints.services import enter_complaint, settle_complaint
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _
from sightline.web.complaints.forms import ComplaintDecisionForm, ComplaintForm
from sightline.web.complaints.presenters import DECISIONS, OUTCOMES, status_of
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of

RULES = {
    ComplaintState.TO_ACKNOWLEDGE: "data_complaint_acknowledged",
    ComplaintState.TO_REPLY: "data_complaint_answer",
    ComplaintState.ANSWERED: "data_complaint_answer",
}
KEPT = _("The complaint is recorded. Information governance must acknowledge it.")


@page("GET", "HEAD")
def complaints(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The complaints that the reader may open, and the counts of a year."""
    shown = list_complaints(session)
    lines = [(line, status_of(line)) for line in shown.lines]
    return render(request, "complaints/complaints.html", {"shown": shown, "lines": lines})


@page("GET", "HEAD", "POST")
def enter(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Enter a complaint."""
    form, kept = ComplaintForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(enter_complaint(session, complaint=form.read_complaint()))):
        messages.success(request, str(KEPT))
        return redirect("complaint", kept[0])
    return form_page(request, "complaints/complaint_enter.html", {"form": form})


@page("GET", "HEAD")
def complaint(request: HttpRequest, session: ReaderSession, complaint_id: str) -> HttpResponse:
    """One complaint, and what was done."""
    shown = read_complaint(session, complaint_id=complaint_id)
    outcomes = {one.value: words for one, words in OUTCOMES.items()}
    context = {
        "shown": shown,
        "rule": rule_of(RULES[shown.line.state]),
        "status": status_of(shown.line),
        "entries": [
            (one, DECISIONS[ComplaintEntryKind(one.kind)].done, outcomes.get(one.outcome, "")) for one in shown.entries
        ],
        "tasks": [(one, DECISIONS[one].task) for one in shown.choices],
    }
    return render(request, "complaints/complaint.html", context)


@page("GET", "HEAD", "POST")
def settle(request: HttpRequest, session: ReaderSession, complaint_id: str, outcome: str) -> HttpResponse:
    """Record what was done."""
    shown = read_complaint(session, complaint_id=complaint_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = ComplaintEntryKind(outcome)
    form = ComplaintDecisionForm.of(request, kind=chosen)
    if form.is_kept(lambda: settle_complaint(session, complaint_id=complaint_id, decision=form.read_decision())):
        messages.success(request, str(DECISIONS[chosen].kept))
        return redirect("complaint", complaint_id)
    context = {"shown": shown, "form": form, "asked": DECISIONS[chosen]}
    return form_page(request, "complaints/complaint_decide.html", context)
