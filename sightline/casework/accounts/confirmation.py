"""Each quarter somebody confirms that a person still needs the account. Nothing is closed because nobody did."""

from datetime import date

from sightline.casework.accounts.decisions import acting, need_looked_after
from sightline.casework.accounts.rights import check_not_self
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account
from sightline.model.errors import Refused
from sightline.model.when import LONDON
from sightline.sharing.accounts import ConfirmationState, state_of_confirmation


def confirm_account(*, actor: Actor, username: str) -> None:
    """Say that the person still needs the account, as their manager or as somebody who looks after accounts."""
    with acting(actor=actor, action="confirm_account") as act:
        account = need_looked_after(actor=actor, username=username)
        check_not_self(actor=actor, account=account)
        if not account.is_open:
            raise Refused("The account is closed.", code="account_closed", what_to_do="Nothing needs to be done.")
        account.confirmed_on = clock.today()
        account.save()
        act.keep(account)


def confirmed_on(account: Account) -> date:
    """The day on which somebody last confirmed the account; else the day on which it was made."""
    return account.confirmed_on or account.date_joined.astimezone(LONDON).date()


def confirmation_of(account: Account) -> ConfirmationState:
    """Whether the account is in order, due or overdue today."""
    return state_of_confirmation(confirmed_on=confirmed_on(account), on=clock.today())
