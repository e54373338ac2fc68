"""Keeps the item of a group that was told in both readings, of two children or one, through what comes after.

A group that grows by a child who is certainly another has another id. Its item then goes on as the item of the grown
group, so that nobody is told of it twice. A group that an answer made one child of is gone, and its item closes.
"""

from collections.abc import Collection, Iterable, Sequence

from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import PATTERN
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.patterns.open_questions import both_readings
from sightline.model.rows.patterns import ServedRecognised
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import as_written


def follow_grown(session: ReaderSession, *, now: str) -> int:
    """Give each open item of a group that grew to the group that it grew to; it closes none."""
    del now
    with session.open_current() as opened:
        items = _of_both_readings() if opened else []
        if opened is None or not items:
            return 0
        store, rows = opened[1], opened[1].patterns.must()
        stand = {row["instance_key"] for row in rows}
        gone = [one for one in items if one.about_id not in stand]
        groups = [row for row in rows if row["group_id"]] if gone else []
        records = _records_of(store, groups)
    known = set(Item.objects.filter(source=PATTERN).values_list("about_id", "agency"))
    for item in gone:
        based_on = set(ItemBasis.objects.of_item(item).values_list("record_id", flat=True))
        grown = (row for row in groups if row["pattern_id"] == item.rule_id)
        key = next((row["instance_key"] for row in grown if based_on <= records[row["instance_key"]]), "")
        if key and (key, item.agency) not in known:
            Item.objects.filter(pk=item.pk).update(about_id=key)
    return 0


def joined_groups(
    session: ReaderSession, store: SnapshotReader, *, gone: Iterable[Item], one_now: Collection[str]
) -> list[Item]:
    """Of the items of what is gone those of groups in which somebody stands whom an answer made one.

    Their records are as they were: else it may be gone for another reason, and stays until somebody answers it.
    """
    found = []
    for item in gone:
        if item.rule_id in session.withdrawn or not _is_of_both(item):
            continue
        records = list(ItemBasis.objects.of_item(item).values_list("record_id", flat=True))
        versions = store.records(record_ids=records, sight=THE_HOUSE)
        is_whole = all(one in versions and versions[one][0]["latest"] for one in records)
        if is_whole and _stands_on(store, records, one_now):
            found.append(item)
    return found


def _stands_on(store: SnapshotReader, record_ids: Sequence[str], people: Collection[str]) -> bool:
    return any(
        naming["person_id"] in people
        for record_id in record_ids
        for naming in store.record_namings(record_id=record_id, sight=THE_HOUSE)
    )


def _of_both_readings() -> list[Item]:
    """The open items of groups that were told in both readings; those of pairs name whom they are about."""
    return [one for one in Item.objects.open().filter(source=PATTERN, mention_ids=[]) if _is_of_both(one)]


def _is_of_both(item: Item) -> bool:
    """Whether it names nobody, as the item of a group, and its words have both readings; they are kept in English."""
    with as_written():
        return not item.mention_ids and item.about in map(str, both_readings(item.rule_id))


def _records_of(store: SnapshotReader, rows: Sequence[ServedRecognised]) -> dict[str, set[str]]:
    """By the key of an instance all the records that it is based on."""
    found: dict[str, set[str]] = {row["instance_key"]: set() for row in rows}
    for one in store.patterns.basis(rows=rows, sight=THE_HOUSE):
        found[one["instance_key"]].add(one["record_id"])
    return found
