"""Reads the sharing ledger: its lines, whom a child's records were shown to, and how much was shared in all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import groupby
from typing import TypeVar

from django.db.models import Count, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat

from sightline.casework.accounts.governance_scope import sees_every_agency
from sightline.casework.audit.id_hashes import hash_ids, read_ids
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people, refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.lines import LINE, key_of, kinds_of_people, make_line, make_people_line
from sightline.casework.ledger.models import LineTerms, SharedPerson, SharedRecord
from sightline.casework.ledger.pages import (
    REFUSE_TO_SHARE,
    ChildSharing,
    QuarterTotals,
    RefusedReasonLine,
    SharingBody,
    SharingPage,
    SharingQuestion,
    SharingTotal,
    SharingWay,
)
from sightline.casework.ledger.refused_reasons import REFUSED_REASON, SHARED
from sightline.casework.ledger.request_totals import first_asked_at, total_requests
from sightline.casework.ledger.rights import can_read_ledger, check_leads, check_ledger, check_totals, leads
from sightline.casework.ledger.sealed_rows import WAYS, find_sealed_lines, read_sealed_lines
from sightline.casework.ledger.shown_fields import OF_SHARED_PARTS, in_order, read_kinds
from sightline.casework.ledger.terms import BETWEEN
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.model.calendar import latest_moment
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day, moment, utc_text
from sightline.store.snapshot_reader import SnapshotReader

AT_ONCE, MOST_AT_ONCE, MOST_ASKED, QUARTERS = 50, 10_000, 500, 8
NOT_SEALED = RowFilter("sealed = 0", ())
Shared = TypeVar("Shared", bound=LineTerms)


def list_sharing(
    session: ReaderSession, *, question: SharingQuestion, before: int | None = None, limit: int = AT_ONCE
) -> SharingPage:
    """The lines asked for, newest first, from the audit entry before number `before` on. `limit`: how many entries."""
    limit = min(max(limit, 1), MOST_AT_ONCE)
    with audited(session, action="list_sharing") as trail:
        check_ledger(actor=session.actor)
        trail.details = {"asked_by": [name for name in question.__slots__ if getattr(question, name)]}
        trail.add("about", [question.about] if question.about else [])
        asked, of_people = _asked(session, question), _asked_of_people(session, question)
        numbers = sorted({*_numbers(asked, before, limit), *_numbers(of_people, before, limit)}, reverse=True)
        shown = numbers[:limit]
        found = asked.filter(audit_row__in=shown).order_by("-audit_row", *LINE[1:], "pk")
        groups = [list(group) for _, group in groupby(found, key=key_of)]
        known = read_ids(session, kind="record", hashes={row.record_id for rows in groups for row in rows})
        sealed = read_sealed_lines(session, [rows[0].audit_row for rows in groups if rows[0].way in WAYS])
        lines = [make_line(rows, known, sealed.get(rows[0].audit_row)) for rows in groups]
        people = of_people.filter(audit_row__in=shown).order_by("-audit_row", *LINE[1:], "part", "pk")
        lines += [make_people_line(list(group)) for _, group in groupby(people, key=key_of)]
        lines.sort(key=lambda one: -one.audit_row)
    return SharingPage(tuple(lines), shown[-1] if len(numbers) > limit else None)


def _numbers(rows: QuerySet[Shared], before: int | None, limit: int) -> list[int]:
    """The audit entries of these lines, newest first, and one more than are shown."""
    earlier = rows if before is None else rows.filter(audit_row__lt=before)
    return list(earlier.order_by("-audit_row").values_list("audit_row", flat=True).distinct()[: limit + 1])


def _asked(session: ReaderSession, question: SharingQuestion) -> QuerySet[SharedRecord]:
    rows = _asked_of_any(session, question, SharedRecord.objects.all())
    if question.agreement:
        rows = rows.filter(agreement=question.agreement)
    return rows.filter(_is_about(session, question.about)) if question.about else rows


def _asked_of_people(session: ReaderSession, question: SharingQuestion) -> QuerySet[SharedPerson]:
    """The lines on what was shown of people. A record makes none, so a question about one has none."""
    rows = _asked_of_any(session, question, SharedPerson.objects.all())
    if question.agreement:
        one, parted = question.agreement, f"{BETWEEN}{question.agreement}"
        rows = rows.filter(
            Q(agreement=one)
            | Q(agreement__startswith=f"{one}{BETWEEN}")
            | Q(agreement__endswith=parted)
            | Q(agreement__contains=f"{parted}{BETWEEN}")
        )
    return rows.filter(subject_id__in=hash_ids(_ids_of_person(session, question.about))) if question.about else rows


def _ids_of_person(session: ReaderSession, person_id: str) -> list[str]:
    """The id of a person and the ids that they may have had: a person's id is that of a mention."""
    with session.open_current() as opened:
        return sorted({person_id, *(opened[1].mentions_of(person_ids=[person_id]) if opened else ())})


