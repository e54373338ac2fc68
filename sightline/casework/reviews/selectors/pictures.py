"""Reads what the pictures of a review show: the frozen records of its children as they were known at the end of a day.

A record counts from the day on which its holder recorded it, whenever its file came. What nothing dates is in no
picture, and is counted beside them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sightline.casework.accounts.record_holders import bodies_of_knowledge
from sightline.casework.audit.trail import audited
from sightline.casework.chronology.attendance import read_week
from sightline.casework.chronology.pages.lines import SchoolWeek, is_week
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.attendance import heard_at_meetings
from sightline.casework.people.pages.people import Entry
from sightline.casework.reviews import known_facts
from sightline.casework.reviews.events import list_events, with_imports
from sightline.casework.reviews.frozen_data import describe_frozen, open_frozen
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.known_days import day_known, entry_known
from sightline.casework.reviews.pages.events import ReviewEvent
from sightline.casework.reviews.pages.pictures import KnownEvent, ReviewPictures
from sightline.casework.reviews.pages.silences import SilenceRow
from sightline.casework.reviews.people_names import births_of
from sightline.casework.reviews.selectors.chronology import ON_A_PAGE
from sightline.casework.reviews.selectors.silences import find_silences
from sightline.casework.reviews.selectors.terms import open_audited

_DatedEvents = Sequence[tuple[ReviewEvent, tuple[tuple[date, Entry], ...]]]


def read_review_pictures(
    session: ReaderSession, *, review_id: str, on: date | None = None, place: int | None = None, child: str = ""
) -> ReviewPictures:
    """What was known on a day of the children of a review, or of one of them by its letter; NotHere as for the review.

    The day is `on`, or that of a `place` among the days on which something became known; without both the last day of
    the period.
    """
    with audited(session, action="read_review_pictures") as trail:
        found = open_audited(session, trail, review_id)
        if child and child not in found.children:
            raise NotHere
        frozen_data = describe_frozen(session, found)
        with open_frozen(session, found) as frozen:
            events = list_events(frozen, found)
            ordered = with_imports(session, found, events)
            pages = {one.event_id: number // ON_A_PAGE + 1 for number, one in enumerate(ordered)}
            undisputed = [one for one in events if one.event_id not in session.disputed]
            dated = [(one, _date_entries(one)) for one in undisputed]
            every_day = {known_on for _event, entries in dated for known_on, _entry in entries}
            days = tuple(sorted(one for one in every_day if one <= frozen_data.up_to))
            day = _choose_day(days, on, place, up_to=frozen_data.up_to, to_on=found.to_on)
            chosen = (child,) if child else tuple(found.children)
            about = [one for one in dated if set(one[0].called) & set(chosen)]
            every = {one.event.event_id: one for one in _cut_to(dated, day, pages, found.children)}
            known = {one.event.event_id: one for one in _cut_to(dated, day, pages, chosen)}
            namings = known_facts.RecordNamings(frozen, every, on=day)
            homes = known_facts.number_homes(known, namings)
            bodies = bodies_of_knowledge(actor=session.actor)
            heard = heard_at_meetings(every, by=day, shown=every.__contains__)
            holders = known_facts.find_holders(bodies, every, heard)
            own_signs = known_facts.list_signs(frozen, every, namings, holders)  # the other way round too
            signs = tuple(known_facts.add_heard(bodies, every, own_signs, heard))
            patterns = known_facts.list_patterns(frozen, known, on=day)
            page = ReviewPictures(
                line=line_of(session, found),
                on=day,
                days=days,
                chosen=chosen,
                children=tuple(found.children),
                births=births_of(frozen, found.children),
                events=tuple(sorted(known.values(), key=lambda one: (one.known_on, one.event.event_id))),
                weeks=tuple(_weeks(known.values())),
                signs=signs,
                patterns=tuple(patterns),
                together=tuple(known_facts.list_together(known, namings, homes)),
                life=tuple(one for one in known_facts.list_life(frozen, known, namings, homes) if one.called in chosen),
                later=sum(bool(entries) and event.event_id not in known for event, entries in about),
                unknown_day=sum(len(entries) < len(event.entries) for event, entries in about),
                disputed=len(events) - len(undisputed),
                imported=sum(one.is_imported for one in ordered),
                corrected=sum(any(entry.versions > 1 for entry in one.event.entries) for one in known.values()),
                silences=tuple(_silences(find_silences(session, found, frozen, ordered, by=day).rows, known, day)),
                frozen=frozen_data,
                holders=found.holders,
            )
            about_people = {called for one in known.values() for called in one.event.called}
            trail.add("person", sorted({frozen.people[one] for one in about_people if frozen.people.get(one)}))
        trail.details |= {"on": day.isoformat(), "children": list(chosen)}
        trail.add("record", sorted(known.keys() | {one.record_id for one in signs}))
        return page


def _date_entries(event: ReviewEvent) -> tuple[tuple[date, Entry], ...]:
    """The entries of an event that something dates, with the day from which each was known."""
    return tuple((known_on, entry) for entry in event.entries if (known_on := entry_known(entry)))


def _cut_to(
    dated: _DatedEvents, day: date, pages: Mapping[str, int], children: Collection[str]
) -> Iterator[KnownEvent]:
    """What was known of each event by the end of a day, and of whom; nothing of those that named no such child yet.

    An event counts from the day on which something of it was known and it named one of the children.
    """
    for event, entries in dated:
        known = [(known_on, entry) for known_on, entry in entries if known_on <= day]
        layout = event.entry.kind.partition("/")[0]
        days = {called: day_known(first, layout=layout) for called, first in event.named_from.items()}
        named = {called: first for called, first in days.items() if first and first <= day}
        own = [first for called, first in named.items() if called in children]
        if known and own:
            event_then = replace(
                event,
                called=tuple(one for one in event.called if one in named),
                entries=tuple(entry for _known_on, entry in known),
                named_from=named,
            )
            known_on = max(min(own), min(known_on for known_on, _entry in known))
            yield KnownEvent(event_then, known_on, pages[event.event_id])


def _silences(rows: Iterable[SilenceRow], known: Collection[str], day: date) -> Iterator[SilenceRow]:
    """The silences as they stood at the end of the day: begun by a known event, and over if a known record ended it."""
    for one in rows:
        if one.begun_by.event_id in known and one.from_on <= day:
            ended = one.came_on is not None and one.came_on <= day and set(one.record_ids[1:]) <= set(known)
            yield replace(
                one,
                to_on=one.to_on if ended else min(one.to_on, one.reach, day),
                came_on=one.came_on if ended else None,
                record_ids=one.record_ids if ended else one.record_ids[:1],
            )


def _weeks(known: Iterable[KnownEvent]) -> Iterator[SchoolWeek]:
    """The school weeks, the oldest first."""
    entries = [entry for one in known for entry in one.event.entries if is_week(entry.kind)]
    yield from map(read_week, sorted(entries, key=lambda entry: (entry.occurred_from or "", entry.entry_id)))


def _choose_day(days: Sequence[date], on: date | None, place: int | None, *, up_to: date, to_on: date) -> date:
    """The day that is asked for, within the days of the data."""
    if on is not None:
        return min(on, up_to)
    if place is not None and days:
        return days[min(max(place, 0), len(days) - 1)]
    return min(to_on, up_to)
