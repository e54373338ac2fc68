"""A person's own manager answers questions about their reading; governance of their body sees and takes over all.

Information governance of the partnership does so for each body.
"""

from collections.abc import Iterable

from sightline.casework.access.rights import managed_readers
from sightline.casework.access.teams import Teams
from sightline.casework.accounts.governance_scope import bodies_of_accounts, decides_about
from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def is_governance(*, actor: Actor) -> bool:
    """Whether the account sees questions that nobody manages, and keeps the list of people in the news."""
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


def governs_readers(*, actor: Actor, usernames: Iterable[str]) -> frozenset[str]:
    """Those of these readers about whom the account is asked as governance: of its own body, or all; never itself."""
    if not is_governance(actor=actor):
        return frozenset()
    bodies = bodies_of_accounts(usernames)
    found = {
        one
        for one, (agency, organisation) in bodies.items()
        if decides_about(actor=actor, agency=agency, organisation=organisation)
    }
    return frozenset(found) - {actor.reader.username}


def readers_managed(*, actor: Actor, teams: Teams) -> frozenset[str]:
    """The accounts about whose reading this account is asked, as their manager."""
    return frozenset(managed_readers(actor, teams)) - {actor.reader.username}
