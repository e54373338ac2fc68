"""Information governance of the body that holds the data works on requests. Nobody else sees one."""

from sightline.casework.accounts.governance_scope import decides_about, sees_every_agency
from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def works_on_requests(*, actor: Actor) -> bool:
    """Whether the account is of information governance."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def may_open(*, actor: Actor, controller: str, organisation: str) -> bool:
    """Whether the account works on requests for data of that body: its own, or those of every body."""
    return works_on_requests(actor=actor) and decides_about(actor=actor, agency=controller, organisation=organisation)


def check_works(*, actor: Actor, controller: str = "", organisation: str = "") -> None:
    """Refused where the account works on no request for the data of that body."""
    whose = {"controller": controller, "organisation": organisation}
    if not (may_open(actor=actor, **whose) if controller else works_on_requests(actor=actor)):
        raise Refused(
            _("Only information governance of the organisation that holds the data can work on a request."),
            code="not_for_role",
            what_to_do=_("Send the request to information governance."),
        )


def enters_for_all(*, actor: Actor) -> bool:
    """Whether the account enters requests for the data of every body, so that it says for which one."""
    return works_on_requests(actor=actor) and sees_every_agency(actor=actor)
