"""Who looks after agreements: those who decide about rules, because agreements decide what is shared."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

KEEPS = (Role.INFORMATION_GOVERNANCE, Role.PARTNERSHIP_EXECUTIVE, Role.OPERATOR)


def check_keeps(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with agreements."""
    if actor.reader.role not in KEEPS:
        raise Refused(
            _("Only the partnership executive, information governance or the operator can work with agreements."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )
