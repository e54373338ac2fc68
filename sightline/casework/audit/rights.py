"""Who reads the audit: information governance, and the operator without the reasons that people typed.

It holds ids, never a name or a word of a record.
"""

from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Agency, Role
from sightline.translation.messages import lazy as _

READS_AUDIT = (Role.INFORMATION_GOVERNANCE, Role.OPERATOR)


def can_read_audit(*, actor: Actor) -> bool:
    """Whether the role reads the audit log."""
    return actor.reader.role in READS_AUDIT


def keeps_to_agency(*, actor: Actor) -> bool:
    """Whether the account reads the entries of one agency alone: information governance that is not the partnership's.

    `accounts/governance_scope.py` says the same of all else that it sees.
    """
    reader = actor.reader
    of_all = reader.is_house or reader.agency in ("", Agency.PARTNERSHIP)
    return reader.role is Role.INFORMATION_GOVERNANCE and not of_all


def check_audit(*, actor: Actor) -> None:
    """Refused where the role does not read the audit log."""
    if not can_read_audit(actor=actor):
        raise Refused(
            _("Information governance and the operator read the audit log."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )
