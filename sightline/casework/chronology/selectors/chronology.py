"""Reads a person's integrated chronology with its timeline, and who each agency says the person is.

A person of whom nothing may be seen is not "hidden": there is no such person, and the answer is the same as for an id
that was never given.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.services import check_purpose, leave_page
from sightline.casework.chronology.attendance import read_week
from sightline.casework.chronology.lines import GapRule, fold_entries
from sightline.casework.chronology.merge_history import read_history
from sightline.casework.chronology.pages.lines import (
    MISSING,
    AgencyReach,
    MonthOfGrid,
    PersonPage,
    TimelineEntries,
    WholeChronology,
    is_week,
)
from sightline.casework.chronology.selectors.windows import (
    LARGEST_PAGE,
    EntrySource,
    read_source,
    split_at,
    take_window,
    walk_entries,
)
from sightline.casework.chronology.shared_events import find_other_agencies
from sightline.casework.concerns.live_entries import entries_above, is_entered
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.selectors import list_beside
from sightline.casework.onward_requests.permissions import pass_on
from sightline.casework.people.agency_views import said_of, view_by_agency
from sightline.casework.people.kept_here import leave_for
from sightline.casework.people.pages.people import ChronologyFilter, Entry, IdentityPage, JoinReason
from sightline.casework.people.selectors import summarise_one
from sightline.model.exports.lists import PERSON_CHRONOLOGY
from sightline.model.rows.people import ServedAsOf, ServedChronologyLine, ServedCountedJoins, ServedPagedEntry
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import EntryQuery, SnapshotReader
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import join_shown

WHOLE = ChronologyFilter()
MONTH_LENGTH = 7


def read_person(session: ReaderSession, *, person_id: str, chosen: ChronologyFilter) -> PersonPage:
    """Read a person's chronology; NotHere if this reader may see no such person."""
    with audited(session, action="read_person") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as opened:
            page = _read_person_page(session, *opened, person_id, chosen)
        if chosen.search:
            trail.details["searched"] = True
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


def read_chronology(
    session: ReaderSession,
    *,
    person_id: str,
    purpose: str,
    why: str = "",
    receiver: str = "",
    chosen: ChronologyFilter = WHOLE,
    form: str = "",
) -> WholeChronology:
    """A person's chronology to be written out in a form, by default all of it, the oldest first.

    For a purpose of the list, and in words too where a page asks `why`. A second person must agree where it names many
    people. Without records that agreements do not let the reader pass on for that purpose: `kept_here` says so. Where a
    `receiver` is named, with those to which their agency said yes for this person, receiver and purpose. Refused where
    none did.
    """
    with audited(session, action="write_chronology", reason=why) as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        passed_on = pass_on(session, person_id=person_id, receiver=receiver, purpose=check_purpose(purpose))
        trail.add("onward_request", passed_on.request_ids)
        kept_here, session = leave_for(session, passed_on.kinds, purpose=purpose)
        with session.need_current() as (snapshot, store):
            said = said_of(store, person_id, session.sight)
            source = _source(session, snapshot, store, person_id, chosen)
            entries = tuple(as_entry(row) for rows in source.records(chosen) for row in rows)
            gaps = _gap_rule(store, source.rows, replace(chosen, after=""))
            people = count_named(store, entries, person_id=person_id)
        trail.add("record", [entry.record_id for entry in entries])
        leave = leave_page(session, table=PERSON_CHRONOLOGY, purpose=purpose, people=people)
        trail.details = {"snapshot_id": snapshot.id, "entries": len(entries), **leave.details}
        trail.details |= {"form": form} if form else {}
    person = summarise_one(person_id, said, len({entry.record_id for entry in entries}))
    lines = fold_entries(entries, gaps=gaps)
    return WholeChronology(
        person, entries, lines, sum(is_week(entry.kind) for entry in entries), kept_here,
        join_shown(" ", filter(None, (leave.label, passed_on.label))),
    )  # fmt: skip


def count_named(store: SnapshotReader, entries: Iterable[Entry], *, person_id: str) -> int:
    """How many people the records of a chronology name, the person among them.

    A concern that people entered since the last update is not in the snapshot: there each name counts as one.
    """
    shown = list(entries)
    people = store.people_on(record_ids=sorted({one.record_id for one in shown}))
    entered = {name for one in shown if one.record_id not in people for name in one.present}
    return len({person_id, *entered}.union(*people.values()) - {""})


def read_timeline(session: ReaderSession, *, person_id: str) -> TimelineEntries:
    """All of a person's visible entries, and how far each agency's data go; NotHere if there is no such person."""
    with audited(session, action="read_timeline") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (snapshot, store):
            said = said_of(store, person_id, session.sight)
            source = _source(session, snapshot, store, person_id, WHOLE)
            rows = [row for row in source.rows if row["record_id"] not in session.disputed]
            entries = tuple(as_entry(row) for row in rows)
            left_out = len({row["record_id"] for row in source.rows} & session.disputed)
            reaches = _reaches(store, source.rows)
            up_to = date.fromisoformat(snapshot.manifest()["as_at"])
        trail.add("record", [entry.record_id for entry in entries])
    weeks = tuple(read_week(entry) for entry in entries if is_week(entry.kind))
    others = tuple(entry for entry in entries if not is_week(entry.kind))
    person = summarise_one(person_id, said, len({entry.record_id for entry in entries}))
    return TimelineEntries(person, others, weeks, reaches, up_to, left_out)


