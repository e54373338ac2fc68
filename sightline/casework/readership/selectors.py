"""Reads who has looked at a child from the audit log, with the reason that the sharing ledger has of each reader.

An audit row names ids at the time. So a child is looked for by their own id, by those before a match or a split, and by
the records that name them. Asking is itself an audit row.
"""

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from sightline.casework.audit.id_hashes import hash_id, hash_named
from sightline.casework.audit.page_rows import PageAct, acts_of
from sightline.casework.audit.trail import OPENED_BY, audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import Account, AuditEntry, PersonChange
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.readership.pages import ReadershipLine, ReadershipPage, ReadershipQuestion
from sightline.casework.readership.rights import check_readership
from sightline.model.when import moment

AT_ONCE, MOST_AT_ONCE, MOST_ASKED = 50, 10_000, 500
NAMES_ONE = {
    "sqlite": "EXISTS (SELECT 1 FROM json_each(casework_auditentry.ids) "
    "WHERE value IN (SELECT value FROM json_each(%s)))",
    "postgresql": "casework_auditentry.ids ?| ARRAY(SELECT jsonb_array_elements_text(%s::jsonb))",
}
Reasons = Mapping[str, tuple[list[str], list[str]]]  # by account: moments in their order, and the reason from each on


def list_readership(
    session: ReaderSession,
    *,
    person_id: str,
    question: ReadershipQuestion,
    before: int | None = None,
    limit: int = AT_ONCE,
) -> ReadershipPage:
    """The looks at a child that are asked for, newest first, from the one before number `before` on."""
    limit = min(max(limit, 1), MOST_AT_ONCE)
    with audited(session, action="read_readership") as trail:
        check_readership(actor=session.actor)
        trail.add("person", [person_id])
        trail.details = {"asked_by": [name for name in question.__slots__ if getattr(question, name)]}
        people, records = _ids_of(session, person_id)
        rows = _named_in(question, (*people, *records))
        if before is not None:
            rows = rows.filter(sequence__lt=before)
        found = list(rows.order_by("-sequence")[: limit + 1])
        shown = found[:limit]
        return ReadershipPage(
            lines=_make_lines(shown, people=people, records=records),
            older_before=shown[-1].sequence if len(found) > limit else None,
        )


def _ids_of(session: ReaderSession, person_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """What audit rows call the child, and the records that name the child; NotHere where nobody has that id.

    Rows have keyed hashes, and those of before plain ids.
    """
    with session.need_current() as (_, store):
        record_ids = store.records_naming(person_id=person_id, sight=THE_HOUSE)
    if not record_ids:
        raise NotHere
    people = frozenset(f"person:{one}" for one in _called_before(person_id))
    records = [f"record:{one}" for one in record_ids]
    return people.union(hash_named(people)), frozenset((*records, *hash_named(records)))


def _called_before(person_id: str) -> set[str]:
    """The child's id, and each that was the child's before people were matched or split."""
    known, new = set[str](), {person_id}
    while new:
        known |= new
        pairs = PersonChange.objects.filter(
            Q(person_whole__in=new) | Q(person_a__in=new) | Q(person_b__in=new)
        ).values_list("person_whole", "person_a", "person_b")
        new = {one for some in pairs for one in some if one} - known
    return known


def _named_in(question: ReadershipQuestion, ids: Sequence[str]) -> Any:
    """The audit rows that name one of these ids, as asked for."""
    rows = AuditEntry.objects.extra(  # noqa: S610 - made here, with a parameter
        where=[NAMES_ONE[connection.vendor]], params=[json.dumps(sorted(ids))]
    )
    if question.account:
        rows = rows.filter(username=question.account)
    if question.from_day:
        rows = rows.filter(at__gte=moment(question.from_day, time(0, 0)))
    if question.to_day:
        rows = rows.filter(at__lt=moment(question.to_day + timedelta(days=1), time(0, 0)))
    return rows


def _make_lines(
    rows: Sequence[AuditEntry], *, people: Collection[str], records: Collection[str]
) -> tuple[ReadershipLine, ...]:
    names = {row.username for row in rows}
    accounts = {one.username: one for one in Account.objects.filter(username__in=names)}
    reasons = _reasons_of(names, sorted({hash_id(one.removeprefix("record:")) for one in records}))
    return tuple(_make_line(row, accounts.get(row.username), reasons, people=people, records=records) for row in rows)


def _make_line(
    row: AuditEntry,
    account: Account | None,
    reasons: Reasons,
    *,
    people: Collection[str],
    records: Collection[str],
) -> ReadershipLine:
    acts = acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason)
    about = [act for act in acts if any(one in people or one in records for one in act.ids)]
    return ReadershipLine(
        audit_row=row.sequence,
        at=row.at,
        username=row.username,
        role=row.role,
        post=account.post if account else "",
        agency=account.agency if account else "",
        organisation=account.organisation if account else "",
        actions=tuple(dict.fromkeys(act.action for act in about)),
        reasons=_each(_opened_by(about)) or _each([_reason_at(reasons, row.username, row.at)]),
        purpose=next((str(act.details["purpose"]) for act in acts if act.details.get("purpose")), ""),
        names_child=any(one in people for act in about for one in act.ids),
        outcome=row.outcome,
    )


def _opened_by(acts: Iterable[PageAct]) -> list[str]:
    return [str(act.details.get(OPENED_BY, "")) for act in acts]


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for value in values for one in value.split(" or ") if one))


def _reasons_of(usernames: Collection[str], record_ids: Sequence[str]) -> Reasons:
    """What the ledger says of these readers and records: a reason is written at a first look and counts from then on.

    A reason that came by an emergency counts for its own rows alone, which name it themselves.
    """
    found: list[tuple[str, int, str, str]] = []
    for start in range(0, len(record_ids), MOST_ASKED):
        rows = SharedRecord.objects.of_records(record_ids[start : start + MOST_ASKED]).filter(
            username__in=usernames, way__in=(SharingWay.SHOWN, SharingWay.LEFT)
        )
        found += rows.values_list("at", "pk", "username", "reason")
    by_name: dict[str, tuple[list[str], list[str]]] = {}
    for at, _, username, reason in sorted(found):
        moments, reasons = by_name.setdefault(username, ([], []))
        moments.append(at)
        reasons.append(reason)
    return by_name


def _reason_at(reasons: Reasons, username: str, at: str) -> str:
    """The last reason of this reader that was written by then; empty where there is none."""
    moments, said = reasons.get(username, ([], []))
    place = bisect_right(moments, at)
    return said[place - 1] if place else ""
