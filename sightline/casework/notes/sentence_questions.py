"""Asks about sentences that may hold a suspicion or an account of harm, where only the model of notes found one.

One question a note and sign, to the agency that holds the note. After a no another agency is asked. A yes is told to
the agencies that are told of such a sign, from the moment of the yes. All of it is read as the house and shown to
nobody: pages go through the rights of each reader.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from sightline.casework.clocks.escalates import snapshot_from
from sightline.casework.core import clock
from sightline.casework.core.house_reader import PROFESSIONAL_LAYOUT, THE_HOUSE, people_of, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.candidates import visibility_of_records
from sightline.casework.escalation.engine import CLOCK, SECOND_READING, SENTENCE, Basis, Candidate, calendar
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.straight_rules import discussion_due
from sightline.casework.go_live.backlog import go_live_days, was_complete_before
from sightline.casework.notes.second_readers import SecondReader, choose_second_reader
from sightline.casework.notes.sentence_answers import (
    AnsweredSentence,
    SentenceAnswer,
    SentencePlace,
    answered_hashes,
    awaiting_second,
    read_sentence_answers,
)
from sightline.casework.notes.standing_words import any_stands
from sightline.casework.straight_line.arrival_rules import straight_clocks
from sightline.casework.straight_line.candidates import describe_subject
from sightline.escalation import (
    SENTENCE_QUESTION,
    Happening,
    Stage,
    choose_ladder,
    read_escalation_rules,
    read_ladder,
    straight_until,
)
from sightline.model.ids import make_id
from sightline.model.rows.sentences import ServedWorthReading
from sightline.model.visibility import Visibility
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = {
    "suspected_exploitation": _("Does this note say that a child is being exploited?"),
    "account_given": _("Does this note say that a child told someone of harm?"),
}
ABOUT_SECOND = _("Another agency answered no. %(question)s")
ABOUT_NO_OTHER = _("One agency answered no, and no other agency may see the note. %(question)s")


@dataclass(frozen=True, slots=True)
class AskedNote:
    """A note, a sign that only the model found in it, and its sentences that nobody has answered about."""

    about_id: str
    record_id: str
    sign: str
    rows: tuple[ServedWorthReading, ...] = field(repr=False)


def value_of(name: str) -> Any:
    """A value of the rule, as it is in force today."""
    return read_escalation_rules()[SENTENCE_QUESTION].value_at(name, clock.today())


def list_asked_notes(session: ReaderSession) -> list[AskedNote]:
    """Every note that must be asked about, by record and sign; of each note a few sentences at most."""
    signs, most = value_of("signs"), value_of("most_a_note")
    with session.open_current() as opened:
        rows = opened[1].sentences.asked(signs=signs, sight=THE_HOUSE) if opened else []
    answered = answered_hashes(read_sentence_answers()) if rows else {}
    found = []
    by_note = sorted(rows, key=lambda row: (row["record_id"], row["indicator"]))
    for (record_id, sign), those in groupby(by_note, key=lambda row: (row["record_id"], row["indicator"])):
        done = answered.get((record_id, sign), set())
        new = [row for row in those if row["words_sha256"] not in done and row["layout"] != PROFESSIONAL_LAYOUT][:most]
        if new:
            about_id = make_id(SENTENCE, record_id, sign, *sorted({row["words_sha256"] for row in new}))
            found.append(AskedNote(about_id, record_id, sign, tuple(new)))
    return found


def sentence_questions(session: ReaderSession, now: str) -> list[Candidate]:
    """The questions that are asked by now."""
    return [one for one in current_questions(session, now) if one.due_at < now]


def current_questions(session: ReaderSession, now: str) -> list[Candidate]:
    """The question of each note whose agency was live when it knew of it, from when the snapshot is served."""
    del now
    at, days = snapshot_from(), go_live_days()
    asked = [
        one for one in list_asked_notes(session)
        if not was_complete_before(
            day=london_day(one.rows[0]["known_from"] or at), seen=[visibility(one.rows[0])], days=days
        )
    ]  # fmt: skip
    closed = _closed_unanswered(SENTENCE)
    return [_question(one, at, closed[one.about_id]) for one in asked] if at else []


def second_readings(session: ReaderSession, now: str) -> list[Candidate]:
    """The same question to a second reader, after each no that nobody else has read yet, while its words stand."""
    waiting = [one for one in awaiting_second(read_sentence_answers()) if one.at < now]
    seen = visibility_of_records(session, [one.record_id for one in waiting]) if waiting else {}
    people = people_of(session, [mention for one in waiting for mention in one.mention_ids])
    stand = [one for one in waiting if one.record_id in seen and _stands(session, one)]
    closed = _closed_unanswered(SECOND_READING)
    return [_second(one, seen[one.record_id], people, closed[one.about_id]) for one in stand]


def clocks_of_confirmed_signs(session: ReaderSession, now: str) -> list[Candidate]:
    """What a yes opens at once, as the run that takes it in will open it: each agency that is told of such a sign."""
    said = [one for one in read_sentence_answers() if one.answer is SentenceAnswer.YES and one.at < now]
    seen = visibility_of_records(session, [one.record_id for one in said]) if said else {}
    people = people_of(session, [mention for one in said for mention in one.mention_ids])
    known = [one for one in said if one.record_id in seen]
    return [found for one in known for found in _clocks(one, seen[one.record_id], people)]


@cache
def clock_of_sign(sign: str) -> str:
    """The timescale that such a sign starts on its arrival."""
    return next(rule.id for rule in straight_clocks().values() if any(sign in start.passage for start in rule.starts))


def places_of(rows: Iterable[ServedWorthReading]) -> tuple[SentencePlace, ...]:
    """Where sentences stand."""
    return tuple(
        SentencePlace(
            row["row_id"], row["source_file"], row["source_row"], row["field"], row["start"], row["end"],
            row["words_sha256"],
        )
        for row in rows
    )  # fmt: skip


def _closed_unanswered(source: str) -> Counter[str]:
    """How often each question was closed by a fact before anybody answered: it is asked again when it is so again."""
    closed = Item.objects.filter(source=source, closed_at__isnull=False)
    answered = ItemEvent.objects.filter(item__source=source, kind=Happening.READ.value).values("item")
    return Counter(closed.exclude(pk__in=answered).values_list("about_id", flat=True))


def _question(one: AskedNote, at: str, times_closed: int) -> Candidate:
    first = one.rows[0]
    mentions = tuple(sorted({row["mention_id"] for row in one.rows if row["mention_id"]}))
    return Candidate(
        source=SENTENCE,
        about=ABOUT[one.sign],
        agency=first["agency"],
        organisation="" if first["organisation"] == first["agency"] else first["organisation"],
        record_id=one.record_id,
        mention_ids=mentions,
        basis=(Basis(one.record_id, visibility(first)),),
        about_id=one.about_id,
        person_id=first["person_id"],
        known_from=first["known_from"] or "",
        **_timed(at, _nth(one.about_id, times_closed)),
    )


def _stands(session: ReaderSession, one: AnsweredSentence) -> bool:
    with session.open_current() as opened:
        return opened is not None and any_stands(opened[1], record_id=one.record_id, places=one.places)


def _second(one: AnsweredSentence, seen: Visibility, people: dict[str, str], times_closed: int) -> Candidate:
    reader = choose_second_reader(holder=one.agency, first_reader=one.by, seen=seen)
    about = (ABOUT_NO_OTHER if reader.begins else ABOUT_SECOND) % {"question": ABOUT[one.sign]}
    return Candidate(
        source=SECOND_READING,
        about=about,
        agency=reader.agency,
        organisation=reader.organisation,
        begins=reader.begins,
        record_id=one.record_id,
        mention_ids=one.mention_ids,
        basis=(Basis(one.record_id, seen),),
        about_id=one.about_id,
        person_id=_person(one.mention_ids, people),
        known_from=one.known_from,
        **_timed(one.at, _nth(f"{one.about_id} second", times_closed), until=_stage_after(reader)),
    )


def _nth(asked: str, times_closed: int) -> str:
    return f"{asked} {times_closed}" if times_closed else asked


def _stage_after(reader: SecondReader) -> Stage:
    """The stage that is asked after the one that reads first."""
    ladder = read_ladder(choose_ladder(agency=reader.agency))
    return ladder.next_after(Stage(reader.begins) if reader.begins else ladder.first)


def _timed(at: str, nth: str, *, until: Stage = Stage.TEAM_MANAGER) -> dict[str, Any]:
    """What both questions have in common: the rule, and the straight line from `at`, due before the stage `until`."""
    return {
        "rule_id": SENTENCE_QUESTION,
        "rule_version": read_escalation_rules()[SENTENCE_QUESTION].version,
        "due_at": at,
        "urgent": True,
        "straight": True,
        "arrived_at": at,
        "deadline_at": straight_until(arrived_at=at, stage=until, calendar=calendar()),
        "nth": nth,
    }


def _clocks(one: AnsweredSentence, seen: Visibility, people: dict[str, str]) -> Iterable[Candidate]:
    rule = straight_clocks()[clock_of_sign(one.sign)]
    first = one.mention_ids[0] if one.mention_ids else ""
    for agency in rule.told:
        yield Candidate(
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
            person_id=_person(one.mention_ids, people),
            urgent=rule.urgent,
            straight=True,
            known_from=one.known_from,
            arrived_at=one.at,
            deadline_at=discussion_due(rule_id=rule.id, arrived_at=one.at, calendar=calendar()),
        )


def _person(mention_ids: Sequence[str], people: dict[str, str]) -> str:
    return next((people[one] for one in mention_ids if one in people), "")
