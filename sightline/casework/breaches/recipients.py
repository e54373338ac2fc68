"""Information governance learns of each step about the use of data, whoever holds its roles: that of its own body."""

from collections.abc import Iterable
from datetime import date

from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import (
    AGREEMENT_REVIEW,
    CORRECTION,
    DATA_BREACH,
    DATA_COMPLAINT,
    DATA_REQUEST,
    DISCLOSURE,
    DISPUTE,
    EMERGENCY_REVIEW,
    OFFICERS_REVIEW,
    RESTRICTION,
    TELLING_REVIEW,
)
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import looks_after
from sightline.model.nouns import Role

ABOUT_DATA = (
    DATA_BREACH,
    DATA_COMPLAINT,
    CORRECTION,
    DISPUTE,
    DATA_REQUEST,
    AGREEMENT_REVIEW,
    DISCLOSURE,
    EMERGENCY_REVIEW,
    RESTRICTION,
    TELLING_REVIEW,
    OFFICERS_REVIEW,
)


def governance_accounts(session: ReaderSession, item: Item, on: date) -> Iterable[str]:
    """The account names; none where an item is about something else. What is another body's is not told."""
    del on
    if item.source not in ABOUT_DATA:
        return ()
    found = Account.active.filter(role=Role.INFORMATION_GOVERNANCE).order_by("username")
    shared = session.actor.shared
    return [one.username for one in found if looks_after(session.of(actor_for_account(one, shared=shared)), item=item)]
