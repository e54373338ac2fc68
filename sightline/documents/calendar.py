"""A calendar file of moments and whole days, which another download brings up to date."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

CONTENT_TYPE = "text/calendar"
PRODUCT, PLACE = "-//Sightline//Meetings and deadlines//EN", "sightline"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event: `number` is Sightline's own reference; `part` tells the events of one reference apart.

    `when` is a moment with its time zone, or a whole day. Words here leave for calendars that others may read.
    """

    number: str
    part: str
    title: str
    when: datetime | date
    address: str = field(repr=False)
    called_off: bool = False


def write_calendar(*, title: str, entries: Iterable[CalendarEntry], made_at: datetime) -> bytes:
    """The file: moments in UTC, days as dates. An event keeps its UID, and a later file has a higher SEQUENCE."""
    from icalendar import Calendar  # loaded where a file is made, so that pages start without it

    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", title)
    for entry in entries:
        file.add_component(_event(entry, made_at.astimezone(UTC)))
    return bytes(file.to_ical())


def _event(entry: CalendarEntry, made_at: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.part}-{entry.number}@{PLACE}")
    event.add("dtstamp", made_at)
    event.add("sequence", int(made_at.timestamp()) // 60)  # a calendar takes the higher number for the newer
    event.add("summary", entry.title)
    event.add("dtstart", entry.when.astimezone(UTC) if isinstance(entry.when, datetime) else entry.when)
    event.add("description", f"Reference {entry.number}\n{entry.address}")
    event.add("url", entry.address)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if isinstance(entry.when, datetime) else "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    return event
