"""The pages of accounts: the list, one account and what may be done to it, invitations, requests, recoveries.

A link is shown in the answer to the form that made it and nowhere else: no page can be opened again to read it.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.accounts.pages import AccountLine, AccountOutcome
from sightline.casework.accounts.selectors import (
    list_accounts,
    list_recoveries,
    list_requests,
    open_invitation,
    read_account,
    read_recovery,
    read_request,
)
from sightline.casework.accounts.services.accounts import invite_account
from sightline.casework.accounts.services.recovery import answer_recovery
from sightline.casework.accounts.services.requests import approve_request, refuse_request
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.inbox.services import take_about_as_read
from sightline.web.accounts.acts import ACTS
from sightline.web.accounts.forms import AccountsAsked, DecideForm, InviteForm, ReviewForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import PostedForm, form_page

ACTIVE = "accounts_list"


@page("GET", "HEAD")
def accounts(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The accounts that the reader looks after."""
    closed = AccountsAsked.of(request).said["closed"]
    listed = list_accounts(session, closed=closed)
    return render(request, "accounts/accounts.html", {"listed": listed, "closed": closed, "active": ACTIVE})


@page("GET", "HEAD")
def account(request: HttpRequest, session: ReaderSession, account_number: int) -> HttpResponse:
    """One account, what the reader may do to it, and what was decided about it."""
    shown = read_account(session, number=account_number)
    doors = [(name, ACTS[name]) for name in shown.may]
    context = {"shown": shown, "line": shown.line, "doors": doors, "active": ACTIVE}
    return render(request, "accounts/account.html", context)


@page("GET", "HEAD", "POST")
def act(request: HttpRequest, session: ReaderSession, account_number: int, act: str) -> HttpResponse:
    """One thing that may be done to an account: the form, and doing it."""
    shown = read_account(session, number=account_number)
    if act not in shown.may:
        raise NotHere
    doing = ACTS[act]
    form = doing.form.of(request, initial=doing.initial(shown.line))
    done = _done(form, lambda: doing.do(session, shown.line, form.cleaned_data))
    if done is not None:
        return _after(request, done, doing.said, shown.line)
    context = {"shown": shown, "line": shown.line, "doing": doing, "form": form, "active": ACTIVE}
    return form_page(request, "accounts/account_act.html", context)


@page("GET", "HEAD", "POST")
def invite(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Invite a person; the link is shown once."""
    open_invitation(session)
    form = InviteForm.of(request)
    done = _done(form, lambda: invite_account(session, **form.cleaned_data))
    if done is not None:
        return _after(request, done, "", None)
    context = {"form": form, "active": ACTIVE}
    return form_page(request, "accounts/account_invite.html", context)


@page("GET", "HEAD")
def requests(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What waits for a second person, and what was decided."""
    lines = list_requests(session)
    return render(request, "accounts/account_requests.html", {"lines": lines, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def request_page(request: HttpRequest, session: ReaderSession, request_number: int) -> HttpResponse:
    """One request, and the form to decide it."""
    line = read_request(session, number=request_number)
    form = DecideForm.of(request)

    def decide() -> AccountOutcome:
        if form.cleaned_data["answer"] == "approve":
            return approve_request(session, number=request_number)
        refuse_request(session, number=request_number, why=form.cleaned_data["why"])
        return AccountOutcome(line.username)

    done = _done(form, decide)
    if done is not None:
        return _hand_over(request, done) if done.token else _back(request, _("Decided."), "account_requests")
    context = {"line": line, "form": form, "active": ACTIVE}
    return form_page(request, "accounts/account_request.html", context)


@page("GET", "HEAD")
def recoveries(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Account recoveries on the server."""
    lines = list_recoveries(session)
    return render(request, "accounts/account_recoveries.html", {"lines": lines, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def recovery(request: HttpRequest, session: ReaderSession, recovery_number: int) -> HttpResponse:
    """One recovery, and the form to say whether it was right."""
    line = read_recovery(session, number=recovery_number)
    take_about_as_read(session, about_id=str(line.number))
    form = ReviewForm.of(request)

    def answer() -> AccountOutcome:
        right = form.cleaned_data["answer"] == "right"
        answer_recovery(session, number=line.number, right=right, words=form.cleaned_data["words"])
        return AccountOutcome(line.username)

    if _done(form, answer) is not None:
        return _back(request, _("Your review is recorded."), "account_recoveries")
    context = {"line": line, "form": form, "active": ACTIVE}
    return form_page(request, "accounts/account_recovery.html", context)


def _done(form: PostedForm, do: Callable[[], AccountOutcome]) -> AccountOutcome | None:
    """What was done; None where nothing was sent, or what was refused is said at the form."""
    done: list[AccountOutcome] = []
    return done[0] if form.is_kept(lambda: done.append(do())) else None


def _after(request: HttpRequest, done: AccountOutcome, said: str, line: AccountLine | None) -> HttpResponse:
    """The link, shown once; or where to go on."""
    if done.token:
        return _hand_over(request, done)
    if done.request:
        return _back(
            request,
            _("Request %(request)s needs a second person to approve it.") % {"request": done.request},
            "accounts_list",
        )
    messages.success(request, said)
    return redirect("account_page", line.number) if line else redirect("accounts_list")


def _hand_over(request: HttpRequest, done: AccountOutcome) -> HttpResponse:
    link = request.build_absolute_uri(reverse("account_open_link", args=[done.token]))
    context = {"done": done, "link": link, "days": settings.SIGHTLINE_LINK_DAYS, "active": ACTIVE}
    return render(request, "accounts/account_hand_over.html", context)


def _back(request: HttpRequest, said: str, name: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(name)
