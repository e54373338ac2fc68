"""The pages of two officers. The record is in the answer to one form, and in no page that can be opened again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.two_officers.pages import HIDDEN_KINDS, OUTCOMES, STATES
from sightline.casework.two_officers.selectors import check_protected, list_requests, read_request
from sightline.casework.two_officers.services import (
    answer_request,
    ask_second_officer,
    look_at_request,
    review_request,
    show_once,
)
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _
from sightline.web.accounts.strong_sign_ins import read_strong_sign_in, use_strong_sign_in
from sightline.web.core.doorway import page
from sightline.web.core.forms import PostedForm, form_page
from sightline.web.core.rules import rule_of
from sightline.web.two_officers.device import device_of, keep_device
from sightline.web.two_officers.forms import AddressForm, OfficersReviewForm, SealedForm

SIGN_IN_MINUTES = 10
REVIEWED = _("Your review is saved. If the reason was not enough, decide whether it is a data breach.")
CONFIRMED = _("You have confirmed. The first officer can now see the record once.")
LOOKED = _("We have recorded that your agency has looked at this. The action is closed.")
DECLINED = _("You have declined. The first officer does not see the record.")


@page("GET", "HEAD")
def requests(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Who is on duty now, and the requests."""
    shown = list_requests(session)
    lines = [(line, HIDDEN_KINDS.get(line.kind, line.kind), STATES[line.state]) for line in shown.lines]
    return render(request, "two_officers/requests.html", {"shown": shown, "lines": lines})


@page("GET", "HEAD", "POST")
def ask_sealed(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask for a second officer for a sealed identity."""
    list_requests(session)
    form = SealedForm.of(request)
    return _ask(request, session, form, lambda at, device: ask_second_officer(
        session, ask=form.read_ask(), signed_in_at=at, device=device
    ))  # fmt: skip


@page("GET", "HEAD", "POST")
def ask_address(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Ask for a second officer for what a record protects."""
    check_protected(session, record_id=record_id)
    form = AddressForm.of(request)
    return _ask(request, session, form, lambda at, device: ask_second_officer(
        session, ask=form.read_ask(record_id), signed_in_at=at, device=device
    ))  # fmt: skip


@page("GET", "HEAD")
def request_page(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """One request, and what its reader does next."""
    shown = read_request(session, entry_id=entry_id)
    again = read_strong_sign_in(request, session, minutes=shown.sign_in_minutes)
    context = {
        "shown": shown,
        "again": again,
        "kind": HIDDEN_KINDS.get(shown.line.kind, shown.line.kind),
        "state": STATES[shown.line.state],
        "outcome": OUTCOMES.get(shown.line.outcome, ""),
        "rule": rule_of("two_officers"),
    }
    return keep_device(request, render(request, "two_officers/request.html", context))


@page("POST")
def confirm(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Confirm as the second officer."""
    shown = read_request(session, entry_id=entry_id)
    again = read_strong_sign_in(request, session, minutes=shown.sign_in_minutes)
    try:
        answer_request(
            session, entry_id=entry_id, agrees=True, signed_in_at=again.at, device=device_of(request),
            began_strong=again.began_strong,
        )  # fmt: skip
    except Refused as refusal:
        if refusal.code not in ("sign_in_again", "same_device", "weak_sign_in"):
            raise
        messages.error(request, f"{refusal.what} {refusal.what_to_do}")
        return keep_device(request, redirect("two_officers_request", entry_id))
    use_strong_sign_in(request)
    messages.success(request, str(CONFIRMED))
    return redirect("two_officers_request", entry_id)


@page("POST")
def decline(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Decline as the second officer."""
    answer_request(session, entry_id=entry_id, agrees=False)
    messages.success(request, str(DECLINED))
    return redirect("two_officers")


@page("POST")
def look(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Say that the agency that holds the record has looked at it."""
    look_at_request(session, entry_id=entry_id)
    messages.success(request, str(LOOKED))
    return redirect("two_officers_request", entry_id)


@page("POST")
def show(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """The record, once."""
    return render(request, "two_officers/shown.html", {"shown": show_once(session, entry_id=entry_id)})


@page("GET", "HEAD", "POST")
def review(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Review what two officers saw."""
    shown, form = read_request(session, entry_id=entry_id), OfficersReviewForm.of(request)
    if form.is_kept(lambda: review_request(session, entry_id=entry_id, **form.cleaned_data)):
        messages.success(request, str(REVIEWED))
        return redirect("two_officers_request", entry_id)
    if not shown.may_review:
        raise NotHere
    return form_page(request, "two_officers/review.html", {"shown": shown, "form": form})


def _ask(
    request: HttpRequest, session: ReaderSession, form: PostedForm, ask: Callable[[str, str], str]
) -> HttpResponse:
    again = read_strong_sign_in(request, session, minutes=SIGN_IN_MINUTES)
    kept = list[str]()
    if form.is_kept(lambda: kept.append(ask(again.at, device_of(request)))):
        use_strong_sign_in(request)
        return keep_device(request, redirect("two_officers_request", kept[0]))
    context = {"form": form, "again": again, "rule": rule_of("two_officers")}
    return keep_device(request, form_page(request, "two_officers/ask.html", context))
