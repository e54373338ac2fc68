"""What audit rows call a child: by their own ids, by records that name them, by work about them, and by files.

A row of an export has no id of a person. It says whose records are in the file, so that one with records like the
child's may name the child, and is said to.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sightline.casework.audit.id_hashes import hash_named
from sightline.casework.concerns.models import Concern
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import AuditEntry, PersonChange
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.ledger.writer import BODIES
from sightline.casework.readership.pages import LookedAt

EXPORT, AT_ONCE = "export", 500
OF_PERSON, OF_RECORD = ("person", "node"), ("record", "evidence")
# An act about something else names what it is about in one of these: the child, their mention, a record or an action.
OF_ANYTHING = ("about", "opened_for")


@dataclass(frozen=True, slots=True)
class ChildNamings:
    """By what an audit row may name the child: each id with its kind, plain and hashed; and whose records there are.

    `record_ids` are the records of the snapshot that name them, as plain ids.
    """

    record_ids: tuple[str, ...]
    people: frozenset[str]
    records: frozenset[str]
    work: frozenset[str]
    holders: frozenset[tuple[str, str, str]]

    @property
    def all(self) -> frozenset[str]:
        """Every one of these ids."""
        return self.people | self.records | self.work

    def shown_by(self, ids: Iterable[str]) -> LookedAt | None:
        """How these ids of an act name the child: by the closest; None where they do not."""
        named = set(ids)
        for ours, looked in (
            (self.people, LookedAt.CHILD),
            (self.records, LookedAt.RECORD),
            (self.work, LookedAt.WORK),
        ):
            if not named.isdisjoint(ours):
                return looked
        return None

    def may_be_in(self, row: AuditEntry) -> bool:
        """Whether a row is of an exported file with records of a list that has records of the child."""
        if row.action != EXPORT:
            return False
        return any((one[0], one[1], one[2]) in self.holders for one in row.details.get(BODIES, ()))


def namings_of(session: ReaderSession, *, person_id: str) -> ChildNamings:
    """What rows call the child; NotHere where nobody has that id. Rows have keyed hashes, those of before plain ids."""
    with session.need_current() as (_, store):
        record_ids = store.records_held(person_id=person_id, sight=THE_HOUSE)
        mention_ids = store.mentions_of(person_ids=[person_id])
        held = store.holders_of(record_ids=record_ids).values()
    if not record_ids:
        raise NotHere
    people = called_before(person_id)
    concerns = _concerns(record_ids, mention_ids)
    records = {*record_ids, *(one.record_id for one in concerns)}
    own = [one.pk for one in concerns]
    items = _items(people, sorted(records), mention_ids)
    return ChildNamings(
        record_ids=tuple(record_ids),
        people=with_kinds([*OF_PERSON, *OF_ANYTHING], people) | with_kinds(["mention", *OF_ANYTHING], mention_ids),
        records=with_kinds([*OF_RECORD, *OF_ANYTHING], records),
        work=with_kinds(["item", *OF_ANYTHING], items) | with_kinds(["concern", *OF_ANYTHING], own),
        holders=frozenset((one.agency, one.organisation, one.layout) for one in held),
    )


def list_exports(rows: "QuerySet[AuditEntry]", namings: ChildNamings) -> list[int]:
    """The numbers of those rows that are of exported files in which the child may be."""
    found = rows.filter(action=EXPORT).only("sequence", "action", "details")
    return [row.sequence for row in found.iterator() if namings.may_be_in(row)]


def with_kinds(kinds: Iterable[str], ids: Iterable[str]) -> frozenset[str]:
    """What audit rows call these ids under each of these kinds: plain and hashed."""
    each = list(ids)
    plain = [f"{kind}:{one}" for kind in kinds for one in each]
    return frozenset((*plain, *hash_named(plain)))


def called_before(person_id: str) -> set[str]:
    """The child's id, and each that was the child's before people were matched or split."""
    known, new = set[str](), {person_id}
    while new:
        known |= new
        pairs = PersonChange.objects.filter(
            Q(person_whole__in=new) | Q(person_a__in=new) | Q(person_b__in=new)
        ).values_list("person_whole", "person_a", "person_b")
        new = {one for some in pairs for one in some if one} - known
    return known


def _concerns(record_ids: list[str], mention_ids: list[str]) -> list[Concern]:
    found = dict[str, Concern]()
    for ids, columns in ((record_ids, ("record_id",)), (mention_ids, ("mention_id", "about_mention_id"))):
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            for column in columns:
                found |= {one.pk: one for one in Concern.objects.filter(**{f"{column}__in": some})}
    return list(found.values())


def _items(people: Iterable[str], record_ids: list[str], mention_ids: list[str]) -> set[str]:
    """The actions about the child, or that rest on a record of the child."""
    found = set(Item.objects.filter(person_id__in=sorted(people)).values_list("item_id", flat=True))
    for start in range(0, len(record_ids), AT_ONCE):
        some = record_ids[start : start + AT_ONCE]
        resting = Item.objects.filter(Q(record_id__in=some) | Q(basis__record_id__in=some))
        found |= set(resting.values_list("item_id", flat=True))
    own = set(mention_ids)
    named = Item.objects.exclude(mention_ids=[]).values_list("item_id", "mention_ids")
    return found | {item_id for item_id, mentions in named if not own.isdisjoint(mentions)}
