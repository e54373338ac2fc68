"""What escalation and clocks ask of the meetings held here, which stand above both and register at start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypedDict

from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.model.visibility import RowFilter


class ClockSubject(TypedDict):
    """Whose clock it is: a child's, or where it has none its record's."""

    clock_id: str
    rule_id: str
    person_id: str | None
    record_id: str


class StartedClock(ClockSubject):
    """A clock, as far as what may stop it asks: whose it is, and from when."""

    started_at: str


Clocks = Iterable[StartedClock]


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that was held: when, and whom and which records it was about. `person_id` as things stand.

    `item_id` is the item that it was opened to answer.
    """

    meeting_id: str
    kind: str
    held_at: str
    person_id: str
    item_id: str
    first_record: str
    record_ids: frozenset[str]


class VisibleStops(Protocol):
    """Says when meetings stopped clocks, to one reader."""

    def __call__(self, session: ReaderSession, rows: Clocks, *, sight: RowFilter) -> dict[str, str]:
        """The moment by the clock's id, of those meetings of whose subject the reader may see the record."""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What meetings say: which were held, which clocks they stopped, and when, as far as a reader may know."""

    held: Callable[[ReaderSession], list[HeldMeeting]]
    stopped: Callable[[ReaderSession, Clocks], dict[str, HeldMeeting]]
    shown: VisibleStops


MEETINGS: Registry[MeetingFacts] = Registry("facts of meetings")


def held_meetings(session: ReaderSession) -> list[HeldMeeting]:
    """Every meeting that was held here, the first held first."""
    return MEETINGS.only().held(session)


def stopped_by_meetings(session: ReaderSession, rows: Clocks) -> dict[str, HeldMeeting]:
    """The first meeting that stopped each of these clocks, by the clock's id."""
    return MEETINGS.only().stopped(session, rows)


def visible_stops(session: ReaderSession, rows: Clocks, *, sight: RowFilter) -> dict[str, str]:
    """When a meeting stopped each of these clocks, as far as the reader may know of it."""
    return MEETINGS.only().shown(session, rows, sight=sight)
