"""The pages of assignments: who is assigned to which child, and by which names extracts know an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.access.selectors.assignments import read_assignments, read_listed_assignment
from sightline.casework.access.selectors.case_names import read_name, read_names
from sightline.casework.access.services.assignments import end_listed_assignment
from sightline.casework.access.services.case_names import end_case_name, give_case_name
from sightline.casework.core.session import ReaderSession
from sightline.web.access.forms import CaseNameForm, EndAccessForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import PageAsked, page_by_number

ACTIVE = "access"


@page("GET", "HEAD")
def assignments(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Everyone who is assigned to a child, of the agencies for which the reader decides."""
    asked = PageAsked.of(request)
    shown = read_assignments(session, part=asked.said["page"])
    paging = page_by_number(asked=asked, part=shown.part, parts=shown.parts)
    return render(request, "access/assignments.html", {"shown": shown, "paging": paging, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def end_listed(request: HttpRequest, session: ReaderSession, number: int) -> HttpResponse:
    """End an assignment that came with an agency's list."""
    line, form = read_listed_assignment(session, number=number), EndAccessForm.of(request)
    if form.is_kept(lambda: end_listed_assignment(session, number=number, why=form.cleaned_data["why"])):
        messages.success(request, _("The assignment has ended."))
        return redirect("assignments")
    return form_page(request, "access/assignment_end.html", {"line": line, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def case_names(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """By which names the case systems of bodies know their accounts, and one more."""
    shown, form = read_names(session), CaseNameForm.of(request)
    if form.is_kept(lambda: give_case_name(session, **form.cleaned_data)):
        messages.success(
            request, _("We have recorded the name. Assignments from extracts follow within a few minutes.")
        )
        return redirect("case_names")
    return form_page(request, "access/case_names.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def end_name(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Take an account's name in a case system back."""
    line, form = read_name(session, entry_id=entry_id), EndAccessForm.of(request)
    if form.is_kept(lambda: end_case_name(session, entry_id=entry_id, why=form.cleaned_data["why"])):
        messages.success(request, _("The name has ended, and so have its assignments from extracts."))
        return redirect("case_names")
    return form_page(request, "access/case_name_end.html", {"line": line, "form": form, "active": ACTIVE})
