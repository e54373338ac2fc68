"""The school register: one telling a session, with its code, known from the day of the session.

A newcomer would get this wrong: a week stands on one row, but each mark is known from its own day. A code has one sign
or two, and codes of before 2024 stand beside those of after.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sightline.known.pieces import Piece
from sightline.known.rows import FACT_PIECE, ask, detail, human_of, in_quotes, piece_of
from sightline.patterns.instances import Told
from sightline.store.engine import Engine

MARKS = f"""
SELECT {FACT_PIECE}, fact.event_on,
       {detail("marks", "fact.details")} AS marks, person.person_id, person.born, person.taken_as_child
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.layout = 'school_attendance' AND fact.name = 'attendance' AND fact.event_on IS NOT NULL
  AND person.person_id IN ({{people}})
"""


def gather_marks(*, engine: Engine, people: Iterable[str]) -> dict[str, list[Told]]:
    """Every mark of these people while children, by person."""
    found: dict[str, list[Told]] = defaultdict(list)
    for row in ask(engine, MARKS.format(people=in_quotes(people))):
        if human_of(row).is_child(row["event_on"]):
            found[row["person_id"]] += _marks(row)
    return found


def _marks(row: dict[str, Any]) -> Iterator[Told]:
    piece = piece_of(row)
    for number, code in enumerate(row["marks"].split(" ")):
        on = row["event_on"] + timedelta(days=number // 2)
        own = _known(piece, on)
        if own:
            more = {"code": code.upper(), "session": number % 2, "week": row["event_on"]}
            yield Told(row["person_id"], on, (own,), "mark", more)


def _known(piece: Piece, on: Any) -> Piece | None:
    """A mark is known from its day, or from when the row's version came; none that was replaced before its day."""
    known = replace(piece, known_from=max(piece.known_from, on))
    return known if known.known_from < known.known_until else None
