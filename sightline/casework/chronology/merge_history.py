"""Shows how a person came together: joinings and takings apart between snapshots, each with the link that caused it.

A line exists only for a reader who may see both sides and every record on the way between them. For all others nothing
changed, and nothing is counted.
"""

from collections.abc import Iterable

from django.db.models import Q

from sightline.casework.core.models import Decision, PersonChange
from sightline.casework.people.pages.people import ChangeSide, IdentityChangeLine
from sightline.casework.people.selectors import may_open
from sightline.casework.same_person.merge_detection import JOINED, SPLIT
from sightline.model.rows.records import ServedRecordNaming
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader

MOST_ROUNDS, MOST_CHANGES = 6, 500


def read_history(*, store: SnapshotReader, person_id: str, sight: RowFilter) -> tuple[IdentityChangeLine, ...]:
    """What became of the records that are the person's today, the earliest first."""
    lines = see_changes(store=store, changes=_changes_of(person_id), sight=sight).values()
    return tuple(line for line in lines if person_id in (line.a.person_id, line.b.person_id))


def see_changes(
    *, store: SnapshotReader, changes: Iterable[PersonChange], sight: RowFilter
) -> dict[int, IdentityChangeLine]:
    """The changes that the reader may see, by their number."""
    named: dict[str, ServedRecordNaming | None] = {}
    found = {}
    answers: dict[int, Decision] = {}
    kept = list(changes)
    for one in Decision.objects.filter(sequence__in=[one.decision for one in kept if one.decision]):
        if "answer" in one.body:
            answers[one.sequence] = one
    for change in kept:
        for mention_id in _mentions_of(change):
            if mention_id not in named:
                named[mention_id] = _see_naming(store, mention_id, sight)
        a, b = named[change.mention_id_a], named[change.mention_id_b]
        if a and b and all(named[mention_id] for mention_id in _mentions_of(change)):
            found[change.pk] = _as_line(change, _as_side(a), _as_side(b), answers.get(change.decision or 0))
    return found


def _changes_of(person_id: str) -> list[PersonChange]:
    """Changes of the person, of those who became part of it, and of the one that it was part of."""
    ids, found = {person_id}, dict[int, PersonChange]()
    for _ in range(MOST_ROUNDS):
        rows = PersonChange.objects.filter(Q(person_whole__in=ids) | Q(person_a__in=ids) | Q(person_b__in=ids))
        more = {row.pk: row for row in rows.order_by("-pk")[:MOST_CHANGES]}
        if more.keys() <= found.keys():
            break
        found |= more
        ids |= {one for row in more.values() if row.kind == JOINED for one in (row.person_a, row.person_b)}
        ids |= {row.person_whole for row in more.values() if row.kind == SPLIT}
    return [found[number] for number in sorted(found)]


def _mentions_of(change: PersonChange) -> list[str]:
    way = [link[end] for link in change.cause for end in ("mention_id_a", "mention_id_b")]
    return [change.mention_id_a, change.mention_id_b, *way]


def _see_naming(store: SnapshotReader, mention_id: str, sight: RowFilter) -> ServedRecordNaming | None:
    naming = store.naming(mention_id=mention_id, sight=sight)
    return naming if naming and may_open(store, naming["person_id"], sight) else None


def _as_line(change: PersonChange, a: ChangeSide, b: ChangeSide, answer: Decision | None) -> IdentityChangeLine:
    return IdentityChangeLine(
        changed_on=change.changed_on,
        kind=change.kind,
        a=a,
        b=b,
        reasons=tuple(dict.fromkeys(link["reason"] for link in change.cause)),
        answered_by=answer.by if answer else "",
        answer=answer.body["answer"] if answer else "",
        answered_on=london_day(answer.at) if answer else None,
    )


def _as_side(naming: ServedRecordNaming) -> ChangeSide:
    return ChangeSide(naming["text"], naming["agency"], naming["record_id"], naming["person_id"])
