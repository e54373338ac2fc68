"""What is read of accounts: the list, one account, requests, recoveries, and counts for first pages."""

from collections.abc import Iterable
from dataclasses import replace

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q

from sightline.agreements import Bodies
from sightline.casework.accounts import lockout
from sightline.casework.accounts.governance_scope import bodies_known, sees_every_agency
from sightline.casework.accounts.models import AccountRequest, OneTimeLink, Recovery, RequestKind, RequestState
from sightline.casework.accounts.pages import (
    CLOSED,
    ENDED,
    ENDS,
    INVITED,
    OPEN,
    SUSPENDED,
    AccountLine,
    AccountPage,
    AccountsPage,
    HistoryLine,
    RecoveryLine,
    RequestLine,
    UnconfirmedAccounts,
)
from sightline.casework.accounts.rights import (
    administers,
    can_administer,
    can_list,
    can_review,
    check_administers,
    check_lists,
    check_looks_after,
    check_reads_recoveries,
    is_of_no_body,
    looks_after,
    reads_words,
)
from sightline.casework.accounts.services.confirmation import confirmation_of, confirmed_on
from sightline.casework.accounts.services.request_rights import open_requests, own_requests
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.session import ReaderSession
from sightline.model.nouns import Role
from sightline.model.when import LONDON
from sightline.sharing.accounts import ConfirmationState, needs_two_people

MOST_HISTORY, MOST_REQUESTS, MOST_RECOVERIES = 50, 200, 100
# What may be done to an account, in the order of its page.
UNLOCK, CONFIRM, CHANGE, END, CLOSE = "unlock", "confirm", "change", "end", "close"
SUSPEND, RESUME = "suspend", "resume"
REOPEN, PASSWORD, SECOND_FACTOR, ASK_TO_END = "reopen", "reset-password", "reset-second-step", "ask-to-end"


def list_accounts(session: ReaderSession, *, closed: bool = False) -> AccountsPage:
    """The accounts that the reader looks after, by agency and name; those that are closed only where asked for."""
    with audited(session, action="list_accounts") as trail:
        check_lists(actor=session.actor)
        is_administrator = can_administer(actor=session.actor)
        rows = Account.objects.order_by("agency", "organisation", "username")
        rows = rows if closed else rows.exclude(is_active=False, suspended_on=None)
        shown = (one for one in rows if looks_after(actor=session.actor, account=one))
        lines = _lines(shown, bodies_known(actor=session.actor))
        trail.add("account", [str(line.number) for line in lines])
        counts = _count(session.actor, ())
        return AccountsPage(
            lines=lines,
            administers=is_administrator,
            of_all=is_administrator and _is_of_all(session.actor),
            requests=counts.requests if is_administrator else 0,
            recoveries=counts.recoveries if is_administrator else 0,
            recoveries_overdue=counts.recoveries_overdue if is_administrator else 0,
            due=sum(line.confirmation == ConfirmationState.DUE for line in lines),
            overdue=sum(line.confirmation == ConfirmationState.OVERDUE for line in lines),
        )


def read_account(session: ReaderSession, *, number: int) -> AccountPage:
    """One account; as if it were not there for whoever does not look after it."""
    with audited(session, action="read_account") as trail:
        account = Account.objects.filter(pk=number).first()
        if account is None:
            raise NotHere
        check_looks_after(actor=session.actor, account=account)
        trail.add("account", [str(account.pk)])
        (line,) = _lines([account], bodies_known(actor=session.actor))
        rows = Decision.objects.filter(body__account=account.pk).newest_first()[:MOST_HISTORY]
        history = tuple(
            HistoryLine(row.at, row.kind, row.body.get("kind", ""), row.by, _said(session.actor, row.why, by=row.by))
            for row in rows
        )
        return AccountPage(line, tuple(_may(session.actor, account)), history)


def open_invitation(session: ReaderSession) -> None:
    """Refused, and audited, where the role invites nobody: the form alone shows nothing."""
    with audited(session, action="open_invitation"):
        check_administers(actor=session.actor)


