"""Each quarter somebody confirms that a person still needs the account; `recertification` ends it where nobody did."""

from datetime import date

from sightline.casework.accounts.decisions import acting, need_looked_after
from sightline.casework.accounts.rights import check_not_self
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused
from sightline.model.when import LONDON
from sightline.sharing.accounts import ConfirmationState, state_of_confirmation
from sightline.translation.messages import lazy as _


def confirm_account(session: ReaderSession, *, username: str) -> None:
    """Say that the person still needs the account, as their manager or as somebody who looks after accounts."""
    with acting(session, action="confirm_account") as act:
        account = need_looked_after(actor=session.actor, username=username)
        check_not_self(actor=session.actor, account=account)
        if not account.is_open:
            raise Refused(_("The account is closed."), code="account_closed", what_to_do=_("Nothing needs to be done."))
        account.confirmed_on = clock.today()
        account.save()
        act.keep(account)


def confirmed_on(account: Account) -> date:
    """The day on which somebody last confirmed the account; else the day on which it was made."""
    return account.confirmed_on or account.date_joined.astimezone(LONDON).date()


def confirmation_of(account: Account) -> ConfirmationState:
    """Whether the account is in order, due or overdue today."""
    return state_of_confirmation(confirmed_on=confirmed_on(account), on=clock.today())
