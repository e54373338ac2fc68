"""Reads the audit log by account, action, outcome, id and day, newest first. Reading it is itself audited."""

from datetime import date, time, timedelta
from typing import Any

from django.db.models import QuerySet

from sightline.casework.audit.pages import AuditLine, AuditPage, AuditQuestion
from sightline.casework.audit.rights import check_audit
from sightline.casework.audit.trail import audited
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.model.when import moment

AT_ONCE, MOST_AT_ONCE = 50, 10_000
OUTCOMES = ("done", "refused", "failed")


def list_audit(
    session: ReaderSession, *, question: AuditQuestion, before: int | None = None, limit: int = AT_ONCE
) -> AuditPage:
    """The entries asked for, newest first, from the one before number `before` on."""
    limit = min(max(limit, 1), MOST_AT_ONCE)
    with audited(session, action="read_audit") as trail:
        check_audit(actor=session.actor)
        trail.details = {"asked_by": _parts_of(question), "about": question.about}
        rows = _asked(question)
        if before is not None:
            rows = rows.filter(sequence__lt=before)
        found = list(rows.order_by("-sequence")[: limit + 1])
        actions = tuple(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())
    shown = found[:limit]
    return AuditPage(
        lines=tuple(_as_line(row) for row in shown),
        older_before=shown[-1].sequence if len(found) > limit else None,
        actions=actions,
    )


def _asked(question: AuditQuestion) -> QuerySet[Any]:
    rows: QuerySet[Any] = AuditEntry.objects.all()
    if question.account:
        rows = rows.filter(username=question.account)
    if question.action:
        rows = rows.filter(action=question.action)
    if question.outcome in OUTCOMES:
        rows = rows.filter(outcome__startswith=question.outcome)
    if question.about:
        rows = rows.filter(ids__icontains=question.about)
    if question.from_day:
        rows = rows.filter(at__gte=_begins(question.from_day))
    if question.to_day:
        rows = rows.filter(at__lt=_begins(question.to_day + timedelta(days=1)))
    return rows


def _begins(day: date) -> str:
    """The moment at which a London day begins."""
    return moment(day, time(0, 0))


def _parts_of(question: AuditQuestion) -> list[str]:
    return [name for name in AuditQuestion.__slots__ if getattr(question, name)]


def _as_line(row: AuditEntry) -> AuditLine:
    return AuditLine(
        sequence=row.sequence,
        at=row.at,
        username=row.username,
        role=row.role,
        via=row.via,
        os_name=row.os_name,
        action=row.action,
        ids=tuple(row.ids),
        details=row.details,
        reason=row.reason,
        outcome=row.outcome,
    )
