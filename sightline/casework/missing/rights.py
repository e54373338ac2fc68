"""Who writes down a telephone call about a missing child: whoever may enter a concern and open the child."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.model.errors import Refused
from sightline.sharing import can_enter_concerns
from sightline.translation.messages import lazy as _


def can_tell(*, actor: Actor) -> bool:
    """Whether the role writes this down, and it would carry somebody's name."""
    return can_enter_concerns(reader=actor.reader) and actor.account_id is not None


def check_tells(*, actor: Actor) -> None:
    """Refused where the role writes down no such thing."""
    check_people(actor=actor)
    if not can_tell(actor=actor):
        raise Refused(
            _("Your role does not record telephone calls about missing children."),
            code="not_for_role",
            what_to_do=_("Call the police: 999 if the child may be in danger, otherwise 101. Then tell the duty team."),
        )
