"""A break in employment: an account is suspended at once, and resumed with the same password afterwards."""

from sightline.casework.accounts.decisions import acting, check_why, need_administered, need_looked_after
from sightline.casework.accounts.pages import AccountOutcome
from sightline.casework.accounts.rights import check_not_last, check_not_self
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused
from sightline.sharing.accounts import needs_two_people
from sightline.translation.messages import lazy as _


def suspend_account(session: ReaderSession, *, username: str, why: str) -> AccountOutcome:
    """Suspend an account: every session of it ends with its next request, and nobody signs in with it.

    The person's own manager may do it at once: it takes access away and gives none.
    """
    with acting(session, action="suspend_account", why=check_why(why)) as act:
        account = need_looked_after(actor=session.actor, username=username)
        check_not_self(actor=session.actor, account=account)
        if not account.is_open:
            raise Refused(_("The account is closed."), code="account_closed", what_to_do=_("Nothing needs to be done."))
        check_not_last(account=account)
        account.is_active, account.suspended_on = False, clock.today()
        account.sessions_ended += 1
        account.save()
        act.keep(account)
    return AccountOutcome(account.username)


def resume_account(session: ReaderSession, *, username: str, why: str) -> AccountOutcome:
    """Let a suspended account sign in again. One that needs two people is reopened instead, which a second approves."""
    with acting(session, action="resume_account", why=check_why(why)) as act:
        account = need_administered(actor=session.actor, username=username)
        check_not_self(actor=session.actor, account=account)
        if account.suspended_on is None:
            raise Refused(
                _("The account is not suspended."), code="not_suspended", what_to_do=_("Nothing needs to be done.")
            )
        if needs_two_people(role=account.role):
            raise Refused(
                _("A second person must approve access for this account."),
                code="two_people",
                what_to_do=_("Reopen the account instead."),
            )
        account.is_active, account.suspended_on, account.confirmed_on = True, None, clock.today()
        account.save()
        act.keep(account)
    return AccountOutcome(account.username)
