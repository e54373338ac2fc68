"""A reader answers the notices that are for them; governance of the bodies concerned may tell a reader itself."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def may_settle(*, actor: Actor) -> bool:
    """Whether the account is of information governance: it sees who has not answered what concerns its body."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_settles(*, actor: Actor) -> None:
    """Refused where the account is not of information governance."""
    if not may_settle(actor=actor):
        raise Refused(
            _("Only information governance can record that a reader was told in another way."),
            code="not_for_role",
            what_to_do=_("Tell information governance how you told the reader."),
        )
