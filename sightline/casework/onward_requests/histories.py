"""Reads requests to pass records on, and works out how each is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.onward_requests.actions import REPLY
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.casework.onward_requests.pages import OnwardEntryKind, OnwardLine, OnwardState
from sightline.casework.onward_requests.rights import may_read, may_reply

STATES = {
    OnwardEntryKind.AGREED: OnwardState.AGREED,
    OnwardEntryKind.REFUSED: OnwardState.REFUSED,
    OnwardEntryKind.WITHDRAWN: OnwardState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class OnwardHistory:
    """One request and what was said to it, the oldest first."""

    asked: OnwardEntry
    replies: tuple[OnwardEntry, ...]

    @property
    def until(self) -> date | None:
        """The last day of a yes that was not withdrawn."""
        last = self.replies[-1] if self.replies else None
        return last.on_day if last is not None and last.kind == OnwardEntryKind.AGREED else None

    @property
    def state(self) -> OnwardState:
        """How it is now."""
        if not self.replies:
            return OnwardState.WAITING
        if self.until is not None and self.until < clock.today():
            return OnwardState.ENDED
        return STATES[OnwardEntryKind(self.replies[-1].kind)]

    @property
    def due_at(self) -> str:
        """The last moment to reply; empty where there is a reply."""
        return "" if self.replies else REPLY.deadline(since=self.asked.at)

    def choices(self) -> tuple[OnwardEntryKind, ...]:
        """What its agency may record next."""
        if not self.replies:
            return (OnwardEntryKind.AGREED, OnwardEntryKind.REFUSED)
        return (OnwardEntryKind.WITHDRAWN,) if self.state is OnwardState.AGREED else ()


def with_replies(requests: Iterable[OnwardEntry]) -> list[OnwardHistory]:
    """These requests, each with what was said."""
    found = list(requests)
    replies: dict[str, list[OnwardEntry]] = {one.entry_id: [] for one in found}
    for row in OnwardEntry.objects.about(replies):
        replies[row.about].append(row)
    return [OnwardHistory(one, tuple(replies[one.entry_id])) for one in found]


def need_history(session: ReaderSession, *, request_id: str) -> OnwardHistory:
    """The request of that id; NotHere unless the account asked, answers for its agency or looks after its data."""
    found = with_replies(OnwardEntry.objects.asked().filter(entry_id=request_id))
    if not found or not (may_read(session, found[0].asked) or may_reply(session, found[0].asked)):
        raise NotHere
    return found[0]


def line_of(one: OnwardHistory, *, now: str) -> OnwardLine:
    """The request as a line of the list."""
    asked, due_at = one.asked, one.due_at
    return OnwardLine(
        request_id=asked.entry_id,
        at=asked.at,
        by=asked.by,
        agency=asked.agency,
        to_agency=asked.to_agency,
        state=one.state,
        due_at=due_at,
        is_overdue=bool(due_at) and due_at < now,
        until=one.until,
    )
