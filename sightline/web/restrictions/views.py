"""The pages of restrictions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.accounts.rights import names_no_body
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.restrictions.pages import RestrictionEntryKind
from sightline.casework.restrictions.selectors import list_restrictions, offer_restriction, read_restriction
from sightline.casework.restrictions.services import decide_restriction, restrict_record
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.restrictions.forms import RestrictionActForm, RestrictionForm
from sightline.web.restrictions.presenters import ACTS, KEPT, REASONS, status_of

RULE = "restriction_ends"


@page("GET", "HEAD")
def restrictions(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The restrictions that the reader decides about."""
    lines = [(line, status_of(line), REASONS[line.reason]) for line in list_restrictions(session)]
    context = {"lines": lines, "names_no_body": names_no_body(actor=session.actor)}
    return render(request, "restrictions/restrictions.html", context)


@page("GET", "HEAD", "POST")
def restrict(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Restrict a record."""
    offered = offer_restriction(session, record_id=record_id)
    form, kept = RestrictionForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(restrict_record(session, restriction=form.read_restriction(record_id)))):
        messages.success(request, str(KEPT))
        return redirect("restriction", kept[0])
    return form_page(request, "restrictions/restrict.html", {"offered": offered, "form": form})


@page("GET", "HEAD")
def restriction(request: HttpRequest, session: ReaderSession, restriction_id: str) -> HttpResponse:
    """One restriction, what had left before, and what was decided later."""
    shown = read_restriction(session, restriction_id=restriction_id)
    context = {
        "shown": shown,
        "status": status_of(shown.line),
        "reason": REASONS[shown.line.reason],
        "tasks": [(one, ACTS[one].task) for one in shown.choices],
        "log": [(one, ACTS[one.kind].done) for one in shown.log],
        "rule": rule_of(RULE),
    }
    return render(request, "restrictions/restriction.html", context)


@page("GET", "HEAD", "POST")
def decide(request: HttpRequest, session: ReaderSession, restriction_id: str, outcome: str) -> HttpResponse:
    """Restrict it for longer, or lift it."""
    shown = read_restriction(session, restriction_id=restriction_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = RestrictionEntryKind(outcome)
    form = RestrictionActForm.of(request, kind=chosen)
    if form.is_kept(lambda: decide_restriction(session, restriction_id=restriction_id, act=form.read_act())):
        messages.success(request, str(ACTS[chosen].kept))
        return redirect("restriction", restriction_id)
    context = {"shown": shown, "form": form, "asked": ACTS[chosen]}
    return form_page(request, "restrictions/restriction_decide.html", context)
