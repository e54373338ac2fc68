"""The actions that a hidden record makes which two officers saw: a review of why, and a look by its holder."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OFFICERS_HOLDER, OFFICERS_REVIEW, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.insiders.item_conflicts import hide_from
from sightline.casework.straight_line.services import tell
from sightline.casework.two_officers.models import OfficersEntry
from sightline.escalation import TWO_OFFICERS_HOLDER, TWO_OFFICERS_REVIEW
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

REVIEW = EntryAction(
    TWO_OFFICERS_REVIEW,
    about=_("An officer saw a sealed identity or a protected address, and a second officer agreed. Review the reason."),
    source=OFFICERS_REVIEW,
    takes="working_days",
)
HOLDER = EntryAction(
    TWO_OFFICERS_HOLDER,
    about=_("Two officers saw a sealed identity or a protected address of your agency. Look at who they are, and why."),
    source=OFFICERS_HOLDER,
)


def tell_holder(session: ReaderSession, shown: OfficersEntry, *, organisation: str, officers: Collection[str]) -> str:
    """Tell the first responsible person of the body that holds the record, at once; the action's id.

    It is hidden from both officers, who may be of that body: then the next in line is told. It names no record and no
    person. It opens alike where there was no such record: an officer looked for a hidden child.
    """
    candidate = HOLDER.candidate(about_id=shown.about, by=shown.by, at=shown.at, deadline_at="")
    of_holder = replace(
        candidate, urgent=True, straight=True, known_from=shown.at, agency=shown.agency, organisation=organisation,
        ladder="",
    )  # fmt: skip
    hide_from(of_holder.item_id, usernames=officers, at=shown.at)
    if open_item(session, candidate=of_holder, opened_at=shown.at, now=shown.at):
        tell(session, item_id=of_holder.item_id, now=shown.at)
    return of_holder.item_id


def holding_bodies(entry_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The agency and organisation that was told of each of these requests; one that was not shown is left out."""
    found = Item.objects.filter(about_id__in=list(entry_ids), source=OFFICERS_HOLDER)
    return {one: (agency, named) for one, agency, named in found.values_list("about_id", "agency", "organisation")}


def item_of_holder(session: ReaderSession, *, entry_id: str) -> Item | None:
    """The holder's action of a request, where it came to a post of the account."""
    item = Item.objects.filter(about_id=entry_id, source=OFFICERS_HOLDER).first()
    if item is None:
        return None
    try:
        return item if right_to(session, item=item, on=london_day(item.opened_at)).stage is not None else None
    except NotHere:
        return None


def open_review(session: ReaderSession, shown: OfficersEntry) -> str:
    """Ask information governance to review what was shown, and tell that of each body concerned now; the action's id.

    It opens alike where there was no such record: the action tells nothing.
    """
    due_at = REVIEW.deadline(since=shown.at)
    candidate = REVIEW.candidate(about_id=shown.about, by=shown.by, at=shown.at, deadline_at=due_at)
    urgent = replace(candidate, urgent=True, known_from=shown.at)
    return open_action(session, urgent, now=shown.at)
