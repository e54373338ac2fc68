"""Reads requests and works out how far each has come: its deadline, pauses, sources, opinions and decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.state import EntryRows
from sightline.casework.subject_access.actions import opinion_counts_from, reply_deadline
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.subject_access.pages import (
    AccessRequestLine,
    AccessRequestState,
    RequestEntryKind,
    RequestRelation,
)
from sightline.casework.subject_access.rights import may_open
from sightline.model.calendar import earliest_moment
from sightline.model.nouns import Agency
from sightline.model.when import london_day, utc_text

K = RequestEntryKind


@dataclass(frozen=True, slots=True)
class RequestHistory:
    """One request and what was done since."""

    received: AccessRequestEntry
    entries: EntryRows[AccessRequestEntry]

    @property
    def received_on(self) -> date:
        """The day on which it came."""
        return self.received.on_day or london_day(self.received.at)

    @property
    def is_paused(self) -> bool:
        """Whether the time stops now."""
        return len(self.entries.of(K.PAUSED)) > len(self.entries.of(K.RESUMED))

    @property
    def pause(self) -> AccessRequestEntry | None:
        """The entry that says on which day a paused request comes back; None while time runs, and once it is closed."""
        if self.state is not AccessRequestState.PAUSED:
            return None
        return next((row for row in reversed(self.entries.of(K.PAUSED, K.CHASED))), None)

    @property
    def back_at(self) -> str:
        """When a paused request comes back: the first moment of that day. Empty while time runs."""
        pause = self.pause
        if pause is None:
            return ""
        return earliest_moment_of(pause.back_on or london_day(pause.at))

    @property
    def paused_days(self) -> int:
        """For how many days the time stopped, without a stop that lasts."""
        pairs = zip(self.entries.of(K.PAUSED), self.entries.of(K.RESUMED), strict=False)
        return sum((_day(end) - _day(begin)).days for begin, end in pairs)

    @property
    def stops(self) -> int:
        """How often the deadline has changed: each time has an action of its own."""
        return len(self.entries.of(K.RESUMED, K.EXTENDED))

    @property
    def state(self) -> AccessRequestState:
        """How far it has come."""
        if self.entries.of(K.SENT):
            return AccessRequestState.SENT
        if self.entries.of(K.REFUSED):
            return AccessRequestState.REFUSED
        return AccessRequestState.PAUSED if self.is_paused else AccessRequestState.OPEN

    @property
    def due_at(self) -> str:
        """The last moment to reply; empty while the time stops, and once it is closed."""
        if self.state is not AccessRequestState.OPEN:
            return ""
        extended = bool(self.entries.of(K.EXTENDED))
        return reply_deadline(received_on=self.received_on, paused_days=self.paused_days, is_extended=extended)

    @property
    def mention_id(self) -> str:
        """A mention of the person whom it is about; empty before that is decided."""
        row = self.entries.last(K.PERSON)
        return row.mention_id if row else ""

    @property
    def open_sources(self) -> tuple[AccessRequestEntry, ...]:
        """The agencies that were asked about crime and have not replied."""
        replied = {row.about for row in self.entries.of(K.SOURCE_REPLY)}
        return tuple(row for row in self.entries.of(K.SOURCE) if row.agency and row.entry_id not in replied)

    @property
    def has_sealed(self) -> bool:
        """Whether the controller may hold what no search finds: sealed registers, and records of sealed identities."""
        return self.received.agency != Agency.PARTNERSHIP

    def has_opinion(self, *, on: date) -> bool:
        """Whether a health professional's opinion is young enough on a day."""
        since = opinion_counts_from(on=on)
        return any(row.on_day and row.on_day >= since for row in self.entries.of(K.OPINION))

    def decisions(self) -> dict[str, AccessRequestEntry]:
        """The last decision about each record."""
        return {row.record_id: row for row in self.entries.of(K.RECORD)}

    def choices(self) -> tuple[RequestEntryKind, ...]:
        """What may be recorded next."""
        if self.state in (AccessRequestState.SENT, AccessRequestState.REFUSED):
            return ()
        first = () if self.entries.of(K.IDENTITY) else (K.IDENTITY,)
        whom = (K.PERSON,) if self.entries.of(K.IDENTITY) else ()
        time = (K.RESUMED, K.CHASED) if self.is_paused else (K.PAUSED,)
        more = () if self.entries.of(K.EXTENDED) or self.is_paused else (K.EXTENDED,)
        reply = (K.SOURCE_REPLY,) if self.open_sources else ()
        elsewhere = (K.ELSEWHERE,) if self.has_sealed else ()
        return (*first, *whom, K.SOURCE, *reply, K.OPINION, *elsewhere, *time, *more, K.SENT, K.REFUSED)


def earliest_moment_of(day: date) -> str:
    """The first moment of a day."""
    return utc_text(earliest_moment(day.isoformat()))


def _day(row: AccessRequestEntry) -> date:
    return row.on_day or london_day(row.at)


def load_histories() -> list[RequestHistory]:
    """Every request, the newest first."""
    return with_entries(AccessRequestEntry.objects.requests())


def with_entries(requests: Iterable[AccessRequestEntry]) -> list[RequestHistory]:
    """These requests with what was done about each."""
    found = list(requests)
    later: dict[str, list[AccessRequestEntry]] = {one.entry_id: [] for one in found}
    for row in AccessRequestEntry.objects.about(later):
        later[row.request_id].append(row)
    return [RequestHistory(one, EntryRows(later[one.entry_id])) for one in found]


def is_own(session: ReaderSession, one: RequestHistory) -> bool:
    """Whether the account works on a request."""
    received = one.received
    return may_open(actor=session.actor, controller=received.agency, organisation=received.organisation)


def need_history(session: ReaderSession, *, request_id: str) -> RequestHistory:
    """The request of that id; NotHere where the account does not work on it."""
    found = with_entries(AccessRequestEntry.objects.requests().filter(entry_id=request_id))
    if not found or not is_own(session, found[0]):
        raise NotHere
    return found[0]


def line_of(one: RequestHistory, *, now: str, person_id: str = "") -> AccessRequestLine:
    """The request as a line of the list."""
    due_at = one.due_at
    return AccessRequestLine(
        request_id=one.received.entry_id,
        controller=one.received.agency,
        relation=RequestRelation(one.received.word),
        received_on=one.received_on,
        state=one.state,
        due_at=due_at,
        is_overdue=bool(due_at) and due_at < now,
        person_id=person_id,
        organisation=one.received.organisation,
    )
