"""Who asks to pass a record on, who reads a request, and who says yes or no."""

from sightline.casework.accounts.governance_scope import decides_about, decides_about_record
from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.rights import is_governance
from sightline.casework.onward_requests.actions import came_to
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


def check_asks_onward(*, actor: Actor) -> None:
    """Refused where the account opens no records."""
    check_people(actor=actor)


def may_read(session: ReaderSession, asked: OnwardEntry) -> bool:
    """Whether the account asked, or is information governance of the body that holds the records or that asked."""
    actor = session.actor
    own = actor.account_id is not None and asked.by == actor.reader.username
    of_asker = {"agency": asked.to_agency, "organisation": asked.to_organisation}
    return (
        own
        or _governs_holder(session, asked)
        or (is_governance(actor=actor) and decides_about(actor=actor, **of_asker))
    )


def may_reply(session: ReaderSession, asked: OnwardEntry) -> bool:
    """Whether the account answers for the holder: its action came to a role of theirs. Nobody answers their own."""
    actor = session.actor
    if actor.account_id is None or asked.by == actor.reader.username:
        return False
    return came_to(session, request_id=asked.entry_id) or _governs_holder(session, asked)


def _governs_holder(session: ReaderSession, asked: OnwardEntry) -> bool:
    """Whether the account is information governance of the body that holds the record."""
    held = {"record_id": asked.record_ids[0], "agency": asked.agency, "organisation": asked.organisation}
    return is_governance(actor=session.actor) and decides_about_record(session, **held)


def check_replies_onward(session: ReaderSession, asked: OnwardEntry) -> None:
    """Refused where the account does not answer for the agency that holds the records."""
    if not may_reply(session, asked):
        raise Refused(
            _("Only the responsible person of the agency whose records these are can answer."),
            code="not_for_role",
            what_to_do=_("Wait for their answer, or call the contact on the record’s page."),
        )
