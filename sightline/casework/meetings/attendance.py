"""Which agencies heard of a record at a meeting: those whose people came, on its day."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sightline.agreements import Bodies
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import Attendance, MeetingEntryKind
from sightline.casework.meetings.state import states_of
from sightline.known_facts.holders import parts_of_holder
from sightline.model.when import london_day


@dataclass(frozen=True, slots=True, order=True)
class HeardRecord:
    """That somebody of an agency, or of an organisation of it, came to a meeting which had the record that day."""

    on: date
    record_id: str
    agency: str
    organisation: str = field(repr=False)

    def is_of(self, bodies: Bodies, holder: str) -> bool:
        """Whether who came was of that holder of records."""
        agency, organisation = parts_of_holder(holder)
        if agency != self.agency:
            return False
        return not organisation or bodies.are_one(agency, self.organisation, other=organisation)


MeetingsOfRecord = tuple[tuple[date, tuple[str, ...]], ...]
"""Each day of a meeting that had a record, and the agencies that attended."""


def list_meetings(heard: Iterable[HeardRecord]) -> dict[str, MeetingsOfRecord]:
    """By record the meetings that had it, the first first."""
    found: dict[str, dict[date, set[str]]] = {}
    for one in heard:
        found.setdefault(one.record_id, {}).setdefault(one.on, set()).add(one.agency)
    return {
        record: tuple((day, tuple(sorted(agencies))) for day, agencies in sorted(days.items()))
        for record, days in found.items()
    }


def heard_at_meetings(
    record_ids: Collection[str], *, by: date, shown: Callable[[str], bool]
) -> tuple[HeardRecord, ...]:
    """Who heard of these records at a meeting by a day, the first first; for what is audited by itself.

    A meeting counts where the record that it is about is `shown`. A record counts if the meeting was opened with it, or
    a line of it named the record by the end of its day. Apologies hear nothing, and nor does who was not asked.
    """
    wanted = set(record_ids)
    meetings = list(Meeting.objects.filter(entries__kind=MeetingEntryKind.HELD).distinct()) if wanted else []
    states = states_of(meetings)
    found = set()
    for meeting in meetings:
        state = states[meeting.pk]
        day = london_day(state.held.moment) if state.held and state.held.moment else None
        if day is None or day > by or not shown(meeting.record_ids[0]):
            continue
        lines = MeetingEntry.objects.filter(meeting=meeting).values_list("record_ids", "at")
        had = {*meeting.record_ids, *(one for records, at in lines if london_day(at) <= day for one in records)}
        for one in state.asked:
            if one.word == Attendance.CAME:
                found |= {HeardRecord(day, each, one.entry.agency, one.entry.organisation) for each in had & wanted}
    return tuple(sorted(found))
