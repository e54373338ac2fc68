"""Reads a person's integrated chronology with its timeline, and who each agency says the person is.

A person of whom nothing may be seen is not "hidden": there is no such person, and the answer is the same as for an id
that was never given.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.merge_history import read_history
from sightline.casework.concerns.live_entries import count_rows, entries_above, fitting, is_entered, merge
from sightline.casework.core.permissions import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of, view_by_agency
from sightline.casework.people.pages import (
    ChronologyFilter,
    Entry,
    IdentityPage,
    JoinReason,
    PersonPage,
    TimelineCell,
)
from sightline.casework.people.search import summarise_one
from sightline.model.rows.people import ServedChronologyLine, ServedCountedEntries, ServedCountedJoins, ServedPagedEntry
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import EntryQuery, SnapshotReader
from sightline.store.snapshots import Snapshot

LARGEST_PAGE = 500


def read_person(session: ReaderSession, *, person_id: str, chosen: ChronologyFilter) -> PersonPage:
    """Read a person's chronology; NotHere if this reader may see no such person."""
    with audited(session, action="read_person") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as opened:
            page = _read(session, *opened, person_id, chosen)
        trail.add("record", [entry.record_id for entry in page.entries])
    return page


def read_identity(session: ReaderSession, *, person_id: str) -> IdentityPage:
    """Read who each agency says a person is; NotHere if this reader may see no such person."""
    with audited(session, action="read_identity") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.need_current() as (_, store):
            said = said_of(store, person_id, sight)
            page = IdentityPage(
                person=summarise_one(person_id, said, 0),
                views=view_by_agency(said, store.as_of()),
                joins=add_up_joins(store.join_reasons(person_id=person_id, sight=sight)),
                history=read_history(store=store, person_id=person_id, sight=sight),
            )
        trail.add("record", [said.record_id for view in page.views for said in view.said])
    return page


def read_chronology(session: ReaderSession, *, person_id: str) -> list[Entry]:
    """A person's whole chronology, oldest first, to be written out."""
    with audited(session, action="write_chronology") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.need_current() as (snapshot, store):
            said_of(store, person_id, sight)
            entered = entries_above(
                session, snapshot=snapshot, store=store, person_id=person_id, reader=session.actor.reader
            )
            rows = [*every_entry(store, person_id, sight), *entered]
            entries = [as_entry(row) for row in sorted(rows, key=lambda row: (row["sort_key"], row["entry_id"]))]
        trail.add("record", [entry.record_id for entry in entries])
        trail.details = {"snapshot_id": snapshot.id, "entries": len(entries)}
    return entries


def every_entry(store: SnapshotReader, person_id: str, sight: RowFilter) -> Iterator[ServedPagedEntry]:
    """A person's entries in visible records of the snapshot, oldest first; for a page audited by its own selector."""
    after = ""
    while True:
        rows = store.entries(query=EntryQuery(person_id, after=after, size=LARGEST_PAGE), sight=sight)
        yield from rows
        if len(rows) < LARGEST_PAGE:
            return
        after = rows[-1]["cursor"]


def _read(
    session: ReaderSession, snapshot: Snapshot, store: SnapshotReader, person_id: str, chosen: ChronologyFilter
) -> PersonPage:
    sight = session.sight
    said = said_of(store, person_id, sight)
    entered = entries_above(session, snapshot=snapshot, store=store, person_id=person_id, reader=session.actor.reader)
    counts = [*store.entry_counts(person_id=person_id, sight=sight), *count_rows(entered)]
    query = as_query(person_id, chosen)
    wanted, added = replace(query, size=query.size + 1), fitting(entered, query)
    found = merge(store.entries(query=wanted, sight=sight), added, wanted)  # one more, to know if there are more
    rows = found[: query.size]
    person = summarise_one(person_id, said, sum(row["entries"] for row in counts))
    return PersonPage(
        person=person,
        entries=tuple(as_entry(row) for row in rows),
        total=store.count_entries(query=query, sight=sight) + len(added),
        shown=len(rows),
        next_after=rows[-1]["cursor"] if len(found) > query.size else "",
        kinds=tuple(sorted(_add_up_kinds(counts).items())),
        timeline=_timeline(counts),
        snapshot_id=snapshot.id,
    )


def add_up_joins(rows: Sequence[ServedCountedJoins]) -> tuple[JoinReason, ...]:
    """Each reason once for each pair of agencies, the most frequent first."""
    sums: dict[tuple[tuple[str, ...], str, str, str], int] = defaultdict(int)
    for row in rows:
        agencies = tuple(sorted({row["agency_a"], row["agency_b"]}))
        sums[agencies, row["decided_by"], row["rule_id"], row["reason"]] += row["joins"]
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return tuple(JoinReason(*reason, joins) for reason, joins in ordered)


def as_query(person_id: str, chosen: ChronologyFilter) -> EntryQuery:
    """The reader's choice as the store asks for it."""
    return EntryQuery(
        person_id=person_id,
        agencies=chosen.agencies,
        kinds=chosen.kinds,
        from_on=chosen.from_on.isoformat() if chosen.from_on else "",
        to_on=chosen.to_on.isoformat() if chosen.to_on else "",
        words_only=chosen.childs_words_only,
        oldest_first=chosen.oldest_first,
        after=chosen.after,
        size=max(1, min(chosen.size, LARGEST_PAGE)),
    )


def as_entry(row: ServedChronologyLine) -> Entry:
    """A line of the store as the page shows it."""
    return Entry(
        entry_id=row["entry_id"],
        record_id=row["record_id"],
        agency=row["agency"],
        organisation=row["organisation"],
        kind=row["kind"],
        as_role=row["as_role"],
        what=row["what"],
        present=tuple(row["present"] or ()),
        childs_words=row["childs_words"],
        occurred_from=row["occurred_from"],
        occurred_to=row["occurred_to"],
        date_precision=row["date_precision"],
        date_words=row["date_words"],
        known_from=as_day(row["known_from"]),
        source_file=row["source_file"],
        source_rows=tuple(row["source_rows"]),
        standing=row["standing"],
        versions=row["versions"],
        restricted=bool(row["restricted"]),
        concern_id=row["concern_id"] if is_entered(row) else "",
    )


def as_day(text: str | None) -> date | None:
    """A day of the store as a date."""
    return date.fromisoformat(text) if text else None


def _timeline(counts: Sequence[ServedCountedEntries]) -> tuple[TimelineCell, ...]:
    """Entries by agency and month; entries of unknown date are in no month."""
    cells: dict[tuple[str, str], int] = defaultdict(int)
    for row in counts:
        if row["month"]:
            cells[row["month"], row["agency"]] += row["entries"]
    return tuple(TimelineCell(agency, month, entries) for (month, agency), entries in sorted(cells.items()))


def _add_up_kinds(counts: Sequence[ServedCountedEntries]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in counts:
        sums[row["kind"]] += row["entries"]
    return sums
