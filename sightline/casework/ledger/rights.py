"""Who reads the sharing ledger: information governance all of it, and those who lead a child's case that child's."""

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Assignment
from sightline.casework.core.rights import READ_NO_COUNTS
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

READS_LEDGER = (Role.INFORMATION_GOVERNANCE,)


def can_read_ledger(*, actor: Actor) -> bool:
    """Whether the role reads every line."""
    return actor.reader.is_one_of(READS_LEDGER)


def check_ledger(*, actor: Actor) -> None:
    """Refused where the role does not read every line."""
    if not can_read_ledger(actor=actor):
        raise Refused(
            _("Only information governance can read the sharing ledger."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_totals(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with how much is shared in all."""
    if actor.reader.role in READ_NO_COUNTS:
        raise Refused(
            _("This account cannot see how many records agencies shared in all."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def leads(*, actor: Actor, mention_ids: list[str]) -> bool:
    """Whether the account is lead worker or police lead of the child of these mentions today."""
    if actor.account_id is None:
        return False
    today = clock.today()
    led = Assignment.objects.filter(account_id=actor.account_id, mention_id__in=mention_ids, from_on__lte=today)
    return any(one.to_on is None or one.to_on >= today for one in led)


def check_leads(*, actor: Actor, mention_ids: list[str]) -> None:
    """Refused where the account, which may open the child's page, neither reads the ledger nor leads the case."""
    if not can_read_ledger(actor=actor) and not leads(actor=actor, mention_ids=mention_ids):
        raise Refused(
            _("Only the child’s lead worker, the police lead and information governance can see who saw the records."),
            code="not_lead",
            what_to_do=_("Ask the lead worker or information governance."),
        )
