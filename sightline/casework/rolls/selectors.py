"""Reads openings of sealed rolls: all of them for information governance, and what an account asked for of a child."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sightline.casework.access.pages.entry_kinds import PURPOSES, AccessPurpose
from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.lines import JournalLines
from sightline.casework.people.selectors import may_open, summarise
from sightline.casework.rolls.kinds import RollEntryKind, StandsNoMore
from sightline.casework.rolls.models import RollEntry, RollOpening
from sightline.casework.rolls.pages import WHY_NOT, AskedLine, AskingPage, OpeningLine, OpeningsPage
from sightline.casework.rolls.rights import can_ask, check_asks, check_closes, check_reads_openings
from sightline.casework.rolls.services import asked_by
from sightline.model.nouns import Role
from sightline.sealing.requests import read_asked_trigger, read_months
from sightline.sealing.roll_keys import has_roll_keys
from sightline.sealing.triggers import list_triggers

MOST_LISTED, EVIDENCE = 200, "evidence:"


def list_openings(session: ReaderSession) -> OpeningsPage:
    """The openings that stand no more, then the newest of the others; how many rows of each layout are open."""
    with audited(session, action="list_roll_openings") as trail:
        check_reads_openings(actor=session.actor)
        to_close = list(RollOpening.objects.to_close())
        others = RollOpening.objects.exclude(pk__in=[one.pk for one in to_close]).order_by("-audit_row")[:MOST_LISTED]
        lines = _make_lines(session, [*to_close, *others])
        trail.add("roll_opening", [str(one.number) for one in lines])
        rows: Counter[str] = Counter()
        for one in RollOpening.objects.open():
            rows.update(one.rows)
    closes = session.actor.reader.role is Role.INFORMATION_GOVERNANCE
    return OpeningsPage(lines[: len(to_close)], lines[len(to_close) :], dict(sorted(rows.items())), closes)


def read_opening_to_close(session: ReaderSession, *, number: int) -> OpeningLine:
    """An opening that stands no more, for whoever closes it; NotHere where there is none of that number."""
    with audited(session, action="read_roll_opening") as trail:
        check_closes(actor=session.actor)
        trail.add("roll_opening", [str(number)])
        lines = _make_lines(session, RollOpening.objects.to_close().filter(audit_row=number))
        if not lines:
            raise NotHere
    return lines[0]


def read_asking(session: ReaderSession, *, person_id: str) -> AskingPage:
    """The child, and what the account asked for before; NotHere where it may not open the child."""
    with audited(session, action="read_roll_asking") as trail:
        check_asks(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.need_current() as (_, store):
            if not may_open(store, person_id, sight) or not store.said(person_ids=[person_id], sight=sight):
                raise NotHere
            (person,) = summarise(store, [person_id], sight)
            mentions = store.mentions_of(person_ids=[person_id])
        asked = asked_by(session.actor.reader.username, mentions)
        opened = _openings_of(one.entry_id for one in asked)
        lines = tuple(_asked_line(one, opened.get(one.entry_id, [])) for one in asked)
    return AskingPage(person, lines, read_months())


def can_ask_for_rows(session: ReaderSession) -> bool:
    """Whether the account may ask for sealed rows, and rolls are sealed here."""
    return can_ask(actor=session.actor) and has_roll_keys(current_workspace())


def _openings_of(entry_ids: Iterable[str]) -> dict[str, list[RollOpening]]:
    found: dict[str, list[RollOpening]] = {}
    for one in RollOpening.objects.filter(asked__in=list(entry_ids)).order_by("audit_row"):
        found.setdefault(one.asked, []).append(one)
    return found


def _asked_line(asked: RollEntry, opened: Sequence[RollOpening]) -> AskedLine:
    closed = [one.closed_at for one in opened if one.closed_at]
    return AskedLine(
        at=asked.at,
        purpose=str(PURPOSES[AccessPurpose(asked.word)]),
        opened_at=opened[0].at if opened else "",
        closed_at=max(closed) if opened and len(closed) == len(opened) else "",
    )


def _make_lines(session: ReaderSession, openings: Iterable[RollOpening]) -> tuple[OpeningLine, ...]:
    rows = list(openings)
    entries = {one.entry_id: one for one in RollEntry.objects.filter(entry_id__in=[row.asked for row in rows])}
    closing = set(RollEntry.objects.of_kind(RollEntryKind.CLOSED).values_list("about", flat=True))
    shas = [one.text_sha for one in entries.values()]
    texts = JournalLines[str](session, mention_ids=(), record_ids=(), shas=shas, seen={})
    labels = {rule.id: rule.rule.label for rule in (*list_triggers(), read_asked_trigger())}
    evidence = {
        number: sum(each.startswith(EVIDENCE) for each in ids)
        for number, ids in AuditEntry.objects.filter(sequence__in=[one.audit_row for one in rows]).values_list(
            "sequence", "ids"
        )
    }
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=[one.subject_id for one in rows if one.is_person]) if opened else {}
    return tuple(
        OpeningLine(
            number=one.audit_row,
            at=one.at,
            is_person=one.is_person,
            person_id=people.get(one.subject_id, "") if one.is_person else "",
            rule=labels.get(one.trigger, one.trigger),
            rule_version=one.rule_version,
            met_on=one.met_on,
            opened=one.rows,
            windows=tuple((name, _read_day(day)) for name, day in sorted(one.first_days.items()) if name in one.rows),
            evidence=evidence.get(one.audit_row, 0),
            asked_by=asked.by if asked else "",
            asked_for=str(PURPOSES[AccessPurpose(asked.word)]) if asked else "",
            asked_why=texts.text(asked.text_sha, mention_ids=[asked.mention_id]).words if asked else "",
            why_not=str(WHY_NOT[StandsNoMore(one.why_not)]) if one.why_not else "",
            why_not_at=one.why_not_at or "",
            waits=one.closed_at is None and str(one.audit_row) in closing,
            closed_at=one.closed_at or "",
        )
        for one in rows
        for asked in (entries.get(one.asked),)
    )


def _read_day(first_day: str) -> date | None:
    return None if first_day == "all" else date.fromisoformat(first_day)
