"""Information governance of the agency that holds the data works on requests. Nobody else sees one."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def works_on_requests(*, actor: Actor) -> bool:
    """Whether the account is of information governance."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def may_open(*, actor: Actor, controller: str) -> bool:
    """Whether the account works on requests for data of that agency: its own, or those of all agencies."""
    return works_on_requests(actor=actor) and actor.reader.agency in ("", "partnership", controller)


def check_works(*, actor: Actor, controller: str = "") -> None:
    """Refused where the account works on no request for that agency's data."""
    allowed = may_open(actor=actor, controller=controller) if controller else works_on_requests(actor=actor)
    if not allowed:
        raise Refused(
            _("Only information governance of the agency that holds the data can work on a request."),
            code="not_for_role",
            what_to_do=_("Send the request to information governance."),
        )
