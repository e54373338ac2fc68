"""Writes the ledger from the rows of the audit log, in the transaction that appends them.

So no line is without its entry, and no entry that shows another body's record is without its lines. A reader has one
line for a record, a way and a reason: the page of a child that is opened each day is told of once, and audited always.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from sightline.agreements import Policy
from sightline.agreements.files import FOLDER
from sightline.casework.audit.page_rows import acts_of
from sightline.casework.concerns.models import Concern
from sightline.casework.core.agreements_in_force import policy_in_force
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import list_grounds
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.model.errors import SightlineError
from sightline.model.visibility import Scope
from sightline.model.when import london_day
from sightline.sharing.need_to_know import Depth, depth_of

RECORD = "record:"
LEAVES = ("export", "download", "print")  # an act that writes records to a file, or to paper, begins so
Key = tuple[str, str, str]  # record, way, reason


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """One record that an act names: how it reached the reader, or the code of what refused it."""

    record_id: str
    way: SharingWay
    action: str
    row: AuditEntry
    refusal: str = ""


def note_sharing(session: ReaderSession, rows: Sequence[AuditEntry]) -> None:
    """Append a line for each record of another body that these rows of the audit log tell of for the first time."""
    username = session.actor.reader.username
    own = [row for row in rows if row.username == username]
    named = {(one.record_id, one.way): one for row in own for one in _records_of(row)}
    if not named:
        return
    holders = _holders(session, sorted({record_id for record_id, _ in named}))
    foreign = [one for one in named.values() if _is_of_another(session, holders.get(one.record_id))]
    if not foreign:
        return
    reasons = _reasons(session, at=rows[0].at)
    known = _known(username, [one.record_id for one in foreign])
    lines = [
        _make_line(session, one, holders.get(one.record_id), reason)
        for one in foreign
        for reason in ((one.refusal,) if one.way is SharingWay.REFUSED else reasons)
        if (one.record_id, str(one.way), reason) not in known
    ]
    SharedRecord.objects.bulk_create(lines, ignore_conflicts=True)


def _records_of(row: AuditEntry) -> Iterator[NamedRecord]:
    """The records that a row names, each with the first act that names it."""
    outcome, _, code = row.outcome.partition(": ")
    if outcome not in ("done", "refused"):
        return
    seen: set[tuple[str, SharingWay]] = set()
    for act in acts_of(action=row.action, ids=row.ids, details=row.details):
        way = _way(act.action, outcome)
        for one in act.ids:
            record_id = one.removeprefix(RECORD)
            if one.startswith(RECORD) and (record_id, way) not in seen:
                seen.add((record_id, way))
                yield NamedRecord(record_id, way, act.action, row, code)


def _way(action: str, outcome: str) -> SharingWay:
    if outcome == "refused":
        return SharingWay.REFUSED
    return SharingWay.LEFT if action.startswith(LEAVES) else SharingWay.SHOWN


def _holders(session: ReaderSession, record_ids: list[str]) -> dict[str, Scope]:
    """Whose each record is, of the snapshot or of what people wrote since it was made.

    A snapshot that cannot be read hides no line: it then says that nobody knows whose the record is.
    """
    try:
        with session.open_current() as opened:
            found = opened[1].holders_of(record_ids=record_ids) if opened else {}
    except SightlineError:
        found = {}
    missing = [one for one in record_ids if one not in found]
    for one in Concern.objects.filter(record_id__in=missing) if missing else ():
        found[one.record_id] = Scope(one.agency, one.organisation, one.layout, one.restricted)
    return found


def _is_of_another(session: ReaderSession, holder: Scope | None) -> bool:
    """Whether a record is another body's than the reader's, or nobody knows whose it is."""
    reader = session.actor.reader
    if holder is None or holder.agency != reader.agency:
        return True
    named = bool(holder.organisation) and bool(reader.organisation)
    return named and holder.organisation != reader.organisation


def _reasons(session: ReaderSession, *, at: str) -> tuple[str, ...]:
    """The reasons that open records to the reader at that moment; one empty word where they need none."""
    actor = session.actor
    if not actor.reader.needs_reason or actor.account_id is None:
        return ("",)
    account, role = Account.objects.get(pk=actor.account_id), actor.reader.role
    standing = {one.reason for one in list_grounds(account, at=at) if one.stands(at=at)}
    opens = sorted(str(one) for one in standing if depth_of(role=role, reasons=[one]) is Depth.RECORDS)
    return (" or ".join(opens)[:80],)


def _known(username: str, record_ids: list[str]) -> set[Key]:
    rows = SharedRecord.objects.of_records(record_ids).filter(username=username)
    return set(rows.values_list("record_id", "way", "reason"))


def _make_line(session: ReaderSession, named: NamedRecord, holder: Scope | None, reason: str) -> SharedRecord:
    reader, whose = session.actor.reader, holder or Scope("", "", "", restricted=False)
    return SharedRecord(
        at=named.row.at,
        audit_row=named.row.sequence,
        way=named.way,
        action=named.action,
        username=reader.username,
        role=reader.role,
        to_agency=reader.agency,
        to_organisation=reader.organisation,
        record_id=named.record_id,
        from_agency=whose.agency,
        from_organisation=whose.organisation,
        layout=whose.layout,
        restricted=whose.restricted,
        agreement=_agreement(session, whose, named.row),
        reason=reason,
    )


def _agreement(session: ReaderSession, whose: Scope, row: AuditEntry) -> str:
    """The id of the agreement that covered such a record on that day; empty where none did."""
    root = current_workspace().root
    policy = _policy(root, london_day(row.at).isoformat(), _stamp(root), session.head)
    covering = policy.cover(agency=whose.agency, layout=whose.layout) if policy else None
    return covering.id if covering else ""


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of agreements does."""
    files = sorted((root / FOLDER).glob("*.toml"))
    return tuple((one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in files)


@lru_cache(maxsize=8)
def _policy(root: Path, day: str, stamp: tuple[tuple[str, int, int], ...], head: int) -> Policy | None:
    """The policy of a day; none where a file of agreements cannot be used."""
    del stamp, head  # what it was made from: another makes it anew
    try:
        return policy_in_force(root, on=date.fromisoformat(day))
    except SightlineError:
        return None
