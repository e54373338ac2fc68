"""Silent watches on a person: setting one, its looks, its review and its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.pages import WATCH_PURPOSES
from sightline.casework.insiders.selectors import list_watches, offer_watch, read_watch
from sightline.casework.insiders.services import end_watch, review_watch, set_watch
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.insiders.forms import InsiderReasonForm, ReviewWatchForm, WatchForm
from sightline.web.insiders.presenters import decided_in_words, what_of


@page("GET", "HEAD")
def watches(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every watch."""
    lines = [(one, WATCH_PURPOSES[one.purpose]) for one in list_watches(session)]
    return render(request, "insiders/watches.html", {"lines": lines, "rule": rule_of("insiders")})


@page("GET", "HEAD")
def watch(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """One watch, its looks, and what was decided."""
    shown = read_watch(session, entry_id=entry_id)
    context = {
        "shown": shown,
        "purpose": WATCH_PURPOSES[shown.line.purpose],
        "groups": [(one, what_of(one)) for one in shown.groups],
        "answered": [(one, decided_in_words(one.outcome)) for one in (*shown.reviews, *shown.answered)],
    }
    return render(request, "insiders/watch.html", context)


@page("GET", "HEAD", "POST")
def set_up(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Set a watch on a person."""
    shown, form, kept = offer_watch(session, person_id=person_id), WatchForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(set_watch(session, person_id=person_id, watch=form.watch()))):
        messages.success(request, str(_("The watch is set. Only information governance knows of it.")))
        return redirect("watch", kept[0])
    return form_page(
        request, "insiders/watch_set.html", {"form": form, "person_id": shown, "rule": rule_of("insiders")}
    )


@page("GET", "HEAD", "POST")
def review(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Keep a watch until another day."""
    shown, form = read_watch(session, entry_id=entry_id), ReviewWatchForm.of(request)
    if form.is_kept(lambda: review_watch(session, watch_id=entry_id, **form.cleaned_data)):
        messages.success(request, str(_("The watch goes on until the day you entered.")))
        return redirect("watch", entry_id)
    return form_page(request, "insiders/watch_review.html", {"shown": shown, "form": form, "is_end": False})


@page("GET", "HEAD", "POST")
def end(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """End a watch."""
    shown, form = read_watch(session, entry_id=entry_id), InsiderReasonForm.of(request)
    if form.is_kept(lambda: end_watch(session, watch_id=entry_id, words=form.cleaned_data["words"])):
        messages.success(request, str(_("The watch has ended. What it listed stays here.")))
        return redirect("watch", entry_id)
    return form_page(request, "insiders/watch_review.html", {"shown": shown, "form": form, "is_end": True})
