"""Who may do what with a learning review: information governance sets its terms, its named authors read it."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def sets_terms(*, actor: Actor) -> bool:
    """Whether the account sets the terms of reviews."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_sets_terms(*, actor: Actor) -> None:
    """Refused where the account sets no terms of reviews."""
    if not sets_terms(actor=actor):
        raise Refused(
            _("Only information governance can set the terms of a learning review."),
            code="not_for_role",
            what_to_do=_("Ask information governance to open the review, or to change its terms."),
        )
