"""Who opens restricted records in an emergency, by the rule, and who reviews it: information governance."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing.emergency_access import opens_in_emergency
from sightline.translation.messages import lazy as _


def may_open(*, actor: Actor) -> bool:
    """Whether the account opens restricted records in an emergency at all."""
    return opens_in_emergency(role=actor.reader.role) and actor.account_id is not None


def check_opens(*, actor: Actor) -> None:
    """Refused where the role opens none."""
    if not may_open(actor=actor):
        raise Refused(
            _("This account cannot open restricted records in an emergency."),
            code="not_for_role",
            what_to_do=_("Call the agency that works with the child. If the child is in danger now, call 999."),
        )


def may_review(*, actor: Actor) -> bool:
    """Whether the account reviews openings and sees all of them."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_reviews(*, actor: Actor) -> None:
    """Refused where the account reviews none."""
    if not may_review(actor=actor):
        raise Refused(
            _("Only information governance can review emergency access."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )
