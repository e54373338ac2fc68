"""What becomes of an account: each is done inside an act, once it is known that it may be done.

The same acts are done at once, where one person may, and later, where a second person approves.
"""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sightline.casework.accounts import lockout
from sightline.casework.accounts.decisions import Act
from sightline.casework.accounts.models import AccountRequest, LinkKind, RequestState
from sightline.casework.accounts.rights import check_not_last
from sightline.casework.accounts.services.links import end_links, make_link
from sightline.casework.core import clock
from sightline.casework.core.actor import OPERATOR
from sightline.casework.core.models import Account
from sightline.casework.core.registry import Registry
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency, Role
from sightline.translation.messages import lazy as _


class DeleteOfAccount(Protocol):
    """What an account keeps for itself alone goes with it."""

    def __call__(self, *, account: Account) -> int:
        """Delete it; how many there were."""


DELETED_WITH_ACCOUNT: Registry[DeleteOfAccount] = Registry("deleted with an account")
WORK = ("role", "agency", "organisation", "post")


def new_account(*, username: str, work: Mapping[str, str]) -> Account:
    """An account that is not kept yet; Refused where the name is taken, Usage where something given is wrong."""
    if Account.objects.filter(username__iexact=username.strip()).exists():
        raise Refused(
            _("An account already has that name."), code="account_exists", what_to_do=_("Choose another name.")
        )
    account = Account(username=username.strip(), confirmed_on=clock.today())
    set_work(account, work)
    account.set_unusable_password()
    check_account(account)
    return account


def set_work(account: Account, work: Mapping[str, str]) -> None:
    """Give the account what `work` says of role, agency, organisation and post; what it leaves out stays."""
    for name in WORK:
        if name in work:
            setattr(account, name, work[name].strip())


def with_work(account: Account, work: Mapping[str, str]) -> Account:
    """The account as it would be with that work. It is not kept."""
    tried = Account(**{name: getattr(account, name) for name in ("username", *WORK)})
    set_work(tried, work)
    return tried


def check_account(account: Account, password: str | None = None) -> None:
    """Usage, saying what is wrong with the name, role, agency, organisation or password."""
    if account.role not in list(Role):
        raise Usage(
            _("There is no role '%(role)s'.") % {"role": account.role},
            code="no_role",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(Role)},
        )
    if account.agency and account.agency not in list(Agency):
        raise Usage(
            _("There is no agency '%(agency)s'.") % {"agency": account.agency},
            code="no_agency",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(Agency)},
        )
    if account.role == Role.SCHOOL_LEAD and not (account.agency and account.organisation):
        raise Usage(
            _("A school lead sees people of one school, so the account needs it."),
            code="no_organisation",
            what_to_do=_("Give --agency school --organisation NAME. Use the name as it appears in the school's files."),
        )
    if account.username == OPERATOR:
        raise Usage(
            _("The audit log uses 'operator' for the command line."),
            code="reserved_name",
            what_to_do=_("Choose another."),
        )
    try:
        account.full_clean(exclude=["password"], validate_unique=False)
        if password is not None:
            validate_password(password, account)
    except ValidationError as error:
        raise Usage(
            " ".join(error.messages), code="bad_account", what_to_do=_("Correct that, and try again.")
        ) from error


def invite(*, act: Act, username: str, work: Mapping[str, str]) -> str:
    """Keep a new account without a password; the token of the link by which its person chooses one."""
    account = new_account(username=username, work=work)
    token = make_link(account=account, kind=LinkKind.INVITE, by=act.session.actor.reader.username)
    act.keep(account)
    return token


def change(*, act: Act, account: Account, work: Mapping[str, str]) -> None:
    """Give the account other work. It counts from the next request on."""
    before = {name: str(getattr(account, name)) for name in WORK}
    if work.get("role", account.role) != account.role:
        check_not_last(account=account)
    set_work(account, work)
    check_account(account)
    account.save()
    act.keep(account, before=before, post=account.post)


def end_on(*, act: Act, account: Account, on: date | None) -> None:
    """Set the last day of the account, or take it away."""
    if on is not None:
        check_not_last(account=account)
    account.ends_on = on
    account.save()
    act.keep(account, ends_on=on.isoformat() if on else "")


def close(*, act: Act, account: Account) -> None:
    """Close the account: its sessions end with the next request; its links, requests and saved searches end now."""
    check_not_last(account=account)
    account.is_active, account.suspended_on = False, None
    account.save()
    end_links(account=account)
    deleted = sum(delete(account=account) for delete in DELETED_WITH_ACCOUNT.all())
    AccountRequest.objects.filter(username=account.username, state=RequestState.OPEN).update(
        state=RequestState.WITHDRAWN, decided_by=act.session.actor.reader.username, decided_at=clock.now_at()
    )
    act.keep(account, deleted=deleted)


def reopen(*, act: Act, account: Account) -> str:
    """Open a closed account; the token of the link by which its person chooses a new password."""
    account.is_active, account.ends_on, account.confirmed_on = True, None, clock.today()
    account.suspended_on = None
    token = make_link(account=account, kind=LinkKind.REOPEN, by=act.session.actor.reader.username)
    act.keep(account)
    return token


def reset_password(*, act: Act, account: Account) -> str:
    """The old password and every session end now; the token of the link for a new password."""
    token = make_link(account=account, kind=LinkKind.RESET, by=act.session.actor.reader.username)
    lockout.unlock(name=account.username)
    act.keep(account)
    return token


def reset_second_factor(*, act: Act, account: Account) -> None:
    """Remove every second step of the account and end its sessions; the person sets up a new one."""
    remove_second_factors(account)
    act.keep(account)


def remove_second_factors(account: Account) -> None:
    """The account has no second step any more, and every session of it ends."""
    Authenticator.objects.filter(user=account).delete()
    account.sessions_ended += 1
    account.save()


def unlock(*, act: Act, account: Account) -> int:
    """The account may try to sign in again at every address; at how many it waited."""
    waiting = lockout.unlock(name=account.username)
    act.keep(account, addresses=waiting)
    return waiting
