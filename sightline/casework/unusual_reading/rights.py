"""A person's own manager answers questions about their reading; information governance sees and takes over all."""

from sightline.casework.access.rights import managed_readers
from sightline.casework.access.teams import Teams
from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def is_governance(*, actor: Actor) -> bool:
    """Whether the account sees every question but those about itself, and keeps the list of people in the news."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def is_asked(*, actor: Actor) -> bool:
    """Whether the role can be asked at all."""
    return actor.account_id is not None and actor.reader.role in (Role.MANAGER, Role.INFORMATION_GOVERNANCE)


def check_is_asked(*, actor: Actor) -> None:
    """Refused where the role answers no question about reading."""
    if not is_asked(actor=actor):
        raise Refused(
            _("Only managers and information governance can see questions about reading."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_keeps_news(*, actor: Actor) -> None:
    """Refused where the account does not keep the list of people in the news."""
    if not is_governance(actor=actor):
        raise Refused(
            _("Only information governance can see the list of people in the news."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_looks_for_unusual(*, actor: Actor) -> None:
    """Refused where the account may not let the rules look at the audit log."""
    if actor.reader.role not in (Role.OPERATOR, Role.INFORMATION_GOVERNANCE):
        raise Refused(
            _("Only the operator and information governance can look for unusual reading."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def readers_managed(*, actor: Actor, teams: Teams) -> frozenset[str]:
    """The accounts about whose reading this account is asked, as their manager."""
    return frozenset(managed_readers(actor, teams)) - {actor.reader.username}
