"""Who asks about a child without learning what is restricted, by the rule, and who sees what was asked."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing.blind_questions import asks_blindly
from sightline.translation.messages import lazy as _


def may_ask(*, actor: Actor) -> bool:
    """Whether the account asks at all."""
    return asks_blindly(role=actor.reader.role) and actor.account_id is not None


def check_asks(*, actor: Actor) -> None:
    """Refused where the role does not ask."""
    if not may_ask(actor=actor):
        raise Refused(
            _("Only practitioners, school leads, managers and senior officers can ask this."),
            code="not_for_role",
            what_to_do=_("If you are worried about a child, call the front door."),
        )


def may_govern(*, actor: Actor) -> bool:
    """Whether the account is of information governance: it sees what concerns its body."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_lists(*, actor: Actor) -> None:
    """Refused where the role neither asks nor sees what was asked."""
    if not may_govern(actor=actor):
        check_asks(actor=actor)
