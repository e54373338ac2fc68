"""Writes the ledger from the rows of the audit log, in the transaction that appends them.

So no line is without its entry. A reader has one line for a record, a way, a reason and an agreement, and another where
more kinds of field are shown: the page of a child that is opened each day has its lines once, and an audit row always.
What the lines say is found before the chain is locked.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.page_rows import PageAct, acts_of
from sightline.casework.audit.trail import OPENED_BY
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.sent_rows import holders_of_sent
from sightline.casework.core import clock
from sightline.casework.core.actor import check_same_agreements
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import list_grounds
from sightline.casework.ledger.models import SharedPerson, SharedRecord
from sightline.casework.ledger.pages import SharedPart, SharingWay
from sightline.casework.ledger.people_lines import LEAVES, is_of_another, make_people_lines, way_of
from sightline.casework.ledger.shown_fields import OF_TABLES, VIEW_OF, RecordView, kinds_shown, read_kinds, write_kinds
from sightline.casework.ledger.terms import AgreementTerms, find_terms, post_of, purpose_of
from sightline.model.errors import SightlineError
from sightline.model.visibility import Scope
from sightline.sharing.need_to_know import AccessReason, Depth, depth_of, opens_records

SHARED = (SharingWay.SHOWN, SharingWay.LEFT)
RECORD, BODIES = "record:", "bodies"
NOBODY_KNOWS = Scope("", "", "", restricted=False)
MOST_ASKED = 500
Key = tuple[str, ...]  # record, way, reason, agreement, its version, purpose


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """One record that an act names, or the records of one body in a table: how they reached the reader.

    `entry` is the place of the audit row among those that are committed together. `refusal`: the code of what refused.
    `opened_by`: what opened it, where that is no reason of need to know. `views`: what its acts show of it.
    `fields`: the kinds of field of a table.
    """

    record_id: str
    way: SharingWay
    action: str
    entry: int
    refusal: str = ""
    opened_by: str = ""
    held: Scope | None = None
    records: int = 1
    purpose: str = ""
    views: frozenset[RecordView] = frozenset()
    fields: str = ""


def make_lines_ready(
    session: ReaderSession, entries: Sequence[Mapping[str, Any]]
) -> Callable[[list[AuditEntry]], None]:
    """What these audit rows, once appended, add to the ledger: a line for each record of another body that is new.

    And one for each person of whom they show something else from another body's records, once a day.

    Refused where the agreements changed since the reader's page or file was begun: then nothing of it is given.
    """
    username = session.actor.reader.username
    if _is_asked_again(session, entries):
        check_same_agreements(session.actor)
    named: dict[tuple[str | NamedRecord, SharingWay], NamedRecord] = {}
    for place, entry in enumerate(entries):
        if entry["username"] == username:
            for one in _records_of(place, entry, leaves=session.answers_with_file):
                key = (one.record_id or one, one.way)
                named[key] = replace(one, views=one.views | named[key].views) if key in named else one
    lines = _make_lines(session, list(named.values())) if named else []
    people = make_people_lines(session, entries, record_ids=[one.record_id for one in named.values() if one.record_id])

    def append(rows: list[AuditEntry]) -> None:
        for place, line in (*lines, *people):
            line.at, line.audit_row = rows[place].at, rows[place].sequence
        if lines:
            SharedRecord.objects.bulk_create([line for _, line in lines], ignore_conflicts=True)
        if people:
            SharedPerson.objects.bulk_create([line for _, line in people], ignore_conflicts=True)

    return append


def _is_asked_again(session: ReaderSession, entries: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what was read is given only by the agreements of this moment: every page, and all that leaves.

    What only writes, as a decision of a form, gives nothing. OurFault where it leaves without a ground.
    """
    done = [one for one in entries if one["outcome"] == "done"]
    leaves = session.answers_with_file or any(act.action.startswith(LEAVES) for one in done for act in _acts_of(one))
    if done and leaves:
        session.check_ground()
    return bool(done) and (session.only_reads or leaves)


def make_mistake_ready(session: ReaderSession, *, record_id: str, action: str) -> Callable[[list[AuditEntry]], None]:
    """What a report adds to the ledger with its audit row: that the record reached its reader by mistake."""
    holders = _held_in_snapshot(session, [record_id]) or _written_here({record_id})
    named = NamedRecord(record_id, SharingWay.MISTAKE, action, 0)
    line = _make_line(session, named, holders.get(record_id, NOBODY_KNOWS), "")
    line.post = post_of(session.actor)

    def append(rows: list[AuditEntry]) -> None:
        line.at, line.audit_row = rows[0].at, rows[0].sequence
        SharedRecord.objects.bulk_create([line], ignore_conflicts=True)

    return append


