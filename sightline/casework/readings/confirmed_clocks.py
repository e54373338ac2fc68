"""Opens what a yes opens, at once and as the next run will open it, and closes it where the yes was corrected."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from sightline.casework.core.house_reader import people_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.candidates import visibility_of_records
from sightline.casework.escalation.engine import CLOCK, Basis, Candidate, calendar, close_by_fact
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.straight_rules import discussion_due
from sightline.casework.readings.answer_log import AnsweredSentence, answers_in_force
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.sentence_questions import first_person
from sightline.casework.readings.wrong_marks import read_all_answers
from sightline.casework.straight_line.arrival_rules import straight_clocks
from sightline.casework.straight_line.candidates import describe_subject
from sightline.casework.straight_line.records import clocks_of_record
from sightline.escalation import Happening
from sightline.model.ids import make_id
from sightline.model.visibility import Visibility


def clocks_of_confirmed_signs(session: ReaderSession, now: str) -> list[Candidate]:
    """What a yes opens at once, as the run that takes it in will open it: each agency that is told of such a sign."""
    said = [one for one in answers_in_force(read_all_answers()) if one.at < now and starts_clock(one.sign)]
    seen = visibility_of_records(session, [one.record_id for one in said]) if said else {}
    people = people_of(session, [mention for one in said for mention in one.mention_ids])
    known = [one for one in said if one.record_id in seen]
    return [found for one in known for found in _clocks(one, seen[one.record_id], people)]


def starts_clock(sign: str) -> bool:
    """Whether agencies are told of such a sign on its arrival."""
    return any(sign in start.passage for rule in straight_clocks().values() for start in rule.starts)


def close_corrected(session: ReaderSession, *, now: str) -> int:
    """Close what a yes opened, once two people have said no after it and no run and no other yes asks for it."""
    answers = read_all_answers()
    force = answers_in_force(answers)
    ids, stand = {one.about_id for one in force}, {(one.record_id, one.sign) for one in force}
    over = {
        (one.record_id, one.sign)
        for one in answers
        if one.answer is SentenceAnswer.YES and one.about_id not in ids and starts_clock(one.sign)
    }
    closed = 0
    for record_id, sign in sorted(over - stand):
        rule_id = clock_of_sign(sign)
        items = list(Item.objects.open().filter(source=CLOCK, rule_id=rule_id, record_id=record_id))
        if items and not clocks_of_record(session, rule_id=rule_id, record_id=record_id):
            closed += sum(close_by_fact(session, item_id=item.item_id, record_id="", now=now) for item in items)
    return closed


@cache
def clock_of_sign(sign: str) -> str:
    """The timescale that such a sign starts on its arrival."""
    return next(rule.id for rule in straight_clocks().values() if any(sign in start.passage for start in rule.starts))


def _clocks(one: AnsweredSentence, seen: Visibility, people: dict[str, str]) -> Iterable[Candidate]:
    rule = straight_clocks()[clock_of_sign(one.sign)]
    first = one.mention_ids[0] if one.mention_ids else ""
    for agency in rule.told:
        candidate = Candidate(
            rule_id=rule.id,
            rule_version=rule.rule.version,
            source=CLOCK,
            due_at=one.at,
            about=describe_subject(rule.id),
            agency=agency.value,
            record_id=one.record_id,
            mention_ids=one.mention_ids,
            basis=(Basis(one.record_id, seen),),
            about_id=make_id("clock", rule.id, one.places[0].row_id, first),
            person_id=first_person(one.mention_ids, people),
            urgent=rule.urgent,
            straight=True,
            known_from=one.known_from,
            arrived_at=one.at,
            deadline_at=discussion_due(rule_id=rule.id, arrived_at=one.at, calendar=calendar()),
        )
        yield replace(candidate, opened_as=_id_anew(candidate, one))


def _id_anew(candidate: Candidate, one: AnsweredSentence) -> str:
    """The id of a further item, where an earlier yes in this record was corrected; else empty."""
    before = Item.objects.filter(item_id=candidate.item_id, closed_at__lt=one.at).first()
    last = ItemEvent.objects.filter(item=before).order_by("at", "pk").last() if before else None
    is_corrected = last is not None and last.kind == Happening.FACT and not last.record_id
    return make_id("item", candidate.item_id, str(one.sequence)) if is_corrected else ""
