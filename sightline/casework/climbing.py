"""What climbs, as candidates for items: from the snapshot, from concerns entered since, and from what nobody owns.

A newcomer would get this wrong: this reads as the house and for no reader, so nothing of it is shown. What is shown
goes through the rights of each reader over the basis that every candidate carries.
"""

from collections.abc import Iterable

from sightline.casework.actors import Actor
from sightline.casework.current import open_current
from sightline.casework.escalating import (
    LATE,
    UNOWNED,
    Basis,
    Candidate,
    calendar,
    note_fact,
    refresh_basis,
)
from sightline.casework.escalation_models import Concerned, Item, ItemBasis
from sightline.escalation import late_from, read_climbing_rules, unowned_from
from sightline.model.ids import make_id
from sightline.model.visibility import RowFilter, Visibility
from sightline.sharing import row_filter
from sightline.store.serve import Row, ServeReader

THE_HOUSE = RowFilter("1 = 1", ())
PERSON = "person"


def late_extracts(now: str) -> Iterable[Candidate]:
    """Agencies and bodies whose newest file is older than their local value."""
    del now
    with open_current() as opened:
        rows = opened[1].as_of() if opened else []
    version = read_climbing_rules()[LATE].version
    return [
        Candidate(
            rule_id=LATE,
            rule_version=version,
            source=LATE,
            due_at=late_from(agency=row["agency"], last_received_at=row["last_received_at"], calendar=calendar()),
            about="The next file of this agency has not come: what is due there is not known.",
            agency=row["agency"],
            organisation="" if row["organisation"] == row["agency"] else row["organisation"],
            about_id=make_id(LATE, row["agency"], row["organisation"], row["last_received_at"]),
        )
        for row in rows
        if row["last_received_at"]
    ]


def unowned(now: str) -> Iterable[Candidate]:
    """Persons, places and groups of concern that nobody owns."""
    del now
    version = read_climbing_rules()[UNOWNED].version
    rows = list(Concerned.objects.filter(owner=None, ended_at="").order_by("pk"))
    seen = seen_of({record_id for row in rows for record_id in row.record_ids})
    return [
        Candidate(
            rule_id=UNOWNED,
            rule_version=version,
            source=UNOWNED,
            due_at=unowned_from(from_at=row.from_at, calendar=calendar()),
            about=f"A {row.kind} of concern has no owner.",
            agency=row.agency,
            record_id=row.record_ids[0] if row.record_ids else "",
            mention_ids=tuple(row.mention_ids),
            basis=tuple(Basis(record_id, seen[record_id]) for record_id in row.record_ids if record_id in seen),
            about_id=f"{UNOWNED} {row.pk}",
            nth=row.from_at,
        )
        for row in rows
    ]


def seen_of(record_ids: Iterable[str]) -> dict[str, Visibility]:
    """What the filter reads of records, as they stand now."""
    with open_current() as opened:
        if opened is None:
            return {}
        found = {record_id: opened[1].record(record_id=record_id, sees=THE_HOUSE) for record_id in record_ids}
    return {record_id: visibility(versions[0]) for record_id, versions in found.items() if versions}


def visibility(row: Row) -> Visibility:
    """What the filter reads of a row of the snapshot."""
    markings = ("SEALED IDENTITY",) if row["sealed"] else ()
    return Visibility(row["agency"], row["organisation"], row["layout"], bool(row["restricted"]), markings)


def candidate_of_record(*, actor: Actor, about_id: str) -> Candidate | None:
    """A record that somebody disagrees about; None where the account may not see it."""
    sees = row_filter(reader=actor.reader)
    with open_current() as opened:
        if opened is None:
            return None
        versions = opened[1].record(record_id=about_id, sees=sees)
        if not versions:
            return None
        namings = _people_named(opened[1], about_id, sees)
    row = versions[0]
    return Candidate(
        rule_id="",
        source="",
        due_at="",
        about="what was decided on a record",
        agency=row["agency"],
        organisation="" if row["organisation"] == row["agency"] else row["organisation"],
        record_id=about_id,
        mention_ids=tuple(naming["mention_id"] for naming in namings[:1]),
        basis=(Basis(about_id, visibility(row)),),
        about_id=about_id,
        person_id=namings[0]["person_id"] if namings else "",
    )


def _people_named(serve: ServeReader, record_id: str, sees: RowFilter) -> list[Row]:
    """The people named on a record, whom it is about first."""
    namings = serve.record_namings(record_id=record_id, sees=sees)
    people = [naming for naming in namings if naming["entity_kind"] == PERSON]
    return sorted(people, key=lambda naming: (not naming["slot"].startswith("subject"), naming["slot"]))


def take_over(*, actor: Actor, now: str) -> int:
    """Bring open items to what is known now: files that came, owners that were named. How many were closed."""
    closed = 0
    for source, gather in ((LATE, late_extracts), (UNOWNED, unowned)):
        open_now = {item.about_id: item.item_id for item in Item.objects.filter(source=source, closed_at=None)}
        if open_now:
            still = {candidate.about_id for candidate in gather(now)}
            for about_id in sorted(set(open_now) - still):
                closed += note_fact(actor=actor, item_id=open_now[about_id], record_id="", now=now)
    return closed


def take_over_basis() -> None:
    """Take over how records stand in a new snapshot: for every record that an open item rests on."""
    record_ids = ItemBasis.objects.filter(item__closed_at=None).values_list("record_id", flat=True).distinct()
    refresh_basis(seen=seen_of(record_ids).items())


SOURCES = (late_extracts, unowned)
