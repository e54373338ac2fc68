"""Patterns that become true because time passes: a worry that nobody answered within so many working days.

What answers must have been done within the limit, and be known on the day after it. An answer entered later does not
undo the pattern: it shows as answered late.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.known_facts.outcomes import is_other_outcome
from sightline.known_facts.row_types import PersonFactRow
from sightline.known_facts.rows import FACT_PIECE, NOTE_FACTS, by_person, detail, human_of, piece_of
from sightline.model.calendar import Calendar
from sightline.model.passages import Experiencer, Polarity, Tense
from sightline.patterns.instances import CountedFact, closes_on
from sightline.patterns.new_instances import ALL, STRUCTURED, TIME, About, NewInstance, views
from sightline.patterns.rules import Pattern
from sightline.rulebook.closed_outcomes import DecisionKind
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
WORRY, ANSWER, NOTE = "worry", "answer", "in_note"


# A worry of the family's that any agency wrote down in a note, as said now and of the child.
NOTED = f"""
SELECT DISTINCT {FACT_PIECE}, fact.event_on, person.person_id, person.born, person.taken_as_child,
       '{WORRY}' AS telling, true AS in_note
FROM passage JOIN pattern_fact AS fact USING (row_id) JOIN pattern_person AS person USING (row_id)
WHERE (fact.layout, fact.name) IN {NOTE_FACTS} AND fact.event_on IS NOT NULL
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
  AND passage.indicator = 'parent_worry' AND passage.polarity = '{Polarity.AFFIRMED}'
  AND passage.time = '{Tense.CURRENT}' AND passage.experiencer = '{Experiencer.SUBJECT}'
"""


class WorryRow(PersonFactRow):
    """A family's worry, or what answers one."""

    telling: str
    in_note: bool


@dataclass(frozen=True, slots=True)
class UnansweredStart:
    """A start that nobody answered in time."""

    start: CountedFact
    true_on: date


def find_unanswered_worries(
    *, engine: Engine, pattern: Pattern, calendar: Calendar, as_at: date
) -> Iterator[NewInstance]:
    """A family's worry with no answer within so many working days: told to children's services, or read in a note."""
    sql = _worries_sql(pattern)
    days = pattern.number("working_days")
    counted = {person_id: _counted_fact(rows) for person_id, rows in by_person(read_rows(engine, WorryRow, sql))}
    for person_id, some in counted.items():
        if any(one.kind == WORRY for one in some):
            yield from _look(some, STRUCTURED, person_id, pattern, calendar, days, as_at)
    for person_id, rows in by_person(read_rows(engine, WorryRow, NOTED)):
        some = counted.get(person_id, [])
        known = {one.pieces[0].record_id for one in some if one.kind == WORRY}
        noted = [one for one in _counted_fact(rows) if one.pieces[0].record_id not in known]
        if noted:
            yield from _look([*some, *noted], ALL, person_id, pattern, calendar, days, as_at)


def _worries_sql(pattern: Pattern) -> str:
    return SQL.fill(
        "worries_and_answers",
        fact_piece=Fragment(FACT_PIECE),
        source=Fragment(detail("source", "fact.details")),
        worry=WORRY,
        answer=ANSWER,
        worries=("CONTACT", "REFERRAL"),
        sources=[word.casefold() for word in pattern.words("sources")],
        answers=pattern.words("answers"),
        acted=Fragment(is_other_outcome(pattern.closed(DecisionKind.CONTACT), detail("outcome", "fact.details"))),
    )


def _counted_fact(rows: Iterable[WorryRow]) -> list[CountedFact]:
    return [
        CountedFact(row["person_id"], row["event_on"], (piece_of(row),), row["telling"], {NOTE: row["in_note"]})
        for row in rows
        if human_of(row).is_child(row["event_on"])
    ]


def _look(
    counted: Sequence[CountedFact],
    basis: str,
    person_id: str,
    pattern: Pattern,
    calendar: Calendar,
    days: int,
    as_at: date,
) -> Iterator[NewInstance]:
    """Each wait; of the basis `all` those alone that a note began, for the others stand without it."""
    for view in views(counted):
        for number, wait in enumerate(_waits(view.things, calendar, days, as_at), start=1):
            (piece,) = wait.start.pieces
            if basis == STRUCTURED or wait.start.more[NOTE]:
                yield NewInstance(
                    pattern=pattern, pattern_class=pattern.pattern_class, about=About(person_id=person_id),
                    number=number, first_true_on=wait.true_on, completed_by=TIME, completing=piece, pieces=(piece,),
                    by_agency={piece.agency: wait.true_on}, view=view, basis=basis,
                )  # fmt: skip


def _waits(counted: Sequence[CountedFact], calendar: Calendar, days: int, as_at: date) -> Iterator[UnansweredStart]:
    answers = [one for one in counted if one.kind == ANSWER]
    closed = date.min
    for start in sorted((one for one in counted if one.kind == WORRY), key=lambda one: (one.known_from, one.order)):
        if start.known_from < closed:
            continue
        limit = calendar.add_working_days(start.known_from, days)
        true_on = limit + timedelta(days=1)
        in_time = any(start.on <= one.on <= limit and one.is_known(true_on) for one in answers)
        if true_on <= as_at and start.known_until > true_on and not in_time:
            closed = closes_on(last_on=start.on, first_true_on=true_on)
            yield UnansweredStart(start, true_on)
