"""Who may do what with a learning review: its terms, its reading, and restricted records of one agency."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Agency, Role
from sightline.translation.messages import lazy as _

OF_ALL = ("", Agency.PARTNERSHIP)


def is_governance(*, actor: Actor) -> bool:
    """Whether the account is of information governance."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def holder_of(*, actor: Actor) -> str:
    """The agency for whose restricted records the account answers: its own; empty where it answers for none."""
    agency = actor.reader.agency
    return agency if is_governance(actor=actor) and agency not in OF_ALL else ""


def organisation_of(*, actor: Actor) -> str:
    """The organisation for which the account answers, where its agency has several; else empty text."""
    several = actor.shared is not None and actor.shared.bodies.has_several(actor.reader.agency)
    return actor.reader.organisation if several else ""


def may_say_yes(*, actor: Actor, agency: str, organisation: str) -> bool:
    """Whether the account may let a review read the restricted records of that body."""
    if not agency or holder_of(actor=actor) != agency:
        return False
    own = organisation_of(actor=actor)
    return own == organisation or (
        actor.shared is not None and actor.shared.bodies.are_one(agency, organisation, other=own)
    )


def check_body_known(*, actor: Actor) -> None:
    """Refused where the account's agency has several organisations, and the account names none of them."""
    if actor.shared is None or not actor.shared.bodies.has_several(actor.reader.agency):
        return
    if not actor.reader.organisation:
        raise Refused(
            _("Your account does not say for which organisation you answer."),
            code="not_allowed",
            what_to_do=_("Ask the systems manager to add your organisation to your account."),
        )


def sets_terms(*, actor: Actor) -> bool:
    """Whether the account sets the terms of reviews: it is information governance of the whole partnership."""
    return is_governance(actor=actor) and actor.reader.agency in OF_ALL


def check_discloses(*, actor: Actor) -> None:
    """Refused where the account makes no file of a review for an inquiry or a court."""
    if not sets_terms(actor=actor):
        raise Refused(
            _("Only information governance of the partnership can make a file for an inquiry."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_sets_terms(*, actor: Actor) -> None:
    """Refused where the account sets no terms of reviews."""
    if not sets_terms(actor=actor):
        raise Refused(
            _("Only information governance of the partnership can set the terms of a learning review."),
            code="not_for_role",
            what_to_do=_("Ask information governance to open the review, or to change its terms."),
        )
