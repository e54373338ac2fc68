"""Records as escalation asks for them: the one that somebody disagrees about, and what items rest on.

It reads as the house where no reader is given.
"""

from collections.abc import Iterable

from sightline.casenotes.readings.cells import RESTRICTED
from sightline.casework.core.house_reader import THE_HOUSE, people_of, visibility
from sightline.casework.core.selectors.withdrawn_rules import records_restricted
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_SENTENCES, Basis, Candidate
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.model.rows.records import ServedRecordNaming
from sightline.model.visibility import RowFilter, Visibility
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

PERSON = "person"


def visibility_of_records(session: ReaderSession, record_ids: Iterable[str]) -> dict[str, Visibility]:
    """What the filter reads of records, as they stand now."""
    with session.open_current() as opened:
        if opened is None:
            return {}
        found = opened[1].records(record_ids=sorted(set(record_ids)), sight=THE_HOUSE)
    return {record_id: visibility(versions[0]) for record_id, versions in found.items()}


def candidate_of_record(session: ReaderSession, *, about_id: str) -> Candidate | None:
    """A record that somebody disagrees about; None where the account may not see it."""
    sight = session.sight
    with session.open_current() as opened:
        if opened is None:
            return None
        versions = opened[1].record(record_id=about_id, sight=sight)
        if not versions:
            return None
        namings = _people_named(opened[1], about_id, sight)
    row = versions[0]
    return Candidate(
        rule_id="",
        source="",
        due_at="",
        about=_("what was decided on a record"),
        agency=row["agency"],
        organisation="" if row["organisation"] == row["agency"] else row["organisation"],
        record_id=about_id,
        mention_ids=tuple(naming["mention_id"] for naming in namings[:1]),
        basis=(Basis(about_id, visibility(row)),),
        about_id=about_id,
        person_id=namings[0]["person_id"] if namings else "",
    )


def _people_named(store: SnapshotReader, record_id: str, sight: RowFilter) -> list[ServedRecordNaming]:
    """The people named on a record, whom it is about first."""
    namings = store.record_namings(record_id=record_id, sight=sight)
    people = [naming for naming in namings if naming["entity_kind"] == PERSON]
    return sorted(people, key=lambda naming: (not naming["slot"].startswith("subject"), naming["slot"]))


def refresh_records(session: ReaderSession) -> None:
    """Take over what the current snapshot says of records and people that items rest on: in its transaction.

    What was restricted since is restricted from this moment, and an item is of whoever its mention is of now.
    """
    if not Item.objects.exists():
        return
    refresh_basis(
        seen=visibility_of_records(session, ItemBasis.objects.values_list("record_id", flat=True).distinct()).items()
    )
    items = [item for item in Item.objects.only("pk", "mention_ids", "person_id") if item.mention_ids]
    people = people_of(session, [item.mention_ids[0] for item in items])
    for item in items:
        now = people.get(item.mention_ids[0], item.person_id)
        if now != item.person_id:
            Item.objects.filter(pk=item.pk).update(person_id=now)


def refresh_basis(*, seen: Iterable[tuple[str, Visibility]]) -> None:
    """Take over how records stand now: what was restricted later is restricted from now on.

    A question about a sign that few may be told of is more restricted than its record, and stays so. So does one of
    which no sign is kept.
    """
    of_sentences = ItemBasis.objects.filter(item__source__in=OF_SENTENCES).values_list("pk", "item__sentence__sign")
    by_people = records_restricted()
    stay = [pk for pk, sign in of_sentences if (sign or "") in ("", *RESTRICTED)]
    for record_id, now in seen:
        of_record = ItemBasis.objects.filter(record_id=record_id)
        of_record.update(
            agency=now.agency,
            organisation=now.organisation,
            layout=now.layout,
            sealed=now.sealed,
        )
        is_restricted = now.restricted or record_id in by_people
        of_any_sign = of_record if is_restricted else of_record.exclude(pk__in=stay)
        of_any_sign.update(restricted=is_restricted)
