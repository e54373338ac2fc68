"""Items of patterns that begin or end otherwise since an older record arrived: they go on as what they are now.

The key of an instance is made of its first record, so an older one that comes later gives it another key. No two
instances of a child share a record (`patterns.md`), so the records of an item say which instance it is of now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import PATTERN
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.model.rows.patterns import ServedRecognised
from sightline.store.snapshot_reader import SnapshotReader


@dataclass(frozen=True, slots=True)
class Successor:
    """An instance that an item may be of now, and how many of the item's records it rests on."""

    shared: int
    instance_key: str
    item: Item


def follow_instances(session: ReaderSession) -> int:
    """Point each item to its instance, where that has another key now; how many. It runs as a snapshot is served."""
    items = list(Item.objects.filter(source=PATTERN))
    with session.open_current() as opened:
        if opened is None or not items:
            return 0
        rows = {row["instance_key"]: row for row in opened[1].patterns.must()}
        lost = [item for item in items if item.about_id not in rows]
        found = list(_successors(opened[1], lost, rows.values()))
    taken = {(item.about_id, item.agency) for item in items}
    moved = set[int]()
    for one in sorted(found, key=lambda each: (-each.shared, each.instance_key, each.item.pk)):
        place = (one.instance_key, one.item.agency)
        if one.item.pk not in moved and place not in taken:
            Item.objects.filter(pk=one.item.pk).update(about_id=one.instance_key)
            moved.add(one.item.pk)
            taken.add(place)
    return len(moved)


def _successors(store: SnapshotReader, lost: Iterable[Item], rows: Iterable[ServedRecognised]) -> Iterator[Successor]:
    """Every instance of the rule of an item that rests on records of the item; groups have ids that stay."""
    of_rule: dict[str, list[ServedRecognised]] = {}
    for row in rows:
        if not row["group_id"]:
            of_rule.setdefault(row["pattern_id"], []).append(row)
    for item in lost:
        records = set(ItemBasis.objects.filter(item=item).values_list("record_id", flat=True))
        for row in of_rule.get(item.rule_id, ()):
            if (row["person_id"] or "") == item.person_id:
                basis = {one["record_id"] for one in store.patterns.basis(rows=[row], sight=THE_HOUSE)}
                shared = records & basis
                if shared and (row["person_id"] or shared == records):
                    yield Successor(len(shared), row["instance_key"], item)
