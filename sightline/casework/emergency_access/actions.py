"""The actions that an opening makes: information governance reviews it, and each holder of the records looks at it."""

from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.escalation.engine import (
    OF_EMERGENCIES,
    Candidate,
    calendar,
    close_by_fact,
    open_item,
)
from sightline.casework.escalation.models import Item
from sightline.casework.straight_line.services import tell
from sightline.escalation import EMERGENCY_HOLDER, EMERGENCY_REVIEW, INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

REVIEW_ABOUT = _("Someone opened a child’s restricted records in an emergency. Review the reason.")
HOLDER_ABOUT = _("Someone of another agency opened restricted records of your agency in an emergency. Look at it.")


def review_by(*, opened_at: str) -> str:
    """The last moment to review an opening: the rule's working days after it."""
    days = read_escalation_rules()[EMERGENCY_REVIEW].value_at("working_days", london_day(opened_at))
    return calendar().due_at(started=opened_at, amount=int(days), unit=Unit.WORKING_DAYS)


def review_action(entry_id: str) -> str:
    """The id of the action that an opening makes for information governance."""
    return make_id("item", EMERGENCY_REVIEW, entry_id)


def actions_about(entry_id: str) -> tuple[str, ...]:
    """The ids of all actions that an opening made, in order."""
    found = Item.objects.filter(about_id=entry_id, source__in=OF_EMERGENCIES).order_by("item_id")
    return tuple(found.values_list("item_id", flat=True))


def holder_items(entry_id: str) -> list[Item]:
    """The holders' actions of an opening, open and closed."""
    return list(Item.objects.filter(about_id=entry_id, rule_id=EMERGENCY_HOLDER).order_by("pk"))


def open_actions(session: ReaderSession, entry: EmergencyEntry, *, person_id: str) -> tuple[str, ...]:
    """Ask information governance to review an opening, and tell each holder at once; the actions' ids."""
    review = _candidate(entry, rule_id=EMERGENCY_REVIEW)
    open_item(session, candidate=review, opened_at=entry.at, now=entry.at)
    holders = [_of_holder(entry, (one[0], one[1]), person_id) for one in entry.bodies]
    for candidate in holders:
        if open_item(session, candidate=candidate, opened_at=entry.at, now=entry.at):
            tell(session, item_id=candidate.item_id, now=entry.at)
    return review.item_id, *(one.item_id for one in holders)


def close_review(session: ReaderSession, *, entry_id: str, now: str) -> bool:
    """Close the review: it is recorded."""
    return close_by_fact(session, item_id=review_action(entry_id), record_id="", now=now)


def _of_holder(entry: EmergencyEntry, body: tuple[str, str], person_id: str) -> Candidate:
    """What a holder's post answers: it is about the child, of whom the body holds restricted records."""
    candidate = _candidate(entry, rule_id=EMERGENCY_HOLDER, body=body)
    return replace(candidate, mention_ids=(entry.mention_id,), person_id=person_id)


def _candidate(entry: EmergencyEntry, *, rule_id: str, body: tuple[str, str] | None = None) -> Candidate:
    agency, organisation = body or (Agency.PARTNERSHIP.value, "")
    return Candidate(
        rule_id=rule_id,
        rule_version=read_escalation_rules()[rule_id].version,
        source=rule_id,
        due_at=entry.at,
        about=HOLDER_ABOUT if body else REVIEW_ABOUT,
        agency=agency,
        organisation=organisation,
        ladder="" if body else INFORMATION_GOVERNANCE,
        about_id=entry.entry_id,
        urgent=True,
        always=True,
        opened_by=entry.by,
        nth="/".join(body) if body else "",
        straight=True,
        known_from=entry.at,
        arrived_at=entry.at,
        deadline_at="" if body else review_by(opened_at=entry.at),
    )