def list_requests(session: ReaderSession) -> tuple[RequestLine, ...]:
    """Open requests first, then those that were decided or have expired, the newest first."""
    with audited(session, action="list_account_requests") as trail:
        check_administers(actor=session.actor)
        rows = own_requests(session.actor, AccountRequest.objects.order_by("-pk"))[:MOST_REQUESTS]
        trail.add("account_request", [str(row.pk) for row in rows])
        lines = [_request_line(session.actor, row) for row in rows]
        return tuple(sorted(lines, key=lambda line: not line.is_open))


def read_request(session: ReaderSession, *, number: int) -> RequestLine:
    """One request."""
    with audited(session, action="read_account_request") as trail:
        check_administers(actor=session.actor)
        row = next(iter(own_requests(session.actor, AccountRequest.objects.filter(pk=number))), None)
        if row is None:
            raise NotHere
        trail.add("account_request", [str(row.pk)])
        return _request_line(session.actor, row)


def list_recoveries(session: ReaderSession) -> tuple[RecoveryLine, ...]:
    """Account recoveries on the server: those that nobody has answered first."""
    with audited(session, action="list_recoveries") as trail:
        check_reads_recoveries(actor=session.actor)
        rows = list(Recovery.objects.select_related("account").order_by("-pk")[:MOST_RECOVERIES])
        trail.add("recovery", [str(row.pk) for row in rows])
        return tuple(
            sorted((_recovery_line(session.actor, row) for row in rows), key=lambda line: bool(line.answered_at))
        )


def read_recovery(session: ReaderSession, *, number: int) -> RecoveryLine:
    """One recovery."""
    with audited(session, action="read_recovery") as trail:
        check_reads_recoveries(actor=session.actor)
        row = Recovery.objects.select_related("account").filter(pk=number).first()
        if row is None:
            raise NotHere
        trail.add("recovery", [str(row.pk)])
        return _recovery_line(session.actor, row)


def count_unconfirmed(*, actor: Actor) -> UnconfirmedAccounts | None:
    """Counts for a first page, which is audited by its own selector; None for whoever has no part in them.

    Of one body's governance, and of a manager, they are of the accounts that they look after. A manager's are without
    requests and recoveries.
    """
    reviews = can_review(actor=actor) or can_administer(actor=actor)
    if not reviews and not can_list(actor=actor):
        return None
    found: Iterable[Account] = Account.active.all()
    if not reviews or not _is_of_all(actor):
        found = [one for one in found if looks_after(actor=actor, account=one)]
    counts = _count(actor, found)
    return counts if reviews else replace(counts, requests=0, recoveries=0, recoveries_overdue=0)


def _is_of_all(actor: Actor) -> bool:
    """Whether the account sees those of every body: all who have a part in them but governance of one."""
    return actor.reader.role is not Role.INFORMATION_GOVERNANCE or sees_every_agency(actor=actor)


def _count(actor: Actor, accounts: Iterable[Account]) -> UnconfirmedAccounts:
    found = [confirmation_of(one) for one in accounts if one.is_open]
    over = Count("pk", filter=Q(due_at__lt=clock.now_at()))
    waiting = Recovery.objects.filter(answered_at=None).aggregate(all=Count("pk"), over=over)
    return UnconfirmedAccounts(
        due=found.count(ConfirmationState.DUE),
        overdue=found.count(ConfirmationState.OVERDUE),
        requests=len(open_requests(actor)),
        recoveries=waiting["all"],
        recoveries_overdue=waiting["over"],
    )


def count_invited() -> int:
    """How many open accounts have a link that nobody has used yet. Part of a first page."""
    links = OneTimeLink.objects.filter(ended_at=None, expires_at__gt=clock.now_at())
    return Account.active.filter(pk__in=links.values("account_id")).count()


def _lines(accounts: Iterable[Account], bodies: Bodies) -> tuple[AccountLine, ...]:
    with_factor = set(Authenticator.objects.values_list("user_id", flat=True))
    links = OneTimeLink.objects.filter(ended_at=None, expires_at__gt=clock.now_at())
    invited, found = set(links.values_list("account_id", flat=True)), list(accounts)
    waiting = lockout.count_waiting(names=[one.username for one in found])
    return tuple(
        AccountLine(
            number=one.pk,
            username=one.username,
            role=str(one.role),
            agency=str(one.agency),
            organisation=one.organisation,
            post=one.post,
            state=_state(one, one.pk in invited),
            ends_on=one.ends_on,
            signed_in_on=one.last_login.astimezone(LONDON).date() if one.last_login else None,
            confirmed_on=confirmed_on(one),
            confirmation=str(confirmation_of(one)) if one.is_open else "",
            privileged=needs_two_people(role=one.role),
            second_factor=one.pk in with_factor,
            waits_at=waiting.get(one.username, 0) if one.is_open else 0,
            names_no_body=one.is_open and is_of_no_body(bodies, agency=one.agency, organisation=one.organisation),
        )
        for one in found
    )


def _state(account: Account, has_link: bool) -> str:
    if account.suspended_on is not None:
        return SUSPENDED
    if not account.is_active:
        return CLOSED
    if not account.is_open:
        return ENDED
    if has_link:
        return INVITED
    return ENDS if account.ends_on else OPEN


def _may(actor: Actor, account: Account) -> Iterable[str]:
    """What the reader may do to the account as it is. Each act checks this again."""
    is_administrator, own = administers(actor=actor, account=account), account.pk == actor.account_id
    if account.suspended_on is not None and is_administrator:
        return (REOPEN, CLOSE) if needs_two_people(role=account.role) else (RESUME, CLOSE)
    if not account.is_open:
        return (REOPEN,) if is_administrator else ()
    if own:
        return (UNLOCK, CHANGE) if is_administrator else ()
    if not is_administrator:
        return (UNLOCK, CONFIRM, END, SUSPEND, ASK_TO_END)
    return (UNLOCK, CONFIRM, CHANGE, PASSWORD, SECOND_FACTOR, END, SUSPEND, CLOSE)


def _said(actor: Actor, words: str, *, by: str) -> str:
    """What a person typed, for those who read it."""
    return words if reads_words(actor=actor, by=by) else ""


def _request_line(actor: Actor, row: AccountRequest) -> RequestLine:
    expired = row.state == RequestState.OPEN and row.expires_at <= clock.now_at()
    own = row.asked_by == actor.reader.username
    return RequestLine(
        number=row.pk,
        kind=RequestKind(row.kind),
        username=row.username,
        body=row.body,
        why=_said(actor, row.why, by=row.asked_by),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        state=RequestState(row.state),
        is_expired=expired,
        decided_by=row.decided_by,
        decided_at=row.decided_at or "",
        may_decide=row.state == RequestState.OPEN and not expired and not own and row.username != actor.reader.username,
        own=own,
    )


def _recovery_line(actor: Actor, row: Recovery) -> RecoveryLine:
    waits = not row.answered_at
    return RecoveryLine(
        number=row.pk,
        username=row.account.username,
        by=row.by,
        os_name=row.os_name,
        why=_said(actor, row.why, by=row.by),
        at=row.at,
        due_at=row.due_at,
        answer=row.answer,
        answer_words=_said(actor, row.answer_words, by=row.answered_by),
        answered_by=row.answered_by,
        answered_at=row.answered_at or "",
        overdue=waits and row.due_at < clock.now_at(),
        may_answer=waits and can_review(actor=actor) and row.account.pk != actor.account_id,
    )


def own_second_factors(session: ReaderSession) -> frozenset[str]:
    """The kinds of second step that the account has set up; for a page that is audited by its own selector."""
    found = Authenticator.objects.filter(user_id=session.actor.account_id).values_list("type", flat=True)
    return frozenset(map(str, found))
