"""Reads a person's overview, and the frame above the other tabs.

A person of whom nothing may be seen is not "hidden": there is no such person, as for an id that was never given.
"""

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.pages.lines import is_week
from sightline.casework.chronology.selectors.chronology import as_entry
from sightline.casework.chronology.selectors.windows import as_query
from sightline.casework.clocks.selectors import list_clocks
from sightline.casework.concerns.live_entries import count_rows, entries_above, fitting, merge
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.meetings.selectors.meetings import list_meetings_about
from sightline.casework.overview.events import LOOKED_AT, choose_events, significant_kinds
from sightline.casework.overview.facts import key_facts
from sightline.casework.overview.frame import make_frame
from sightline.casework.overview.next_actions import choose_next_actions
from sightline.casework.overview.pages import Overview, PersonFrame
from sightline.casework.patterns.selectors import list_recognised
from sightline.casework.people.agency_views import said_of
from sightline.casework.people.pages.people import ChronologyFilter, Entry
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.subject_files.selectors.files import list_subject_files_about
from sightline.casework.subject_files.suppression import decided_on
from sightline.casework.unanswered.selectors import list_unanswered
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot

MOST_ITEMS = 100


def read_frame(session: ReaderSession, *, person_id: str) -> PersonFrame:
    """What stands above a tab; NotHere if this reader may see no such person."""
    with audited(session, action="read_person_frame") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_, store):
            said = said_of(store, person_id, session.sight)
            return make_frame(session, store=store, person_id=person_id, said=said)


def read_overview(session: ReaderSession, *, person_id: str) -> Overview:
    """The first screen of a person's page; NotHere if this reader may see no such person."""
    with audited(session, action="read_overview") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (snapshot, store):
            said = said_of(store, person_id, session.sight)
            total, events = _events(session, snapshot, store, person_id)
            frame = make_frame(session, store=store, person_id=person_id, said=said, entries=total)
            facts = key_facts(session, snapshot=snapshot, store=store, person_id=person_id, said=said)
            as_of = _as_of(store, frame.person.agencies)
        items = _open_items(session, person_id)
        trail.add("record", [one.record_id for one in events])
        trail.add("record", [one.record_id for one in facts if one.record_id])
        trail.add("record", [frame.missing.record_id] if frame.missing.record_id else [])
        trail.add("item", [one.item_id for one in items])
    clocks, asked = list_clocks(session, person_id=person_id), list_unanswered(session, person_id=person_id)
    meetings, now = list_meetings_about(session, person_id=person_id), clock.now_at()
    recognised = list_recognised(session, person_id=person_id)
    own = [one for one in (*clocks.breached, *clocks.arrived_late) if one.agency == session.actor.reader.agency]
    return Overview(
        frame=frame,
        facts=facts,
        overdue=clocks.breached,
        arrived_late=clocks.arrived_late,
        running=clocks.running,
        backlog=clocks.backlog,
        next_actions=choose_next_actions(
            frame=frame,
            items=items,
            overdue=own,
            questions=asked.listed,
            meetings=meetings,
            reader=session.actor.reader,
            now=now,
        ),
        events=events,
        entries=total,
        patterns=tuple(recognised),
        questions=asked.listed,
        more_questions=asked.more,
        meetings=meetings,
        files=list_subject_files_about(session, person_id=person_id),
        decided=decided_on(session, node_id=person_id),
        as_of=as_of,
        now=now,
    )


def _events(
    session: ReaderSession, snapshot: Snapshot, store: SnapshotReader, person_id: str
) -> tuple[int, tuple[Entry, ...]]:
    """How many records the chronology has beside school weeks, and its last significant events.

    With concerns that no run has taken in.
    """
    sight = session.sight
    entered = entries_above(session, snapshot=snapshot, store=store, person_id=person_id, reader=session.actor.reader)
    counts = [*store.entry_counts(person_id=person_id, sight=sight), *count_rows(entered)]
    query = as_query(person_id, ChronologyFilter(kinds=significant_kinds(), oldest_first=False, size=LOOKED_AT))
    rows = merge(store.entries(query=query, sight=sight), fitting(entered, query), query)
    records = sum(row["entries"] for row in counts if not is_week(row["kind"]))
    return records, choose_events(as_entry(row) for row in rows[:LOOKED_AT])


def _as_of(store: SnapshotReader, agencies: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    newest: dict[str, str] = {}
    for row in store.as_of():
        newest[row["agency"]] = max(newest.get(row["agency"], ""), row["last_received_at"])
    return tuple((agency, newest[agency]) for agency in agencies if agency in newest)


def _open_items(session: ReaderSession, person_id: str) -> tuple[ItemLine, ...]:
    """Open items about the person, of those that the reader may know of."""
    found = Item.objects.open().filter(person_id=person_id).next_to_answer_first()[:MOST_ITEMS]
    return lines_of(session, items=list(found), held=posts_held(session, on=clock.today()))
