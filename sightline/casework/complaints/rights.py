"""Anybody with an account enters a complaint and sees their own; governance answers what concerns its agency."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import READ_NO_COUNTS
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def may_settle(*, actor: Actor) -> bool:
    """Whether the account acknowledges and answers complaints."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def reads_figures(*, actor: Actor) -> bool:
    """Whether the role reads how many complaints there were."""
    return actor.reader.role not in READ_NO_COUNTS


def check_settles(*, actor: Actor) -> None:
    """Refused where the account answers no complaint."""
    if not may_settle(actor=actor):
        raise Refused(
            _("Only information governance can answer a complaint about the use of data."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )
