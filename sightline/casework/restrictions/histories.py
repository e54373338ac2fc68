"""Reads restrictions and works out until when each lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.concerns.sent_rows import holders_of_sent
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.recipients import find_recipients
from sightline.casework.journal.state import EntryRows
from sightline.casework.restrictions.models import RestrictionEntry
from sightline.casework.restrictions.pages import (
    AFTER,
    LeftAlready,
    RestrictionEntryKind,
    RestrictionLine,
    RestrictionReason,
)
from sightline.casework.restrictions.rights import may_restrict
from sightline.model.calendar import end_of_day
from sightline.model.visibility import Scope
from sightline.model.when import london_day

K = RestrictionEntryKind


@dataclass(frozen=True, slots=True)
class RestrictionHistory:
    """One restriction and what was decided later."""

    made: RestrictionEntry
    entries: EntryRows[RestrictionEntry]

    @property
    def is_lifted(self) -> bool:
        """Whether the record is restricted no more."""
        return bool(self.entries.of(K.LIFTED))

    @property
    def last(self) -> RestrictionEntry:
        """The entry that says until when it lasts."""
        return self.entries.last(K.LONGER) or self.made

    @property
    def until_on(self) -> date:
        """The day until which it was made, or made longer."""
        return self.last.on_day or london_day(self.last.at)

    @property
    def until_at(self) -> str:
        """The last moment of that day; empty where it is lifted."""
        return "" if self.is_lifted else end_of_day(self.until_on)

    def choices(self) -> tuple[RestrictionEntryKind, ...]:
        """What may be decided."""
        return () if self.is_lifted else AFTER


def load_histories() -> list[RestrictionHistory]:
    """Every restriction, the newest first."""
    return with_entries(RestrictionEntry.objects.made())


def with_entries(made: Iterable[RestrictionEntry]) -> list[RestrictionHistory]:
    """These restrictions with what was decided later."""
    found = list(made)
    later: dict[str, list[RestrictionEntry]] = {one.entry_id: [] for one in found}
    for row in RestrictionEntry.objects.about(later):
        later[row.about].append(row)
    return [RestrictionHistory(one, EntryRows(later[one.entry_id])) for one in found]


def need_history(session: ReaderSession, *, restriction_id: str) -> RestrictionHistory:
    """The restriction of that id; NotHere where the account decides about none of that body's records."""
    found = with_entries(RestrictionEntry.objects.made().filter(entry_id=restriction_id))
    if not found or not is_own(session, found[0]):
        raise NotHere
    return found[0]


def is_own(session: ReaderSession, one: RestrictionHistory) -> bool:
    """Whether the account decides about a restriction."""
    made = one.made
    return may_restrict(session, record_id=made.record_id, agency=made.agency, organisation=made.organisation)


def standing_of(record_id: str) -> RestrictionHistory | None:
    """The restriction of a record that stands; None where none does."""
    found = with_entries(RestrictionEntry.objects.made().filter(record_id=record_id))
    return next((one for one in found if not one.is_lifted), None)


def left_already(session: ReaderSession, *, record_id: str, by: str = "") -> tuple[LeftAlready, ...]:
    """Readers of other bodies who were shown the record up to a moment, or took it in a file, by the ledger."""
    with session.open_current() as opened:
        held: dict[str, Scope] = opened[1].holders_of(record_ids=[record_id]) if opened else {}
    held |= holders_of_sent([record_id])
    found = find_recipients(record_ids=(record_id,), held=tuple(held.values()))
    return tuple(
        LeftAlready(one.username, one.agency, one.organisation, one.shown_at, one.has_file)
        for one in found
        if not by or one.shown_at <= by
    )


def line_of(one: RestrictionHistory, *, now: str) -> RestrictionLine:
    """The restriction as a line of the list."""
    until_at = one.until_at
    return RestrictionLine(
        restriction_id=one.made.entry_id,
        record_id=one.made.record_id,
        agency=one.made.agency,
        reason=RestrictionReason(one.made.word),
        at=one.made.at,
        by=one.made.by,
        until_at=until_at,
        is_overdue=bool(until_at) and until_at < now,
    )
