"""Information governance reads which searches every account has saved."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def check_lists_searches(*, actor: Actor) -> None:
    """Refused for all but information governance."""
    if actor.reader.role is not Role.INFORMATION_GOVERNANCE or actor.account_id is None:
        raise Refused(
            _("Only information governance can see the saved searches of other people."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )
