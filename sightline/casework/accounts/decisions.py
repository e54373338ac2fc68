"""Each change of an account is a decision: it is kept with its audit row in the transaction of the change.

The lock of the decisions is held from the first look at the account, so that two people who act at once cannot both be
let through by a check that holds for each alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from sightline.casework.accounts.rights import administers, can_administer, check_administers, check_looks_after
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something to accounts, inside one transaction. `why` is empty where nobody must say."""

    session: ReaderSession
    action: str
    trail: Trail
    why: str = field(default="", repr=False)

    def keep(self, account: Account, **more: Any) -> None:
        """Append the decision about the account, and the audit row."""
        body = {
            "account": account.pk,
            "username": account.username,
            "role": str(account.role),
            "agency": str(account.agency),
            "organisation": account.organisation,
        }
        decision = hash_chain.append(
            Decision,
            kind=self.action,
            by=self.session.actor.reader.username,
            os_name=self.session.actor.os_name,
            why=self.why,
            body=body | more,
        )
        self.trail.add("account", [str(account.pk)])
        self.trail.add("decision", [str(decision.sequence)])
        append_entry(actor=self.session.actor, action=self.action, trail=self.trail, reason=self.why)


@contextmanager
def acting(
    session: ReaderSession, *, action: str, why: str = "", first: Callable[[], object] | None = None
) -> Iterator[Act]:
    """An audited act in one transaction that holds the lock of the decisions; all of it is kept or nothing.

    `first` is done before the transaction: what takes long, and what is kept although the act is refused.
    """
    with audited(session, action=action, reason=why) as trail:
        if first is not None:
            first()
        with transaction.atomic(durable=True):
            hash_chain.hold_lock(Decision)
            yield Act(session, action, trail, why)


def need_account(username: str) -> Account:
    """The account of that name, held until the transaction ends; Refused where there is none."""
    account = Account.objects.select_for_update().filter(username=username.strip()).first()
    if account is None:
        raise _no_account()
    return account


def need_administered(*, actor: Actor, username: str) -> Account:
    """The same, for an actor who administers it. An account of another body is as if it were not there."""
    check_administers(actor=actor)
    account = need_account(username)
    if not administers(actor=actor, account=account):
        raise _no_account()
    return account


def need_looked_after(*, actor: Actor, username: str) -> Account:
    """The same, of somebody whom the actor looks after. Whose account it is not theirs to know of is not there."""
    if can_administer(actor=actor):
        return need_administered(actor=actor, username=username)
    if not Account.objects.filter(username=username.strip()).exists():
        raise NotHere
    account = need_account(username)
    check_looks_after(actor=actor, account=account)
    return account


def _no_account() -> Refused:
    return Refused(_("No account has that name."), code="no_account", what_to_do=_("Check the name."))


def check_why(why: str) -> str:
    """The reason, trimmed; Usage where there is none, or more than anybody reads."""
    words = " ".join(why.split())
    if not words or len(words) > MOST_WORDS:
        raise Usage(
            _("The reason is missing or too long."), code="no_why", what_to_do=_("Say why, in a sentence."), where="why"
        )
    return words
