"""Reads who has looked at a child from the audit log, with the reason that the sharing ledger has of each reader.

An audit row names ids at the time. So a child is looked for by their own id, by those before a match or a split, by the
records that name them, and by the concerns and actions about them. Asking is itself an audit row.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from django.db.models import Q

from sightline.casework.accounts.governance_scope import (
    bodies_of_accounts,
    decides_about_holder,
    holders_of_records,
    owns,
    sees_every_agency,
)
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.named_rows import rows_naming
from sightline.casework.audit.page_rows import PageAct, acts_of
from sightline.casework.audit.trail import OPENED_BY, audited
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.ledger.writer import BODIES
from sightline.casework.readership.namings import EXPORT, ChildNamings, list_exports, namings_of, with_kinds
from sightline.casework.readership.pages import LookedAt, ReadershipLine, ReadershipPage, ReadershipQuestion
from sightline.casework.readership.rights import check_readership
from sightline.model.when import moment

AT_ONCE, MOST_AT_ONCE, MOST_ASKED = 50, 10_000, 500
RECORD = "record:"
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
        namings = namings_of(session, person_id=person_id)
        own = _own_records(session, namings)
        rows = _named_in(question, namings)
        if before is not None:
            rows = rows.filter(sequence__lt=before)
        found = list(rows.order_by("-sequence")[: limit + 1])
        shown = found[:limit]
        return ReadershipPage(
            lines=_make_lines(_concerning(session, shown, namings, own), namings),
            older_before=shown[-1].sequence if len(found) > limit else None,
        )


def _own_records(session: ReaderSession, namings: ChildNamings) -> frozenset[str]:
    """What audit rows call the records of the reader's own body that name the child; none for the partnership's."""
    if sees_every_agency(actor=session.actor):
        return frozenset()
    whose = holders_of_records(session, namings.record_ids)
    return with_kinds(["record"], [one for one, held in whose.items() if decides_about_holder(session, held)])


def _concerning(
    session: ReaderSession, rows: Sequence[AuditEntry], namings: ChildNamings, own: Collection[str]
) -> list[AuditEntry]:
    """The looks that concern the reader's body: by its accounts, at its records, or in files of these.

    An agency that is one body has each of its accounts. A school has its own readers, not those of other schools.
    """
    if sees_every_agency(actor=session.actor):
        return list(rows)
    bodies = bodies_of_accounts(row.username for row in rows)
    named = {*own, *namings.people, *namings.work} if own else set[str]()

    def is_own(agency: str, organisation: str, layout: str = "") -> bool:
        return owns(actor=session.actor, agency=agency, organisation=organisation, layout=layout)

    return [
        row
        for row in rows
        if is_own(*bodies.get(row.username, ("", "")))
        or not named.isdisjoint(row.ids)
        or (row.action == EXPORT and any(is_own(*body[:3]) for body in row.details.get(BODIES, ())))
    ]


def _named_in(question: ReadershipQuestion, namings: ChildNamings) -> Any:
    """The audit rows that name the child, as asked for, and those of files in which the child may be."""
    asked = _asked(question)
    named = rows_naming(asked, namings.all)
    return asked.filter(Q(pk__in=named.values("pk")) | Q(sequence__in=list_exports(asked, namings)))


def _asked(question: ReadershipQuestion) -> Any:
    rows = AuditEntry.objects.all()
    if question.account:
        rows = rows.filter(username=question.account)
    if question.from_day:
        rows = rows.filter(at__gte=moment(question.from_day, time(0, 0)))
    if question.to_day:
        rows = rows.filter(at__lt=moment(question.to_day + timedelta(days=1), time(0, 0)))
    return rows


def _make_lines(rows: Sequence[AuditEntry], namings: ChildNamings) -> tuple[ReadershipLine, ...]:
    names = {row.username for row in rows}
    accounts = {one.username: one for one in Account.objects.filter(username__in=names)}
    reasons = _reasons_of(
        names, sorted({hash_id(one.removeprefix(RECORD)) for one in namings.records if one.startswith(RECORD)})
    )
    return tuple(_make_line(row, accounts.get(row.username), reasons, namings) for row in rows)


def _make_line(row: AuditEntry, account: Account | None, reasons: Reasons, namings: ChildNamings) -> ReadershipLine:
    acts = acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason)
    each = [(act, how) for act in acts if (how := namings.shown_by(act.ids))]
    about = [act for act, _ in each] or list(acts)  # an exported file names nobody
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
        looked_at=min((how for _, how in each), key=list(LookedAt).index, default=LookedAt.FILE),
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
