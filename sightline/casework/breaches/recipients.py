"""Every account of information governance learns of each step about the use of data, whoever holds its roles."""

from collections.abc import Iterable
from datetime import date

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
    OFFICERS_REVIEW,
    RESTRICTION,
    TELLING_REVIEW,
)
from sightline.casework.escalation.models import Item
from sightline.model.nouns import Role

ABOUT_DATA = (
    DATA_BREACH,
    DATA_COMPLAINT,
    CORRECTION,
    DISPUTE,
    DATA_REQUEST,
    AGREEMENT_REVIEW,
    DISCLOSURE,
    RESTRICTION,
    TELLING_REVIEW,
    OFFICERS_REVIEW,
)


def governance_accounts(session: ReaderSession, item: Item, on: date) -> Iterable[str]:
    """The account names; none where an item is about something else."""
    del session, on
    if item.source not in ABOUT_DATA:
        return ()
    return Account.active.filter(role=Role.INFORMATION_GOVERNANCE).values_list("username", flat=True)
