"""Who may add to what records show: analysts."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def may_add(*, actor: Actor) -> bool:
    """Whether the account adds to networks: analysts do."""
    return actor.reader.role is Role.ANALYST


def check_adding(*, actor: Actor) -> None:
    """Refused where the role adds nothing."""
    check_people(actor=actor)
    if not may_add(actor=actor):
        raise Refused(
            _("Only analysts can add to what records show."),
            code="not_for_role",
            what_to_do=_("If you know something, add a concern or tell your analyst."),
        )
