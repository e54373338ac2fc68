"""The pages of requests to pass records on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.onward_requests.pages import OnwardEntryKind, OnwardPage
from sightline.casework.onward_requests.selectors import (
    list_onward_requests,
    offer_onward_request,
    read_onward_request,
)
from sightline.casework.onward_requests.services import ask_to_pass_on, reply_to_onward_request
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.onward_requests.forms import AskOnwardForm, OnwardReplyForm
from sightline.web.onward_requests.presenters import REPLIES, purpose_in_words, record_kind, status_of

RULE = "onward_request"
KEPT = _("We have asked the agency. Its responsible person must answer within 5 working days.")


@page("GET", "HEAD")
def onward_requests(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The requests that the reader made, answers or looks after."""
    lines = [(line, status_of(line)) for line in list_onward_requests(session)]
    return render(request, "onward_requests/onward_requests.html", {"lines": lines})


@page("GET", "HEAD", "POST")
def ask_onward(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Ask whether records of a person may be passed on."""
    offered = offer_onward_request(session, record_id=record_id)
    form, kept = AskOnwardForm.of(request, offered=offered), list[str]()
    if form.is_kept(lambda: kept.append(ask_to_pass_on(session, request=form.read_request(record_id)))):
        messages.success(request, str(KEPT))
        return redirect("onward_request", kept[0])
    return form_page(request, "onward_requests/ask.html", {"offered": offered, "form": form})


@page("GET", "HEAD")
def onward_request(request: HttpRequest, session: ReaderSession, onward_id: str) -> HttpResponse:
    """One request, and what was said to it."""
    shown = read_onward_request(session, request_id=onward_id)
    can_agree = not shown.suspended
    context = {
        "shown": shown,
        "status": status_of(shown.line),
        **_asked_words(shown),
        "replies": [(one, REPLIES[one.kind].done) for one in shown.replies],
        "tasks": [(one, REPLIES[one].task) for one in shown.choices if can_agree or one is not OnwardEntryKind.AGREED],
        "rule": rule_of(RULE),
    }
    return render(request, "onward_requests/onward_request.html", context)


@page("GET", "HEAD", "POST")
def reply_onward(request: HttpRequest, session: ReaderSession, onward_id: str, outcome: str) -> HttpResponse:
    """Say yes until a day, no, or that a yes is withdrawn."""
    shown = read_onward_request(session, request_id=onward_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = OnwardEntryKind(outcome)
    form = OnwardReplyForm.of(request, kind=chosen)
    if form.is_kept(lambda: reply_to_onward_request(session, request_id=onward_id, reply=form.read_reply())):
        messages.success(request, str(REPLIES[chosen].kept))
        return redirect("onward_request", onward_id)
    return form_page(
        request,
        "onward_requests/answer.html",
        {"shown": shown, "form": form, "asked": REPLIES[chosen], **_asked_words(shown)},
    )


def _asked_words(shown: OnwardPage) -> dict[str, object]:
    """What a request is for and which records it asks for, in words."""
    return {"purpose": purpose_in_words(shown.purpose), "kinds": [record_kind(one) for one in shown.kinds]}
