"""The pages of assignments: who is assigned to which child, and the end of one of an agency's list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.access.selectors.assignments import read_assignments, read_listed_assignment
from sightline.casework.access.services.assignments import end_listed_assignment
from sightline.casework.core.session import ReaderSession
from sightline.web.access.forms import EndAccessForm
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
