"""Named decisions by which somebody of the agency that marked an address may read it: who, why, until when.

No role reads a protected address by itself. A manager of the agency that marked it names a manager or a child's lead
worker of the same agency; anybody else is for two officers together.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Assignment, Decision
from sightline.casework.core.rights import check_people
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.selectors.current import redact_said
from sightline.escalation import check_words
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing import row_filter
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

OPENED, ENDED = "protected_opened", "protected_ended"
MOST_DAYS = 90
LEAD_WORKER = "lead_worker"


@dataclass(frozen=True, slots=True)
class ProtectedRecordGrant:
    """That an account may read what a record protects, until a day."""

    sequence: int
    record_id: str
    reader: str
    by: str
    at: str
    until_on: date
    why: str = field(repr=False)
    ended: bool = False

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return not self.ended and on <= self.until_on


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One row as its file gave it, protected details among its cells."""

    source_file: str
    received_at: str
    cells: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProtectedPage:
    """What a page on protected details is given. `rows` is empty for whoever may decide and is not named."""

    record_id: str
    agency: str
    may_decide: bool
    may_read: bool
    openings: tuple[ProtectedRecordGrant, ...]
    may_be_named: tuple[str, ...]
    rows: tuple[ReceivedRow, ...] = field(repr=False)


def may_open_protected(session: ReaderSession, *, record_id: str) -> bool:
    """Whether a record's page leads to its protected details for this reader."""
    try:
        with session.open_current() as opened:
            agency = _agency_of(opened[1] if opened else None, session.actor, record_id)
    except NotHere:
        return False
    return _may_decide(session.actor, agency) or _in_force(session, record_id) is not None


def read_protected(session: ReaderSession, *, record_id: str) -> ProtectedPage:
    """The decisions on a record's protected details, and for whom one names the details; NotHere for all others."""
    with audited(session, action="read_protected") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        with session.open_current() as opened:
            agency = _agency_of(opened[1] if opened else None, session.actor, record_id)
            may_decide, opening = _may_decide(session.actor, agency), _in_force(session, record_id)
            named = _may_be_named(opened[1], agency, record_id) if opened and may_decide else ()
        if not may_decide and opening is None:
            raise NotHere
        if opening is not None:
            trail.add("decision", [str(opening.sequence)])
        return ProtectedPage(
            record_id=record_id,
            agency=agency,
            may_decide=may_decide,
            may_read=opening is not None,
            openings=_openings(session, record_id) if may_decide else (),
            may_be_named=named,
            rows=_read_rows(record_id) if opening is not None else (),
        )


def open_protected(session: ReaderSession, *, record_id: str, reader: str, why: str, until_on: date) -> int:
    """Let an account read what a record protects, until a day; the decision's number."""
    with audited(session, action="open_protected") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        with session.open_current() as opened:
            agency = _need_deciding(opened[1] if opened else None, session.actor, record_id)
            named = _may_be_named(opened[1], agency, record_id) if opened else ()
        words, today = check_words(why, today=clock.today(), part="why"), clock.today()
        if reader not in named:
            raise Refused(
                _("This account is neither a manager nor this person's lead worker in the agency that protects it."),
                code="not_to_be_named",
                what_to_do=_("Choose an account from the list."),
            )
        if not today <= until_on <= today + timedelta(days=MOST_DAYS):
            raise Refused(
                _("A decision to show protected details lasts %(most_days)s days at most.") % {"most_days": MOST_DAYS},
                code="until_out_of_bounds",
                what_to_do=_("Enter a day from today to %(day)s.") % {"day": today + timedelta(days=MOST_DAYS)},
            )
        body = {"record_id": record_id, "reader": reader, "until_on": until_on.isoformat()}
        return _append(session.actor, OPENED, words, body, "open_protected", trail)


