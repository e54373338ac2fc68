"""Information governance of the body whose record it is restricts it, and lifts the restriction."""

from sightline.casework.accounts.governance_scope import decides_about_record
from sightline.casework.core.actor import Actor
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _


def is_governance(*, actor: Actor) -> bool:
    """Whether the account is of information governance."""
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and actor.account_id is not None


def may_restrict(session: ReaderSession, *, record_id: str, agency: str, organisation: str) -> bool:
    """Whether the account restricts a record: its own body's, or every body's where it is the partnership's."""
    return is_governance(actor=session.actor) and decides_about_record(
        session, record_id=record_id, agency=agency, organisation=organisation
    )


def check_restricts(session: ReaderSession) -> None:
    """Refused where the account restricts no record."""
    if not is_governance(actor=session.actor):
        raise _refusal()


def check_may_restrict(session: ReaderSession, *, record_id: str, agency: str, organisation: str) -> None:
    """Refused where the account does not restrict this record."""
    if not may_restrict(session, record_id=record_id, agency=agency, organisation=organisation):
        raise _refusal()


def _refusal() -> Refused:
    return Refused(
        _("Only information governance of the organisation whose record it is can restrict it."),
        code="not_for_role",
        what_to_do=_("Tell information governance what you know."),
    )