def _asked_of_any(session: ReaderSession, question: SharingQuestion, rows: QuerySet[Shared]) -> QuerySet[Shared]:
    if not sees_every_agency(actor=session.actor):
        agency = session.actor.reader.agency
        to = Q(to_agency=agency) & ~Q(action=REFUSE_TO_SHARE)  # it may not know that there is such a record
        rows = rows.filter(Q(from_agency=agency) | to)
    for name in ("from_agency", "to_agency", "way"):
        if value := getattr(question, name):
            rows = rows.filter(**{name: value})
    if question.account:
        rows = rows.filter(username=question.account)
    if question.from_day:
        rows = rows.filter(at__gte=_begins(question.from_day))
    if question.to_day:
        rows = rows.filter(at__lt=_begins(question.to_day + timedelta(days=1)))
    return rows


def _begins(day: date) -> str:
    """The moment at which a London day begins."""
    return moment(day, time(0, 0))


def _is_about(session: ReaderSession, about: str) -> Q:
    """The record of that id, or the records that name the person of that id; and sealed rows opened because of them."""
    with session.open_current() as opened:
        named = _records_shared(session, opened[1], about) if opened else []
        mentions = opened[1].mentions_of(person_ids=[about]) if opened else []
    sealed = find_sealed_lines([about, *mentions], [about])
    return _any_of([about, *named]) | Q(way__in=WAYS, audit_row__in=sorted(sealed)[-MOST_AT_ONCE:])


def _records_shared(session: ReaderSession, store: SnapshotReader, person_id: str) -> list[str]:
    """The records that name a person. Whoever reads the whole ledger finds what nobody is shown any more too.

    An agreement that ended and a restriction change nothing of what was shared before. The lines say no word of it.
    """
    if can_read_ledger(actor=session.actor):
        return store.records_held(person_id=person_id, sight=NOT_SEALED)
    return store.records_naming(person_id=person_id, sight=session.sight)


def _any_of(record_ids: Sequence[str]) -> Q:
    """One of these records, however many there are."""
    hashes = hash_ids(record_ids)
    lots = [hashes[start : start + MOST_ASKED] for start in range(0, len(hashes), MOST_ASKED)]
    asked = Q(record_id__in=[])
    for lot in lots:
        asked |= Q(record_id__in=lot)
    return asked


def can_read_child_sharing(session: ReaderSession, *, person_id: str) -> bool:
    """Whether the reader may see whom a child's records were shown to. Only for a page that they have opened."""
    if can_read_ledger(actor=session.actor):
        return True
    with session.need_current() as (_, store):
        return leads(actor=session.actor, mention_ids=store.mentions_of(person_ids=[person_id]))


def read_child_sharing(session: ReaderSession, *, person_id: str) -> tuple[ChildSharing, ...]:
    """Whom a child's records were shown to, by body; of those records alone that the reader may see.

    For information governance, and for the child's lead worker and police lead. Refused for all others alike, also
    where there is no such child.
    """
    with audited(session, action="read_child_sharing") as trail:
        check_people(actor=session.actor)
        with session.need_current() as (_, store):
            trail.add("person", [person_id])
            check_leads(actor=session.actor, mention_ids=store.mentions_of(person_ids=[person_id]))
            sight = session.sight
            record_ids = _records_shared(session, store, person_id)
            if not record_ids or not store.is_own(person_id=person_id, sight=sight):
                raise NotHere
            named = list(_named_without_record(session, store, person_id))
            return _by_body(SharedRecord.objects.filter(_any_of(record_ids), way__in=SHARED), named)


