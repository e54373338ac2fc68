"""Anybody with an account reports a breach and sees their own; governance decides what concerns its agency."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def may_settle(*, actor: Actor) -> bool:
    """Whether the account decides about breaches and reads what was reported."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_settles(*, actor: Actor) -> None:
    """Refused where the account decides nothing about breaches."""
    if not may_settle(actor=actor):
        raise Refused(
            _("Only information governance can decide about a data breach."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )
