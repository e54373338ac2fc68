"""The actions that an opening makes: information governance reviews it, and each holder of the records looks at it."""

from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.escalation.engine import OF_EMERGENCIES, Candidate, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.straight_line.services import tell
from sightline.escalation import EMERGENCY_HOLDER, EMERGENCY_REVIEW
from sightline.translation.messages import lazy as _

REVIEW = EntryAction(
    EMERGENCY_REVIEW,
    about=_("Someone opened a child’s restricted records in an emergency. Review the reason."),
    takes="working_days",
)
HOLDER = EntryAction(
    EMERGENCY_HOLDER,
    about=_("Someone of another agency opened restricted records of your agency in an emergency. Look at it."),
)


def actions_about(entry_id: str) -> tuple[str, ...]:
    """The ids of all actions that an opening made, in order."""
    found = Item.objects.filter(about_id=entry_id, source__in=OF_EMERGENCIES).order_by("item_id")
    return tuple(found.values_list("item_id", flat=True))


def holder_items(entry_id: str) -> list[Item]:
    """The holders' actions of an opening, open and closed."""
    return list(Item.objects.filter(about_id=entry_id, rule_id=EMERGENCY_HOLDER).order_by("pk"))


def open_actions(session: ReaderSession, entry: EmergencyEntry, *, person_id: str) -> tuple[str, ...]:
    """Ask information governance to review an opening, and tell each holder at once; the actions' ids."""
    review = _at_once(REVIEW.candidate_of(entry, deadline_at=REVIEW.deadline(since=entry.at)), entry)
    open_action(session, review, now=entry.at)
    holders = [_of_holder(entry, (one[0], one[1]), person_id) for one in entry.bodies]
    for candidate in holders:
        if open_item(session, candidate=candidate, opened_at=entry.at, now=entry.at):
            tell(session, item_id=candidate.item_id, now=entry.at)
    return review.item_id, *(one.item_id for one in holders)


def _of_holder(entry: EmergencyEntry, body: tuple[str, str], person_id: str) -> Candidate:
    """What a holder's post answers: it is about the child, of whom the body holds restricted records."""
    return replace(
        _at_once(HOLDER.candidate_of(entry, deadline_at=""), entry), agency=body[0], organisation=body[1], ladder="",
        nth="/".join(body), mention_ids=(entry.mention_id,), person_id=person_id,
    )  # fmt: skip


def _at_once(candidate: Candidate, entry: EmergencyEntry) -> Candidate:
    """The same, told at once: its stages count from the opening."""
    return replace(candidate, urgent=True, straight=True, known_from=entry.at)
