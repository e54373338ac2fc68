"""Who decides whether a rule is on."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

OWNERS = (Role.INFORMATION_GOVERNANCE, Role.PARTNERSHIP_EXECUTIVE, Role.OPERATOR)


def check_owner(actor: Actor) -> None:
    """Refused for whoever may not decide about rules."""
    if actor.reader.role not in OWNERS:
        raise Refused(
            _("Only the partnership executive, information governance or the operator can switch a rule on or off."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )
