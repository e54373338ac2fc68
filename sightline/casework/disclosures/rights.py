"""Who decides about an emergency disclosure: information governance, and not who let the file in."""

from sightline.agreements import EmergencyDisclosure
from sightline.casework.core.actor import Actor, acting_account
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def may_settle(*, actor: Actor, disclosure: EmergencyDisclosure) -> bool:
    """Whether the account ratifies or withdraws it."""
    is_governance = actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None
    return is_governance and disclosure.by != actor.reader.username


def check_settles(*, actor: Actor, disclosure: EmergencyDisclosure) -> None:
    """Refused where the account does not decide about it."""
    check_governs(actor=actor)
    if not may_settle(actor=actor, disclosure=disclosure):
        raise Refused(
            _("You let this file in, so another person must decide."),
            code="own_disclosure",
            what_to_do=_("Ask a colleague in information governance."),
        )


def check_governs(*, actor: Actor) -> None:
    """Refused for all but information governance."""
    if actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        raise Refused(
            _("Only information governance can decide about an emergency disclosure."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )
    acting_account(actor=actor)