def make_sealed_lines_ready(
    session: ReaderSession, *, way: SharingWay, action: str, rows: Mapping[tuple[str, str], int], trigger: str
) -> Callable[[list[AuditEntry]], None]:
    """What an opening or a closing of sealed rows adds with its audit row: a line for each body and layout.

    `rows` counts them by agency and layout. The audit row has the rest: see `ledger.sealed_rows`.
    """
    scopes = [(Scope(agency, "", layout, restricted=False), count) for (agency, layout), count in rows.items()]
    named = [(NamedRecord("", way, action, 0, held=one, records=count), one) for one, count in scopes if count]
    lines = [_make_line(session, one, whose, trigger) for one, whose in named]

    def append(entries: list[AuditEntry]) -> None:
        for line in lines:
            line.at, line.audit_row = entries[0].at, entries[0].sequence
        SharedRecord.objects.bulk_create(lines)

    return append


def _records_of(place: int, entry: Mapping[str, Any], *, leaves: bool) -> Iterator[NamedRecord]:
    """The records that an audit row names, each with the first act that names it and the views of all of them."""
    outcome, _, code = entry["outcome"].partition(": ")
    if outcome not in ("done", "refused"):
        return
    found: dict[tuple[str, SharingWay], NamedRecord] = {}
    for act in _acts_of(entry):
        way = way_of(act.action, outcome, leaves=leaves)
        purpose, opened_by = act.details.get("purpose", ""), str(act.details.get(OPENED_BY, ""))
        views = frozenset({VIEW_OF[act.action]}) if act.action in VIEW_OF and way in SHARED else frozenset[RecordView]()
        for one in act.ids:
            if one.startswith(RECORD):
                key = (one.removeprefix(RECORD), way)
                first = found.get(key) or NamedRecord(*key, act.action, place, code, opened_by, purpose=purpose)
                found[key] = replace(first, views=first.views | views)
        of_table = write_kinds(OF_TABLES.get(act.details.get("table", ""), ()))
        for agency, organisation, layout, records in act.details.get(BODIES, ()):
            held = Scope(agency, organisation, layout, restricted=False)
            yield NamedRecord(
                "", way, act.action, place, code, held=held, records=records, purpose=purpose, fields=of_table
            )
    yield from found.values()


def _acts_of(entry: Mapping[str, Any]) -> Sequence[PageAct]:
    return acts_of(action=entry["action"], ids=entry["ids"], details=entry["details"])


def _make_lines(session: ReaderSession, named: list[NamedRecord]) -> list[tuple[int, SharedRecord]]:
    """The lines that are not there yet, each with the place of its audit row."""
    record_ids = sorted({one.record_id for one in named if one.record_id})
    holders = _held_in_snapshot(session, record_ids)
    foreign = [one for one in named if is_of_another(session, one.held or holders.get(one.record_id))]
    if not foreign:
        return []
    known = _known(session, {one.record_id for one in foreign} - {""})
    reasons = _reasons(session, [one.record_id for one in foreign])
    holders |= _written_here({record_id for record_id in record_ids if record_id not in holders} - _ids_of(known))
    filled = _filled(session, [one.record_id for one in foreign if one.views - {RecordView.BASIS}])
    lines, terms = [], dict[Scope, AgreementTerms]()  # terms are found once for all records of one body and layout
    for one in foreign:
        whose = one.held or holders.get(one.record_id)
        held = whose or NOBODY_KNOWS
        if held not in terms:
            terms[held] = find_terms(session, [held])
        reason = one.refusal or one.opened_by or reasons.get(one.record_id, "")
        line = _make_line(session, one, held, reason, terms[held])
        kinds = kinds_shown(one.views, layout=held.layout, rows=filled.get(one.record_id, ()))
        line.fields = one.fields or write_kinds(kinds)
        key = _key_of(one, line)
        is_new = not one.record_id or key not in known or not kinds <= known[key]
        if is_new and is_of_another(session, whose) and not (whose is None and one.record_id in _ids_of(known)):
            lines.append((one.entry, line))
    post = post_of(session.actor) if lines else ""
    for _, line in lines:
        line.post = post
    return lines


