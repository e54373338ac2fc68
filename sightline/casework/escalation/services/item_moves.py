"""Moves an open action to another line. It keeps its id, source, records and deadline: the same facts close it.

What was done on the line that it leaves is closed under an id of its own, which that line does not find again.
"""

from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate, close_by_fact, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.disagreements import make_disagreement_candidate
from sightline.casework.insiders.item_conflicts import copy_conflicts
from sightline.escalation import Urgency
from sightline.model.ids import make_id

MOVED = "moved"


def move_item(
    session: ReaderSession,
    *,
    item: Item,
    now: str,
    about_agency: str | None,
    urgent: bool,
    straight: bool = False,
    by: str = "",
) -> str:
    """Close a locked open action and open it anew, in the caller's transaction; the id of what was closed.

    With `about_agency` it goes to the designated officer or professional standards; without, to its own agency.
    `straight` is for its own agency's line: on another each stage has its time.
    """
    candidate = replace(
        candidate_as(session, item), due_at=now, urgent=urgent, about_professional=about_agency is not None,
        about_agency=about_agency or "", ladder="", opened_by=by or item.opened_by, straight=straight,
    )  # fmt: skip
    close_by_fact(session, item_id=item.item_id, record_id=item.record_id, now=now)
    closed_as = make_id("item", item.item_id, MOVED, str(item.pk))
    Item.objects.filter(pk=item.pk).update(reassigned=True, item_id=closed_as)
    copy_conflicts(item.item_id, to=closed_as)
    open_item(session, candidate=candidate, opened_at=now, now=now)
    return closed_as


def candidate_as(session: ReaderSession, item: Item) -> Candidate:
    """An action as what would open it again, under the same id."""
    return replace(
        make_disagreement_candidate(session, item, ""),
        rule_id=item.rule_id,
        rule_version=item.rule_version,
        source=item.source,
        about=item.about,
        about_id=item.about_id,
        always=True,
        straight=item.straight,
        late=item.late,
        known_from=item.known_from,
        arrived_at=item.arrived_at or "",
        deadline_at=item.deadline_at or "",
        sentence=dict(item.sentence),
        urgent=item.urgency == Urgency.URGENT,
        opened_as=item.item_id,
    )
