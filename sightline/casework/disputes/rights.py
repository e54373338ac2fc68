"""Who sees a record disputes it; information governance of its controller settles it and adds people's statements."""

from collections.abc import Sequence

from sightline.casework.accounts.governance_scope import decides_about_record
from sightline.casework.core.actor import Actor
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.ledger.rights import leads
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def is_governance(*, actor: Actor) -> bool:
    """Whether the account is of information governance."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def may_settle(session: ReaderSession, laid: DisputeEntry) -> bool:
    """Whether the account settles a dispute: about its own body's record, or any where it is the partnership's."""
    return is_governance(actor=session.actor) and decides_about_record(
        session, record_id=laid.record_id, agency=laid.agency, organisation=laid.organisation
    )


def check_settles(session: ReaderSession, laid: DisputeEntry) -> None:
    """Refused where the account settles no dispute about that body's records."""
    if not may_settle(session, laid):
        raise Refused(
            _("Only information governance of the organisation whose record it is can settle the dispute."),
            code="not_for_role",
            what_to_do=_("Tell information governance what you know."),
        )


def may_add_statement(*, actor: Actor, mention_ids: Sequence[str]) -> bool:
    """Whether the account enters people's own statements: information governance, and the child's lead worker."""
    return is_governance(actor=actor) or leads(actor=actor, mention_ids=list(mention_ids))


def check_adds_statement(*, actor: Actor, mention_ids: Sequence[str]) -> None:
    """Refused where the account enters no statement beside the record that names these mentions."""
    if not may_add_statement(actor=actor, mention_ids=mention_ids):
        raise Refused(
            _("Only the child’s lead worker and information governance can enter a person’s own statement."),
            code="not_lead",
            what_to_do=_("Send the statement to the lead worker or to information governance."),
        )
