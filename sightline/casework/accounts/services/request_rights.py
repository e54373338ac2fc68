"""Who reads and decides a request about an account: those who administer the account as it is and as it would be."""

from collections.abc import Collection, Iterable

from sightline.casework.accounts.models import AccountRequest, RequestKind, RequestState
from sightline.casework.accounts.rights import administers, can_administer, can_sign_in
from sightline.casework.accounts.services.acts import with_work
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_account
from sightline.casework.core.models import Account
from sightline.model.nouns import Role
from sightline.sharing.accounts import read_account_roles

GIVES_WORK = (RequestKind.INVITE, RequestKind.CHANGE)


def own_requests(actor: Actor, rows: Iterable[AccountRequest]) -> list[AccountRequest]:
    """Those of these requests that the actor made or may decide."""
    found = list(rows)
    if not can_administer(actor=actor) or actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        return found
    found_by_name = {one.username: one for one in Account.objects.filter(username__in={row.username for row in found})}
    return [row for row in found if _decides(actor, row, found_by_name.get(row.username))]


def open_requests(actor: Actor) -> list[AccountRequest]:
    """Those that wait for a second person. One that has expired needs nobody."""
    return own_requests(actor, AccountRequest.objects.filter(state=RequestState.OPEN, expires_at__gt=clock.now_at()))


def _decides(actor: Actor, row: AccountRequest, account: Account | None) -> bool:
    accounts = _accounts_of(row, account)
    if actor.reader.username in (row.asked_by, row.decided_by) or _administers_all(actor, accounts):
        return True
    waits = row.state == RequestState.OPEN and row.expires_at > clock.now_at()
    return waits and not _has_second(actor, accounts, but=(row.asked_by, row.username))


def _accounts_of(row: AccountRequest, account: Account | None) -> list[Account]:
    """The account as it is, and as the request would make it."""
    now = account or Account(username=row.username)
    asked = [with_work(now, row.body)] if row.kind in GIVES_WORK else []
    return asked if account is None and asked else [now, *asked]


def _administers_all(actor: Actor, accounts: Collection[Account]) -> bool:
    return all(administers(actor=actor, account=one) for one in accounts)


def _has_second(actor: Actor, accounts: Collection[Account], *, but: Collection[str]) -> bool:
    """Whether an open account, other than those of `but`, administers these accounts and has a way to sign in.

    Where none does, governance of any body is the second person: without one, nobody could ever be let in.
    """
    found = Account.active.filter(role__in=read_account_roles().administer).exclude(username__in=but)
    return any(
        one.is_open and can_sign_in(one) and _administers_all(actor_for_account(one, shared=actor.shared), accounts)
        for one in found
    )
