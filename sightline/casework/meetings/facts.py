"""Which clocks the meetings held here have stopped, as an agency's own record of them would.

A meeting stops a clock of the child whom it is about, or of a record that it rests on where that clock has no child;
and only one on or after the clock's start. What else was talked about waits on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.meeting_facts import ClockSubject, HeldMeeting, MeetingFacts, StartedClock
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind, MeetingTopic
from sightline.casework.meetings.pages.kinds import read_meeting_kinds
from sightline.casework.people.selectors import may_open_record
from sightline.model.calendar import earliest_moment
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day

if TYPE_CHECKING:
    from sightline.timescales import ClockRule

Subject = TypeVar("Subject", bound=ClockSubject)

COLUMNS = (
    "meeting", "moment", *(f"meeting__{name}" for name in (
        "meeting_id", "kind", "about", "item_id", "mention_ids", "record_ids",
    )),
)  # fmt: skip


def stopped_by_meetings(session: ReaderSession, rows: Iterable[StartedClock]) -> dict[str, HeldMeeting]:
    """The first meeting that stopped each of these clocks, by the clock's id."""
    meetings = held_meetings(session)
    found = {}
    for row in talked_about(rows, meetings=meetings):
        stop = next((one for one in meetings if _stops(one, row, clock_rules().get(row["rule_id"]))), None)
        if stop is not None:
            found[row["clock_id"]] = stop
    return found


def talked_about(rows: Iterable[Subject], *, meetings: Sequence[HeldMeeting]) -> Iterator[Subject]:
    """Those of these clocks of whose child, or where they have none of whose record, one of the meetings was held."""
    people = {one.person_id for one in meetings if one.person_id}
    records = {record_id for one in meetings for record_id in one.record_ids}
    for row in rows if meetings else ():
        if row["person_id"] in people if row["person_id"] else row["record_id"] in records:
            yield row


def visible_stops(session: ReaderSession, rows: Iterable[StartedClock], *, sight: RowFilter) -> dict[str, str]:
    """When a meeting stopped each of these clocks, of those meetings of whose subject the reader may see the record."""
    stopped = stopped_by_meetings(session, rows)
    with session.open_current() as opened:
        return {
            clock_id: one.held_at
            for clock_id, one in stopped.items()
            if opened and may_open_record(opened[1], one.first_record, sight)
        }


def held_meetings(session: ReaderSession) -> list[HeldMeeting]:
    """Every meeting that was held here, the first held first; where its time was corrected, as it stands."""
    return session.once("held_meetings", lambda: _held_meetings(session))


def _held_meetings(session: ReaderSession) -> list[HeldMeeting]:
    kinds = (MeetingEntryKind.HELD, MeetingEntryKind.RECORDS)
    rows = list(MeetingEntry.objects.filter(kind__in=kinds).order_by("pk").values("kind", "record_ids", *COLUMNS))
    held = {row["meeting"]: row for row in rows if row["kind"] == MeetingEntryKind.HELD}
    added: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        if row["kind"] == MeetingEntryKind.RECORDS:
            added[row["meeting"]] += row["record_ids"]
    mentions = [one for row in held.values() for one in row["meeting__mention_ids"]]
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=sorted(set(mentions))) if opened and mentions else {}
    found = [
        HeldMeeting(
            meeting_id=row["meeting__meeting_id"],
            kind=row["meeting__kind"],
            held_at=row["moment"],
            person_id=people.get(row["meeting__mention_ids"][0], "")
            if row["meeting__about"] == MeetingTopic.CHILD
            else "",
            item_id=row["meeting__item_id"],
            first_record=row["meeting__record_ids"][0],
            record_ids=frozenset([*row["meeting__record_ids"], *added[number]]),
        )
        for number, row in held.items()
    ]
    return sorted(found, key=lambda one: (one.held_at, one.meeting_id))


@cache
def clock_rules() -> "Mapping[str, ClockRule]":
    """The timescales by id. A partnership's own values change no fact that a rule names."""
    from sightline import timescales  # not at the top: most pages stop no clock

    return {rule.id: rule for rule in timescales.load_clock_rules()}


def _stops(meeting: HeldMeeting, row: StartedClock, rule: "ClockRule | None") -> bool:
    about = row["person_id"] == meeting.person_id if row["person_id"] else row["record_id"] in meeting.record_ids
    if not about or rule is None or not read_meeting_kinds()[meeting.kind].answers(rule):
        return False
    if earliest_moment(meeting.held_at) < earliest_moment(row["started_at"]):
        return False
    return not _needs_later_day(meeting, rule) or london_day(meeting.held_at) > london_day(row["started_at"])


def _needs_later_day(meeting: HeldMeeting, rule: "ClockRule") -> bool:
    """Whether every stop that names the meeting's facts asks for a later day than the start."""
    return all(stop.later for stop in read_meeting_kinds()[meeting.kind].stops_of(rule))


FACTS = MeetingFacts(held=held_meetings, stopped=stopped_by_meetings, shown=visible_stops)
