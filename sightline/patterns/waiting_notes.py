"""Patterns that wait for an answer to what was read in a note: a suspicion, a child's account.

A newcomer would get this wrong: a suspicion needs no child and no second record. It is one instance of its record,
whoever is named there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sightline.known.pieces import Piece
from sightline.known.rows import FACT_PIECE, NOTE_FACTS, ask, by_group, detail, human_of, in_quotes, piece_of
from sightline.model.calendar import Calendar
from sightline.model.passages import Experiencer, Polarity, Tense
from sightline.patterns.found import ALL, TIME, About, Found
from sightline.patterns.instances import closes_on
from sightline.patterns.rules import Pattern
from sightline.store.engine import Engine

STARTS = f"""
SELECT DISTINCT {FACT_PIECE}, fact.event_on, person.person_id, person.born, person.taken_as_child, person.slot
FROM passage JOIN pattern_fact AS fact USING (row_id)
LEFT JOIN pattern_person AS person ON person.row_id = fact.row_id
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
WHERE (fact.layout, fact.name) IN {NOTE_FACTS} AND fact.event_on IS NOT NULL
  AND passage.indicator = '{{indicator}}' AND passage.polarity = '{Polarity.AFFIRMED}'
  AND passage.time <> '{Tense.HYPOTHETICAL}'
  AND (passage.experiencer = '{Experiencer.SUBJECT}' OR {{whoever}})
ORDER BY fact.known_from, fact.source_file, fact.source_row, person.person_id
"""

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


def find_unanswered_notes(
    *, engine: Engine, pattern: Pattern, calendar: Calendar, as_at: date, whoever: bool
) -> Iterator[Found]:
    """What was read, with no answering fact within so many working days. `whoever`: no child need be named."""
    starts = ask(engine, STARTS.format(indicator=pattern.words("indicators")[0], whoever=str(whoever).upper()))
    crimes = str(not whoever).upper()
    sql = ANSWERS.format(types=in_quotes(pattern.words("answers")), meetings=str(whoever).upper(), crimes=crimes)
    answers: dict[str, list[tuple[date, Piece]]] = defaultdict(list)
    for row in ask(engine, sql):
        answers[row["person_id"]].append((row["event_on"], piece_of(row)))
    days = pattern.number("working_days")
    groups = by_group(starts, "record_id") if whoever else _by_child(starts)
    for _, rows in groups:
        yield from _of_group(pattern, rows, answers, calendar, days, as_at)


def _by_child(starts: Sequence[dict[str, Any]]) -> Iterator[tuple[tuple[Any, ...], list[dict[str, Any]]]]:
    """Those that name a child, by child."""
    named = [row for row in starts if row["person_id"] and human_of(row).is_child(row["event_on"])]
    yield from by_group(named, "person_id")


def _of_group(
    pattern: Pattern, rows: Sequence[dict[str, Any]], answers: dict[str, list[tuple[date, Piece]]],
    calendar: Calendar, days: int, as_at: date,
) -> Iterator[Found]:  # fmt: skip
    number, closed = 0, date.min
    for row in sorted(rows, key=lambda one: (one["known_from"], one["source_file"], one["source_row"])):
        children = _children([one for one in rows if one["record_id"] == row["record_id"]])
        begins = row["known_from"]
        if begins < closed:
            continue
        limit = calendar.add_working_days(begins, days)
        true_on = limit + timedelta(days=1)
        known = [one for child in children for one in answers.get(child, ())]
        in_time = any(
            row["event_on"] <= on <= limit and piece.known_from <= true_on < piece.known_until for on, piece in known
        )
        if true_on > as_at or in_time or row["known_until"] <= true_on:
            continue
        number, closed = number + 1, closes_on(last_on=row["event_on"], first_true_on=true_on)
        piece = piece_of(row)
        yield Found(
            pattern=pattern, pattern_class=pattern.pattern_class,
            about=About(person_id=children[0] if children else None), number=number, first_true_on=true_on,
            completed_by=TIME, completing=piece, pieces=(piece,), by_agency={piece.agency: true_on}, of_all=True,
            of_open=not piece.restricted, basis=ALL, more={"people": children},
        )  # fmt: skip


def _children(rows: Sequence[dict[str, Any]]) -> list[str]:
    return sorted({row["person_id"] for row in rows if row["person_id"] and human_of(row).is_child(row["event_on"])})
