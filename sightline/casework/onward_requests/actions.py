"""The action that a request to pass records on opens, for the responsible person of the agency that holds them."""

from dataclasses import replace

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import ONWARD
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.escalation import ONWARD_REQUEST
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

REPLY = EntryAction(
    ONWARD_REQUEST,
    about=_("Another agency asks to pass on records of yours. Say yes until a day, or no with a reason."),
    source=ONWARD,
    takes="working_days",
)


def ask_holder(session: ReaderSession, entry: OnwardEntry) -> str:
    """Ask the holder; the action's id. It names no record and no person: only who answers knows of it."""
    candidate = REPLY.candidate_of(entry, deadline_at=REPLY.deadline(since=entry.at))
    of_holder = replace(candidate, agency=entry.agency, organisation=entry.organisation, ladder="")
    return open_action(session, of_holder, now=entry.at)


def came_to(session: ReaderSession, *, request_id: str) -> bool:
    """Whether the action of a request came to a role of the account."""
    item = Item.objects.filter(item_id=REPLY.item_id(request_id)).first()
    if item is None:
        return False
    try:
        return right_to(session, item=item, on=london_day(item.opened_at)).stage is not None
    except NotHere:
        return False
