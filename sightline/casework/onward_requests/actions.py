"""The action that a request to pass records on opens, for the responsible person of the agency that holds them."""

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import ONWARD, Candidate, calendar, close_by_fact, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.escalation import ONWARD_REQUEST, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = _("Another agency asks to pass on records of yours. Say yes until a day, or no with a reason.")


def reply_by(*, asked_at: str) -> str:
    """The last moment to say yes or no."""
    days = read_escalation_rules()[ONWARD_REQUEST].value_at("working_days", london_day(asked_at))
    return calendar().due_at(started=asked_at, amount=int(days), unit=Unit.WORKING_DAYS)


def action_of(request_id: str) -> str:
    """The id of the action that a request opened."""
    return make_id("item", ONWARD_REQUEST, request_id)


def open_action(session: ReaderSession, entry: OnwardEntry) -> str:
    """Ask the holder; the action's id. It names no record and no person: only who answers knows of it."""
    candidate = Candidate(
        rule_id=ONWARD_REQUEST,
        rule_version=read_escalation_rules()[ONWARD_REQUEST].version,
        source=ONWARD,
        due_at=entry.at,
        about=ABOUT,
        agency=entry.agency,
        organisation=entry.organisation,
        about_id=entry.entry_id,
        always=True,
        opened_by=entry.by,
        arrived_at=entry.at,
        deadline_at=reply_by(asked_at=entry.at),
    )
    open_item(session, candidate=candidate, opened_at=entry.at, now=entry.at)
    return candidate.item_id


def close_action(session: ReaderSession, *, request_id: str, now: str) -> bool:
    """Close it: the request has a reply."""
    return close_by_fact(session, item_id=action_of(request_id), record_id="", now=now)


def came_to(session: ReaderSession, *, request_id: str) -> bool:
    """Whether the action of a request came to a role of the account."""
    item = Item.objects.filter(item_id=action_of(request_id)).first()
    if item is None:
        return False
    try:
        return right_to(session, item=item, on=london_day(item.opened_at)).stage is not None
    except NotHere:
        return False