def every_entry(store: SnapshotReader, person_id: str, sight: RowFilter) -> Iterator[ServedPagedEntry]:
    """A person's entries in visible records of the snapshot, oldest first; for a page audited by its own selector."""
    return walk_entries(store, EntryQuery(person_id), sight)


def _read_person_page(
    session: ReaderSession, snapshot: Snapshot, store: SnapshotReader, person_id: str, chosen: ChronologyFilter
) -> PersonPage:
    said = said_of(store, person_id, session.sight)
    source = _source(session, snapshot, store, person_id, chosen)
    heads = source.heads(oldest_first=chosen.oldest_first)
    records = source.records(chosen)
    weeks = sum(is_week(rows[0]["kind"]) for rows in records)
    passed, later = split_at(records, after=chosen.after, oldest_first=chosen.oldest_first)
    window = take_window(later, size=max(1, min(chosen.size, LARGEST_PAGE)), letters=chosen.letters)
    entries = tuple(as_entry(row) for row in window.rows)
    following = as_entry(window.following) if window.following else None
    gaps = _gap_rule(store, source.rows, chosen)
    before = [as_entry(row) for rows in passed for row in rows] if gaps else []
    return PersonPage(
        person=summarise_one(person_id, said, len(heads)),
        entries=entries,
        lines=fold_entries(entries, gaps=gaps, following=following, passed=before),
        total=len(records) - weeks,
        weeks=weeks,
        next_after=window.next_after,
        agencies=tuple(sorted(Counter(row["agency"] for row in heads).items())),
        kinds=tuple(sorted(Counter(row["kind"] for row in heads).items())),
        grid=_grid(heads),
        snapshot_id=snapshot.id,
        other_agencies=find_other_agencies(store, map(as_entry, source.rows), sight=session.sight),
    )


def _source(
    session: ReaderSession, snapshot: Snapshot, store: SnapshotReader, person_id: str, chosen: ChronologyFilter
) -> EntrySource:
    entered = entries_above(session, snapshot=snapshot, store=store, person_id=person_id, reader=session.actor.reader)
    source = read_source(store, session.sight, person_id, entered)
    if not chosen.search:
        return source
    records = {rows[0]["record_id"] for rows in source.records(replace(chosen, search=""))}
    added = list_beside(session, record_ids=records)
    return replace(source, added={one: " ".join(line.words for line in lines) for one, lines in added.items()})


def _gap_rule(store: SnapshotReader, rows: Sequence[ServedChronologyLine], chosen: ChronologyFilter) -> GapRule | None:
    """How gaps are named; none beside a filter, which leaves entries out itself."""
    if chosen.is_narrowed:
        return None
    from_the_newest = not chosen.oldest_first and not chosen.after and not chosen.to_on
    return GapRule(_reaches(store, rows), clock.today() if from_the_newest else None)


def _reaches(store: SnapshotReader, rows: Sequence[ServedChronologyLine]) -> tuple[AgencyReach, ...]:
    """How far each agency's data go: of bodies that know the person, the last to begin and the first to end."""
    held = {(row["agency"], row["organisation"]): row for row in store.as_of()}
    bodies: dict[str, list[ServedAsOf]] = defaultdict(list)
    for body in sorted({(row["agency"], row["organisation"]) for row in rows} & held.keys()):
        bodies[body[0]].append(held[body])
    return tuple(
        AgencyReach(
            agency,
            until=_if_all([as_day(row["last_recorded_on"]) for row in those], min),
            since=_if_all([as_day(row["first_recorded_on"]) for row in those], max),
        )
        for agency, those in bodies.items()
    )


def _if_all(days: Sequence[date | None], chosen: Callable[[Iterable[date]], date]) -> date | None:
    """The first or last of the days; None where one is not known."""
    known = [day for day in days if day]
    return chosen(known) if known and len(known) == len(days) else None


def add_up_joins(rows: Sequence[ServedCountedJoins]) -> tuple[JoinReason, ...]:
    """Each reason once for each pair of agencies, the most frequent first."""
    sums: dict[tuple[tuple[str, ...], str, str, str], int] = defaultdict(int)
    for row in rows:
        agencies = tuple(sorted({row["agency_a"], row["agency_b"]}))
        sums[agencies, row["decided_by"], row["rule_id"], row["reason"]] += row["joins"]
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return tuple(JoinReason(*reason, joins) for reason, joins in ordered)


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


def _grid(heads: Iterable[ServedChronologyLine]) -> tuple[MonthOfGrid, ...]:
    """Records by month, school weeks left out: every week has one, and they would hide what happened."""
    sums: Counter[str] = Counter()
    missing = set()
    for row in heads:
        if row["occurred_from"] and not is_week(row["kind"]):
            month = row["sort_key"][:MONTH_LENGTH]
            sums[month] += 1
            missing |= {month} if row["kind"].partition("/")[0] == MISSING else set()
    return tuple(MonthOfGrid(month, records, month in missing) for month, records in sorted(sums.items()))
