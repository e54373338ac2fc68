"""Reads openings of sealed rolls: those of its body for governance, and what an account asked for of a child."""

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
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import may_open, summarise
from sightline.casework.rolls.bodies import governed_openings, governed_questions
from sightline.casework.rolls.clinicians import count_asked, find_answer, find_question, reply_by
from sightline.casework.rolls.kinds import ANSWERS, RollEntryKind, StandsNoMore
from sightline.casework.rolls.models import RollEntry, RollOpening
from sightline.casework.rolls.pages import (
    WHY_NOT,
    AskedLine,
    AskingPage,
    ClinicianLine,
    ClinicianQuestion,
    OpeningLine,
    OpeningsPage,
)
from sightline.casework.rolls.rights import answers_for_health, can_ask, check_asks, check_closes, check_reads_openings
from sightline.casework.rolls.services import asked_by
from sightline.model.nouns import Role
from sightline.sealing.requests import read_asked_trigger, read_months
from sightline.sealing.roll_keys import has_roll_keys
from sightline.sealing.triggers import list_triggers

MOST_LISTED, EVIDENCE = 200, "evidence:"


def list_openings(session: ReaderSession) -> OpeningsPage:
    """The openings that stand no more, then the newest of the others; how many rows of each layout are open.

    Of these what concerns governance of the account's body.
    """
    with audited(session, action="list_roll_openings") as trail:
        check_reads_openings(actor=session.actor)
        to_close = governed_openings(session, RollOpening.objects.to_close())
        rest = RollOpening.objects.exclude(pk__in=[one.pk for one in to_close]).order_by("-audit_row")
        others = governed_openings(session, rest)[:MOST_LISTED]
        lines = _make_lines(session, [*to_close, *others])
        trail.add("roll_opening", [str(one.number) for one in lines])
        rows: Counter[str] = Counter()
        for one in governed_openings(session, RollOpening.objects.open()):
            rows.update(one.rows)
        questions = _list_questions(session)
    closes = session.actor.reader.role is Role.INFORMATION_GOVERNANCE
    return OpeningsPage(lines[: len(to_close)], lines[len(to_close) :], dict(sorted(rows.items())), closes, questions)


def _list_questions(session: ReaderSession) -> tuple[ClinicianLine, ...]:
    """The newest questions to clinicians that concern governance of the account's body, and what was said."""
    every = list(RollEntry.objects.filter(kind=RollEntryKind.CLINICIAN_ASKED).order_by("-pk"))
    asked = governed_questions(session, every)[:MOST_LISTED]
    answers = RollEntry.objects.filter(kind__in=ANSWERS).values_list("about", "kind")
    said = {entry_id: kind == RollEntryKind.CLINICIAN_YES for entry_id, kind in answers}
    return tuple(ClinicianLine(one.entry_id, one.at, said.get(one.entry_id)) for one in asked)


def read_opening_to_close(session: ReaderSession, *, number: int) -> OpeningLine:
    """An opening that stands no more, for whoever closes it; NotHere where there is none of that number."""
    with audited(session, action="read_roll_opening") as trail:
        check_closes(actor=session.actor)
        trail.add("roll_opening", [str(number)])
        lines = _make_lines(
            session, governed_openings(session, RollOpening.objects.to_close().filter(audit_row=number))
        )
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


def read_clinician_question(session: ReaderSession, *, entry_id: str) -> ClinicianQuestion:
    """A question to the clinician, for a post that it came to and information governance; NotHere for all others."""
    with audited(session, action="read_clinician_question") as trail:
        trail.add("roll_entry", [entry_id])
        entry, item = find_question(entry_id)
        answers = answers_for_health(session, item=item)
        if not answers and not governed_questions(session, [entry]):
            raise NotHere
        person = _read_child(session, entry.mention_id)
        trail.add("person", [person.person_id] if person else [])
        answer, asked = find_answer(entry_id), RollEntry.objects.filter(entry_id=entry.about).first()
        shas = [answer.text_sha] if answer else []
        texts = JournalLines[str](session, mention_ids=(), record_ids=(), shas=shas, seen={})
        labels = {rule.id: rule.rule.label for rule in list_triggers()}
    return ClinicianQuestion(
        entry_id=entry_id,
        asked_at=entry.at,
        reply_by=reply_by(asked_at=entry.at),
        person=person,
        rule="" if asked else labels.get(entry.about, entry.about),
        purpose=str(PURPOSES[AccessPurpose(asked.word)]) if asked else "",
        counts=dict(count_asked(entry_id)),
        may_answer=answers and answer is None,
        is_yes=answer.kind == RollEntryKind.CLINICIAN_YES if answer else None,
        answered_at=answer.at if answer else "",
        answered_by=answer.by if answer else "",
        why=texts.text(answer.text_sha, mention_ids=[entry.mention_id]).words if answer else "",
    )


def _read_child(session: ReaderSession, mention_id: str) -> PersonSummary | None:
    """The child of a mention, where the account may open it."""
    with session.need_current() as (_, store):
        person_id, sight = store.people_of(mention_ids=[mention_id]).get(mention_id, ""), session.sight
        may = person_id and may_open(store, person_id, sight) and store.said(person_ids=[person_id], sight=sight)
        return summarise(store, [person_id], sight)[0] if may else None


def are_rolls_sealed() -> bool:
    """Whether rolls are sealed here: patterns then read open rows only."""
    return has_roll_keys(current_workspace())


def can_ask_for_rows(session: ReaderSession) -> bool:
    """Whether the account may ask for sealed rows, and rolls are sealed here."""
    return can_ask(actor=session.actor) and are_rolls_sealed()


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
