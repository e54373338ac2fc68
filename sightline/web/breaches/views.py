"""The pages of data breaches."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.breaches.pages import BreachEntryKind
from sightline.casework.breaches.selectors import list_breaches, read_breach
from sightline.casework.breaches.services import report_breach, settle_breach
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _
from sightline.web.breaches.forms import BreachDecisionForm, BreachReportForm, MistakeAsked
from sightline.web.breaches.presenters import DECISIONS, status_of
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of

KEPT = _("Your report is recorded. This page shows who was told.")


@page("GET", "HEAD")
def breaches(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The reports that the reader may open."""
    shown = list_breaches(session)
    lines = [(line, status_of(line)) for line in shown.lines]
    return render(request, "breaches/breaches.html", {"shown": shown, "lines": lines})


@page("GET", "HEAD", "POST")
def report(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Report a data breach."""
    asked = MistakeAsked.of(request).said["record"]
    form, kept = BreachReportForm.of(request, initial={"record": asked}), list[str]()
    if form.is_kept(lambda: kept.append(report_breach(session, breach=form.read_breach()))):
        messages.success(request, str(KEPT))
        return redirect("breach", kept[0])
    return form_page(request, "breaches/breach_report.html", {"form": form, "by_mistake": form["record"].value()})


@page("GET", "HEAD")
def breach(request: HttpRequest, session: ReaderSession, breach_id: str) -> HttpResponse:
    """One report, and what was decided."""
    shown = read_breach(session, breach_id=breach_id)
    context = {
        "shown": shown,
        "rule": rule_of("data_breach"),
        "status": status_of(shown.line),
        "entries": [(one, DECISIONS[BreachEntryKind(one.kind)].done) for one in shown.entries],
        "tasks": [(one, DECISIONS[one].task) for one in shown.choices],
    }
    return render(request, "breaches/breach.html", context)


@page("GET", "HEAD", "POST")
def settle(request: HttpRequest, session: ReaderSession, breach_id: str, outcome: str) -> HttpResponse:
    """Record one kind."""
    shown = read_breach(session, breach_id=breach_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = BreachEntryKind(outcome)
    form = BreachDecisionForm.of(request, kind=chosen)
    if form.is_kept(lambda: settle_breach(session, breach_id=breach_id, decision=form.read_decision())):
        messages.success(request, str(DECISIONS[chosen].kept))
        return redirect("breach", breach_id)
    context = {"shown": shown, "form": form, "asked": DECISIONS[chosen]}
    return form_page(request, "breaches/breach_decide.html", context)