def _named_without_record(session: ReaderSession, store: SnapshotReader, person_id: str) -> Iterator[SharedPerson]:
    """The lines on a person alone, made from types of record of which the reader may see one that names the person."""
    rows = SharedPerson.objects.filter(subject_id__in=hash_ids(_ids_of_person(session, person_id)), way__in=SHARED)
    if can_read_ledger(actor=session.actor):
        yield from rows
        return
    held = store.bodies_of_people(person_ids=[person_id], sight=session.sight).get(person_id, set())
    bodies = {(one.agency, one.organisation) for one in held}
    kinds = {(one.agency, one.organisation, one.layout) for one in held}
    for row in rows:
        body, layouts = (row.from_agency, row.from_organisation), [one for one in row.layout.split(BETWEEN) if one]
        if body in bodies and all((*body, layout) in kinds for layout in layouts):
            yield row


def _by_body(rows: QuerySet[SharedRecord], named: Iterable[SharedPerson]) -> tuple[ChildSharing, ...]:
    """By agency alone: which clinic, refuge or unit read a child's records is for information governance."""
    bodies = ("from_agency", "to_agency")
    counted = rows.order_by(*bodies).values(*bodies).annotate(
        shown=Count("record_id", distinct=True, filter=Q(way=SharingWay.SHOWN)),
        left=Count("record_id", distinct=True, filter=Q(way=SharingWay.LEFT)),
        first=Min("at"),
        last=Max("at"),
    )  # fmt: skip
    by_pair = {(one["from_agency"], one["to_agency"]): one for one in counted}
    kinds = _kinds_by_pair(rows)
    seen: dict[tuple[str, str], list[SharedPerson]] = defaultdict(list)
    for row in named:
        seen[row.from_agency, row.to_agency].append(row)
    found = []
    for pair in sorted({*by_pair, *seen}):
        one, some = by_pair.get(pair), seen.get(pair, [])
        moments = sorted([*((one["first"], one["last"]) if one else ()), *(row.at for row in some)])
        found.append(
            ChildSharing(
                *pair, one["shown"] if one else 0, one["left"] if one else 0, len({row.username for row in some}),
                utc_text(latest_moment(moments[0])), utc_text(latest_moment(moments[-1])),
                in_order(kinds[pair] | kinds_of_people(some)),
            )
        )  # fmt: skip
    return tuple(found)


def _kinds_by_pair(rows: QuerySet[SharedRecord]) -> defaultdict[tuple[str, str], set[str]]:
    """By pair of agencies, the kinds of field that these rows say were shown."""
    kinds: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for whose, to, fields in rows.order_by().values_list("from_agency", "to_agency", "fields").distinct():
        kinds[whose, to].update(read_kinds(fields))
    return kinds


def total_sharing(session: ReaderSession) -> tuple[QuarterTotals, ...]:
    """What was shared in each of the last closed quarters, the newest first; none before the first line.

    Only whole quarters, so that no two answers can be subtracted.
    """
    with audited(session, action="total_sharing"):
        check_totals(actor=session.actor)
        tables = (SharedRecord.objects.order_by("pk"), SharedPerson.objects.order_by("pk"))
        first = [rows.values_list("at", flat=True).first() for rows in tables]
        begun = min((london_day(at) for at in (*first, first_asked_at()) if at), default=clock.today())
        return tuple(
            QuarterTotals(
                start,
                end - timedelta(days=1),
                _totals(start, end),
                total_requests(begins_at=_begins(start), ends_at=_begins(end)),
            )
            for start, end in _closed_quarters(clock.today())
            if end > begun
        )


def _closed_quarters(today: date) -> Iterator[tuple[date, date]]:
    """The first day of each closed quarter, and of the one after it."""
    end = date(today.year, today.month - (today.month - 1) % 3, 1)
    for _ in range(QUARTERS):
        start = date(end.year - (end.month < 4), (end.month - 4) % 12 + 1, 1)
        yield start, end
        end = start


