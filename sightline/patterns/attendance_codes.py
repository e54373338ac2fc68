"""The school register: one telling a session, with its code, known from the day of the session.

A week stands on one row, but each mark is known from its own day. A code has one sign or two, and codes of before 2024
stand beside those of after.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.row_types import PersonFactRow
from sightline.known_facts.rows import FACT_PIECE, detail, human_of, in_quotes, piece_of
from sightline.patterns.instances import CountedFact
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

FRIDAY = timedelta(days=4)
WEEKS = f"""
SELECT {FACT_PIECE}, fact.event_on,
       {detail("marks", "fact.details")} AS codes, person.person_id, person.born, person.taken_as_child
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.layout = 'school_attendance' AND fact.name = 'attendance' AND fact.event_on IS NOT NULL
  AND person.person_id IN ({{people}})
"""


class RegisterWeekRow(PersonFactRow):
    """A week of a register: a code for each session."""

    codes: str


def gather_attendance(*, engine: Engine, people: Iterable[str]) -> dict[str, list[CountedFact]]:
    """Every code of these people while children, by person."""
    found: dict[str, list[CountedFact]] = defaultdict(list)
    for row in read_rows(engine, RegisterWeekRow, WEEKS.format(people=in_quotes(people))):
        if human_of(row).is_child(row["event_on"]):
            found[row["person_id"]] += _sessions(row)
    return found


def gather_weeks(
    *, engine: Engine, people: Iterable[str], unauthorised: Sequence[str], no_school: Sequence[str]
) -> dict[str, list[CountedFact]]:
    """Every school week of these people while children, by person, known from its last session.

    `more`: how many codes count, how many of them are absence without leave, and whether the week ran to its Friday.
    """
    found: dict[str, list[CountedFact]] = defaultdict(list)
    for row in read_rows(engine, RegisterWeekRow, WEEKS.format(people=in_quotes(people))):
        codes = row["codes"].upper().split(" ")
        counting = [code for code in codes if code not in no_school and not code.startswith("Y")]
        last = row["event_on"] + timedelta(days=(len(codes) - 1) // 2)
        own = _known(piece_of(row), last)
        if own and counting and human_of(row).is_child(row["event_on"]):
            more = {"marks": len(counting), "absent": sum(code in unauthorised for code in counting)}
            more |= {"ran": last - row["event_on"] >= FRIDAY}
            found[row["person_id"]].append(CountedFact(row["person_id"], row["event_on"], (own,), "week", more))
    return found


def _sessions(row: RegisterWeekRow) -> Iterator[CountedFact]:
    piece = piece_of(row)
    for number, code in enumerate(row["codes"].split(" ")):
        on = row["event_on"] + timedelta(days=number // 2)
        own = _known(piece, on)
        if own:
            more = {"code": code.upper(), "session": number % 2, "week": row["event_on"]}
            yield CountedFact(row["person_id"], on, (own,), "mark", more)


def _known(piece: DatedFact, on: date) -> DatedFact | None:
    """A code is known from its day, or from when the row's version came; none that was replaced before its day."""
    known = replace(piece, known_from=max(piece.known_from, on))
    return known if known.known_from < known.known_until else None
