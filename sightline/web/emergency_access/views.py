"""The pages of emergency access. The restricted records are on one page alone, for one reader, while it is open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.selectors import list_emergencies, read_asked, read_emergency
from sightline.casework.emergency_access.services import (
    end_emergency,
    look_at_emergency,
    open_restricted,
    review_emergency,
)
from sightline.translation.messages import lazy as _
from sightline.web.accounts.strong_sign_ins import read_strong_sign_in, use_strong_sign_in
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.emergency_access.forms import EmergencyForm, EmergencyReviewForm, LookForm
from sightline.web.emergency_access.presenters import entries_in_words, line_in_words

OPENED = _("The restricted records are open. See below who was told. Call any agency that was not told.")
ENDED = _("Emergency access has ended. You can no longer read the restricted records.")
LOOKED = _("We have recorded that you looked at this.")
REVIEWED = _("We have recorded your review.")


@page("GET", "HEAD", "POST")
def open_emergency(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Say why a child's restricted records are needed now, and open them for some hours."""
    asked = read_asked(session, person_id=person_id)
    if asked.open_id:
        return redirect("emergency", asked.open_id)
    again = read_strong_sign_in(request, session, minutes=asked.sign_in_minutes)
    form, opened = EmergencyForm.of(request), list[str]()
    if form.is_kept(
        lambda: opened.append(open_restricted(session, person_id=person_id, signed_in_at=again.at, **form.cleaned_data))
    ):
        use_strong_sign_in(request)
        messages.success(request, str(OPENED))
        return redirect("emergency", opened[0])
    context = {"asked": asked, "again": again, "form": form, "rule": rule_of("emergency_access"), "active": "find"}
    return form_page(request, "emergency_access/open.html", context)


@page("GET", "HEAD")
def emergencies(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The openings that the reader may see."""
    shown = list_emergencies(session)
    lines = [(line, line_in_words(line)) for line in shown.lines]
    return render(request, "emergency_access/emergencies.html", {"shown": shown, "lines": lines})


@page("GET", "HEAD")
def emergency(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """One opening: the records for whoever opened them, and who was told, looked and reviewed."""
    shown = read_emergency(session, entry_id=entry_id)
    context = {
        "shown": shown,
        "said": line_in_words(shown.line),
        "entries": entries_in_words(shown.entries),
        "form": LookForm(),
        "rule": rule_of("emergency_access"),
    }
    return render(request, "emergency_access/emergency.html", context)


@page("POST")
def end(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """End one's own opening."""
    end_emergency(session, entry_id=entry_id)
    messages.success(request, str(ENDED))
    return redirect("emergency", entry_id)


@page("POST")
def look(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Record that somebody of a holder looked at it."""
    form = LookForm.of(request)
    if form.is_whole:
        look_at_emergency(session, entry_id=entry_id, words=form.cleaned_data["words"])
        messages.success(request, str(LOOKED))
    return redirect("emergency", entry_id)


@page("GET", "HEAD", "POST")
def review(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Review one opening."""
    shown, form = read_emergency(session, entry_id=entry_id), EmergencyReviewForm.of(request)
    if form.is_kept(lambda: review_emergency(session, entry_id=entry_id, **form.cleaned_data)):
        messages.success(request, str(REVIEWED))
        return redirect("emergency", entry_id)
    if not shown.may_review:
        raise NotHere
    context = {"shown": shown, "said": line_in_words(shown.line), "form": form}
    return form_page(request, "emergency_access/review.html", context)
