"""Accounts whose last day has passed are closed by the next tick; they sign in no more from the first minute on."""

from sightline.casework.accounts import lockout
from sightline.casework.accounts.decisions import acting, need_account
from sightline.casework.accounts.services import acts
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _

WHY = _("The last day of the account has passed.")


def close_ended(session: ReaderSession) -> int:
    """Close each of them, by a decision; how many. Forgets old wrong passwords, too."""
    ended = list(Account.active.filter(ends_on__lt=clock.today()).values_list("username", flat=True))
    for username in ended:
        with acting(session, action="close_account", why=WHY) as act:
            account = need_account(username)
            if not account.is_open and account.is_active:
                acts.close(act=act, account=account)
    lockout.forget_old()
    return len(ended)
