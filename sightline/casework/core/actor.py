"""Who acts: an account's rights, by which door it came, and on whose account of the machine.

An actor is made anew for each request from the account as it stands now, so that a right that was taken away is gone at
once.
"""

import getpass
from dataclasses import dataclass, replace

from django.conf import settings

from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import find_not_shared
from sightline.casework.core.models import Account, Via
from sightline.casework.core.sight_decisions import keep_to_reasons, mentions_given
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import EVERYTHING_SHARED, NotShared, Reader
from sightline.sharing import row_filter
from sightline.translation.messages import lazy as _

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and how. `os_name` is the machine's account for the command line, empty on the web."""

    reader: Reader
    via: Via
    os_name: str = ""
    account_id: int | None = None


def operator_actor() -> Actor:
    """The workspace's operator at the command line: everything but sealed identities and protected addresses."""
    return Actor(Reader(OPERATOR, Role.OPERATOR, "", not_shared=not_shared_now()), "cli", _os_name())


def actor_for_username(username: str) -> Actor:
    """An account at the command line; Refused where there is none of that name, or it is closed."""
    account = Account.objects.filter(username=username).first()
    if account is None or not account.is_open:
        raise Refused(
            _("No open account has that name."),
            code="no_account",
            what_to_do=_("Check the name, or make the account with 'sightline account NAME --role ROLE'."),
        )
    return Actor(_reader(account), "cli", _os_name(), account.pk)


def actor_for_account(account: Account, *, not_shared: NotShared | None = None) -> Actor:
    """An account on the web. `not_shared`: where several are asked about, what the first of them was told of it."""
    return Actor(_reader(account, not_shared), "web", "", account.pk)


def account_of(*, actor: Actor) -> Account | None:
    """The account that acts; none where the operator does, or nobody has signed in."""
    return None if actor.account_id is None else Account.objects.filter(pk=actor.account_id).first()


def acting_account(*, actor: Actor) -> Account:
    """The account that acts; Refused where the operator does, or nobody has signed in."""
    account = account_of(actor=actor)
    if account is None:
        raise Refused(
            _("A person with an account must do this."),
            code="no_account",
            what_to_do=_("Sign in, or name an account with --as."),
        )
    return account


def nobody() -> Actor:
    """Somebody on the web who has not signed in: sees counts only, and is here to be audited."""
    return Actor(Reader("", Role.ELECTED_MEMBER, ""), "web")


def not_shared_now() -> NotShared:
    """What no agreement in force covers any more, which no reader sees; nothing where no workspace is served."""
    root = settings.SIGHTLINE_WORKSPACE
    return find_not_shared(root, on=clock.today()).for_readers if root else EVERYTHING_SHARED


def _reader(account: Account, not_shared: NotShared | None = None) -> Reader:
    kept = not_shared_now() if not_shared is None else not_shared
    reader = Reader(account.username, Role(account.role), account.agency, account.organisation, not_shared=kept)
    if row_filter(reader=reader).only_people_of is not None:
        given = mentions_given(agency=account.agency, organisation=account.organisation, on=clock.today())
        reader = replace(reader, given=given)
    return keep_to_reasons(reader, account)


def _os_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return _("not known")
