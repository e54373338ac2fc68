"""Reads the chronology of a review: records of the data that it froze, and rows of agencies' own chronologies."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.event_groups import find_groups, find_other_tellings, remarks_of
from sightline.casework.reviews.events import list_events, with_imports
from sightline.casework.reviews.frozen_data import describe_frozen, open_frozen
from sightline.casework.reviews.histories import ReviewHistory, line_of
from sightline.casework.reviews.pages.ages import say_ages
from sightline.casework.reviews.pages.events import AnyEvent
from sightline.casework.reviews.pages.silences import ChronologyRow, ReviewChronology, SilenceRow, Silences, lay_between
from sightline.casework.reviews.people_names import births_of
from sightline.casework.reviews.selectors.silences import find_silences
from sightline.casework.reviews.selectors.terms import open_audited

ON_A_PAGE = 50


def read_review_chronology(
    session: ReaderSession, *, review_id: str, page: int = 1, without_silences: bool = False
) -> ReviewChronology:
    """One page of a review's chronology; NotHere where the account may not read it."""
    with audited(session, action="read_review_chronology") as trail:
        found = open_audited(session, trail, review_id)
        with open_frozen(session, found) as frozen:
            events = with_imports(session, found, list_events(frozen, found))
            other_tellings = find_other_tellings(find_groups(session, found, frozen, events))
            births = births_of(frozen, found.children)
            silences = Silences() if without_silences else find_silences(session, found, frozen, events)
        remarks = remarks_of(session, found)
        pages = max(1, -(-len(events) // ON_A_PAGE))
        page = min(max(page, 1), pages)
        first = (page - 1) * ON_A_PAGE
        shown = tuple(events[first : first + ON_A_PAGE])
        placed = [replace(one, begun_page=(one.begun_number - 1) // ON_A_PAGE + 1) for one in silences.rows]
        rows = tuple(lay_between(events, placed, first=first, size=ON_A_PAGE))
        between = [one for one in rows if isinstance(one, SilenceRow)]
        trail.add("record", [one.event_id for one in shown])
        trail.add("record", [record_id for one in between for record_id in one.record_ids])
        trail.add("person", people_read(session, found, rows))
        return ReviewChronology(
            line=line_of(session, found),
            events=shown,
            rows=rows,
            total=len(events),
            page=page,
            pages=pages,
            frozen=describe_frozen(session, found),
            holders=found.holders,
            silences=None if without_silences else len(silences.rows),
            cannot_tell=silences.cannot_tell,
            other_tellings=other_tellings,
            remarks={event_id: len(said) for event_id, said in remarks.items()},
            ages={one.event_id: say_ages(one.called, births, one.first_on) for one in shown}
            | {one.clock_id: say_ages(one.called, births, one.from_on) for one in between},
        )


def people_read(session: ReaderSession, found: ReviewHistory, events: Iterable[ChronologyRow]) -> list[str]:
    """The people of the review whom these rows are about, by the ids of the frozen data; for the audit row."""
    called = {name for one in events for name in one.called}
    with open_frozen(session, found) as frozen:
        return sorted({frozen.people[name] for name in called if frozen.people.get(name)})


def every_event(session: ReaderSession, found: ReviewHistory, *, leaves: bool = False) -> list[AnyEvent]:
    """All of it in one order, for what is audited by itself. `leaves`: what may be passed on in a file."""
    with open_frozen(session, found, leaves=leaves) as frozen:
        events = list_events(frozen, found)
    return with_imports(session, found, events, leaves=leaves)


def find_pages(session: ReaderSession, found: ReviewHistory, record_ids: Collection[str]) -> dict[str, int]:
    """By record the page of the chronology that has it, of those that it has; for what is audited by itself."""
    wanted = frozenset(record_ids)
    events = every_event(session, found) if wanted else ()
    return {one.event_id: place // ON_A_PAGE + 1 for place, one in enumerate(events) if one.event_id in wanted}


def every_silence(
    session: ReaderSession, found: ReviewHistory, events: Sequence[AnyEvent], *, leaves: bool = False
) -> Silences:
    """The silences between all these events, for what is audited by itself. `leaves`: as above."""
    with open_frozen(session, found, leaves=leaves) as frozen:
        return find_silences(session, found, frozen, events)
