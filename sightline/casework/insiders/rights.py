"""Everybody with an account declares what is their own; information governance sees what matches, but not of itself."""

from sightline.casework.core.actor import Actor
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


def check_declares(*, actor: Actor, number: int) -> None:
    """Refused where it is neither the actor's own account nor for information governance to enter."""
    if actor.account_id is None or (number != actor.account_id and not may_look_into(actor=actor)):
        raise Refused(
            _("You can only enter details for your own account."),
            code="not_for_role",
            what_to_do=_("Ask the holder of the account, or information governance."),
        )
