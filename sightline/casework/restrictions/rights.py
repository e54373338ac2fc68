"""Information governance of the agency whose record it is restricts it, and lifts the restriction."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def is_governance(*, actor: Actor) -> bool:
    """Whether the account is of information governance."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def may_restrict(*, actor: Actor, agency: str) -> bool:
    """Whether the account restricts records of that agency: its own, or those of all agencies."""
    return is_governance(actor=actor) and actor.reader.agency in ("", "partnership", agency)


def check_restricts(*, actor: Actor, agency: str = "") -> None:
    """Refused where the account restricts no record of that agency."""
    allowed = may_restrict(actor=actor, agency=agency) if agency else is_governance(actor=actor)
    if not allowed:
        raise Refused(
            _("Only information governance of the agency whose record it is can restrict it."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )
