"""Sealed rolls: which rows are open and why, closing them, and asking for the rows of a child."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.rolls.selectors import (
    list_openings,
    read_asking,
    read_clinician_question,
    read_opening_to_close,
)
from sightline.casework.rolls.services import answer_for_clinician, ask_for_rows, close_opening
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.rolls.forms import AskForm, ClinicianForm, CloseForm

ASKED = _("Your reason is recorded. The next update opens the rows, if there are any.")
ANSWERED = _("Your answer is recorded. After a yes, the next update opens the rows.")
CLOSED = _("Your decision is recorded. The next update closes the rows.")


@page("GET", "HEAD")
def rolls(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The openings: those to close first."""
    return render(request, "rolls/rolls.html", {"shown": list_openings(session), "active": "audit"})


@page("GET", "HEAD", "POST")
def close(request: HttpRequest, session: ReaderSession, number: int) -> HttpResponse:
    """Close the rows of an opening that stands no more."""
    line = read_opening_to_close(session, number=number)
    form = CloseForm.of(request)
    if form.is_kept(lambda: close_opening(session, number=number, **form.cleaned_data)):
        messages.success(request, str(CLOSED))
        return redirect("rolls")
    return form_page(request, "rolls/close.html", {"line": line, "form": form, "active": "audit"})


@page("GET", "HEAD", "POST")
def ask(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Ask for the sealed rows of a child, with a purpose."""
    shown = read_asking(session, person_id=person_id)
    form = AskForm.of(request)
    if form.is_kept(lambda: ask_for_rows(session, person_id=person_id, **form.cleaned_data)):
        messages.success(request, str(ASKED))
        return redirect("roll_ask", person_id)
    return form_page(request, "rolls/ask.html", {"shown": shown, "form": form, "active": "find"})


@page("GET", "HEAD", "POST")
def clinician(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Say for health whether a child's sealed rows may be opened."""
    shown = read_clinician_question(session, entry_id=entry_id)
    form = ClinicianForm.of(request)
    if form.is_kept(lambda: answer_for_clinician(session, entry_id=entry_id, **form.read_answer())):
        messages.success(request, str(ANSWERED))
        return redirect("roll_clinician", entry_id)
    return form_page(request, "rolls/clinician.html", {"shown": shown, "form": form, "active": "work"})
