"""Who asks for the sealed rows of a child, who reads all openings and closes them, and who answers for health."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ASKS = (Role.PRACTITIONER, Role.SCHOOL_LEAD, Role.MANAGER, Role.SENIOR_OFFICER)
READS = (Role.INFORMATION_GOVERNANCE,)


def can_ask(*, actor: Actor) -> bool:
    """Whether the role asks for rows: roles that work with children."""
    return actor.reader.role in ASKS


def check_asks(*, actor: Actor) -> None:
    """Refused where the role does not work with children."""
    check_people(actor=actor)
    if not can_ask(actor=actor):
        raise Refused(
            _("Only people who work with a child can ask for sealed rows of the child."),
            code="not_for_role",
            what_to_do=_("Ask the child’s lead worker."),
        )


def check_reads_openings(*, actor: Actor) -> None:
    """Refused where the role does not look after the records."""
    if not actor.reader.is_one_of(READS):
        raise Refused(
            _("Only information governance can read which sealed rows are open."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_closes(*, actor: Actor) -> None:
    """Refused for all but information governance."""
    if actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        raise Refused(
            _("Only information governance can close sealed rows."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def answers_for_health(session: ReaderSession, *, item: Item) -> bool:
    """Whether an action that asks the clinician came to a post of the account."""
    try:
        return right_to(session, item=item, on=london_day(item.opened_at)).stage is not None
    except NotHere:
        return False
