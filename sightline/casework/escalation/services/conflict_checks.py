"""Looks at open actions again for those that concern who answers them, once something changed that could make one so.

What changes it: what people declare, who holds a post, a new snapshot; then all open actions are compared, and else
those that were opened since. A tick that finds the same as the last asks a few questions and does nothing.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max

from sightline.casework.core.models import Decision, Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import STAY_ON_LINE, lock_item
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.escalation.services.staff_questions import ask_about_staff, leave_line
from sightline.casework.insiders.item_conflicts import (
    Conflicted,
    ItemPeople,
    accounts_to_ask,
    certain_of,
    find_conflicted,
    keep_conflicts,
)
from sightline.casework.insiders.models import DeclaredDetail
from sightline.casework.posts.services.posts import SET
from sightline.casework.posts.services.rotas import ADDED as SHIFT_ADDED
from sightline.escalation import CONDUCT

CHECKED, MARKER_LENGTH = "item_conflicts", 100


def check_conflicts(session: ReaderSession, *, now: str) -> int:
    """Hide open actions from whom they concern, and take those off the line that these answer; how many left it.

    Of a name alone the designated officer is asked, and the action stays.
    """
    declared = DeclaredDetail.objects.aggregate(last=Max("pk"))["last"]
    if declared is None:
        return 0
    stands, last = _what_stands(session, declared, now), Item.objects.aggregate(last=Max("pk"))["last"] or 0
    before, _, through = Marker.objects.read(CHECKED).rpartition(" ")
    if (before, through) == (stands, str(last)):
        return 0
    rows = Item.objects.open().filter(reassigned=False).order_by("pk")
    items = {item.item_id: item for item in (rows.filter(pk__gt=int(through)) if before == stands else rows)}
    conflicted = find_conflicted(session, _people_of(items))
    left = sum(_keep_off(session, item_id, some, now) for item_id, some in conflicted.items())
    last = Item.objects.aggregate(last=Max("pk"))["last"] or 0
    Marker.objects.update_or_create(name=CHECKED, defaults={"value": f"{stands} {last}"})
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


def _keep_off(session: ReaderSession, item_id: str, conflicted: Conflicted, now: str) -> int:
    """Hide one action, and ask about who answers it and has the name alone; 1 where it left the line."""
    with transaction.atomic():
        item = lock_item(item_id)
        if item is None or item.closed_at:
            return 0
        if item.ladder in CONDUCT or item.source in STAY_ON_LINE:
            keep_conflicts(item_id, conflicted)
            return 0
        asked = accounts_to_ask(conflicted, ladder=item.ladder, organisation=item.organisation, at=now)
        known = set(certain_of(item_id))
        keep_conflicts(item_id, {one: kinds for one, kinds in conflicted.items() if one not in asked})
        if leave_line(session, item=item, accounts=certain_of(item_id), now=now):
            return 1
        _ask(session, item, ((one, agency) for one, agency in asked.items() if one not in known), now)
    return 0


def _ask(session: ReaderSession, item: Item, asked: Iterable[tuple[int, str]], now: str) -> None:
    for account_id, agency in asked:
        ask_about_staff(session, item=item, account_id=account_id, agency=agency, now=now)
