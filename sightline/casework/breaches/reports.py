"""Reads reports of breaches and works out how each stands from its steps, in the order in which they were written."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.casework.accounts.governance_scope import (
    bodies_of_accounts,
    decides_about_holder,
    governs_bodies,
    holders_of_records,
    sees_every_agency,
)
from sightline.casework.breaches.actions import regulator_due
from sightline.casework.breaches.models import BreachEntry
from sightline.casework.breaches.pages import (
    PEOPLE,
    REGULATOR,
    AddressExposed,
    BreachEntryKind,
    BreachLine,
    BreachState,
)
from sightline.casework.breaches.rights import may_settle
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.state import EntryRows
from sightline.translation.messages import lazy as _

NOTIFIED = (BreachEntryKind.REGULATOR_NOTIFIED, BreachEntryKind.PEOPLE_NOTIFIED)


@dataclass(frozen=True, slots=True)
class BreachReport:
    """One report and the steps since."""

    report: BreachEntry
    entries: EntryRows[BreachEntry]

    @property
    def regulator(self) -> str:
        """The last decision about the regulator; empty where there is none."""
        return next((one.kind for one in reversed(self.entries.of(*REGULATOR))), "")

    @property
    def people(self) -> str:
        """The last decision about the people at risk; empty where there is none."""
        return next((one.kind for one in reversed(self.entries.of(*PEOPLE))), "")

    @property
    def address(self) -> str:
        """Whether an address is exposed, as it is known now: found exposed once, it stays so."""
        if self.entries.of(BreachEntryKind.ADDRESS_EXPOSED):
            return AddressExposed.YES
        return AddressExposed.NO if self.entries.of(BreachEntryKind.ADDRESS_SAFE) else self.report.word

    @property
    def holder(self) -> str:
        """The agency that holds the address, as was said last; empty where nobody knows."""
        found = (one.holder for one in reversed(self.entries.of(BreachEntryKind.ADDRESS_EXPOSED)) if one.holder)
        return next(found, self.report.holder)

    @property
    def state(self) -> BreachState:
        """How far it has come."""
        if self.entries.of(BreachEntryKind.CLOSED):
            return BreachState.CLOSED
        return BreachState.DECIDED if self.regulator and self.people else BreachState.TO_DECIDE

    def choices(self) -> tuple[BreachEntryKind, ...]:
        """What may still be decided. Whoever was told is told: that decision is not changed into its opposite.

        A report whose address nobody has settled cannot be closed. After closing somebody may still have to be told.
        """
        if self.state is BreachState.CLOSED:
            after = (*NOTIFIED, BreachEntryKind.ADDRESS_EXPOSED)
            return tuple(one for one in after if one not in (self.regulator, self.people))
        is_open = self.address == AddressExposed.NOT_KNOWN
        address = (BreachEntryKind.ADDRESS_EXPOSED, *((BreachEntryKind.ADDRESS_SAFE,) if is_open else ()))
        regulator = REGULATOR if self.regulator != BreachEntryKind.REGULATOR_NOTIFIED else ()
        people = PEOPLE if self.people != BreachEntryKind.PEOPLE_NOTIFIED else ()
        closing = (BreachEntryKind.CLOSED,) if self.state is BreachState.DECIDED and not is_open else ()
        taken = {self.regulator, self.people}
        return tuple(one for one in (*regulator, *people, *address, *closing) if one not in taken)

    def why_not(self, kind: BreachEntryKind) -> str:
        """Why a step that is no choice cannot be recorded."""
        if kind is not BreachEntryKind.CLOSED or self.state is BreachState.CLOSED:
            return _("This is recorded already, or the report is closed.")
        if self.state is BreachState.TO_DECIDE:
            return _("Decide about the regulator and the people at risk before you close the report.")
        return _("Record whether an address is exposed before you close the report.")


def load_reports(*, by: str = "") -> list[BreachReport]:
    """Every report with its later, the newest first; with `by` those of one account."""
    reports = BreachEntry.objects.reports()
    found = list(reports.filter(by=by) if by else reports)
    later: dict[str, list[BreachEntry]] = {one.entry_id: [] for one in found}
    for row in BreachEntry.objects.about(later):
        later[row.about].append(row)
    return [BreachReport(one, EntryRows(later[one.entry_id])) for one in found]


def need_report(session: ReaderSession, *, breach_id: str) -> BreachReport:
    """The report of that id; NotHere where the account may not open it."""
    report = BreachEntry.objects.reports().filter(entry_id=breach_id).first()
    if report is None or not may_open(session, report):
        raise NotHere
    return _with_entries(report)


def may_open(session: ReaderSession, report: BreachEntry) -> bool:
    """Whether the account may read what was reported: its own report, or what concerns its agency."""
    actor = session.actor
    own = actor.account_id is not None and report.by == actor.reader.username
    return own or bool(may_settle(actor=actor) and governed(session, [_with_entries(report)]))


def governed(session: ReaderSession, reports: Sequence[BreachReport]) -> list[BreachReport]:
    """Those that concern information governance of the reader's body; those of no body are the partnership's.

    A report concerns the body whose account reported, whose record it names, and the agency that holds the address,
    where that is one body.
    """
    if sees_every_agency(actor=session.actor):
        return list(reports)
    accounts = bodies_of_accounts(one.report.by for one in reports)
    records = holders_of_records(session, [each for one in reports for each in one.report.record_ids])

    def concerns(one: BreachReport) -> bool:
        bodies = {accounts.get(one.report.by, ("", "")), (one.holder, "")}
        held = [records[each] for each in one.report.record_ids if each in records]
        of_records = any(decides_about_holder(session, each) for each in held)
        return of_records or governs_bodies(actor=session.actor, bodies=bodies)

    return [one for one in reports if concerns(one)]


def _with_entries(report: BreachEntry) -> BreachReport:
    return BreachReport(report, EntryRows(BreachEntry.objects.about([report.entry_id])))


def line_of(one: BreachReport, *, now: str) -> BreachLine:
    """The report as a line of the list."""
    due_at = regulator_due(noticed_at=one.report.happened_at)
    return BreachLine(
        breach_id=one.report.entry_id,
        reported_at=one.report.at,
        by=one.report.by,
        noticed_at=one.report.happened_at,
        due_at=due_at,
        address=one.address,
        state=one.state,
        is_regulator_decided=bool(one.regulator),
        are_people_decided=bool(one.people),
        is_overdue=not one.regulator and due_at < now and one.state is not BreachState.CLOSED,
    )


def to_decide(reports: Sequence[BreachReport]) -> list[BreachReport]:
    """Those about which something is still to be decided."""
    return [one for one in reports if one.state is BreachState.TO_DECIDE]