def end_protected(session: ReaderSession, *, record_id: str, opening: int, why: str) -> int:
    """End a decision before its day; the number of this decision."""
    with audited(session, action="end_protected") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        with session.open_current() as opened:
            _need_deciding(opened[1] if opened else None, session.actor, record_id)
        if opening not in {one.sequence for one in _openings(session, record_id) if not one.ended}:
            raise NotHere
        words = check_words(why, today=clock.today(), part="why")
        return _append(session.actor, ENDED, words, {"record_id": record_id, "ends": opening}, "end_protected", trail)


def _append(actor: Actor, kind: str, why: str, body: dict[str, Any], action: str, trail: Any) -> int:
    with transaction.atomic(durable=True):
        row = hash_chain.append(
            Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, why=why, body=body
        )
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=actor, action=action, trail=trail)
    return int(row.sequence)


def _agency_of(store: SnapshotReader | None, actor: Actor, record_id: str) -> str:
    """The reader's agency, where a record that they may see marks something protected for it; else NotHere."""
    if store is None or not store.record(record_id=record_id, sight=row_filter(reader=actor.reader)):
        raise NotHere
    _, agency = store.protected.marked_by(record_id=record_id)
    if not agency or agency != actor.reader.agency:
        raise NotHere
    return agency


def _may_decide(actor: Actor, agency: str) -> bool:
    return actor.reader.role == Role.MANAGER and actor.reader.agency == agency


def _need_deciding(store: SnapshotReader | None, actor: Actor, record_id: str) -> str:
    agency = _agency_of(store, actor, record_id)
    if not _may_decide(actor, agency):
        raise Refused(
            _("Only a manager of the agency that protects these details can decide who may read them."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )
    return agency


def _may_be_named(store: SnapshotReader, agency: str, record_id: str) -> tuple[str, ...]:
    """Open accounts of the agency: its managers, and the lead workers today of those whom the record names."""
    accounts = Account.active.filter(agency=agency)
    managers = set(accounts.filter(role=Role.MANAGER).values_list("username", flat=True))
    today, people = clock.today(), store.protected.people_on(record_id=record_id)
    given = Assignment.objects.filter(kind=LEAD_WORKER, from_on__lte=today, account__in=accounts)
    given = given.filter(Q(to_on=None) | Q(to_on__gte=today))
    leads = dict(given.values_list("mention_id", "account__username"))
    led = store.people_of(mention_ids=sorted(leads))
    return tuple(sorted(managers | {leads[mention] for mention, person in led.items() if person in people}))


def _in_force(session: ReaderSession, record_id: str) -> ProtectedRecordGrant | None:
    """The decision by which this account reads the details today, as long as it could still be named."""
    today = clock.today()
    mine = [
        one
        for one in _openings(session, record_id)
        if one.reader == session.actor.reader.username and one.is_in_force(today)
    ]
    if not mine or session.actor.account_id is None:
        return None
    with session.open_current() as opened:
        named = _may_be_named(opened[1], session.actor.reader.agency, record_id) if opened else ()
    return mine[-1] if session.actor.reader.username in named else None


def _openings(session: ReaderSession, record_id: str) -> tuple[ProtectedRecordGrant, ...]:
    rows = Decision.objects.of_kind(OPENED, ENDED).filter(body__record_id=record_id).oldest_first()
    ended = {row.body["ends"] for row in rows if row.kind == ENDED}
    return tuple(
        ProtectedRecordGrant(
            sequence=row.sequence,
            record_id=record_id,
            reader=row.body["reader"],
            by=row.by,
            at=row.at,
            until_on=date.fromisoformat(row.body["until_on"]),
            why=redact_said(session, row.why, record_ids=[record_id]),
            ended=row.sequence in ended,
        )
        for row in rows
        if row.kind == OPENED
    )


def _read_rows(record_id: str) -> tuple[ReceivedRow, ...]:
    from sightline.ingest.originals import read_originals  # not at the top: a web process reads no received file else

    rows = read_originals(workspace=current_workspace(), record_id=record_id)
    return tuple(ReceivedRow(row.source_file, row.received_at, row.cells) for row in rows)
