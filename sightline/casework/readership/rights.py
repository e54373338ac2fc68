"""Who asks who has looked at a child: information governance alone. Not the operator, who looks after the machine."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def may_ask_readership(*, actor: Actor) -> bool:
    """Whether the account may ask who has looked at a child."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_readership(*, actor: Actor) -> None:
    """Refused for everybody else."""
    if not may_ask_readership(actor=actor):
        raise Refused(
            _("Only information governance can see who has looked at a child."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )
