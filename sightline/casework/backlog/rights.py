"""Who sets a go-live day: those who decide about rules, because it decides what nobody is told of."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

SETS = (Role.INFORMATION_GOVERNANCE, Role.PARTNERSHIP_EXECUTIVE, Role.OPERATOR)


def check_sets(*, actor: Actor) -> None:
    """Refused where the role sets no go-live day."""
    if actor.reader.role not in SETS:
        raise Refused(
            _("Only the partnership executive, information governance or the operator can set go-live days."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )
