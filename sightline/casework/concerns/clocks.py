"""The clocks that one concern started, worked out by the timescales' own batch on a database that holds it alone.

On a page a state is never read from a snapshot. It is asked anew with the present moment, and what people did since
stands over it.
"""

from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from sightline.casework.concerns.live_entries import write_tables
from sightline.casework.concerns.models import Concern, ConcernToldBack
from sightline.casework.concerns.pages import ConcernClock
from sightline.casework.concerns.passages import try_passages
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.serving import current_workspace, open_current
from sightline.casework.escalation.meeting_facts import stops_shown
from sightline.model.conclusions import CLOCK
from sightline.model.passage_table import PASSAGE
from sightline.model.schema import PERSON, RECEIVED_FILE
from sightline.model.visibility import RowFilter
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine
from sightline.store.engine import Engine, arrow_schema
from sightline.store.serve import Row

if TYPE_CHECKING:
    from sightline.timescales import ClockRule

TOLD_BACK, ANSWERED = "told_back", "answered"


def clocks_of(concern: Concern, *, sees: RowFilter) -> tuple[ConcernClock, ...]:
    """What a concern started, the first due first; stopped by facts that the reader may see, or by people's answers."""
    labels = {rule.id: rule.rule.label for rule in clock_rules()}
    rows = sorted(build_rows(concern), key=lambda row: (row["due_at"], row["rule_id"]))
    stops = _stops(concern, rows, sees)
    return tuple(
        ConcernClock(row["rule_id"], labels[row["rule_id"]], row["due_at"], _state(row, stops.get(row["clock_id"])))
        for row in rows
    )


def clock_rules() -> "tuple[ClockRule, ...]":
    """The rules in force here: the nation's, with the partnership's own values in them."""
    from sightline import timescales  # not at the top: most pages run no clock

    local = timescales.read_local(current_workspace().root / timescales.LOCAL_FILE)
    return timescales.merge_local(timescales.load_clock_rules(), local)


@cache
def stopped_by_telling() -> frozenset[str]:
    """The rules whose clocks stop when the author is told back."""
    from sightline import timescales  # not at the top: most pages run no clock

    rules = timescales.load_clock_rules()
    return frozenset(rule.id for rule in rules if any(stop.fact == TOLD_BACK for stop in rule.stops))


def build_rows(concern: Concern) -> list[Row]:
    """Build the rows of `clock` that a concern alone gives now, from its author's marks and what was read in it."""
    from sightline import timescales  # not at the top: most pages run no clock

    engine = DuckDBEngine(threads=1)
    try:
        write_tables(engine=engine, concern=concern)
        _write_empty(engine)
        engine.write(PASSAGE, pa.Table.from_pylist(try_passages(concern), schema=arrow_schema(PASSAGE)))
        rules = timescales.starting_in(clock_rules(), concern.layout)
        timescales.build_clocks(
            engine=engine, as_at=clock.today(), rules=rules, calendar=read_calendar(), through=clock.now_at()
        )
        rows: list[Row] = engine.query(f"SELECT {', '.join(CLOCK.column_names)} FROM clock").to_pylist()
        return rows
    finally:
        engine.close()


def _write_empty(engine: Engine) -> None:
    for table in (PERSON, RECEIVED_FILE):
        engine.write(table, arrow_schema(table).empty_table())


def _stops(concern: Concern, rows: list[Row], sees: RowFilter) -> dict[str, str]:
    """When each clock stopped, the first that stopped it."""
    ids = [row["clock_id"] for row in rows]
    found = [(row["clock_id"], row["stopped_at"]) for row in rows if row["stopped_at"]]
    with open_current() as opened:
        held = [opened[1].conclusions.clock(clock_id=one, sees=sees) for one in ids] if opened else []
        people = opened[1].people_of(mention_ids=[concern.about_mention_id]) if opened else {}
    person_id = people.get(concern.about_mention_id, "")
    found += stops_shown([{**row, "person_id": person_id} for row in rows], sees=sees).items()
    found += [(row["clock_id"], row["stopped_at"]) for row in held if row and row["stopped_at"]]
    answers = Decision.objects.of_kind(ANSWERED).filter(body__about_id__in=ids).newest_first()
    found += [(one.body["about_id"], one.at) for one in answers]
    told = ConcernToldBack.objects.filter(concern=concern).order_by("at").first()
    found += [(row["clock_id"], told.at) for row in rows if told and row["rule_id"] in stopped_by_telling()]
    return dict(sorted(found, key=lambda one: one[1], reverse=True))


def _state(row: Row, stopped_at: str | None) -> str:
    from sightline import timescales  # not at the top: most pages run no clock

    state = timescales.read_state(
        due_at=row["due_at"], stopped_at=stopped_at, known_through=row["known_through"], now=clock.now_at()
    )
    return str(state)
