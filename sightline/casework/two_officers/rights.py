"""Who takes part: an account of a role of the rule that is on the rota at this moment; governance reads its own."""

from collections.abc import Iterable

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.posts.duty import on_duty
from sightline.casework.two_officers.pages import OfficerOnDuty
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing.two_officers import read_two_officers
from sightline.translation.messages import lazy as _


def officers_on_duty(*, at: str) -> tuple[OfficerOnDuty, ...]:
    """Everybody on the rule's rotas at a moment, each ladder in the order in which they are told."""
    found: dict[tuple[str, str], OfficerOnDuty] = {}
    for ladder in read_two_officers().ladders:
        for one in on_duty(ladder=ladder, organisation="", at=at):
            found.setdefault((ladder, one.username), OfficerOnDuty(ladder, one.username, one.until_at))
    return tuple(found.values())


def has_role(*, actor: Actor) -> bool:
    """Whether the account is of a role that may take part, on duty or not."""
    return actor.reader.role in read_two_officers().roles and actor.account_id is not None


def takes_part(*, actor: Actor, duty: Iterable[OfficerOnDuty]) -> bool:
    """Whether the account takes part now."""
    return has_role(actor=actor) and any(one.username == actor.reader.username for one in duty)


def check_takes_part(*, actor: Actor) -> None:
    """Refused where the account is not on the rota now, or its role never takes part."""
    if not takes_part(actor=actor, duty=officers_on_duty(at=clock.now_at())):
        raise Refused(
            _("Only officers who are on duty on the rota now can do this."),
            code="not_on_duty",
            what_to_do=_("Call an officer on duty, or the agency that holds the record."),
        )


def may_govern(*, actor: Actor) -> bool:
    """Whether the account is of information governance: it reviews what concerns its body."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def check_reviews(*, actor: Actor) -> None:
    """Refused where the account reviews nothing."""
    if not may_govern(actor=actor):
        raise Refused(
            _("Only information governance can review what two officers saw."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )


def check_lists(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with it."""
    if not has_role(actor=actor) and not may_govern(actor=actor):
        raise Refused(
            _("This account cannot take part in showing a sealed identity or a protected address."),
            code="not_for_role",
            what_to_do=_("Call an officer on duty, or the agency that holds the record."),
        )
