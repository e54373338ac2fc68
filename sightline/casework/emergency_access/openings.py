"""Reads openings and works out how each stands: open, ended or run out, reviewed, and which holders looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.casework.accounts.governance_scope import bodies_of_accounts, governs_bodies, sees_every_agency
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.actions import holder_items
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.emergency_access.pages import EmergencyEntryKind
from sightline.casework.emergency_access.rights import may_open, may_review
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.casework.journal.state import EntryRows
from sightline.model.when import london_day


@dataclass(frozen=True, slots=True)
class EmergencyOpening:
    """One opening and what was done since."""

    row: EmergencyEntry
    entries: EntryRows[EmergencyEntry]

    @property
    def review(self) -> EmergencyEntry | None:
        """The review; None where nobody has reviewed it."""
        return next(iter(self.entries.of(EmergencyEntryKind.REVIEWED)), None)

    @property
    def ended_at(self) -> str:
        """When somebody ended it before its hours were over; empty where nobody has."""
        return next((one.at for one in self.entries.of(EmergencyEntryKind.ENDED)), "")

    def is_open(self, *, at: str) -> bool:
        """Whether its hours run and nobody has ended it."""
        return not self.ended_at and at <= (self.row.until_at or "")

    def reads(self, actor: Actor, *, at: str) -> bool:
        """Whether this account reads the records now: it opened them, and is of the same agency as then."""
        own = self.row.by == actor.reader.username and self.row.agency == actor.reader.agency
        return own and may_open(actor=actor) and self.is_open(at=at)


def load_openings(*, by: str = "") -> list[EmergencyOpening]:
    """All openings, or those of one account, the newest first."""
    found = EmergencyEntry.objects.openings()
    rows = list(found.filter(by=by) if by else found)
    return _with_entries(rows)


def need_opening(session: ReaderSession, *, entry_id: str) -> EmergencyOpening:
    """One opening that the account may see: its own, one of its body for governance, one of its post; else NotHere."""
    row = EmergencyEntry.objects.openings().filter(entry_id=entry_id).first()
    if row is None:
        raise NotHere
    own = row.by == session.actor.reader.username and session.actor.account_id is not None
    (found,) = _with_entries([row])
    reviews = may_review(actor=session.actor) and bool(governed(session, [found]))
    if not own and not reviews and not items_of_post(session, entry_id=entry_id):
        raise NotHere
    return found


def governed(session: ReaderSession, openings: Sequence[EmergencyOpening]) -> list[EmergencyOpening]:
    """Those that concern information governance of the reader's body: whose account opened, or whose records."""
    if sees_every_agency(actor=session.actor):
        return list(openings)
    openers = bodies_of_accounts(one.row.by for one in openings)

    def concerns(one: EmergencyOpening) -> bool:
        by = openers.get(one.row.by, ("", ""))
        return governs_bodies(actor=session.actor, bodies=[by, *((agency, named) for agency, named in one.row.bodies)])

    return [one for one in openings if concerns(one)]


def sees_opening(session: ReaderSession, *, entry_id: str) -> bool:
    """Whether the account may see an opening."""
    try:
        need_opening(session, entry_id=entry_id)
    except NotHere:
        return False
    return True


def items_of_post(session: ReaderSession, *, entry_id: str) -> list[Item]:
    """The holders' actions of an opening that came to a post of the account."""
    return [item for item in holder_items(entry_id) if _came_to(session, item)]


def _came_to(session: ReaderSession, item: Item) -> bool:
    try:
        return right_to(session, item=item, on=london_day(item.opened_at)).stage is not None
    except NotHere:
        return False


def _with_entries(rows: Sequence[EmergencyEntry]) -> list[EmergencyOpening]:
    entries = list(EmergencyEntry.objects.about([row.entry_id for row in rows]))
    return [EmergencyOpening(row, EntryRows([one for one in entries if one.about == row.entry_id])) for row in rows]
