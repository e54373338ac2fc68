"""Who records papers: information governance, or the operator."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

RECORDS = (Role.INFORMATION_GOVERNANCE, Role.OPERATOR)


def check_records_papers(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with papers."""
    if actor.reader.role not in RECORDS:
        raise Refused(
            _("Only information governance or the operator can see and record papers."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )
