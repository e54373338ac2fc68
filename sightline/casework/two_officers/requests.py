"""Reads requests and works out how each stands: waiting, confirmed, declined, ended, or shown once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.casework.accounts.governance_scope import bodies_of_accounts, governs_bodies, sees_every_agency
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.state import EntryRows
from sightline.casework.two_officers.actions import REVIEW, holding_bodies, item_of_holder
from sightline.casework.two_officers.models import OfficersEntry
from sightline.casework.two_officers.pages import OfficerOnDuty, OfficersEntryKind, OfficersLine, OfficersState
from sightline.casework.two_officers.rights import may_govern, officers_on_duty, takes_part
from sightline.sharing.two_officers import officer_minutes_end


@dataclass(frozen=True, slots=True)
class OfficersRequest:
    """One request and what was done since."""

    row: OfficersEntry
    entries: EntryRows[OfficersEntry]

    @property
    def confirmed(self) -> OfficersEntry | None:
        """The second officer's confirmation; None where there is none."""
        return self.entries.first(OfficersEntryKind.CONFIRMED)

    @property
    def shown(self) -> OfficersEntry | None:
        """That the record was shown; None where it was not."""
        return self.entries.first(OfficersEntryKind.SHOWN)

    @property
    def review(self) -> OfficersEntry | None:
        """The review of information governance; None where nobody has reviewed it."""
        return self.entries.first(OfficersEntryKind.REVIEWED)

    @property
    def seen(self) -> OfficersEntry | None:
        """That the agency that holds the record looked at this; None where it has not."""
        return self.entries.first(OfficersEntryKind.SEEN)

    @property
    def confirm_by(self) -> str:
        """The last moment to confirm."""
        return officer_minutes_end(since=self.row.at, name="confirm_minutes")

    @property
    def show_by(self) -> str:
        """The last moment to see the record; empty before it is confirmed."""
        return officer_minutes_end(since=self.confirmed.at, name="show_minutes") if self.confirmed else ""

    @property
    def officers(self) -> tuple[str, ...]:
        """Who asked, and who confirmed."""
        return (self.row.by, *((self.confirmed.by,) if self.confirmed else ()))

    @property
    def took_part(self) -> frozenset[str]:
        """The accounts that asked, or did anything since."""
        return frozenset((self.row.by, *(one.by for one in self.entries.all)))

    def state(self, *, at: str) -> OfficersState:
        """How it stands at a moment."""
        if self.shown:
            return OfficersState.SHOWN
        if self.entries.of(OfficersEntryKind.DECLINED):
            return OfficersState.DECLINED
        if at > (self.show_by or self.confirm_by):
            return OfficersState.EXPIRED
        return OfficersState.CONFIRMED if self.confirmed else OfficersState.WAITING


def load_requests() -> list[OfficersRequest]:
    """All requests, the newest first."""
    rows = list(OfficersEntry.objects.requests())
    entries = list(OfficersEntry.objects.about([row.entry_id for row in rows]))
    return [OfficersRequest(row, EntryRows(one for one in entries if one.about == row.entry_id)) for row in rows]


def need_request(session: ReaderSession, *, entry_id: str, at: str) -> OfficersRequest:
    """One request that the account may see: its own, one it confirmed, one that waits, or for governance its body's."""
    found = next((one for one in load_requests() if one.row.entry_id == entry_id), None)
    if found is None or not sees_request(session, found, at=at, duty=officers_on_duty(at=at)):
        raise NotHere
    return found


def sees_request(session: ReaderSession, found: OfficersRequest, *, at: str, duty: tuple[OfficerOnDuty, ...]) -> bool:
    """Whether the account may see a request."""
    actor = session.actor
    if actor.account_id is None:
        return False
    own = actor.reader.username in found.took_part
    waits = found.state(at=at) is OfficersState.WAITING and takes_part(actor=actor, duty=duty)
    return own or waits or is_governed(session, found) or is_of_holder(session, found)


def governed(session: ReaderSession, requests: Sequence[OfficersRequest]) -> list[OfficersRequest]:
    """Those that concern information governance of the reader's body: an officer's body, or that of the record."""
    if sees_every_agency(actor=session.actor):
        return list(requests)
    officers = bodies_of_accounts(name for one in requests for name in one.officers)
    held = holding_bodies([one.row.entry_id for one in requests])

    def concerns(one: OfficersRequest) -> bool:
        bodies = [officers[name] for name in one.officers if name in officers]
        bodies.append(held.get(one.row.entry_id, (one.row.agency, "")))
        return governs_bodies(actor=session.actor, bodies=bodies)

    return [one for one in requests if concerns(one)]


def is_governed(session: ReaderSession, found: OfficersRequest) -> bool:
    """Whether the account is of information governance and the request concerns its body."""
    return may_govern(actor=session.actor) and bool(governed(session, [found]))


def is_of_holder(session: ReaderSession, found: OfficersRequest) -> bool:
    """Whether the account answers for the body that holds the record, and was told of what was shown."""
    return found.shown is not None and item_of_holder(session, entry_id=found.row.entry_id) is not None


def reads_name(session: ReaderSession, found: OfficersRequest) -> bool:
    """Whether the account reads who was looked for: not who only answers for the holder. No role reads such a name."""
    took_part = {found.row.by, *(one.by for one in found.entries.all if one.kind != OfficersEntryKind.SEEN)}
    own = session.actor.reader.username in took_part
    return own or found.shown is None or is_governed(session, found)


def may_review(session: ReaderSession, found: OfficersRequest) -> bool:
    """Whether the account reviews it: governance of a body concerned, once it was shown, and no officer of the two."""
    is_open = found.shown is not None and found.review is None
    return is_open and is_governed(session, found) and session.actor.reader.username not in found.took_part


def line_of(
    session: ReaderSession, found: OfficersRequest, *, at: str, duty: tuple[OfficerOnDuty, ...]
) -> OfficersLine:
    """A request as one line for one reader."""
    state, own = found.state(at=at), found.row.by == session.actor.reader.username
    may_confirm = state is OfficersState.WAITING and not own and takes_part(actor=session.actor, duty=duty)
    return OfficersLine(
        entry_id=found.row.entry_id,
        at=found.row.at,
        by=found.row.by,
        kind=found.row.word,
        agency=found.row.agency,
        state=state,
        confirm_by=found.confirm_by,
        second=found.confirmed.by if found.confirmed else "",
        may_confirm=may_confirm,
        outcome=found.review.word if found.review else "",
        review_by=REVIEW.deadline(since=found.shown.at) if found.shown and not found.review else "",
    )
