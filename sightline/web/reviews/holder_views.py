"""The page on which an agency's information governance decides about its restricted records in a review."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.pages.labels import call_person
from sightline.casework.reviews.selectors.holders import read_holder_page
from sightline.casework.reviews.services.holders import agree_for_agency, withdraw_yes
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.forms import HolderEndForm, HolderYesForm

ACTIVE = "learning_reviews"


@page("GET", "HEAD")
def holder(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """What a review asks of the reader's agency, and what the agency decided."""
    shown = read_holder_page(session, review_id=review_id)
    people = [(one, call_person(one.called)) for one in shown.people if one.name]
    return render(request, "reviews/holder.html", {"shown": shown, "people": people, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def agree(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Let the review read the agency's restricted records until a day."""
    shown, form = read_holder_page(session, review_id=review_id), HolderYesForm.of(request)
    if not shown.may_decide:
        raise NotHere
    if form.is_kept(lambda: agree_for_agency(session, review_id=review_id, said=form.read_yes())):
        messages.success(request, str(_("The review can read your agency’s restricted records until that day.")))
        return redirect("review_holder", review_id)
    return form_page(request, "reviews/holder_act.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def withdraw_agreed(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Withdraw the agency's yes."""
    shown, form = read_holder_page(session, review_id=review_id), HolderEndForm.of(request)
    if shown.yes is None:
        raise NotHere
    if form.is_kept(lambda: withdraw_yes(session, review_id=review_id, words=form.cleaned_data["words"])):
        messages.success(request, str(_("The review no longer reads your agency’s restricted records.")))
        return redirect("review_holder", review_id)
    context = {"shown": shown, "form": form, "ends": True, "active": ACTIVE}
    return form_page(request, "reviews/holder_act.html", context)
