"""What one person asks for and a second decides: access by privileged accounts, and endings that a manager asks for.

The second person is a named account that may approve: not whoever asked, and not the account that it is about. Whoever
approves is given the link, and hands it to the person whose account it is.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from sightline.casework.accounts.decisions import Act, acting, check_why, need_account
from sightline.casework.accounts.models import AccountRequest, RequestKind, RequestState
from sightline.casework.accounts.pages import AccountOutcome
from sightline.casework.accounts.rights import check_administers, check_named_person
from sightline.casework.accounts.services import acts
from sightline.casework.accounts.services.request_rights import own_requests
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, acting_account
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused
from sightline.model.when import utc_text
from sightline.translation.messages import lazy as _

ACTIONS = {
    RequestKind.INVITE: "invite_account",
    RequestKind.CHANGE: "change_account",
    RequestKind.REOPEN: "reopen_account",
}
ASK = "ask_second_person"  # the action and decision of whoever asks: what was asked for is not done


def ask(*, act: Act, kind: RequestKind, username: str, body: Mapping[str, Any]) -> AccountOutcome:
    """Keep a request, once; whoever may approve it finds it in the list until it expires."""
    now = clock.now_at()
    waiting = AccountRequest.objects.filter(kind=kind, username=username, state=RequestState.OPEN, expires_at__gt=now)
    if waiting.exists():
        raise Refused(
            _("This was already requested. A second person must approve it."),
            code="asked_already",
            what_to_do=_("Ask another person who manages accounts to decide the request."),
        )
    request = AccountRequest.objects.create(
        kind=kind, username=username, body=dict(body), why=act.why, asked_by=act.session.actor.reader.username,
        asked_by_account_id=act.session.actor.account_id, os_name=act.session.actor.os_name, asked_at=now,
        expires_at=utc_text(datetime.fromisoformat(now) + timedelta(days=settings.SIGHTLINE_LINK_DAYS)),
    )  # fmt: skip
    act.trail.add("account_request", [str(request.pk)])
    _keep(Act(act.session, ASK, act.trail, act.why), request, "asked")
    return AccountOutcome(username, request=request.pk)


def approve_request(session: ReaderSession, *, number: int, password: str = "") -> AccountOutcome:
    """Do what was asked for, as its second person. At the command line the approver's own password is needed."""
    with acting(session, action="approve_request", first=lambda: check_approver(session.actor, password)) as act:
        request, named = need_request(session.actor, number), acting_account(actor=session.actor)
        _check_second(request, named)
        doing = Act(session, _action(request.kind), act.trail, request.why)
        token = CARRIED_OUT[request.kind](doing, request)
        _decide(act, request, RequestState.APPROVED)
    return AccountOutcome(request.username, token=token)


def refuse_request(session: ReaderSession, *, number: int, why: str) -> None:
    """Refuse a request, saying why; whoever asked takes it back in the same way."""
    with acting(session, action="refuse_request", why=check_why(why)) as act:
        check_administers(actor=session.actor)
        request = need_request(session.actor, number)
        own = request.asked_by == session.actor.reader.username
        _decide(act, request, RequestState.WITHDRAWN if own else RequestState.REFUSED)


def check_approver(actor: Actor, password: str) -> None:
    """Refused where the role may not approve, or, at the command line, the password is not the approver's own."""
    check_administers(actor=actor)
    check_named_person(actor=actor, password=password)


def need_request(actor: Actor, number: int) -> AccountRequest:
    """An open request, held until the transaction ends; Refused where the actor has none of that number to decide."""
    request = next(iter(own_requests(actor, AccountRequest.objects.select_for_update().filter(pk=number))), None)
    if request is None or request.state != RequestState.OPEN or request.expires_at <= clock.now_at():
        raise Refused(
            _("There is no open request with that number."),
            code="no_request",
            what_to_do=_("See the list: the request was decided or has expired. If it is still needed, ask again."),
        )
    return request


def _check_second(request: AccountRequest, named: Account) -> None:
    if named.username in (request.asked_by, request.username) or named.pk == request.asked_by_account_id:
        raise Refused(
            _("A second person must approve this: not the person who asked, and not the account itself."),
            code="same_person",
            what_to_do=_("Ask another person who manages accounts."),
        )


def _decide(act: Act, request: AccountRequest, state: RequestState) -> None:
    request.state, request.decided_by, request.decided_at = state, act.session.actor.reader.username, clock.now_at()
    request.save()
    act.trail.add("account_request", [str(request.pk)])
    _keep(act, request, state)


def _keep(act: Act, request: AccountRequest, state: str) -> None:
    """The decision about a request. An account that is only asked for has no number yet."""
    account = Account.objects.filter(username=request.username).first() or Account(username=request.username)
    act.keep(account, request=request.pk, state=state, kind=request.kind, asked=request.body)


def _action(kind: str) -> str:
    """The action and the decision of what is asked for."""
    return ACTIONS.get(RequestKind(kind), kind)


def _invite(act: Act, request: AccountRequest) -> str:
    return acts.invite(act=act, username=request.username, work=request.body)


def _change(act: Act, request: AccountRequest) -> str:
    acts.change(act=act, account=_open(request), work=request.body)
    return ""


def _reopen(act: Act, request: AccountRequest) -> str:
    return acts.reopen(act=act, account=need_account(request.username))


def _reset_password(act: Act, request: AccountRequest) -> str:
    return acts.reset_password(act=act, account=_open(request))


def _reset_second_factor(act: Act, request: AccountRequest) -> str:
    acts.reset_second_factor(act=act, account=_open(request))
    return ""


def _end(act: Act, request: AccountRequest) -> str:
    account, on = _open(request), request.body.get("on", "")
    if on and date.fromisoformat(on) >= clock.today():
        acts.end_on(act=act, account=account, on=date.fromisoformat(on))
    else:
        acts.close(act=act, account=account)
    return ""


def _open(request: AccountRequest) -> Account:
    account = need_account(request.username)
    if not account.is_open:
        raise Refused(_("The account is closed."), code="account_closed", what_to_do=_("Refuse the request."))
    return account


CARRIED_OUT: dict[str, Callable[[Act, AccountRequest], str]] = {
    RequestKind.INVITE: _invite,
    RequestKind.CHANGE: _change,
    RequestKind.REOPEN: _reopen,
    RequestKind.RESET_PASSWORD: _reset_password,
    RequestKind.RESET_SECOND_FACTOR: _reset_second_factor,
    RequestKind.END: _end,
}
