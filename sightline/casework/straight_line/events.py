"""When what an item is about happened, and whether a child of it is missing: asked of the current snapshot."""

from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.model.calendar import latest_moment


def happened_at(session: ReaderSession, item: Item) -> str:
    """When the newest event behind an item happened, as a when; empty text where that is not known of each record."""
    record_ids = list(ItemBasis.objects.filter(item=item).values_list("record_id", flat=True)) or [item.record_id]
    found: list[str] = []
    with session.open_current() as opened:
        for record_id in record_ids:
            versions = opened[1].record(record_id=record_id, sight=THE_HOUSE) if opened and record_id else []
            found.append((versions[0]["occurred_to"] or versions[0]["occurred_from"] or "") if versions else "")
    return max(found, key=latest_moment) if found and all(found) else ""


def is_missing(session: ReaderSession, item: Item) -> bool:
    """Whether somebody whom the item names was missing when it arrived, by the records that have come."""
    with session.open_current() as opened:
        if opened is None:
            return False
        people = {item.person_id, *opened[1].people_of(mention_ids=sorted(item.mention_ids)).values()} - {""}
        rows = opened[1].arrivals.missing(sight=THE_HOUSE) if people else []
    return any(row["person_id"] in people and (not row["back_at"] or row["back_at"] > item.opened_at) for row in rows)