def _key_of(named: NamedRecord, line: SharedRecord) -> Key:
    return named.record_id, str(line.way), line.reason, line.agreement, line.agreement_version, line.purpose


def _filled(session: ReaderSession, record_ids: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """By record of the snapshot, the headings that its rows fill."""
    try:
        with session.open_current() as opened:
            return opened[1].headings_filled(record_ids=sorted(set(record_ids))) if opened and record_ids else {}
    except SightlineError:
        return {}


def _ids_of(known: Collection[Key]) -> set[str]:
    return {record_id for record_id, *_ in known}


def _held_in_snapshot(session: ReaderSession, record_ids: list[str]) -> dict[str, Scope]:
    """Whose each record of the snapshot is. One that cannot be read hides no line: then nobody knows whose it is."""
    try:
        with session.open_current() as opened:
            return opened[1].holders_of(record_ids=record_ids) if opened else {}
    except SightlineError:
        return {}


def _written_here(record_ids: set[str]) -> dict[str, Scope]:
    """Whose each record is that people wrote since the snapshot was made."""
    if not record_ids:
        return {}
    entered = Concern.objects.filter(record_id__in=record_ids)
    found = {one.record_id: Scope(one.agency, one.organisation, one.layout, one.restricted) for one in entered}
    return found | holders_of_sent(record_ids)


def _reasons(session: ReaderSession, record_ids: list[str]) -> dict[str, str]:
    """By record: the reasons that open a child whom it names to the reader now. Empty where they need none."""
    actor = session.actor
    if not (actor.reader.needs_reason or actor.reader.asks_first) or actor.account_id is None:
        return {}
    now, role = clock.now_at(), actor.reader.role
    account = Account.objects.get(pk=actor.account_id)
    opens = [
        one
        for one in list_grounds(account, at=now)
        if one.stands(at=now)
        and (
            opens_records(one.reason)
            if actor.reader.asks_first
            else depth_of(role=role, reasons=[one.reason]) is Depth.RECORDS
        )
    ]
    try:
        with session.open_current() as opened:
            if opened is None:
                return {}
            people = opened[1].people_of(mention_ids=[one for ground in opens for one in ground.mention_ids])
            named = opened[1].people_on(record_ids=[one for one in record_ids if one])
    except SightlineError:
        return {}
    given = [(one.reason, {people.get(mention, "") for mention in one.mention_ids} - {""}) for one in opens]
    return {record_id: _join(reason for reason, whom in given if whom & on) for record_id, on in named.items()}


def _join(reasons: Iterator[AccessReason]) -> str:
    return " or ".join(sorted({str(one) for one in reasons}))[:80]


def _known(session: ReaderSession, record_ids: set[str]) -> dict[Key, set[str]]:
    """The lines that this reader of this body has of these records, each with the kinds of field that it says."""
    reader, found = session.actor.reader, dict[Key, set[str]]()
    ids, by_hash = sorted(record_ids), {hash_id(one): one for one in record_ids}
    for start in range(0, len(ids), MOST_ASKED):
        rows = SharedRecord.objects.of_records(ids[start : start + MOST_ASKED]).filter(
            username=reader.username, to_agency=reader.agency, to_organisation=reader.organisation
        )
        said = rows.values_list("record_id", "way", "reason", "agreement", "agreement_version", "purpose", "fields")
        for hashed, *others, fields in said:
            found.setdefault((by_hash[hashed], *others), set()).update(read_kinds(fields))
    return found


def _make_line(
    session: ReaderSession, named: NamedRecord, whose: Scope, reason: str, terms: AgreementTerms | None = None
) -> SharedRecord:
    reader, covered = session.actor.reader, terms or find_terms(session, [whose])
    return SharedRecord(
        way=named.way,
        action=named.action,
        username=reader.username,
        role=reader.role,
        to_agency=reader.agency,
        to_organisation=reader.organisation,
        record_id=hash_id(named.record_id),
        records=named.records,
        from_agency=whose.agency,
        from_organisation=whose.organisation,
        layout=whose.layout,
        restricted=whose.restricted,
        agreement=covered.agreement,
        agreement_version=covered.agreement_version,
        lawful_basis=covered.lawful_basis,
        part=SharedPart.RECORD if named.record_id else SharedPart.TABLE,
        purpose=purpose_of(session.actor, {"purpose": named.purpose}),
        reason=reason,
    )
