"""Who sees a conclusion disputes it; information governance of an agency whose records are behind it replies."""

from collections.abc import Iterable

from sightline.casework.core.actor import Actor
from sightline.casework.disputes.rights import is_governance, may_settle
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


def may_settle_conclusion(*, actor: Actor, agencies: Iterable[str]) -> bool:
    """Whether the account replies to a dispute of a conclusion from these agencies' records: one that controls some."""
    return is_governance(actor=actor) and any(
        may_settle(actor=actor, agency=agency) for agency in (*agencies, "partnership")
    )


def check_settles_conclusion(*, actor: Actor, agencies: Iterable[str]) -> None:
    """Refused where the account replies to no dispute of a conclusion from these agencies' records."""
    if not may_settle_conclusion(actor=actor, agencies=agencies):
        raise Refused(
            _("Only information governance of an agency whose records are behind this can reply to the dispute."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )
