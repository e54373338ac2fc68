"""Everybody with an account declares what is their own; governance sees what matches in its organisation.

Nobody sees a look of their own.
"""

from sightline.casework.accounts.governance_scope import governs_bodies
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.oversight import is_named_other
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def may_look_into(*, actor: Actor) -> bool:
    """Whether the account is of information governance."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_looks_into(*, actor: Actor) -> None:
    """Refused for every other role."""
    if not may_look_into(actor=actor):
        raise Refused(
            _("Only information governance can see this."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def may_read_looks(session: ReaderSession) -> bool:
    """Whether the account reads looks: of information governance, or the person whom the rule names beside it."""
    return may_look_into(actor=session.actor) or is_named_other(session)


def check_reads_looks(session: ReaderSession) -> None:
    """Refused for everybody else."""
    if not is_named_other(session):
        check_looks_into(actor=session.actor)


def check_governs(session: ReaderSession, *, number: int) -> None:
    """Refused for all but information governance; NotHere where the account of that number is of another body."""
    check_looks_into(actor=session.actor)
    account = Account.objects.filter(pk=number).first()
    if account is not None and not governs_bodies(actor=session.actor, bodies=[(account.agency, account.organisation)]):
        raise NotHere


def check_declares(*, actor: Actor, number: int) -> None:
    """Refused where it is neither the actor's own account nor for information governance to enter."""
    if actor.account_id is None or (number != actor.account_id and not may_look_into(actor=actor)):
        raise Refused(
            _("You can only enter details for your own account."),
            code="not_for_role",
            what_to_do=_("Ask the holder of the account, or information governance."),
        )
