"""What climbs beside clocks and questions: late files, what nobody owns, and records that somebody disagrees about.

This reads as the house and for no reader, so nothing of it is shown. What is shown goes through the rights of each
reader over the basis that every candidate carries.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from sightline.casework.backlog.plans import overdue_backlog
from sightline.casework.clocks.escalates import clocks_in_snapshot, clocks_of_concerns, close_stopped, close_told_back
from sightline.casework.core.actor import Actor
from sightline.casework.core.house_reader import OWN_LAYOUTS, THE_HOUSE, people_of, visibility
from sightline.casework.core.models import CurrentSnapshot, Marker
from sightline.casework.core.serving import open_current
from sightline.casework.escalation.engine import UNOWNED, Basis, Candidate, calendar, note_fact, refresh_basis
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.late.awaited import awaited_extracts
from sightline.casework.late.delivery import late_deliveries
from sightline.casework.meetings.escalates import overdue_actions
from sightline.casework.meetings.item_closing import close_by_meetings
from sightline.casework.patterns.escalates import patterns_in_snapshot
from sightline.casework.rule_switches.catalogue import LATE
from sightline.casework.subject_files.escalates import (
    REVIEW_OVERDUE,
    STEP_OVERDUE,
    overdue_reviews,
    overdue_steps,
    unowned,
)
from sightline.casework.unanswered.escalates import close_answered, questions_in_snapshot
from sightline.escalation import BACKLOG, LATE_DELIVERY, late_from, read_climbing_rules
from sightline.model.ids import make_id
from sightline.model.visibility import RowFilter, Visibility
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine
from sightline.store.serve import Row, ServeReader
from sightline.store.snapshots import Snapshot

SNAPSHOT = "snapshot taken over"
PERSON = "person"


def late_extracts(now: str) -> list[Candidate]:
    """Agencies, and bodies that send their own files, whose newest file is late, or whose data clocks await."""
    with open_current() as opened:
        newest = newest_files(opened[0]) if opened else ()
    version = read_climbing_rules()[LATE].version
    found = [
        Candidate(
            rule_id=LATE,
            rule_version=version,
            source=LATE,
            due_at=late_from(agency=agency, last_received_at=received_at, calendar=calendar()),
            about="The next file of this agency has not come: what is due there is not known.",
            agency=agency,
            organisation=organisation,
            about_id=make_id(LATE, agency, organisation, received_at),
        )
        for agency, organisation, received_at in newest
    ]
    late = {one.agency for one in found if one.due_at < now}
    return [*found, *awaited_extracts(now=now, but=late)]


@lru_cache(maxsize=8)
def newest_files(snapshot: Snapshot) -> tuple[tuple[str, str, str], ...]:
    """Agency, body and when its newest file was received. Concerns entered here are no agency's extract."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = engine.query(
            "SELECT agency, organisation, max(received_at) AS received_at FROM received_file WHERE agency <> '' "
            "AND mapping <> '' AND mapping NOT IN (?, ?) GROUP BY ALL ORDER BY ALL",
            OWN_LAYOUTS,
        ).to_pylist()
    finally:
        engine.close()
    return tuple((row["agency"], row["organisation"], row["received_at"]) for row in rows)


def seen_of(record_ids: Iterable[str]) -> dict[str, Visibility]:
    """What the filter reads of records, as they stand now."""
    with open_current() as opened:
        if opened is None:
            return {}
        found = {record_id: opened[1].record(record_id=record_id, sees=THE_HOUSE) for record_id in record_ids}
    return {record_id: visibility(versions[0]) for record_id, versions in found.items() if versions}


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
    """Bring open items to what is known now: facts, files that came, owners that were named. How many were closed."""
    closed = close_told_back(actor=actor, now=now) + close_by_meetings(actor=actor, now=now)
    closed += _close_gone(actor, UNOWNED, {candidate.about_id for candidate in unowned(now)}, now)
    closed += _close_gone(actor, REVIEW_OVERDUE, {candidate.about_id for candidate in overdue_reviews(now)}, now)
    closed += _close_gone(actor, STEP_OVERDUE, {candidate.about_id for candidate in overdue_steps(now)}, now)
    closed += _close_gone(actor, BACKLOG, {candidate.about_id for candidate in overdue_backlog(now)}, now)
    current = CurrentSnapshot.objects.current_id()
    taken = Marker.objects.read(SNAPSHOT)
    if current != taken:
        closed += close_stopped(actor=actor, now=now) + close_answered(actor=actor, now=now)
        closed += _close_gone(actor, LATE, {candidate.about_id for candidate in late_extracts(now)}, now)
        closed += _close_gone(actor, LATE_DELIVERY, {candidate.about_id for candidate in late_deliveries(now)}, now)
        Marker.objects.write(SNAPSHOT, current)
    return closed


def take_over_records() -> None:
    """Take over what the current snapshot says of records and people that items rest on: in its transaction.

    What was restricted since is restricted from this moment, and an item is of whoever its mention is of now.
    """
    if not Item.objects.exists():
        return
    refresh_basis(seen=seen_of(ItemBasis.objects.values_list("record_id", flat=True).distinct()).items())
    items = [item for item in Item.objects.only("pk", "mention_ids", "person_id") if item.mention_ids]
    people = people_of([item.mention_ids[0] for item in items])
    for item in items:
        now = people.get(item.mention_ids[0], item.person_id)
        if now != item.person_id:
            Item.objects.filter(pk=item.pk).update(person_id=now)


def _close_gone(actor: Actor, source: str, still: set[str], now: str) -> int:
    """Close the open items of a source of which what they were about is so no more."""
    rows = Item.objects.open().filter(source=source).values_list("about_id", "item_id")
    gone = [item_id for about_id, item_id in rows if about_id not in still]
    return sum(note_fact(actor=actor, item_id=item_id, record_id="", now=now) for item_id in sorted(gone))


SOURCES: tuple[Callable[[str], list[Candidate]], ...] = (
    clocks_of_concerns, clocks_in_snapshot, questions_in_snapshot, patterns_in_snapshot, late_extracts, unowned,
    overdue_reviews, overdue_steps, overdue_actions, late_deliveries, overdue_backlog,
)  # fmt: skip
