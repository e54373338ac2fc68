"""Looks at open actions again for those that concern who answers them, once something changed that could make one so.

What changes it: what people declare, who holds a post, a new snapshot. A tick that finds the same as the last asks a
few questions and does nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from sightline.casework.audit.trail import Trail, append_entry
from sightline.casework.core.models import Decision, Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import (
    REASSIGNED,
    STAY_ON_LINE,
    close_by_fact,
    lock_item,
    open_item,
)
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.escalation.services.disagreements import make_disagreement_candidate
from sightline.casework.insiders.item_conflicts import (
    Conflicted,
    ItemPeople,
    agency_of_answerer,
    find_conflicted,
    keep_conflicts,
)
from sightline.casework.insiders.models import DeclaredDetail
from sightline.casework.posts.services.posts import SET
from sightline.casework.posts.services.rotas import ADDED as SHIFT_ADDED
from sightline.escalation import CONDUCT

CHECKED, MARKER_LENGTH = "item_conflicts", 100


def check_conflicts(session: ReaderSession, *, now: str) -> int:
    """Hide open actions from whom they concern, and take those off the line that these answer; how many left it."""
    declared = DeclaredDetail.objects.aggregate(last=Max("pk"))["last"]
    if declared is None:
        return 0
    stands = _what_stands(session, declared, now)
    if Marker.objects.read(CHECKED) == stands:
        return 0
    items = {item.item_id: item for item in Item.objects.open().filter(reassigned=False).order_by("pk")}
    conflicted = find_conflicted(session, _people_of(items))
    left = sum(_keep_off(session, items[item_id], some, now) for item_id, some in conflicted.items())
    Marker.objects.update_or_create(name=CHECKED, defaults={"value": stands})
    return left


def _what_stands(session: ReaderSession, declared: int, now: str) -> str:
    posts = Decision.objects.filter(kind__in=(SET, SHIFT_ADDED)).aggregate(last=Max("sequence"))["last"] or 0
    snapshot = session.snapshot.id if session.snapshot else ""
    return f"{snapshot} {declared} {posts} {now[:10]}"[:MARKER_LENGTH]


def _people_of(items: Mapping[str, Item]) -> dict[str, ItemPeople]:
    records: dict[str, list[str]] = {item_id: [item.record_id] for item_id, item in items.items()}
    for item_id, record_id in ItemBasis.objects.filter(item__closed_at=None).values_list("item__item_id", "record_id"):
        records.get(item_id, []).append(record_id)
    return {
        item_id: ItemPeople(tuple(item.mention_ids), item.person_id, tuple(records[item_id]))
        for item_id, item in items.items()
    }


def _keep_off(session: ReaderSession, item: Item, conflicted: Conflicted, now: str) -> int:
    """Hide one action; 1 where it left the line."""
    with transaction.atomic():
        keep_conflicts(item.item_id, conflicted)
        if item.ladder in CONDUCT or item.source in STAY_ON_LINE:
            return 0
        agency = agency_of_answerer(conflicted, ladder=item.ladder, organisation=item.organisation, at=now)
        if agency is None:
            return 0
        return int(bool(leave_line(session, item_id=item.item_id, about_agency=agency, now=now)))


def leave_line(session: ReaderSession, *, item_id: str, about_agency: str, now: str) -> str:
    """Close an action on its agency's line and open it for the designated officer, by itself; the new item's id.

    In the caller's transaction.
    """
    item = lock_item(item_id)
    if item is None or item.closed_at:
        return ""
    candidate = replace(
        make_disagreement_candidate(session, item, ""),
        rule_id=item.rule_id, rule_version=item.rule_version, source=REASSIGNED, due_at=now, about=item.about,
        urgent=True, always=True, about_professional=True, about_agency=about_agency, nth="insiders",
    )  # fmt: skip
    close_by_fact(session, item_id=item_id, record_id=item.record_id, now=now)
    Item.objects.filter(item_id=item_id).update(reassigned=True)
    open_item(session, candidate=candidate, opened_at=now, now=now)
    trail = Trail(details={"by": "insiders"})
    trail.add("item", [item_id, candidate.item_id])
    append_entry(actor=session.actor, action="leave_line", trail=trail)
    return candidate.item_id