# A record counts once for a reader, however often it was shown to them, for whatever purpose.
COUNTED = ("shown", "left", "refused")
READER_AND_RECORD = Concat("username", Value(" "), "record_id")
READER_AND_PERSON = Concat("username", Value(" "), "subject_id")


def _totals(start: date, end: date) -> tuple[SharingTotal, ...]:
    pairs = ("from_agency", "to_agency")
    begins, ends = _begins(start), _begins(end)
    rows = SharedRecord.objects.filter(at__gte=begins, at__lt=ends)
    people = SharedPerson.objects.filter(at__gte=begins, at__lt=ends, way__in=SHARED)
    counted = rows.order_by(*pairs).values(*pairs).annotate(
        **{way: Count(READER_AND_RECORD, filter=Q(way=way) & ~Q(record_id=""), distinct=True) for way in COUNTED},
        **{f"{way}_rows": Sum("records", filter=Q(way=way, record_id=""), default=0) for way in COUNTED},
    )  # fmt: skip
    kinds = _kinds_by_pair(rows.filter(way__in=SHARED))
    for whose, to, part in people.order_by().values_list(*pairs, "part").distinct():
        kinds[whose, to].update(OF_SHARED_PARTS.get(part, ()))
    named = people.order_by(*pairs).values(*pairs).annotate(named=Count(READER_AND_PERSON, distinct=True))
    found = {
        pair: SharingTotal(*pair, *(one[way] + one[f"{way}_rows"] for way in COUNTED))
        for one in counted
        if (pair := (one["from_agency"], one["to_agency"]))
    }
    for one in named:
        pair = (one["from_agency"], one["to_agency"])
        found[pair] = replace(found.get(pair, SharingTotal(*pair)), named=one["named"])
    return tuple(replace(found[pair], fields=in_order(kinds[pair])) for pair in sorted(found))


def list_refused_reasons(session: ReaderSession) -> tuple[RefusedReasonLine, ...]:
    """The refused reasons that the account was told of, the newest first: what each had shown of its own agency."""
    with audited(session, action="list_refused_reasons") as trail:
        refuse_elected(actor=session.actor)
        notices = Notice.objects.of_account(session.actor.account_id).filter(kind=NoticeKind.REFUSED_REASON)
        entry_ids = list(notices.order_by("-pk").values_list("about_id", flat=True)[:AT_ONCE])
        trail.add("access_entry", entry_ids)
        lines = (_make_refused_line(session, entry_id) for entry_id in entry_ids)
        return tuple(line for line in lines if line)


def own_refused_reasons(session: ReaderSession, about_ids: Sequence[str]) -> set[str]:
    """Of these refused reasons those that had shown records of the account's own agency."""
    rows = _refused_of_own(session).filter(reason__in=[f"{REFUSED_REASON}{one}" for one in about_ids])
    return {reason.removeprefix(REFUSED_REASON) for reason in rows.values_list("reason", flat=True)}


def _refused_of_own(session: ReaderSession) -> QuerySet[SharedRecord]:
    agency = session.actor.reader.agency
    rows = SharedRecord.objects.filter(way=SharingWay.NOT_ENOUGH, from_agency=agency)
    return rows if agency else rows.none()


def _make_refused_line(session: ReaderSession, entry_id: str) -> RefusedReasonLine | None:
    rows = list(_refused_of_own(session).filter(reason=f"{REFUSED_REASON}{entry_id}").order_by("pk"))
    if not rows:
        return None
    shown = SharedRecord.objects.filter(
        _any_of([row.record_id for row in rows]), username=rows[0].username, way__in=SHARED
    ).aggregate(first=Min("at"))
    layouts: dict[str, int] = {}
    for row in rows:
        layouts[row.layout] = layouts.get(row.layout, 0) + 1
    to = SharingBody(rows[0].to_agency, rows[0].to_organisation)
    return RefusedReasonLine(rows[0].at, shown["first"] or rows[0].at, to, rows[0].role, dict(sorted(layouts.items())))
