"""Reads complaints and works out how far each has come from what was done, in the order in which it was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.casework.accounts.governance_scope import bodies_of_accounts, governs_bodies, sees_every_agency
from sightline.casework.complaints.actions import acknowledge_by, reply_deadline
from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.complaints.pages import ComplaintEntryKind, ComplaintLine, ComplaintState
from sightline.casework.complaints.rights import may_settle
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.state import EntryRows
from sightline.model.when import london_day


@dataclass(frozen=True, slots=True)
class ComplaintHistory:
    """One complaint and what was done since."""

    made: ComplaintEntry
    entries: EntryRows[ComplaintEntry]

    @property
    def received_on(self) -> date:
        """The day on which it came."""
        return self.made.on_day or london_day(self.made.at)

    @property
    def acknowledged_on(self) -> date | None:
        """The day on which the person was told that it came; None before."""
        row = self.entries.first(ComplaintEntryKind.ACKNOWLEDGED)
        return row.on_day if row else None

    @property
    def owner(self) -> str:
        """Who owns it now; empty where nobody does."""
        row = self.entries.last(ComplaintEntryKind.OWNED)
        return row.owner if row else ""

    @property
    def state(self) -> ComplaintState:
        """How far it has come."""
        if self.entries.of(ComplaintEntryKind.ANSWERED):
            return ComplaintState.ANSWERED
        return ComplaintState.TO_REPLY if self.acknowledged_on else ComplaintState.TO_ACKNOWLEDGE

    @property
    def due_at(self) -> str:
        """The last moment for what comes next; empty where nothing does, or no law asks for it."""
        if self.state is ComplaintState.ANSWERED:
            return ""
        on = self.acknowledged_on
        return reply_deadline(acknowledged_on=on) if on else acknowledge_by(received_on=self.received_on)

    def is_in_time(self) -> bool | None:
        """Whether it was acknowledged in time; None where it is not acknowledged."""
        due_at, on = acknowledge_by(received_on=self.received_on), self.acknowledged_on
        return None if on is None else not due_at or on <= london_day(due_at)

    def choices(self) -> tuple[ComplaintEntryKind, ...]:
        """What may be recorded next."""
        if self.state is ComplaintState.ANSWERED:
            return ()
        acknowledging = self.state is ComplaintState.TO_ACKNOWLEDGE
        following = ComplaintEntryKind.ACKNOWLEDGED if acknowledging else ComplaintEntryKind.ANSWERED
        return following, ComplaintEntryKind.OWNED


def load_histories(*, by: str = "") -> list[ComplaintHistory]:
    """Every complaint, the newest first; with `by` those that one account entered."""
    rows = ComplaintEntry.objects.complaints()
    found = list(rows.filter(by=by) if by else rows)
    later: dict[str, list[ComplaintEntry]] = {one.entry_id: [] for one in found}
    for row in ComplaintEntry.objects.about(later):
        later[row.about].append(row)
    return [ComplaintHistory(one, EntryRows(later[one.entry_id])) for one in found]


def need_history(session: ReaderSession, *, complaint_id: str) -> ComplaintHistory:
    """The complaint of that id; NotHere where the account may not open it."""
    made = ComplaintEntry.objects.complaints().filter(entry_id=complaint_id).first()
    actor = session.actor
    if made is None:
        raise NotHere
    found = ComplaintHistory(made, EntryRows(ComplaintEntry.objects.about([complaint_id])))
    own = actor.account_id is not None and made.by == actor.reader.username
    if not (own or (may_settle(actor=actor) and governed(session, [found]))):
        raise NotHere
    return found


def governed(session: ReaderSession, complaints: Sequence[ComplaintHistory]) -> list[ComplaintHistory]:
    """Those that concern information governance of the reader's body: whose account entered or owns one."""
    if sees_every_agency(actor=session.actor):
        return list(complaints)
    names = {one.made.entry_id: {one.made.by, *(row.owner for row in one.entries.all)} for one in complaints}
    bodies = bodies_of_accounts(name for some in names.values() for name in some)
    return [
        one
        for one in complaints
        if governs_bodies(
            actor=session.actor, bodies=[bodies[name] for name in names[one.made.entry_id] if name in bodies]
        )
    ]


def line_of(one: ComplaintHistory, *, now: str) -> ComplaintLine:
    """The complaint as a line of the list."""
    due_at = one.due_at
    return ComplaintLine(
        complaint_id=one.made.entry_id,
        received_on=one.received_on,
        by=one.made.by,
        owner=one.owner,
        state=one.state,
        due_at=due_at,
        is_overdue=bool(due_at) and due_at < now,
    )
