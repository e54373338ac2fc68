"""Who decides what is kept and what is erased: information governance. The operator reads, and carries out."""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

READS = (Role.INFORMATION_GOVERNANCE, Role.OPERATOR)


def check_reads_retention(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with how long records are kept."""
    if actor.reader.role not in READS:
        raise Refused(
            _("Only information governance and the operator can see what is due for review or erased."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_decides_retention(*, actor: Actor) -> None:
    """Refused for all but information governance: a decision is a named person's."""
    if actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        raise Refused(
            _("Only information governance can decide on holds, reviews and erasure."),
            code="not_for_role",
            what_to_do=_("Ask information governance. From the terminal, name their account with --as."),
        )
