"""Reads reports of breaches for one reader: governance reads what concerns its agency, everybody else their own."""

from sightline.casework.audit.trail import audited
from sightline.casework.breaches.models import BreachEntry
from sightline.casework.breaches.pages import WITH_MOMENT, BreachEntryLine, BreachList, BreachNotified, BreachPage
from sightline.casework.breaches.reports import governed, line_of, load_reports, need_report
from sightline.casework.breaches.rights import may_settle
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_BREACH, EXPOSED_ADDRESS
from sightline.casework.escalation.models import Item
from sightline.casework.journal.lines import JournalLines


def list_breaches(session: ReaderSession) -> BreachList:
    """The reports that the account may open, the newest first."""
    with audited(session, action="list_breaches") as trail:
        actor, now = session.actor, clock.now_at()
        settles = may_settle(actor=actor)
        own = () if actor.account_id is None else load_reports(by=actor.reader.username)
        lines = tuple(line_of(one, now=now) for one in (governed(session, load_reports()) if settles else own))
        trail.add("breach", [one.breach_id for one in lines])
    return BreachList(lines, settles, now)


def read_breach(session: ReaderSession, *, breach_id: str) -> BreachPage:
    """One report, its steps and what may be decided; NotHere where the account may not open it."""
    with audited(session, action="read_breach") as trail:
        trail.add("breach", [breach_id])
        found = need_report(session, breach_id=breach_id)
        settles, now = may_settle(actor=session.actor), clock.now_at()
        rows = (found.report, *found.entries.all)
        texts: JournalLines[str] = JournalLines(
            session, mention_ids=(), record_ids=(), shas=[one.text_sha for one in rows], seen={}
        )
        said = texts.text(found.report.text_sha)
        return BreachPage(
            line=line_of(found, now=now),
            entries=tuple(_make_line(one, texts, settles=settles) for one in found.entries.all),
            notified=_list_notified(breach_id),
            choices=found.choices() if settles else (),
            may_settle=settles,
            now=now,
            record_id=next(iter(found.report.record_ids), ""),
            holder=found.holder,
            words=said.words,
            whose=said.who,
        )


def _list_notified(breach_id: str) -> tuple[BreachNotified, ...]:
    """Who had to be told, by the actions that the breach opened, and whether there was anybody to tell."""
    items = Item.objects.filter(about_id=breach_id, rule_id__in=(DATA_BREACH, EXPOSED_ADDRESS)).order_by("pk")
    return tuple(_notified_of(item) for item in items)


def _notified_of(item: Item) -> BreachNotified:
    """Told at once is told at the first stage; a later stage has to be told that it must call the first."""
    first = next((row for row in item.steps.order_by("number") if row.told), None)
    at_once = first is not None and first.number == 1
    return BreachNotified(item.agency, at_once, "" if at_once or first is None else first.stage, item.ladder)


def _make_line(row: BreachEntry, texts: JournalLines[str], *, settles: bool) -> BreachEntryLine:
    said = texts.text(row.text_sha) if settles else None
    return BreachEntryLine(
        kind=row.kind,
        at=row.at,
        by=row.by,
        happened_at=row.happened_at if row.kind in WITH_MOMENT else "",
        holder=row.holder,
        words=said.words if said else "",
        reference=said.what if said else "",
    )
