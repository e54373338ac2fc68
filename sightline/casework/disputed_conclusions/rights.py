"""Who sees a conclusion disputes it; information governance of a body whose records are behind it replies."""

from sightline.casework.accounts.governance_scope import (
    bodies_known,
    decides_about_holder,
    holders_of_records,
    sees_every_agency,
)
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputes.rights import is_governance
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


def may_settle_conclusion(session: ReaderSession, laid: ConclusionDisputeEntry) -> bool:
    """Whether the account replies to a dispute of a conclusion: its body controls a record behind it, or it has all."""
    actor = session.actor
    if not is_governance(actor=actor):
        return False
    own = actor.reader.agency
    if sees_every_agency(actor=actor) or not bodies_known(actor=actor).has_several(own):
        return sees_every_agency(actor=actor) or own in laid.agencies
    held = holders_of_records(session, laid.record_ids) if own in laid.agencies else {}
    return any(decides_about_holder(session, one) for one in held.values())


def check_settles_conclusion(session: ReaderSession, laid: ConclusionDisputeEntry) -> None:
    """Refused where the account replies to no dispute of this conclusion."""
    if not may_settle_conclusion(session, laid):
        raise Refused(
            _("Only information governance of an organisation whose records are behind this can reply to the dispute."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )
