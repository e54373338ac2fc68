"""Closes the items that a meeting answers: clocks that it stopped, patterns that wait for one, actions seen to be done.

It closes by the path of every other fact, and only what a rule names. An item from which a meeting was opened and whose
rule names no meeting waits until somebody says that it is done.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sightline.casework.core.house_reader import THE_HOUSE, people_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLOCK, close_by_fact
from sightline.casework.escalation.meeting_facts import ClockSubject, HeldMeeting, StartedClock
from sightline.casework.escalation.models import Item, LiveClock
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.meetings.escalates import MEETING_ACTION, actions_not_seen_done, overdue_actions
from sightline.casework.meetings.facts import held_meetings, stopped_by_meetings, talked_about
from sightline.casework.meetings.pages.kinds import read_meeting_kinds
from sightline.model.calendar import earliest_moment


def close_by_meetings(session: ReaderSession, *, now: str) -> int:
    """Close the open items that the meetings held here answer; how many were closed."""
    held = held_meetings(session)
    closed = _close_clocks(session, held, now) + _close_patterns(session, held, now) if held else 0
    return closed + _close_actions(session, now)


def _close_patterns(session: ReaderSession, held: Sequence[HeldMeeting], now: str) -> int:
    """Items of patterns that only a meeting answers: one that was opened from it, or rests on its first record."""
    closed = 0
    for meeting in held:
        patterns = read_meeting_kinds()[meeting.kind].answers_patterns
        for item in Item.objects.open().filter(rule_id__in=patterns):
            about = item.item_id == meeting.item_id or item.record_id in meeting.record_ids
            if about and earliest_moment(meeting.held_at) >= earliest_moment(item.opened_at):
                closed += close_by_fact(session, item_id=item.item_id, record_id="", now=now)
    return closed


def _close_clocks(session: ReaderSession, held: Sequence[HeldMeeting], now: str) -> int:
    open_items = list(Item.objects.open().filter(source=CLOCK).order_by("pk"))
    items = {item.about_id: item for item in open_items}
    stopped = stopped_by_meetings(
        session, _with_starts(session, items, talked_about(_list_subjects(session, items), meetings=held))
    )
    return sum(
        close_by_fact(session, item_id=item.item_id, record_id="", now=now)
        for item in sorted(open_items, key=lambda one: (one.about_id, one.item_id))
        if item.about_id in stopped
    )


def _list_subjects(session: ReaderSession, items: Mapping[str, Item]) -> Iterator[ClockSubject]:
    """What says whose each item's clock is."""
    people = people_of(session, [item.mention_ids[0] for item in items.values() if item.mention_ids])
    for clock_id, item in items.items():
        mention = item.mention_ids[0] if item.mention_ids else ""
        person_id = people.get(mention, item.person_id)
        yield {"clock_id": clock_id, "rule_id": item.rule_id, "record_id": item.record_id, "person_id": person_id}


def _with_starts(session: ReaderSession, items: Mapping[str, Item], rows: Iterable[ClockSubject]) -> list[StartedClock]:
    """The same with when each clock started; one that is no longer there started when its item opened."""
    found = list(rows)
    asked = LiveClock.objects.filter(clock_id__in=[row["clock_id"] for row in found]).select_related("concern")
    starts: dict[str, str] = {live.clock_id: live.concern.entered_at for live in asked}
    with session.open_current() as opened:
        for clock_id in [row["clock_id"] for row in found if opened and row["clock_id"] not in starts]:
            clock = opened[1].conclusions.clock(clock_id=clock_id, sight=THE_HOUSE) if opened else None
            starts[clock_id] = clock["started_at"] if clock else items[clock_id].opened_at
    return [{**row, "started_at": starts[row["clock_id"]]} for row in found if row["clock_id"] in starts]


def _close_actions(session: ReaderSession, now: str) -> int:
    items = list(Item.objects.open().filter(source=MEETING_ACTION).values_list("about_id", "item_id"))
    waiting = actions_not_seen_done() if items else set()
    gone = sorted(item_id for about_id, item_id in items if about_id not in waiting)
    return sum(close_by_fact(session, item_id=item_id, record_id="", now=now) for item_id in gone)


SOURCE = EscalationSource(finders=(overdue_actions,), closers=(close_by_meetings,))
