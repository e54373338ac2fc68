"""Patterns that wait for an answer to what was read in a note: a suspicion, a child's account.

A suspicion needs no child and no second record. It is one instance of its record, whoever is named there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sightline.known_facts.people import KnownPerson
from sightline.known_facts.row_types import DatedRow, KnownFactRow
from sightline.known_facts.rows import FACT_PIECE, NOTE_FACTS, detail, in_quotes, piece_of
from sightline.model.calendar import Calendar
from sightline.model.when import london_day
from sightline.patterns.instances import CountedFact, closes_on
from sightline.patterns.new_instances import ALL, READ_AT, TIME, About, NewInstance, views
from sightline.patterns.rules import Pattern
from sightline.sharing import View
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)

ANSWERS = f"""
SELECT {FACT_PIECE}, fact.event_on, person.person_id
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.event_on IS NOT NULL AND (
    (fact.layout = 'childrens_services_events' AND fact.name = 'event' AND person.slot = 'subject'
     AND upper({detail("event_type", "fact.details")}) IN ({{types}}))
    OR (fact.layout = 'mace_tracker' AND fact.name = 'meeting' AND person.slot = 'subject' AND {{meetings}})
    OR (fact.layout = 'police_occurrences' AND fact.name = 'occurrence' AND person.slot = 'nominal'
        AND person.role = 'VICTIM' AND {{crimes}}))
"""


class StartRow(KnownFactRow):
    """A note that waits for an answer, with a person whom its row names; none where it names nobody."""

    event_on: date
    person_id: str | None
    born: date | None
    taken_as_child: bool | None
    slot: str | None
    read_at: str


NOTE, ANSWER = "note", "answer"


def find_unanswered_notes(
    *, engine: Engine, pattern: Pattern, calendar: Calendar, as_at: date, whoever: bool
) -> Iterator[NewInstance]:
    """What was read, with no answering fact within so many working days. `whoever`: no child need be named."""
    starts = SQL.fill(
        "notes_that_wait",
        fact_piece=Fragment(FACT_PIECE),
        note_facts=Fragment(NOTE_FACTS),
        indicator=pattern.words("indicators")[0],
        whoever=whoever,
    )
    crimes = str(not whoever).upper()
    sql = ANSWERS.format(types=in_quotes(pattern.words("answers")), meetings=str(whoever).upper(), crimes=crimes)
    answers: dict[str, list[CountedFact]] = defaultdict(list)
    for row in read_rows(engine, DatedRow, sql):
        answers[row["person_id"]].append(CountedFact(row["person_id"], row["event_on"], (piece_of(row),), ANSWER))
    days = pattern.number("working_days")
    groups: dict[str, list[CountedFact]] = defaultdict(list)
    for start in read_rows(engine, StartRow, starts):
        child = _child_of(start)
        if child or whoever:
            counted = CountedFact(child, start["event_on"], (piece_of(start),), NOTE, {READ_AT: start["read_at"]})
            groups[start["record_id"] if whoever else child].append(counted)
    for _, notes in sorted(groups.items()):
        known = [one for child in _children(notes) for one in answers.get(child, ())]
        for view in views([*notes, *known]):
            yield from _of_view(pattern, view, calendar, days, as_at)


def _child_of(row: StartRow) -> str:
    """The child whom the row names; empty text where it names none."""
    human = KnownPerson(row["person_id"] or "", row["born"], taken_as_child=bool(row["taken_as_child"]))
    return human.person_id if human.is_child(row["event_on"]) else ""


def _of_view(
    pattern: Pattern, view: View[CountedFact], calendar: Calendar, days: int, as_at: date
) -> Iterator[NewInstance]:
    """Each note that waited, in what some readers see."""
    notes, answers = ([one for one in view.things if one.kind == kind] for kind in (NOTE, ANSWER))
    number, closed = 0, date.min
    for one in sorted(notes, key=lambda counted: (counted.known_from, counted.pieces[0].place, counted.who)):
        (piece,) = one.pieces
        children = _children([other for other in notes if other.pieces[0].record_id == piece.record_id])
        if one.known_from < closed:
            continue
        limit = calendar.add_working_days(one.known_from, days)
        true_on = limit + timedelta(days=1)
        in_time = any(
            answer.who in children and one.on <= answer.on <= limit and answer.is_known(true_on) for answer in answers
        )
        if true_on > as_at or in_time or one.known_until <= true_on:
            continue
        read_at = one.more[READ_AT]
        waited = calendar.add_working_days(london_day(read_at), days) + timedelta(days=1) if read_at else true_on
        number, closed = number + 1, closes_on(last_on=one.on, first_true_on=true_on)
        yield NewInstance(
            pattern=pattern, pattern_class=pattern.pattern_class,
            about=About(person_id=children[0] if children else None), number=number, first_true_on=true_on,
            completed_by=TIME, completing=piece, pieces=(piece,), by_agency={piece.agency: true_on}, view=view,
            basis=ALL, more={"people": children}, read_on=waited if waited > true_on else None,
        )  # fmt: skip


def _children(notes: Iterable[CountedFact]) -> list[str]:
    return sorted({one.who for one in notes if one.who})
