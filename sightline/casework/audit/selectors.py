"""Reads the audit log by account, action, outcome, id and day, newest first. Reading it is itself audited.

A row of a page is shown as a line for each thing that the page read, all of the same number.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from django.db.models import Q, QuerySet

from sightline.casework.audit.id_hashes import BETWEEN, hash_id, people_by_hash, read_ids, read_named
from sightline.casework.audit.page_rows import PAGE, PageAct, actions_in, acts_of
from sightline.casework.audit.pages import AuditLine, AuditPage, AuditQuestion
from sightline.casework.audit.rights import check_audit, keeps_to_agency
from sightline.casework.audit.silent_acts import hidden_acts, knows_all
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import SightlineError
from sightline.model.when import moment

AT_ONCE, MOST_AT_ONCE = 50, 10_000
Rows = QuerySet[AuditEntry]
# Of these entries those that an account reads.
KEPT_TO: Registry[Callable[[Actor, Rows], Rows]] = Registry("entries that an account reads")
ACCOUNT = "account:"
OUTCOMES = ("done", "refused", "failed")


def list_audit(
    session: ReaderSession, *, question: AuditQuestion, before: int | None = None, limit: int = AT_ONCE
) -> AuditPage:
    """The entries asked for, newest first, from the one before number `before` on. `limit`: how many rows."""
    limit = min(max(limit, 1), MOST_AT_ONCE)
    with audited(session, action="read_audit") as trail:
        check_audit(actor=session.actor)
        trail.details = {"asked_by": _parts_of(question), "about": _hash_about(question.about)}
        trail.add("person", _people_asked_about(session, question.about))
        hidden = hidden_acts(actor=session.actor)
        rows = KEPT_TO.only()(session.actor, _asked(question)).exclude(action__in=hidden)
        if before is not None:
            rows = rows.filter(sequence__lt=before)
        found = list(rows.order_by("-sequence")[: limit + 1])
        actions = actions_in(AuditEntry.objects.order_by().values_list("action", "details__acts").distinct())
    shown = found[:limit]
    named = {one for row in shown for one in row.ids}
    known = _read_ids(session, named, question.about) | _name_accounts(named)
    return AuditPage(
        lines=tuple(
            line if knows_all(actor=session.actor) else replace(line, reason="")
            for row in shown
            for line in _lines_of(row, question, known)
            if line.action not in hidden
        ),
        older_before=shown[-1].sequence if len(found) > limit else None,
        actions=tuple(one for one in actions if one not in hidden),
        of_agency=session.actor.reader.agency if keeps_to_agency(actor=session.actor) else "",
    )


def _asked(question: AuditQuestion) -> Rows:
    rows: Rows = AuditEntry.objects.all()
    if question.account:
        rows = rows.filter(username=question.account)
    if question.action:
        on_page = Q(action=PAGE, details__acts__icontains=f'"{question.action}"')
        rows = rows.filter(Q(action=question.action) | on_page)
    if question.outcome in OUTCOMES:
        rows = rows.filter(outcome__startswith=question.outcome)
    if question.about:
        rows = rows.filter(Q(ids__icontains=_hash_about(question.about)) | Q(ids__icontains=question.about))
    if question.from_day:
        rows = rows.filter(at__gte=_begins(question.from_day))
    if question.to_day:
        rows = rows.filter(at__lt=_begins(question.to_day + timedelta(days=1)))
    return rows


def _hash_about(about: str) -> str:
    """The keyed hash of the id that is asked for, whether or not its kind is before it."""
    return hash_id(about.rpartition(BETWEEN)[2].strip())


def _people_asked_about(session: ReaderSession, about: str) -> list[str]:
    """Who is meant by the id that is asked for: a person, one of a mention, or those whom a record names.

    To ask who read about them is a look at them. Nobody where the snapshot cannot be read.
    """
    said, hashed = about.rpartition(BETWEEN)[2].strip(), _hash_about(about)
    if not said:
        return []
    try:
        if person_id := people_by_hash(session).get(hashed):
            return [person_id]
        with session.open_current() as opened:
            if opened is None:
                return []
            record_id = read_ids(session, kind="record", hashes=[hashed]).get(hashed, said)
            on_record = opened[1].people_on(record_ids=[record_id]).get(record_id, set())
            return sorted({*on_record, *opened[1].people_of(mention_ids=[said]).values()} - {""})
    except SightlineError:
        return []


def _read_ids(session: ReaderSession, named: set[str], about: str) -> dict[str, str]:
    """What hashes of rows stand for: the id that was asked for, and every other that still exists."""
    said, hashed = about.rpartition(BETWEEN)[2].strip(), _hash_about(about)
    asked_for = {one: one.replace(hashed, said) for one in named if hashed and one.endswith(hashed)}
    return read_named(session, named - set(asked_for)) | asked_for


def _name_accounts(named: set[str]) -> dict[str, str]:
    """The user name of each account that is named by its number."""
    numbers = {one: one.removeprefix(ACCOUNT) for one in named if one.startswith(ACCOUNT)}
    asked = [int(number) for number in numbers.values() if number.isdigit()]
    names = {str(key): name for key, name in Account.objects.filter(pk__in=asked).values_list("pk", "username")}
    return {one: f"{ACCOUNT}{names[number]}" for one, number in numbers.items() if number in names}


def _begins(day: date) -> str:
    """The moment at which a London day begins."""
    return moment(day, time(0, 0))


def _parts_of(question: AuditQuestion) -> list[str]:
    return [name for name in AuditQuestion.__slots__ if getattr(question, name)]


def _lines_of(row: AuditEntry, question: AuditQuestion, known: Mapping[str, str]) -> list[AuditLine]:
    """A line for each act of a row that the question asks for. `known`: what its hashes stand for."""
    asked = {question.about.lower(), _hash_about(question.about)}
    acts = acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason)
    if row.action == PAGE:
        acts = tuple(act for act in acts if question.action in ("", PAGE, act.action))
        acts = tuple(act for act in acts if any(one in each.lower() for each in act.ids or ("",) for one in asked))
    return [_as_line(row, act, known) for act in acts]


def _as_line(row: AuditEntry, act: PageAct, known: Mapping[str, str]) -> AuditLine:
    return AuditLine(
        sequence=row.sequence,
        at=row.at,
        username=row.username,
        role=row.role,
        via=row.via,
        os_name=row.os_name,
        action=act.action,
        ids=tuple(known.get(one, one) for one in act.ids),
        details=act.details,
        reason=act.reason,
        outcome=row.outcome,
    )
